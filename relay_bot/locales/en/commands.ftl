help-client =
    <b>In a client topic</b>
    /info — client card
    /waybills — waybills
    /claims — claims
    /history — correspondence as a file
    /text as a reply to a photo — its text
    /t — canned replies
    /note text or a line with // — internal note
    /remind 2h text — remind me: 30m, 3d, 18:30, tomorrow 10:00, 25.12 09:00
    /del as a reply to your message — take it back from the client; /del 3 — the last three
    /done — answered, remove from the queue
    /snooze 2h — off the queue until then or until they write
    /transfer — hand the client over
help-general =
    <b>In Dashboard</b>
    /queue — who is waiting
    /next — the one who waits longest
    /find name, phone, number — find a client
    /claims — all open claims
    /waybill 2611-00042 — a waybill by its number
    /stats — last 7 days
    /away until 05.12 — absence and substitute
    /testpush — test notifications
find-none = Nothing for “{ $q }”. Try part of a phone or a waybill number.
stats-week = Last 7 days: { $calls } { $calls ->
    [one] call
   *[other] calls
 }, { $first ->
    [none] no replies yet
   *[other] first reply in { $first } min on average
 }, { $wb } { $wb ->
    [one] waybill
   *[other] waybills
 }, { $cl } { $cl ->
    [one] claim
   *[other] claims
 } ({ $late } overdue), { $dr } unfinished, { $back } resumed.
# What texts.md leaves open.
desk-outsider = This command is for the manager of this group, the substitute and the administrators.
desk-in_topic = This command works in a client topic. To find one: /find name or phone
snooze-set = 💤 Off the queue: back { $when }, or sooner if they write.
snooze-set_call = 💤 The call is taken and off the queue: back { $when }, or sooner if they write.
snooze-usage = For how long? For example: <code>/snooze 2h</code>, <code>/snooze tomorrow at 10</code>
snooze-done = 💤 Put off for 2 hours, or until they write.
queue-head = ❗️ <b>Waiting: { $n }</b>, the longest first
queue-end = Nobody else is waiting. The whole queue: /queue
queue-more = { $n } more
queue-called = 🔔 call, { $wait }
find-usage = Whom are we looking for? /find and a name, company, city, part of a phone, @username, number of a waybill or claim, words of the conversation. For example: <code>/find acme kazan</code>
find-head = <b>Found: { $n }</b>
find-more = and { $n } more, please be more specific
find-waybill = waybill No. { $number }
find-claim = claim { $number }
find-no_phone = no phone
info-who =
    👤 <b>{ $name }</b> · { $company }
    ☎️ { PHONE($phone) } · { $username }
    ✉️ { $email } · { $inn }
    🏙 { $city } · client since { $since } · { $lang }
    📦 Waybills: { $n_wb } · ⚠️ Open claims: { $n_cl }
info-lang_ru = in Russian
info-lang_en = in English
info-unreachable = 🚫 The client has stopped the bot, messages wait for their return
info-call = 🔔 Call at { $time }
info-waits = ❗️ Waiting for reply: { $wait }
info-claim = { $icon } Claim { $number } · { $status } · { $left }
info-claim_decided = ⚖️ Claim { $number } · { $status }
info-draft_waybill = ⏳ Unfinished waybill, last action { $time }
info-draft_claim = ⏳ Unfinished claim, last action { $time }
info-notes = 📝 <b>Notes</b>
info-note = { $time }, { $author }: { $body }
info-waybills = 📦 <b>Last waybills</b>
note-kept = 📝 The note is saved, see /info.
note-usage = What should be remembered? For example: <code>/note call in the afternoon</code>
note-kept_aside = 📝 The lines with // are kept as a note about the client; they are no part of the answer.
remind-set = ⏰ I will remind you { $when }: { $body }
remind-past = That time has passed. A reminder is for the future, for example: <code>/remind tomorrow 10:00 invoice</code>
remind-far = That is too far ahead: a year at most. For example: <code>/remind 25.12 09:00 contract</code>
remind-no_words = A reminder of what? Write it after the time: <code>/remind 2h call back</code>
remind-usage =
    When, and of what? For example:
    <code>/remind 2h call back</code>
    <code>/remind 30m check the warehouse</code>
    <code>/remind tomorrow 10:00 invoice</code>
    <code>/remind 25.12 09:00 contract</code>
    <code>/remind 18:30 report</code>
    <code>/remind on Friday morning report</code>
remind-ring = ⏰ { $mention } reminder: { $body }
remind-ring_client = ⏰ { $mention } reminder, { $client }: { $body }
done-queue = ✅ Answered, the client is off the queue.
done-call = ✅ Answered, the call is closed, the client is off the queue.
done-nothing = The client was not waiting for anything.
replies-head = <b>Canned replies</b>: a tap sends one to the client at once
replies-row = <code>/t { $key }</code> — { $text }
replies-sent = 📤 Sent to the client: { $text }
replies-sent_already = This reply has been sent already.
replies-gone = There is no such reply any more. List: /t
replies-none = There are no canned replies yet. The administrator adds them to config.toml, table [[replies]].
replies-unknown = There is no reply “{ $key }”.
replies-incomplete =
    Nothing was sent to the client: nothing is known for { $missing }. Copy it, complete it and send it yourself:
    <code>{ $text }</code>
stats-period = Last { $days } { $days ->
    [one] day
   *[other] days
 }: { $calls } { $calls ->
    [one] call
   *[other] calls
 }, { $first ->
    [none] no replies yet
   *[other] first reply in { $first } min on average
 }, { $wb } { $wb ->
    [one] waybill
   *[other] waybills
 }, { $cl } { $cl ->
    [one] claim
   *[other] claims
 } ({ $late } overdue), { $dr } unfinished, { $back } resumed.
stats-usage = The period is 7 or 30 days: <code>/stats 7d</code>, <code>/stats 30d</code>
stats-not_drawn = The picture failed, the figures are right. Please try again later.
chart-calls = Calls
chart-before = light: { $dates }
chart-none = none
chart-compared = { $what }: { $now }, was { $before }
chart-everybody = All managers
chart-by_manager = First reply by manager, min
stats-column_manager = Manager
stats-column_calls = Calls
stats-column_calls_before = Calls before
stats-column_first = First reply, min
stats-column_first_before = First reply before
stats-column_waiting = Waiting now
stats-column_waybills = Waybills
stats-column_claims = Claims
stats-column_open = Open claims
stats-column_late = Overdue
stats-column_drafts = Unfinished
stats-column_resumed = Resumed
chart-first = First reply, working minutes
chart-claims = Claims
chart-papers = Waybills
chart-waybills = Waybills
chart-drafts = Unfinished
chart-resumed = Resumed
chart-no_claims = There were no claims
chart-no_answers = There were no replies
cmd-queue = Who is waiting
cmd-next = The one who waits longest
cmd-snooze = Put the client off until later
cmd-find = Find a client
cmd-info = Client card
cmd-waybills = Waybills of the client
cmd-waybill = A waybill by its number
cmd-claims = Claims
cmd-t = Canned replies
cmd-del = As a reply to your message: take it back
cmd-note = Note, the client does not see it
cmd-remind = Remind me
cmd-done = Answered, remove from the queue
cmd-stats = Figures
cmd-testpush = Test notifications
cmd-help = What the bot can do here
cmd-start_staff = Check the connection
