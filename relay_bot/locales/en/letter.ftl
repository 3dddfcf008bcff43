# The answer to a claim by e-mail: the letter, the decision (PDF), the manager's preview, what went wrong.

mail-subject = Reply to claim { $claim_no }, waybill No. { $number }
mail-body =
    Dear { $name },

    We have reviewed claim { $claim_no } of { $date }, waybill No. { $number }, amount { $amount }.
    Decision: { $decision }.
    Grounds: { $grounds }.
    { $payout }

    Kind regards, { $manager }, { $company }, { PHONE($manager_phone) }
mail-decision_approved = the claim is satisfied
mail-decision_partial = the claim is partly satisfied
mail-decision_rejected = the claim is declined
mail-grounds_approved = the claim has been found justified
mail-no_amount = (not stated in the claim)
mail-payout = To be paid: { $amount }. If you have not sent your bank details yet, please send them in reply to this letter.

letter-title = Decision on a claim
letter-about = Claim { $claim_no } of { $date }, waybill No. { $number }
letter-number = Ref. No.
letter-date = Date:
letter-to = To:
letter-claimed = Amount claimed:
letter-decision = Decision
letter-awarded = To be paid
letter-grounds = Grounds
letter-sign = Manager
letter-payout = To be paid: { $amount }. The recipient's bank details are needed for the transfer.
letter-filename = Decision on claim { $number }.pdf

mail-preview =
    ✉️ <b>Reply to { $claim_no }</b>
    To: { $email }
    Subject: { $subject }

    <blockquote>{ $body }</blockquote>
mail-preview_cut = <i>This is the beginning, the letter goes out in full.</i>
mail-preview_again = ℹ️ A reply to this claim was already sent on { $at }.
mail-preview_file = 📎 The decision is attached, it comes here as the next message.
mail-copy =
    ✉️ <b>Reply to { $claim_no }</b>
    To: <code>{ $email }</code>
    Subject: <code>{ $subject }</code>

    <pre>{ $body }</pre>
mail-not_configured = Sending e-mail is not set up: the administrator fills in [mail] in config.toml. For now send the decision to the chat, or copy the address, the subject and the text and send it from your own mail.
mail-copy_cut = <i>The whole text is in the file below.</i>
mail-text_file = Letter about claim { $claim_no }.txt
mail-pdf_caption = 📎 Decision on { $claim_no }, attached to the letter
mail-ask_text = ✍️ { $claim_no }: reply to this message with the text of the letter. It will not go to the client's chat.
mail-text_short = The text is too short. Please write the whole letter: the client gets it instead of the template.
mail-text_only = Text is needed. The decision is attached by itself; send other files to the client in the chat.
mail-replaced = ✍️ The reply to { $claim_no } was rewritten, the new one is below.
mail-cancelled = ✖️ The reply to { $claim_no } was cancelled, no letter was sent.
mail-going = ✉️ The reply to { $claim_no } is being sent to { $email }. The claim's card shows how it ends.
mail-gone_already = This reply has already been sent or cancelled.
mail-other_sent = Another reply to this claim has already been sent.
mail-decision_changed = The decision has changed. Open the reply anew: “✉️ Reply” on the card.
mail-not_decided = Decide on the claim first.
mail-just_opened = The reply is open already.
mail-now_off = Sending e-mail is turned off in config.toml, the letter did not go.
mail-step = ✉️ reply sent to { $email }
mail-failed =
    ⚠️ The reply to { $claim_no } was not sent to { $email }: { $error }
    { $what }
mail-unprinted = ⚠️ The decision on { $claim_no } could not be printed, the administrators know. The letter goes as soon as it is ready.
adm-mail_unprinted = ⚠️ The decision on claim { $claim_no } can't be printed: { $error }

mail-error_connect = the mail server { $host } does not answer
mail-error_timeout = the mail server { $host } did not answer in time
mail-error_tls = the mail server { $host }: no encryption ({ $reason })
mail-error_login = the mail server { $host } refused the user or the password
mail-error_account = the mail server { $host } does not let us send in our name: { $reason }
mail-error_address = the server refused the address: { $reason }
mail-error_bad_address = the address is wrong
mail-error_full = the recipient's mailbox is full: { $reason }
mail-error_reply = the server refused: { $reason }
mail-error_unprinted = the decision could not be printed
mail-error_off = sending is turned off in config.toml
mail-error_day = not for a whole day, the last reason: { $error }
mail-retry_at = (next try at { $time }: { $error })
adm-mail_failed = ⚠️ The reply to claim { $claim_no } was not sent: { $error }. Look at [mail] in config.toml (user, sender) and at the settings of the mailbox: relay-bot check
mail-do_address = Ask the client for the address and send the reply from your own mail: “✉️ Reply” → copy.
mail-do_admin = Tell the administrator: [mail] in config.toml, relay-bot check tests it. Then tap “✉️ Reply” again.
mail-do_full = Tell the client that the mailbox is full. Once there is room, tap “✉️ Reply” again.
mail-do_again = Tap “✉️ Reply” again, or send the reply from your own mail.

btn-mail_send = ✅ Send
btn-mail_text = ✍️ Own text
btn-mail_cancel = ✖️ Cancel
btn-mail_subject = 📋 Copy the subject

check-mail = The mail server { $host } takes letters from { $sender }.
check-mail_none = Mail is not set up: managers copy the answers to claims themselves.
check-mail_bad = Mail: { $reason }.
check-mail_bad_do = Check host, port and security in [mail]; for a server with a certificate of its own set ca_file.
check-mail_login_do = Check user in [mail] and the variable RELAY_BOT_MAIL__PASSWORD; many servers want a separate “app password”.
check-answer = The decision on a claim becomes a PDF.
check-answer_bad_do = Correct the file named in [mail] template.
btn-mail_chat = 💬 Send to the chat
mail-in_chat = 💬 { $claim_no }: the decision was sent to the client's chat.
mail-chat_step = decision sent to the chat
