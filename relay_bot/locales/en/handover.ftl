# /history
history-title = Conversation: { $client }
history-facts = Entries: { $n }. Exported { $date }, time zone: { $zone }.
history-caption = 🗂 The whole conversation, entries: { $n }. Open the file in a browser.
history-file = Conversation { $client } { $date }.html
history-undelivered = not delivered
history-note = 📝 Internal note · { $author }
history-call = 🔔 The client called the manager
history-waybill = 📦 Waybill No. { $number } issued
history-claim = ⚠️ Claim { $number } filed · now: { $status }
history-photo = 🖼 Photo
history-video = 🎬 Video
history-animation = 🎞 Animation
history-audio = 🎵 Audio
history-voice = 🎤 Voice message
history-video_note = 🎥 Video message
history-document = 📎 Document
history-sticker = Sticker
history-location = 📍 Location
history-venue = 📍 Place
history-contact = 👤 Contact
history-poll = 📊 Poll
history-dice = 🎲 Dice
history-other = Message of another kind ({ $kind })
cmd-history = The whole conversation as a file

# /away
away-set = Away until { $date }. { $substitute } gets the calls, clients will be told.
away-set_later = Away from { $since } until { $date }. On these days { $substitute } gets the calls, clients will be told.
away-set_alone = Away from { $since } until { $date }. There is no substitute: clients are told when you are back. Choose one: <code>/away until { $date } name</code>
away-undo = Take it back: <code>/away cancel</code>
away-stands_in = ❗️ On these days you stand in for { $absent }. Agree on somebody else.
away-ended = The absence is cancelled, calls ring you again.
away-none = No absences, calls ring you.
away-head = <b>Absences: { $manager }</b>
away-row = { $since } to { $until } inclusive, answered by: { $substitute }
away-in_config = The absence from { $since } until { $until } is in config.toml, an admin changes it.
away-usage =
    Until which day are you away, and who answers? For example:
    <code>/away until 05.12</code>
    <code>/away until 5 December Petr</code>
    <code>/away from 01.12 until 05.12</code>
    <code>/away 3d</code>
away-past = That day is past. Until which day are you away? For example: <code>/away until 05.12</code>
away-order = The last day is before the first. For example: <code>/away from 01.12 until 05.12</code>
away-too_long = An absence is a year at most. If the clients go to another manager for good, an admin hands them over.
away-unknown = No single manager is called “{ $who }”. There are: { $others }
away-substitute_away = { $substitute } is away too: { $since } to { $until }. Name somebody else, for example: <code>/away until 05.12 name</code>
away-not_yours = An absence is set by the manager ({ $manager }) or an admin.
cmd-away = Absence and substitute
