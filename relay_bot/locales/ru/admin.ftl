adm-unassigned =
    🆕 <b>Клиент без менеджера</b>
    { $name } · { PHONE($phone) } · { $username }
    Правило: { $rule }. Предлагаю: { $manager }.
btn-adm_assign = Назначить { ACCS($manager) }
btn-adm_other = Другой менеджер
adm-import_dry =
    Проверка файла: строк { $rows }, новых { $new }, обновится { $upd }, без изменений { $same }, ошибок { $bad }.
    { $errors }
adm-import_ask = Загрузить?
adm-import_done = Загружено: новых { $new }, обновлено { $upd }, пропущено { $bad }.
adm-import_usage = Пришлите сюда файл со списком клиентов, CSV или XLSX. Столбцы: phone; name; company; city; manager; email; inn; lang (или по-русски). Сначала проверим и покажем, что изменится.
adm-import_checking = Файл получен, проверяем.
adm-import_going = Загружаем.
adm-import_away = Telegram не отдаёт файл. Пришлите его ещё раз; больше 20 МБ не получится.
adm-import_report = { $words }
btn-adm_import = ✅ Загрузить
adm-import_elsewhere = У { $n } { $n ->
        [one] клиента
       *[other] клиентов
    } из файла сейчас другой менеджер. Их не передаём; передать: relay-bot clients reassign, или reassign = "transfer" в config.toml.
adm-import_moving = Сменят менеджера по файлу: { $n }. Передаём их постепенно, об окончании сообщим.
adm-import_phone = строка { $row }: номер «{ $value }» повреждён Excel (нужен текстовый формат)
adm-import_dup = строка { $row }: номер { PHONE($phone) } повторяется (строка { $first })
adm-import_mgr = строка { $row }: менеджер «{ $value }» не найден в config.toml
adm-config_bad = config.toml не применён: { $error }. Работаем на прежней версии.
adm-group_lost = Нет доступа к группе { GENT($manager) }: { $error }. Сообщения копятся в очереди.
adm-group_bars = Группа { GENT($manager) } не принимает от бота сообщения такого вида: { $error }. Они ждут своей очереди, остальные идут. Верните боту права администратора.
adm-chat_refuses = Telegram отказывает во всём, что отправляется в чат { $client }: { $error }. Сообщения копятся в очереди, пробуем снова.
adm-group_rests = ⏳ Telegram просит не писать в группу { GENT($manager) } до { $until } ({ $time }). Сообщения копятся и уйдут сами, по порядку; перезапуск этому не мешает. Вызовы и претензии приходят менеджеру лично. Если повторится, уменьшите group_messages в [telegram.limits].
adm-chat_rests = ⏳ Telegram просит не писать в чат { $client } до { $until } ({ $time }). Сообщения копятся и уйдут сами, по порядку; остальные чаты работают.
adm-import_bad_phone = строка { $row }: «{ $value }» — не номер телефона
adm-import_columns = В первой строке файла нужны названия столбцов: { $columns }
adm-import_quotes = строка { $row }: кавычки не закрыты
adm-import_more = … и ещё строк с ошибками: { $n }
adm-import_long = строка { $row }: в столбце { $column } больше { $most } знаков
adm-import_signs = строка { $row }: недопустимые знаки (нулевые байты или управляющие символы)
adm-import_big = Файл больше { $mb } МБ. Разделите его на части.
adm-import_kind = Это файл { $kind }, а не таблица. Сохраните список клиентов как XLSX или CSV.
adm-import_broken = Файл XLSX повреждён и не читается. Откройте его в Excel и сохраните заново.
adm-import_swollen = Файл XLSX при распаковке занимает больше { $mb } МБ. Оставьте в нём один лист со списком, без картинок.
adm-import_rows = В файле больше { $n } строк, остальные не прочитаны. Разделите его на части.
forget-usage = Стереть данные клиента: <code>/forget +79001234567</code>. Сначала покажем, чьи они.
forget-unknown = Клиента с номером { PHONE($phone) } нет.
forget-open_claims = У { GENDER($name) ->
    [none] клиента { $name }
   *[other] { GENT($name) }
 } открыты претензии: { $claims }. Сначала решите и закройте их: по закону на них нужен ответ.
forget-sure =
    Стереть данные клиента { $name }, { PHONE($phone) }: переписку, заметки, напоминания, расшифровки, черновики, карточки?
    Накладные и претензии останутся, как требует закон: { $kept }. Вернуть будет нельзя.
    Подтвердить: <code>{ $command }</code>
forget-done = Данные стёрты. Документов осталось: { $kept }. Темы в группе удалите вручную, бот этого не делает: { $links }. В резервных копиях данные ещё есть.
forget-in_config = Клиент записан в config.toml: уберите его оттуда (и из файла для загрузки), иначе он вернётся.
adm-template_passed_over =
    ⚠️ Документ напечатан по образцу, который идёт с программой: ваш шаблон не подошёл.
    { $error }
    Проверить шаблон: <code>relay-bot check</code>
adm-asked_for_another = { $client } (менеджер: { $manager }) открыл ссылку другого менеджера: { $other }. Клиент остался у прежнего; передать его можно командой /transfer в его теме.
