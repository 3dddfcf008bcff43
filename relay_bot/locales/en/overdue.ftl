sla-call = ⏱ { $client } has been waiting for { $wait }.
sla-message = ⏱ No reply for { $wait }: { $client }.
sla-escalate = The call from { $client } has had no reply for { $wait }, handed to { $substitute }.
sla-claim = ⚠️ { $claim_no }: { $left } before the reply is due ({ $due }).
digest-morning =
    Good morning, { $manager }.
    🔔 Calls overnight: { $calls }
    ❗️ Waiting for reply: { $wait }
    ⚠️ Claims due within { $days } { $days ->
        [one] day
       *[other] days
    }: { $claims }
    ⏳ Unfinished yesterday: { $drafts }
# What texts.md leaves open.
digest-overdue = ⛔ Overdue: { $claims }
sla-calls = ⏱ <b>Calls without a reply: { $n }</b>
sla-escalates = ⏱ <b>Calls without a reply, handed to you: { $n }</b>
sla-messages = ⏱ <b>Waiting for reply: { $n }</b>
sla-claims = ⚠️ <b>Due soon: { $n }</b>
sla-row = { $i }. { $client } — { $wait } { $words }
