# /history
history-title = Conversation: { $client }
history-facts = Entries: { $n }. Exported { $date }, time zone: { $zone }.
history-caption = 🗂 The whole conversation, entries: { $n }. Open the file in a browser.
history-file = Conversation { $client } { $date }.html
history-undelivered = not delivered
history-removed = taken back
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
cmd-text = text of a photo (reply to it)

# /away
away-set = Away until { $date } inclusive. { $substitute } gets the calls, clients will be told.
away-set_later = Away from { $since } until { $date } inclusive. On these days { $substitute } gets the calls, clients will be told.
away-set_alone = Away from { $since } until { $date } inclusive. There is no substitute: clients are told when you are back. Choose one: <code>/away until { $date } name</code>
away-undo = Take it back: <code>/away cancel</code>
away-stands_in = ❗️ On these days you stand in for { $absent }. Agree on somebody else.
away-ended = The absence is cancelled, calls ring you again.
away-none = No absences, calls ring you.
away-head = <b>Absences: { $manager }</b>
away-row = { $since } to { $until } inclusive, answered by: { $substitute }
away-in_config = The absence from { $since } until { $until } inclusive is in config.toml, an admin changes it.
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
away-substitute_away = { $substitute } is away too: { $since } to { $until } inclusive. Name somebody else, for example: <code>/away until 05.12 name</code>
away-not_yours = An absence is set by the manager ({ $manager }) or an admin.
cmd-away = Absence and substitute

# /transfer
transfer-pick = Who takes over { $client }?
transfer-nobody = There is nobody to take over: no other manager has a group yet.
transfer-going = Handing over to { $manager }
transfer-already = { $manager } has this client.
transfer-gone = This manager has no group any more. Choose again: /transfer
transfer-done_old = Client handed to { $manager }. The topic is closed, history is kept.
transfer-done_new = Handed over from { $manager }. Open: { $claims } { $claims ->
    [one] claim
   *[other] claims
 }, { $drafts } { $drafts ->
    [one] draft
   *[other] drafts
 }. Full correspondence: /history
transfer-card_moved = ➡️ { $what } — handed to { $manager }
transfer-moved_on = { $manager } has this client, nothing goes to them from here.
transfer-all_usage =
    Hand over all clients of a manager: <code>/transfer from to</code>, keys of config.toml. A single client: /transfer in their topic.
    Managers: { $managers }
transfer-all_none = { $manager } has no clients.
transfer-all_confirm = Hand over all clients ({ $n }) of { $former } to { $manager }? Each gets a new topic and is told who the new manager is.
btn-transfer_all = ✅ Hand over all
transfer-all_going = Handing over: { $former } → { $manager }. Topics appear as fast as Telegram allows.
transfer-all_done = ✅ All clients handed over: { $former } → { $manager }, { $n }.
transfer-list_done = ✅ The clients of the list are handed over: { $n }. Not possible: { $left } (reasons: relay-bot parked list).
chat-new_manager = <b>{ $manager }</b>, { PHONE($manager_phone) }, is now your manager. Your correspondence and documents have been handed over.
cmd-transfer = Hand the client over
transfer-sure = Hand over { $client } to { $manager }? The client is told at once, this topic will be closed.
btn-transfer_now = ✅ Yes, hand over
