# What every form says in the same words.
form-progress = Принял: { $done }. Осталось: { $left }.
form-edit_pick = Что исправить?
form-edited = { $field }: было «{ $old }», стало «{ $new }».
form-repeat_intro = Как № { $number }. Что поменять? Если ничего, нажмите «Оформить».
form-unchanged = Так уже и записано: { $fields }. Ничего не изменили.
form-summary_below = ⬇️ Обновлённый вариант — ниже.
form-summary_gone = ✖️ Отменено.
form-cancel_sure = Всё уже заполнено, осталось отправить. Точно отменить?
btn-cancel_sure = 🗑 Да, отменить
btn-cancel_not = ‹ Нет, вернуться
form-cancelled = Отменили. Данные не сохранены.
form-comment = 💬 { $comment }
form-send_pin = Нажмите внизу «🧭 Отправить точку на карте» — или напишите адрес.
form-file_added = Файлов: { $n }. Ещё или «Готово»?
form-files_enough = Приняли первые { $max } файлов. Остальные пришлите менеджеру в чат.
form-other_part = Остальное пришлите отдельным сообщением, когда закончим с этим.
form-no_edits = Правку мы не увидим: ответ уже записан. Напишите, что исправить, новым сообщением, например «вес 700 кг».
