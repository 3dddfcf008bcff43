sla-call = ⏱ { $client } ждёт уже { $wait }.
sla-message = ⏱ Без ответа { $wait }: { $client }.
sla-escalate = Вызов { $client } без ответа { $wait }, передан: { $substitute }.
sla-claim = ⚠️ { $claim_no }: { $left } до срока ответа ({ $due }).
digest-morning =
    Доброе утро, { $manager }.
    🔔 Вызовов за ночь: { $calls }
    ❗️ Ждут ответа: { $wait }
    ⚠️ Претензий со сроком до { $days } { $days ->
        [one] дня
       *[other] дней
    }: { $claims }
    ⏳ Не закончили вчера: { $drafts }
# What texts.md leaves open.
digest-overdue = ⛔ Просрочены: { $claims }
sla-calls = ⏱ <b>Вызовы без ответа: { $n }</b>
sla-escalates = ⏱ <b>Вызовы без ответа, переданы вам: { $n }</b>
sla-messages = ⏱ <b>Ждут ответа: { $n }</b>
sla-claims = ⚠️ <b>Подходит срок ответа: { $n }</b>
sla-row = { $i }. { $client } — { $wait } { $words }
