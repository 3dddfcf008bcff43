menu-claim = ⚠️ Claim
cmd-claim = File a claim
cl-ask_wb = <b>Which waybill is the claim about?</b> Choose one or type its number.
btn-cl_wb = No. { $number } · { $to_city } · { $date }
cl-wb_unknown = Waybill { $number } is not in the bot. I will pass the number to your manager as is.
cl-ask_story =
    <b>Claim about waybill No. { $number }</b>
    Describe what happened and the amount you claim. Attach photos right away: cargo, packaging, report.
cl-ask_amount = <b>What amount do you claim?</b> In roubles, for example: <i>15 000</i>
btn-cl_no_amount = 🤷 Let the manager estimate
cl-ask_email = <b>Where should we send the reply?</b> Type your e-mail.
btn-cl_email = ✉️ { $email }
cl-photos_hint = Send photos or scans, several if needed. When done, tap “Done”.
btn-photos_done = ✅ Done
cl-summary =
    <b>Please check the claim</b>

    📄 Waybill No. { $number }
    📝 { $story }
    💰 { $amount }
    ✉️ Reply to { $email }
    📎 Files: { $files }
btn-cl_send = ✅ Send
cl-done =
    <b>Claim { $claim_no }</b> accepted on { $date }.
    We will reply to { $email } by <b>{ $due }</b>. Your manager { $manager } can already see it.

    To speed it up, send the damage report and the proof of cargo value here, we will attach them.
btn-cl_add = 📎 Add files
btn-cl_status = Status
cl-files_added = Added to claim { $claim_no }: { $n }.
cl-duplicate = There is already claim { $claim_no } ({ $status }) for waybill No. { $number }. Add to it or file a new one?
btn-cl_append = Add to { $claim_no }
btn-cl_new = File a new one
cl-status_in_work = Claim { $claim_no } is in progress. Reply by { $due }.
cl-status_need_docs = Claim { $claim_no } needs documents: { $docs }. Please send them here.
cl-status_approved = Claim { $claim_no } is satisfied: { $amount }. The official reply goes to { $email }.
cl-status_partial = Claim { $claim_no } is partly satisfied: { $amount }. The grounds are in the reply to { $email }.
cl-status_rejected = Claim { $claim_no } is declined. The grounds are in the reply to { $email }. You can ask your manager here.
cl-status_closed = Claim { $claim_no } is closed.
st-new = New
st-in_work = In progress
st-need_docs = Documents needed
st-approved = Satisfied
st-partial = Partly satisfied
st-rejected = Declined
st-closed = Closed
draft-exists_claim = You have an unsent claim from { $date }: { $known }.
docs-cl_row_decided = { $claim_no } · { $status } { $date }
docs-cl_row = { $claim_no } · { $status } · reply by { $due }
card-claim_manual = 📄 No. { $number } (typed by hand, not in the bot)
btn-cl_take = ▶️ Start
btn-cl_docs = 📎 Request documents
btn-cl_ok = ✅ Satisfy
btn-cl_part = ➗ Partly
btn-cl_no = ❌ Decline
btn-cl_mail = ✉️ Copy e-mail
btn-cl_files = 🗂 Files
cl-mgr_reason = Reply to this message with the grounds: they go to the log and the letter template.
cl-mgr_sum = What amount is approved? Reply to this message.
media-unsupported = This file type will not work. Send text, voice, a photo or a PDF.
due-today = last day today
card-claim =
    ⚠️ <b>{ $claim_no }: { $who }</b> · { $status }
    📝 { $story }
    💰 { $amount } · ✉️ { $email }
    { $waybill }
    ☎️ { PHONE($phone) } · 📎 Files: { $files }
card-claim_waybill = 📄 No. { $number } of { $wb_date }, { $from_city } → { $to_city }
card-claim_due = { $due_icon } Reply by <b>{ $due }</b>, { $left }
due-left = { $n } { $n ->
    [one] day
   *[other] days
 } left
due-days = { $n } { $n ->
    [one] day
   *[other] days
 }
due-overdue = overdue by { $n } { $n ->
    [one] day
   *[other] days
 }
# What texts.md leaves open.
cl-question_detected = This looks like a question. Forward it to your manager? The claim will be kept.
cl-no_files_yet = You may send photos and scans right now.
cl-filed = ✅ Sent: { $number }
cl-double_tap = Claim { $number } has already been sent.
cl-done_later =
    <b>Claim { $claim_no }</b> accepted on { $date }.
    We will reply to { $email } by <b>{ $due }</b>. { $manager } will see it { $when }.

    To speed it up, send the damage report and the proof of cargo value here, we will attach them.
cl-done_unassigned =
    <b>Claim { $claim_no }</b> accepted on { $date }.
    We will reply to { $email } by <b>{ $due }</b>. Your manager will see it as soon as you have one.
