# Всё, что печатает командная строка.

cli-about = Relay Bot: рабочее место транспортной компании в Telegram.
cli-help_config = Файл настроек; по умолчанию config.toml в этой папке.
cli-help_run = Запустить бота.
cli-help_demo = Запустить демонстрацию без токена и без сети.
cli-help_port = Порт страницы демонстрации.
cli-help_check = Проверить настройки, базу, токен и группы.
cli-help_migrate = Привести базу к этой версии.
cli-help_parked = Отложенное: то, что не удалось обработать или отправить.
cli-help_parked_list = Показать список.
cli-help_parked_show = Показать одну запись целиком.
cli-help_parked_retry = Обработать или отправить ещё раз.
cli-help_parked_drop = Убрать из списка насовсем.
cli-help_parked_id = Номер из списка, например in:12 или out:34.
cli-help_clients = Список клиентов.
cli-help_clients_import = Загрузить клиентов из файла CSV.
cli-help_clients_file = Файл CSV: UTF-8 или cp1251, разделитель ; или ,
cli-help_dry_run = Только проверить, ничего не записывать.

cli-token_missing =
    Нет токена бота, без него нельзя подключиться к Telegram.

    Как получить:
      1. Откройте в Telegram @BotFather и отправьте /newbot.
      2. Придумайте название и имя, оканчивающееся на bot.
      3. Скопируйте токен из ответа в config.toml, [telegram] token = "…",
         или в переменную окружения RELAY_BOT_TELEGRAM__TOKEN.

    Чтобы посмотреть бота без токена и без Telegram: relay-bot demo
cli-database_unavailable =
    База данных недоступна: { $reason }
    Проверьте, что PostgreSQL запущен и адрес в [database] url верен. С пустым url бот работает на встроенном PostgreSQL.
cli-migrated = База приведена к этой версии.
cli-stopped = Остановлено.
cli-check_good = ✓ { $what }
cli-check_bad = ✗ { $what }
cli-check_remedy = { "  " }→ { $remedy }
cli-check_all_good = Всё в порядке.
cli-check_summary =
    { $n ->
        [one] Требует внимания: { $n } пункт.
        [few] Требуют внимания: { $n } пункта.
       *[other] Требуют внимания: { $n } пунктов.
    }

cli-parked_none = Отложенного нет.
cli-parked_id = Номер
cli-parked_kind = Что
cli-parked_lane = Чат
cli-parked_at = Когда
cli-parked_attempts = Попыток
cli-parked_error = Ошибка
cli-parked_unknown = Записи { $id } нет среди отложенных. Список: relay-bot parked list
cli-parked_retried = { $id }: поставлено в очередь.
cli-parked_dropped = { $id }: убрано.

cli-import_no_file = Нет файла { $file }. Проверьте путь.
cli-import_dry_hint = Это была проверка, ничего не записано. Загрузить: та же команда без --dry-run.

cli-help_waybill = Документ «накладная-заявка».
cli-help_waybill_preview = Собрать образец по шаблону, чтобы посмотреть, как он выглядит.
cli-help_output = Куда записать PDF.
cli-help_lang = Язык документа; по умолчанию default_lang из настроек.
cli-help_extreme = Образец с самыми длинными данными.
cli-preview_done = Образец: { $file }
cli-preview_unwritten = Не удалось записать { $file }: { $reason }
cli-preview_no_logo = Логотип { $file } не напечатан: { $reason }. Нужен файл PNG или JPEG.
cli-preview_note = Замечание к шаблону: { $note }

cli-demo_step = { $what } ✓ { $seconds } с
cli-demo_running = Демонстрация уже запущена: { $url }
cli-demo_postgres = PostgreSQL
cli-demo_telegram = Локальный Telegram
cli-demo_bot = Бот
cli-demo_ready =
    Готово. Откройте в браузере: { $url }
    Остановить: Ctrl-C. Данные остаются в { $folder }, журнал бота: { $log }
cli-demo_port_moved = Порт { $wanted } занят, беру { $port }.
cli-demo_no_port = Порт { $wanted } и { $n } следующих заняты. Освободите один из них или укажите другой: relay-bot demo --port НОМЕР
cli-demo_bot_died = Бот остановился (код { $code }). Запускаю снова через { $seconds } с.
cli-demo_bot_back = Бот снова работает.
cli-demo_bot_slow = Бот ещё не запустился. Страница уже работает, подробности выше.
cli-demo_stopping = Останавливаю…

postgres-no_binaries = Встроенный PostgreSQL не установлен. Выполните make setup или укажите адрес своей базы в [database] url.
postgres-no_nobody = В системе нет пользователя nobody, а от имени root PostgreSQL не работает. Запустите бота от имени обычного пользователя.
postgres-no_folder = Не удалось подготовить папку { $path }: { $reason }. Проверьте права или укажите другую папку в [database] data_dir.
postgres-socket_taken = Папка { $path } принадлежит другому пользователю. Удалите её или укажите другую папку в [database] data_dir.
postgres-initdb_failed =
    Не удалось создать встроенную базу. Проверьте свободное место на диске и попробуйте снова.
    { $log }
postgres-start_failed =
    Встроенный PostgreSQL не запустился. Последние строки журнала { $path }:
    { $log }
    Проверьте свободное место и память, затем попробуйте снова.

cli-help_understand = Показать, как бот поймёт сообщение клиента.
cli-help_message = Сообщение в кавычках; «-» — прочитать со стандартного ввода.
cli-help_field = Считать сообщение ответом на один вопрос: descr, weight, dims, from, to, pay, third, waybill, amount, email, phone, story.
cli-help_lines = Файл сообщений: JSON в каждой строке (text, form, known), ответ — тоже строка JSON
cli-help_json = Вывести как JSON.
cli-field_descr = Описание
cli-field_weight = Вес
cli-field_dims = Габариты
cli-field_from = Откуда
cli-field_to = Куда
cli-field_pay = Оплата
cli-field_third = Плательщик
cli-field_waybill = Накладная
cli-field_story = Что случилось
cli-field_amount = Сумма
cli-field_email = E-mail
cli-field_phone = Телефон
cli-understand_no_field = Нет поля { $field }. Есть: { $known }.
cli-understand_no_line = Строка { $n }: нужен объект JSON с полем text, form — waybill или claim, known — прежние значения.
cli-understand_no_message = Нужно сообщение или --lines ФАЙЛ.
cli-understand_nothing = О перевозке здесь ничего не сказано.
cli-understand_places = Мест: { $n }
cli-understand_comment = Комментарий: { $comment }
cli-understand_question = Похоже на вопрос менеджеру.
