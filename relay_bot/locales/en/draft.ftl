draft-nudge_waybill = The waybill is not finished: { $left } left. Shall we continue?
draft-nudge_claim = The claim is not sent: { $left } left. Shall we continue?
btn-draft_drop = Delete the draft
draft-expired = This draft was deleted: more than { $days } { $days ->
    [one] day has
   *[other] days have
 } passed. Start a new one?
draft-dropped = The draft has been deleted.
card-draft =
    ⏳ <b>{ $action }: { $who }</b>
    Step: { $step } ({ $done } of { $total }) · last action { $time }
    { $known }
    ☎️ { PHONE($phone) }
    { $mention }
card-draft_resumed = ▶️ Client resumed at { $time }
card-draft_done = ✅ Finished at { $time }: { $result }
card-draft_cancelled = ✖️ Cancelled by the client at { $time }
act-waybill = Waybill
act-claim = Claim
act-registration = Registration
btn-write = 💬 Write
btn-remind = 🔔 Remind client
btn-called = ☎️ Called
btn-dismiss = 🗑 Dismiss
# What texts.md leaves open.
unfinished-waybill = Unfinished waybill
unfinished-claim = Unfinished claim
unfinished-registration = Unfinished registration
unfinished-visit = A visit that led nowhere
act-visit = Visit
draft-step_registration = phone number
draft-step_visit = menu
draft-step_confirm = confirmation
card-draft_called = ☎️ Called by { $who }, { $time }
card-draft_files = 📎 Files: { $n }
card-draft_expired = 🗑 Deleted at { $time }: the client did not come back
card-draft_dismissed = 🗑 { $client }: card dismissed by { $who } at { $time }
left-ended = The client has finished or cancelled already.
left-reminded = The client was reminded.
left-reminded_already = They were reminded today already.
