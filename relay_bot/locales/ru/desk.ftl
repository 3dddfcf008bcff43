topic-calls = 🔔 Вызовы
topic-claims = ⚠️ Претензии
topic-drafts = ⏳ Незавершённые
topic-general = 📊 Сводка
topic-client = { $company_or_name } · { $city }
topic-calls_pin = Сюда приходят вызовы клиентов. Первое ваше сообщение в теме клиента принимает вызов.
topic-claims_pin = Все претензии ваших клиентов. Статус меняется кнопками, клиент узнаёт о нём сразу.
topic-drafts_pin = Клиенты, которые начали и не закончили накладную, претензию или регистрацию.
card-client =
    👤 <b>{ $name }</b> · { $company }
    ☎️ { $phone } · { $username }
    🏙 { $city } · клиент с { $since }
    📦 Накладных: { $n_wb } · ⚠️ Открытых претензий: { $n_cl }

    Пишите сюда — уйдёт клиенту. Строка с <b>//</b> остаётся внутри.
card-call =
    🔔 <b>Вызов</b> · { $time }
    { $mention }
    <b>{ $client }</b> · { $company } · { $phone }
    { $context }
    <i>«{ $last_message }»</i>
card-call_context_wb = По накладной № { $number }
card-call_waiting = ⏱ Ждёт { $minutes } мин
card-call_taken = ✅ Принял { $manager } в { $time } (через { $minutes } мин)
card-call_done = 🏁 Завершён в { $time }
btn-open_chat = 💬 Открыть чат
btn-take = ✅ Взять
btn-finish = 🏁 Завершить
relay-not_delivered = Не доставлено: { $reason }.
relay-blocked = клиент остановил бота. Позвоните: { $phone }
relay-outsider = Вы не закреплены за этой группой, сообщение клиенту не отправлено.
relay-edited = ✏️ Клиент исправил сообщение
push-test = { $mention } проверка уведомлений. Если телефон промолчал, включите звук для чата с ботом и нажмите «Не пришло».
setup-checklist =
    Настройка группы:
    1. Включите «Темы» ✅
    2. Сделайте бота администратором: темы, закрепление, удаление { $ok }
    3. Закрепите три темы: удерживайте название → «Закрепить» (бот этого не умеет)
    4. Откройте бота лично и нажмите «Запустить» { $dm_ok }
    5. /testpush
