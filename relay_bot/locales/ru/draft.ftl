draft-nudge_waybill = Накладная не закончена: осталось { $left }. Продолжим?
draft-nudge_claim = Претензия не отправлена: осталось { $left }. Продолжим?
btn-draft_drop = Удалить черновик
draft-expired = Этот черновик удалён: прошло больше { $days } { $days ->
    [one] дня
   *[other] дней
 }. Начнём новый?
draft-dropped = Черновик удалён.
card-draft =
    ⏳ <b>{ $action }: { $who }</b>
    Шаг: { $step } ({ $done } из { $total }) · последнее действие { $time }
    { $known }
    ☎️ { PHONE($phone) }
    { $mention }
card-draft_resumed = ▶️ Клиент продолжил в { $time }
card-draft_done = ✅ Закончил сам в { $time }: { $result }
card-draft_cancelled = ✖️ Клиент отменил в { $time }
act-waybill = Накладная
act-claim = Претензия
act-registration = Регистрация
btn-write = 💬 Написать
btn-remind = 🔔 Напомнить клиенту
btn-called = ☎️ Позвонил
btn-dismiss = 🗑 Скрыть
# What texts.md leaves open.
unfinished-waybill = Накладная не закончена
unfinished-claim = Претензия не закончена
unfinished-registration = Регистрация не закончена
unfinished-visit = Заход в бота без продолжения
act-visit = Заход в бота
draft-step_registration = номер телефона
draft-step_visit = меню
draft-step_confirm = подтверждение
card-draft_called = ☎️ { GENDER($who) ->
    [masc] Позвонил
    [femn] Позвонила
   *[none] Звонок сделан:
 } { $who }, { $time }
card-draft_files = 📎 Файлов: { $n }
card-draft_expired = 🗑 Удалён в { $time }: клиент не вернулся
card-draft_dismissed = 🗑 { $client }: { GENDER($who) ->
    [masc] карточку скрыл
    [femn] карточку скрыла
   *[none] карточка скрыта,
 } { $who } в { $time }
left-ended = Клиент уже закончил или отменил.
left-reminded = Напомнили клиенту.
left-reminded_already = Сегодня уже напомнили.
