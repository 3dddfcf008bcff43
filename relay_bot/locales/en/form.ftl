# What every form says in the same words.
form-progress = Got it: { $done }. Left: { $left }.
form-edit_pick = What should be changed?
form-edited = { $field }: was “{ $old }”, now “{ $new }”.
form-repeat_intro = Same as No. { $number }. Anything to change? If not, tap “Create”.
form-unchanged = That is how it is already: { $fields }. Nothing has changed.
form-summary_below = ⬇️ The newest version is below.
form-summary_gone = ✖️ Cancelled.
form-cancel_sure = Everything is filled in, it only has to be sent. Cancel it all the same?
btn-cancel_sure = 🗑 Yes, cancel
btn-cancel_not = ‹ No, go back
form-cancelled = Cancelled. Nothing was saved.
form-comment = 💬 { $comment }
form-send_pin = Tap “🧭 Send a map pin” below, or type the address.
form-file_added = Files: { $n }. More, or “Done”?
form-files_enough = The first { $max } files are accepted. Send the rest to your manager in the chat.
form-other_part = Please send the rest in a message of its own once this one is done.
form-no_edits = An edit is not read: the answer is noted already. Write the correction as a new message, for example “weight 700 kg”.
