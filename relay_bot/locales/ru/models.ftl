# relay-bot models: модели распознавания на этой машине.

models-voice = Голосовые распознаются: { $engine }, модель { $folder }.
models-photo = Фото читаются: Tesseract и QR-коды, языки в { $folder }.
models-off = Распознавание голоса и фото выключено в [features].
models-voice_packages = Голосовые не распознаются: нет пакетов { $where }.
models-voice_packages_do = Установите: pip install "relay-bot[voice]"
models-voice_model = Голосовые не распознаются: нет модели в { $where }.
models-voice_model_do = Скачайте: relay-bot models fetch
models-photo_packages = Фото не читаются: нет пакетов { $where }.
models-photo_packages_do = Установите: pip install "relay-bot[ocr]"
models-photo_data = Фото не читаются: нет языков Tesseract ({ $where }).
models-photo_data_do = Установите: sudo apt-get install -y tesseract-ocr tesseract-ocr-rus, или укажите папку в [recognition] tessdata.
models-own = Модель в { $folder } не из списка: её файлы не с чем сверить.
models-model = { $model } ({ $languages }), { $size } МБ: { $folder }
models-file = { "  " }{ $sign } { $file }, { $size } МБ: { $state }
models-file_good = на месте, контрольная сумма верна
models-file_missing = нет
models-file_partial = скачан не до конца
models-file_different = не тот: размер или контрольная сумма другие
models-known = Известные модели (relay-bot models fetch ИМЯ):
models-known_one = { "  " }{ $model }: { $engine }, { $languages }, { $size } МБ
models-unknown = Модели { $model } нет в списке. Есть: { $known }
models-fetching = Скачиваю { $model }, { $size } МБ, в { $folder }
models-progress = { "  " }{ $file }: { $percent } % из { $size } МБ
models-fetched = Готово, контрольные суммы верны: { $folder }
models-set = Чтобы бот её взял, укажите в [recognition]: speech = "{ $speech }", speech_model = "{ $folder }", и перезапустите его.
models-no_room = Мало места для { $folder }: нужно { $needed_mb } МБ, свободно { $free_mb } МБ.
models-not_fetched = Не скачалось: { $url } ({ $reason }). Повторите ту же команду: скачанное сохранено.
models-bad_checksum = { $file } с { $url } — не тот файл: контрольная сумма другая. Он удалён.
