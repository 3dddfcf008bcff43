call-sent = { $manager } has been called. Write your question here, no need to wait.
call-already = { $manager } already knows, the call was sent { $minutes ->
    [0] just now
   *[other] { $minutes } min ago
 }.
call-accepted = { $manager } is here.
call-closed = The request is closed. If you have a question, just write.
chat-first_ack = Forwarded to { $manager }.
chat-not_delivered = The message has not reached the manager. It will be resent automatically.
err-stale_button = This button is outdated. The current menu is below.
err-generic = Something went wrong, your data is saved. Please try again in a minute.