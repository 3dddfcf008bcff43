# Voice and photos: what the client hears and sees.

voice-listening = 🎧 Listening…
voice-heard = I heard: <i>“{ $text }”</i>
voice-failed = I could not understand the voice message. Please repeat closer to the microphone or type it.
voice-long = The voice message is longer than { $max } s. Please send a shorter one or split it.
voice-busy = Recognition is busy now. Please type it, that is faster.
voice-off = I passed the voice message on to your manager, but I can't hear it myself now. Please type it.
ocr-reading = 🔎 Reading the photo…
ocr-found = Read from the photo: { $fields }. Please check below.
ocr-nothing = I found no cargo data in the photo. Take the document straight, in full and in good light, or type it.
ocr-partial = I could not read everything. Still needed: { $left }.
ocr-large = The file is too large to be read. Send an ordinary photo of the document or type it.
ocr-off = I passed the photo on to your manager, but I can't read it myself now. Please type it.
voice-unsure = It was hard to hear. Did I get that right?
btn-voice_right = ✅ Yes, that is right
voice-wait = I am still listening to the voice message and will answer right after.
voice-transcript = 🎤 <blockquote>{ $text }</blockquote>
voice-transcript_unsure = 🎤 Hard to hear: <blockquote>{ $text }</blockquote>
ocr-done = 🔎 I have read the photo.
ocr-confirm =
    The photo says{ $field ->
        [descr] , cargo
        [frm] , from
        [to] , to
        [pay] , payment
        [third] , payer
        [amount] , amount
        [email] , e-mail
       *[other] { "" }
    }: <b>{ $value }</b>. Is that right? If not, write what is.
btn-ocr_right = ✅ That is right
form-by_photo = 📷 From the photo: { $fields }. Please check.
btn-photo_text = 📄 Text of the photo
btn-file_text = 📄 Text of the file
photo_text-shown = 📄 <blockquote expandable>{ $text }</blockquote>
photo_text-reading = Still reading, try again in a few seconds.
photo_text-large = The file is too large to be read. Open the file itself.
photo_text-failed = It could not be read: the file is damaged, or recognition ran out of time. Open the file itself.
photo_text-none = There is no text.
photo_text-answer = Reply to a client's photo or file with this command.
photo_text-off = It was not read: recognition is switched off or busy.
adm-recognition_off = ⚠️ { $what } { $remedy }
