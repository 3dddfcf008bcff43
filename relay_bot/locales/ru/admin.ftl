adm-unassigned =
    🆕 <b>Клиент без менеджера</b>
    { $name } · { $phone } · { $username }
    Правило: { $rule }. Предлагаю: { $manager }.
btn-adm_assign = Назначить { $manager }
btn-adm_other = Другой менеджер
adm-import_dry =
    Проверка файла: строк { $rows }, новых { $new }, обновится { $upd }, без изменений { $same }, ошибок { $bad }.
    { $errors }
    Загрузить?
adm-import_done = Загружено: новых { $new }, обновлено { $upd }, пропущено { $bad }.
adm-import_phone = строка { $row }: номер «{ $value }» повреждён Excel (нужен текстовый формат)
adm-import_dup = строка { $row }: номер { $phone } повторяется (строка { $first })
adm-import_mgr = строка { $row }: менеджер «{ $value }» не найден в config.toml
adm-config_bad = config.toml не применён: { $error }. Работаем на прежней версии.
adm-group_lost = Нет доступа к группе { $manager }: { $error }. Сообщения копятся в очереди.
adm-chat_refuses = Telegram отказывает во всём, что отправляется в чат { $client }: { $error }. Сообщения копятся в очереди, пробуем снова.
adm-import_bad_phone = строка { $row }: «{ $value }» — не номер телефона
adm-import_columns = В первой строке файла нужны названия столбцов: { $columns }
adm-import_quotes = строка { $row }: кавычки не закрыты
