# /history
history-title = Переписка: { $client }
history-facts = Записей: { $n }. Выгружено { $date }, время: { $zone }.
history-caption = 🗂 Вся переписка, записей: { $n }. Откройте файл в браузере.
history-file = Переписка { $client } { $date }.html
history-undelivered = не доставлено
history-removed = убрано автором
history-note = 📝 Заметка для своих · { $author }
history-call = 🔔 Клиент позвал менеджера
history-waybill = 📦 Оформлена накладная № { $number }
history-claim = ⚠️ Подана претензия { $number } · сейчас: { $status }
history-photo = 🖼 Фото
history-video = 🎬 Видео
history-animation = 🎞 Анимация
history-audio = 🎵 Аудио
history-voice = 🎤 Голосовое
history-video_note = 🎥 Видеосообщение
history-document = 📎 Документ
history-sticker = Стикер
history-location = 📍 Место
history-venue = 📍 Место
history-contact = 👤 Контакт
history-poll = 📊 Опрос
history-dice = 🎲 Кубик
history-other = Сообщение другого вида ({ $kind })
cmd-history = Вся переписка файлом
cmd-text = текст с фото (ответом на фото)

# /away
away-set = Отсутствие до { $date } включительно. Вызовы получает { $substitute }, клиентам сообщим.
away-set_later = Отсутствие с { $since } до { $date } включительно. В эти дни вызовы получает { $substitute }, клиентам сообщим.
away-set_alone = Отсутствие с { $since } до { $date } включительно. Заместителя нет: клиентам скажем, когда вы вернётесь. Назначить: <code>/away до { $date } имя</code>
away-undo = Отменить: <code>/away отмена</code>
away-stands_in = ❗️ В эти дни вы замещаете: { $absent }. Договоритесь о другой замене.
away-ended = Отсутствие отменено, вызовы снова приходят вам.
away-none = Отсутствий нет, вызовы приходят вам.
away-head = <b>Отсутствия: { $manager }</b>
away-row = с { $since } до { $until } включительно, отвечает: { $substitute }
away-in_config = Отсутствие с { $since } до { $until } включительно записано в config.toml, его меняет администратор.
away-usage =
    До какого дня вас нет, и кто отвечает? Например:
    <code>/away до 05.12</code>
    <code>/away до 5 декабря Пётр</code>
    <code>/away с 01.12 до 05.12</code>
    <code>/away 3д</code>
away-past = Этот день уже прошёл. До какого дня вас нет? Например: <code>/away до 05.12</code>
away-order = Последний день раньше первого. Например: <code>/away с 01.12 до 05.12</code>
away-too_long = Отсутствие длиннее года не назначаем. Если клиенты уходят к другому менеджеру насовсем, их передаёт администратор.
away-unknown = Не нашёл одного менеджера по словам «{ $who }». Есть: { $others }
away-substitute_away = { $substitute } тоже отсутствует: с { $since } до { $until } включительно. Назовите другого, например: <code>/away до 05.12 имя</code>
away-not_yours = Отсутствие назначает сам менеджер ({ $manager }) или администратор.
cmd-away = Отпуск и замещение

# /transfer
transfer-pick = Кому передать { GENDER($client) ->
    [none] клиента { $client }
   *[other] { ACCS($client) }
 }?
transfer-nobody = Передать некому: у других менеджеров ещё нет группы.
transfer-going = Передаём: { $manager }
transfer-already = Клиента ведёт { $manager }.
transfer-gone = У этого менеджера больше нет группы. Выберите заново: /transfer
transfer-done_old = Клиент передан: { $manager }. Тема закрыта, история сохранена.
transfer-done_new = Передан от { GENDER($manager) ->
    [none] менеджера { $manager }
   *[other] { GENT($manager) }
 }. Открыто: претензий { $claims }, черновиков { $drafts }. Вся переписка: /history
transfer-card_moved = ➡️ { $what } — передан: { $manager }
transfer-moved_on = Клиента ведёт { $manager }, отсюда клиенту ничего не уходит.
transfer-all_usage =
    Передать всех клиентов менеджера: <code>/transfer кто кому</code>, ключи из config.toml. Одного клиента передают командой /transfer в его теме.
    Менеджеры: { $managers }
transfer-all_none = У менеджера { GENT($manager) } нет клиентов.
transfer-all_confirm = Передать всех клиентов ({ $n }) от { GENT($former) } к { DATV($manager) }? Каждому откроется новая тема и придёт сообщение о новом менеджере.
btn-transfer_all = ✅ Передать всех
transfer-all_going = Передаём клиентов: { $former } → { $manager }. Темы появляются так быстро, как разрешает Telegram.
transfer-all_done = ✅ Все клиенты переданы: { $former } → { $manager }, { $n }.
transfer-list_done = ✅ Клиенты переданы по списку: { $n }. Не удалось: { $left } (причины: relay-bot parked list).
chat-new_manager = Теперь вашим грузом занимается <b>{ $manager }</b>, { PHONE($manager_phone) }. Переписка и документы переданы.
cmd-transfer = Передать клиента
transfer-sure = Передать клиента ({ $client }) другому менеджеру: { $manager }? Клиент сразу получит сообщение, эта тема закроется.
btn-transfer_now = ✅ Да, передать
