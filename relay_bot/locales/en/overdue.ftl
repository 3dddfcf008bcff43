sla-call = ⏱ { $mention } { $client } has been waiting for { $minutes } min.
sla-message = ⏱ { $mention } no reply for { $minutes } min: { $client }.
sla-escalate = The call from { $client } has had no reply for { $minutes } min, handed to { $substitute }.
sla-claim = ⚠️ { $claim_no }: { $left } before the reply is due ({ $due }).
digest-morning =
    Good morning, { $manager }.
    🔔 Calls overnight: { $calls }
    ❗️ Waiting for reply: { $wait }
    ⚠️ Claims due within { $days } days: { $claims }
    ⏳ Unfinished yesterday: { $drafts }
# What texts.md leaves open.
digest-overdue = ⛔ Overdue: { $claims }
sla-messages = ⏱ { $mention } no reply: { $n }
sla-messages_row = { $i }. { $client } — { $wait } { $words }
