help-client =
    <b>В теме клиента</b>
    /info — карточка
    /waybills — накладные
    /claims — претензии
    /history — переписка файлом
    /text ответом на фото — текст с него
    /t — готовые ответы
    /note текст или строка с // — заметка, клиент не видит
    /remind 2ч текст — напомнить мне: 30м, 3д, 18:30, завтра в 10, 25.12 09:00
    /del ответом на своё сообщение — убрать его у клиента; /del 3 — последние три
    /done — ответ дан, снять из очереди
    /snooze 2ч — убрать из очереди до срока или до нового сообщения
    /transfer — передать клиента
help-general =
    <b>В «Сводке»</b>
    /queue — кто ждёт
    /next — к ждущему дольше всех
    /find имя, телефон, номер — найти клиента
    /claims — все открытые претензии
    /waybill 2611-00042 — накладная по номеру
    /stats — показатели за 7 дней
    /away до 05.12 — отпуск, замещение
    /testpush — проверить уведомления
find-none = Не нашёл «{ $q }». Попробуйте часть телефона или номер накладной.
stats-week = За 7 дней: вызовов { $calls }, { $first ->
    [none] ответов ещё не было
   *[other] первый ответ в среднем { $first } мин
 }, накладных { $wb }, претензий { $cl } (просрочено { $late }), незавершённых { $dr }, из них вернулись { $back }.
# What texts.md leaves open.
desk-outsider = Эта команда — для менеджера этой группы, его заместителя и администраторов.
desk-in_topic = Эта команда работает в теме клиента. Найти тему: /find имя или телефон
snooze-set = 💤 Убрали из очереди: вернётся { $when } или раньше, если напишет.
snooze-set_call = 💤 Вызов приняли и убрали из очереди: вернётся { $when } или раньше, если напишет.
snooze-usage = На сколько отложить? Например: <code>/snooze 2ч</code>, <code>/snooze завтра в 10</code>
snooze-done = 💤 Отложено на 2 часа или до нового сообщения.
queue-head = ❗️ <b>Ждут: { $n }</b>, сначала самые давние
queue-end = Дальше никто не ждёт. Вся очередь: /queue
queue-more = Ещё { $n }
queue-called = 🔔 вызов, { $wait }
find-usage = Кого ищем? /find и имя, компания, город, часть телефона, @имя, номер накладной или претензии, слова из переписки. Например: <code>/find ромашка казань</code>
find-head = <b>Нашлось: { $n }</b>
find-more = и ещё { $n } — уточните запрос
find-waybill = накладная № { $number }
find-claim = претензия { $number }
find-no_phone = номера нет
info-who =
    👤 <b>{ $name }</b> · { $company }
    ☎️ { PHONE($phone) } · { $username }
    ✉️ { $email } · { $inn }
    🏙 { $city } · клиент с { $since } · { $lang }
    📦 Накладных: { $n_wb } · ⚠️ Открытых претензий: { $n_cl }
info-lang_ru = по-русски
info-lang_en = по-английски
info-unreachable = 🚫 Клиент остановил бота, сообщения ждут его возвращения
info-call = 🔔 Вызов в { $time }
info-waits = ❗️ Ждёт ответа: { $wait }
info-claim = { $icon } Претензия { $number } · { $status } · { $left }
info-claim_decided = ⚖️ Претензия { $number } · { $status }
info-draft_waybill = ⏳ Незаконченная накладная, последнее действие { $time }
info-draft_claim = ⏳ Незаконченная претензия, последнее действие { $time }
info-notes = 📝 <b>Заметки</b>
info-note = { $time }, { $author }: { $body }
info-waybills = 📦 <b>Последние накладные</b>
note-kept = 📝 Заметка сохранена, она в /info.
note-usage = Что запомнить? Например: <code>/note звонить после обеда</code>
note-kept_aside = 📝 Строки с // сохранили заметкой о клиенте, в ответ они не вошли.
remind-set = ⏰ Напомню { $when }: { $body }
remind-past = Это время уже прошло. Напомнить можно только о будущем, например: <code>/remind завтра в 10 счёт</code>
remind-far = Так далеко не запоминаем: не больше года вперёд. Например: <code>/remind 25.12 09:00 договор</code>
remind-no_words = О чём напомнить? Допишите после времени: <code>/remind 2ч позвонить</code>
remind-usage =
    Когда и о чём напомнить? Например:
    <code>/remind 2ч позвонить</code>
    <code>/remind 30м проверить склад</code>
    <code>/remind завтра в 10 счёт</code>
    <code>/remind 25.12 09:00 договор</code>
    <code>/remind 18:30 отчёт</code>
    <code>/remind в пятницу утром акт</code>
