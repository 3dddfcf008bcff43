sla-call = ⏱ { $mention } { $client } ждёт уже { $minutes } мин.
sla-message = ⏱ { $mention } без ответа { $minutes } мин: { $client }.
sla-escalate = Вызов { $client } без ответа { $minutes } мин, передан: { $substitute }.
sla-claim = ⚠️ { $claim_no }: { $left } до срока ответа ({ $due }).
digest-morning =
    Доброе утро, { $manager }.
    🔔 Вызовов за ночь: { $calls }
    ❗️ Ждут ответа: { $wait }
    ⚠️ Претензий со сроком до { $days } дн.: { $claims }
    ⏳ Не закончили вчера: { $drafts }
# What texts.md leaves open.
digest-overdue = ⛔ Просрочены: { $claims }
sla-messages = ⏱ { $mention } без ответа: { $n }
sla-messages_row = { $i }. { $client } — { $wait } { $words }
