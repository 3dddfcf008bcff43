# What texts.md leaves open: reasons, confirmations, words for staff.
call-mark = 🔔 The client has called the manager.
call-taken_already = This call has already been taken or closed.
call-not_yours = This button is for the manager of this group.
lang-own_name = English
relay-back = The client is back in the bot. Messages that were waiting are being sent.
reason-uncopyable = Telegram does not allow this message to be forwarded. Send it as text or as a file
reason-no_voice = the recipient does not accept voice messages. Please write or call
reason-file_lost = the file is no longer available in Telegram. Please send it again
reason-too_big = the file is too large. Send a link or compress the file
reason-internal = internal error. The message is kept, the administrator can see it
btn-push_missing = Did not arrive
push-dm = { $mention } this is the fallback channel: a private message. If your phone stayed silent again, unmute this chat.
push-dm_sent = Sent as a private message.
push-no_start = A private message is not possible yet: open the bot privately and tap Start, then try again.
start-kept = Saved. Your manager gets it as soon as you tap “📱 Share my number”.
relay-unknown_command = There is no such command, nothing was sent to the client. List: /help