remind-ring = ⏰ { $mention } напоминание: { $body }
remind-ring_client = ⏰ { $mention } напоминание, { $client }: { $body }
done-queue = ✅ Ответ дан, клиент снят с очереди.
done-call = ✅ Ответ дан, вызов завершён, клиент снят с очереди.
done-nothing = Клиент и так ничего не ждёт.
replies-head = <b>Готовые ответы</b>: нажатие сразу отправляет клиенту
replies-row = <code>/t { $key }</code> — { $text }
replies-sent = 📤 Отправлено клиенту: { $text }
replies-sent_already = Этот ответ уже отправлен.
replies-gone = Такого ответа больше нет. Список: /t
replies-none = Готовых ответов пока нет. Администратор добавляет их в config.toml, таблица [[replies]].
replies-unknown = Нет ответа «{ $key }».
replies-incomplete =
    Клиенту ничего не отправлено: нет данных для { $missing }. Скопируйте, допишите и пошлите сами:
    <code>{ $text }</code>
stats-period = За { $days } { $days ->
    [one] день
    [few] дня
   *[other] дней
 }: вызовов { $calls }, { $first ->
    [none] ответов ещё не было
   *[other] первый ответ в среднем { $first } мин
 }, накладных { $wb }, претензий { $cl } (просрочено { $late }), незавершённых { $dr }, из них вернулись { $back }.
stats-usage = Период — 7 или 30 дней: <code>/stats 7d</code>, <code>/stats 30d</code>
stats-not_drawn = Рисунок не получился, цифры верны. Попробуйте ещё раз позже.
chart-calls = Вызовы
chart-before = светлое — { $dates }
chart-none = нет
chart-compared = { $what }: { $now }, было { $before }
chart-everybody = Все менеджеры
chart-by_manager = Первый ответ по менеджерам, мин
stats-column_manager = Менеджер
stats-column_calls = Вызовов
stats-column_calls_before = Вызовов, было
stats-column_first = Первый ответ, мин
stats-column_first_before = Первый ответ, было
stats-column_waiting = Ждут сейчас
stats-column_waybills = Накладных
stats-column_claims = Претензий
stats-column_open = Открытых претензий
stats-column_late = Просрочено
stats-column_drafts = Незавершённых
stats-column_resumed = Вернулись
chart-first = Первый ответ, рабочих минут
chart-claims = Претензии
chart-papers = Накладные
chart-waybills = Накладные
chart-drafts = Не закончили
chart-resumed = Вернулись
chart-no_claims = Претензий не было
chart-no_answers = Ответов не было
cmd-queue = Кто ждёт ответа
cmd-next = К ждущему дольше всех
cmd-snooze = Отложить клиента до срока
cmd-find = Найти клиента
cmd-info = Карточка клиента
cmd-waybills = Накладные клиента
cmd-waybill = Накладная по номеру
cmd-claims = Претензии
cmd-t = Готовые ответы
cmd-del = Ответом на своё сообщение: убрать у клиента
cmd-note = Заметка, клиент не видит
cmd-remind = Напомнить мне
cmd-done = Ответ дан, снять из очереди
cmd-stats = Показатели
cmd-testpush = Проверить уведомления
cmd-help = Что умеет бот здесь
cmd-start_staff = Проверить связь с ботом
