topic-calls_pin = Client calls arrive here. Your first message in the client topic accepts the call.
topic-claims_pin = All claims of your clients. Buttons change the status, the client is told at once.
topic-drafts_pin = Clients who started but did not finish a waybill, a claim or registration.
card-client =
    👤 <b>{ $name }</b> · { $company }
    ☎️ { PHONE($phone) } · { $username }
    🏙 { $city } · client since { $since }
    📦 Waybills: { $n_wb } · ⚠️ Open claims: { $n_cl }

    What you write here goes to the client. A line starting with <b>//</b> stays internal.
card-call =
    🔔 <b>Call: { $who }</b>
    { $context }
    <i>“{ $last_message }”</i>
    ☎️ { PHONE($phone) } · { $time }
    { $mention }
card-call_taken = ✅ Taken by { $manager } at { $time } ({ $minutes ->
    [0] at once
   *[other] after { $after }
 })
card-call_done = 🏁 Closed at { $time }
btn-open_chat = 💬 Open chat
btn-take = ✅ Take
btn-finish = 🏁 Close
relay-not_delivered = Not delivered: { $reason }.
relay-number_moved = ⚠️ { $client }: the number { PHONE($phone) } has been confirmed from another Telegram account. The client now writes from there, in a topic of its own; this account is no longer identified.
relay-album_gone = ⚠️ The // came too late: a part of the album ({ $n }) is with the client already. The rest was not sent.
topic-unknown = The bot does not remember this topic: nothing goes to the client from here. Write in theirs: /find
topic-unknown_other = The bot does not remember this topic: nothing goes to the client from here. Theirs is <a href="{ $link }">{ $client }</a>.
relay-blocked = the client has stopped the bot. Please call: { PHONE($phone) }
relay-outsider = You are not assigned to this group, the message was not sent to the client.
push-test = { $mention } notification test. If your phone stayed silent, unmute the chat with the bot and tap “Did not arrive”.
setup-checklist =
    Group setup:
    1. Enable Topics ✅
    2. Make the bot an admin: topics, pin, delete { $ok }
    3. Pin the three topics: hold the title → Pin (the bot cannot do this)
    4. Open the bot privately and tap Start { $dm_ok }
    5. /testpush
push-fallback = The group takes no messages now, so this comes in private. It will come to the group later, without a sound.
push-absent = You are not in the clients’ group, so this comes in private. Ask the administrator to add you.
behind-busy = 🐢 Messages reach the group late: { $n } are queued, the oldest has waited { $time }. Telegram lets about { $limit } messages a minute into a group. Calls and answers to what you do go first, the rest will come by itself, in order.
behind-closed = 🐢 The group takes no messages now: { $n } are queued, the oldest has waited { $time }. All of it will come by itself, in order; calls and claims come here.