claim-sure_approve = Satisfy { $amount } and tell the client?
claim-sure_partial = Satisfy in part, { $amount }, and tell the client?
claim-sure_reject = Decline and tell the client?
btn-cl_sure = ✅ Yes, tell them
btn-cl_unsure = ✖️ Cancel
claim-unsure = { $claim_no }: nothing has changed, the client was told nothing.
claim-asked_anew = ⬇️ { $claim_no }: asked anew, below.
claim-papers_pick = Which documents shall we ask for? What is attached already is not ticked.
claim-papers_none = Tick at least one document.
claim-papers_asked = { $claim_no }: asked the client for: { $docs }.
btn-papers_ask = 📎 Ask for them
btn-paper_act = Report
btn-paper_value = Proof of value
btn-paper_photos = Photos of cargo and packaging
btn-paper_proxy = Power of attorney
btn-paper_bank = Bank details
cl-paper_act = a report (commercial or of discrepancy)
cl-paper_value = a document with the value of the cargo (invoice, UPD, TORG-12)
cl-paper_photos = photos of the cargo and the packaging
cl-paper_proxy = a power of attorney
cl-paper_bank = bank details
cl-reopened = Claim { $claim_no } is being reviewed again. Reply by { $due }.
cl-added_by_client = 📎 The client added to { $claim_no }: { $story }
cl-file_by_client = 📎 { $claim_no } { $caption }
label-waybill = Waybill
label-story = Description
label-amount = Amount
label-email = E-mail
btn-cl_close = 🏁 Close
btn-cl_reopen = ↩️ Reopen
btn-cl_answer = ✉️ Reply
card-claim_awarded = 💵 Granted: { $amount }
card-claim_grounds = ⚖️ Grounds: { $grounds }
card-claim_story_file = Text of claim { $claim_no }.txt
card-claim_step = { $status } · { $who } · { $at }
card-claim_mail_queued = ✉️ Sending the reply to { $email }… { $error }
card-claim_mail_sent = ✉️ The reply was sent to { $email } { $error }
card-claim_mail_failed = ✉️ The reply to { $email } was not sent: { $error }
claim-answer_by_reply = If this answers the question above, reply to the question itself: otherwise nobody can tell which claim it is about.
claim-too_late = The status has changed already, see the card.
claim-reason_short = Please give the grounds in words: the client will read them.
claim-sum_bad = I could not read the amount. Reply with a number in roubles, for example: <i>15 000</i>
claim-sum_whole = That is the whole amount of the claim or more. Reply with a smaller amount, or tap “✅ Satisfy”.
claim-moved = { $claim_no }: { $status }. The client has been told.
claim-moved_untold = { $claim_no }: { $status }. The client has stopped the bot and will hear of it on return. Please call: { PHONE($phone) }.
claim-reopen_reason = Why is { $claim_no } reopened? Reply to this message, the reason goes to the log.
claim-for_claim = { $claim_no }: { $what }

# /claims: the list of claims, its filters and the export.

claimlist-head = ⚠️ <b>Claims</b>
claimlist-open = Open
claimlist-overdue = Overdue
claimlist-all = All
claimlist-days = for { $n } { $n ->
    [one] day
   *[other] days
 }
claimlist-ever = whenever
claimlist-page = page { $page } of { $pages }
claimlist-none = No such claims.
claimlist-menu = 🔎 <b>Which claims to show?</b> Status and period can be combined.
claimlist-title = Claims
claimlist-file = Claims_{ $date }
claimlist-caption = Claims: { $what }. Rows: { $n }
btn-claims_filter = 🔎 Filter
btn-claims_xlsx = 📊 XLSX
btn-claims_csv = 📄 CSV
btn-claims_again = 🔄 Refresh
btn-claims_back = ‹ Back to the list
column-number = Number
column-received = Received
column-client = Client
column-company = Company
column-phone = Phone
column-waybill = Waybill
column-amount = Amount, RUB
column-status = Status
column-due = Reply by
column-left = Days left
column-awarded = Granted, RUB
column-grounds = Grounds
column-email = E-mail
column-files = Files
cl-status_approved_by_chat = Claim { $claim_no } is satisfied: { $amount }. Your manager will send the official reply.
cl-status_partial_by_chat = Claim { $claim_no } is partly satisfied: { $amount }. The grounds are in the reply that your manager will send.
cl-status_rejected_by_chat = Claim { $claim_no } is declined. The grounds are in the reply that your manager will send. You can ask here.
cl-late_file = The file has gone to your manager. Add it to claim { $claim_no }?
cl-late_file_many = The file has gone to your manager. Which claim should it be added to?
btn-cl_add_sent = 📎 Add to { $claim_no }
cl-added_already = Added already.
