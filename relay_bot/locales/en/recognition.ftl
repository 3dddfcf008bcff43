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
