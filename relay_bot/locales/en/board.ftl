board-head = <b>Dashboard</b> · updated { $time }
board-behind = 🐢 Messages not in the group yet: { $n }, the oldest has waited { $time }
board-calls = 🔔 Calls: { $n }
board-wait = ❗️ Waiting for reply: { $n }
board-claims = ⚠️ Open claims: { $n }, next due { $due }
board-drafts = ⏳ Unfinished: { $n }
board-row = { $i }. <a href="{ $link }">{ $client }</a> — { $wait }
board-empty = All caught up.
card-call_waiting = ⏱ Waiting { $minutes } min
call-offhours = It is outside working hours. { $manager } will reply { $when }. You can leave your question now.
call-substitute = { $manager } is away until { $date } inclusive. { $substitute } will reply.
# What texts.md leaves open: rows without a topic, long blocks, times in words.
board-row_unlinked = { $i }. { $client } — { $wait }
board-next = 👉 <b>Next:</b> { $client } — { $detail }
board-next_call = 👉 <b>Next:</b> { $client } — call, { $detail }
board-none = Nobody is here.
board-page = { $page } of { $pages }
btn-snooze = 💤 For 2 hours
wait-until = until { $time }
board-more = and { $n } more
board-claim = { $icon } { $number }, { $left }
board-draft_waybill = waybill, { $time }
board-draft_claim = claim, { $time }
card-call_waiting_long = ⏱ Waiting { $time }
card-call_for = In place of { $manager } (away until { $date } inclusive)
call-away = { $manager } is away until { $date } inclusive and will reply { $when }. You can leave your question now.
wait-just_now = just now
wait-minutes = { $minutes } min
wait-hours = { $hours } h
wait-hours_minutes = { $hours } h { $minutes } min
wait-since = since { $time }
when-today = today at { $time }
when-tomorrow = tomorrow at { $time }
when-weekday = { $day } at { $time }
when-date = { $date } at { $time }
weekday-1 = on Monday
weekday-2 = on Tuesday
weekday-3 = on Wednesday
weekday-4 = on Thursday
weekday-5 = on Friday
weekday-6 = on Saturday
weekday-7 = on Sunday
date-1 = on { $day } January
date-2 = on { $day } February
date-3 = on { $day } March
date-4 = on { $day } April
date-5 = on { $day } May
date-6 = on { $day } June
date-7 = on { $day } July
date-8 = on { $day } August
date-9 = on { $day } September
date-10 = on { $day } October
date-11 = on { $day } November
date-12 = on { $day } December
call-handed =
    🔔 <b>The call is yours now: { $who }</b>
    { $manager } is away.
    { $mention }
