menu-waybill = 📦 New waybill
menu-repeat = 🔁 Repeat last
menu-docs = 📄 My documents
menu-shown = The menu is at the bottom of the screen.
cmd-new = New waybill
cmd-docs = My waybills and claims
cmd-cancel = Cancel the form
wb-ask_cargo =
    <b>What are we shipping?</b>
    One message is enough: description, weight and dimensions.
    For example: <i>lathe, 800 kg, 120×80×150 cm</i>

    Text, a voice message or a photo of a document will do. You may add everything at once: from, to and payment.
wb-ask_descr = <b>What is the cargo?</b> Briefly: what it is and how it is packed.
wb-ask_weight = <b>Weight?</b> Total, with packaging. For example: <i>800 kg</i> or <i>1.5 t</i>
wb-ask_dims =
    <b>Dimensions?</b> Length × width × height.
    For example: <i>120×80×150 cm</i>. Several pieces: <i>3 pcs 60×40×40</i>
wb-ask_from = <b>Pickup address?</b> City, street, building. You may add a contact person and phone.
wb-ask_to = <b>Delivery address?</b> City, street, building. You may add the recipient’s contact and phone.
wb-ask_pay = <b>How will you pay?</b>
wb-from_remembered = Pickup as usual: <b>{ $address }</b>. If it is different, tap “✏️ Edit” at the end.
btn-dims_unknown = 🤷 Not sure, measure on site
btn-addr_last = 📍 { $address_short }
btn-addr_geo = 🧭 Send a map pin
btn-pay_invoice = 🧾 Invoice (bank transfer)
btn-pay_cash = 💵 Cash at pickup
btn-pay_card = 💳 Card or fast transfer
btn-pay_recipient = 📦 Recipient pays
btn-pay_third = 👥 Third party pays
wb-ask_third = Who pays? Name and tax ID, for example: <i>Vector LLC, 7701234567</i>
btn-cancel = ✖️ Cancel
btn-to_manager = 👤 Ask manager
wb-question_detected = This looks like a question. Forward it to your manager? The waybill will be kept.
btn-yes_forward = ➡️ Forward
btn-no_answer = No, it is my answer
wb-summary =
    <b>Please check the waybill</b>

    📦 { $descr }
    ⚖️ { $weight }
    📐 { $dims }
    📍 From: { $addr_from }
    🏁 To: { $addr_to }
    💳 { $payment }{ $details }
wb-summary_hint = To correct, just write, for example: <i>weight 700 kg</i>
wb-summary_memo = Pickup and payment are as last time.
wb-summary_approx = Marked ≈, to be checked at acceptance.
btn-create = ✅ Create
btn-edit = ✏️ Edit
btn-edit_descr = Description
btn-edit_weight = Weight
btn-edit_dims = Dimensions
btn-edit_from = From
btn-edit_to = To
btn-edit_pay = Payment
btn-back = ‹ Back
wb-creating = Preparing the PDF…
wb-done =
    <b>Waybill No. { $number }</b> is ready.
    { $addr_from_city } → { $addr_to_city }, { $weight }. Your manager { $manager } can see it.
btn-wb_repeat = 🔁 Repeat
btn-wb_claim = ⚠️ Claim
btn-wb_call = 👤 Ask about it
wb-no_previous = There are no waybills yet. Shall we create the first one?
wb-pdf_failed = Waybill No. { $number } is saved, but the PDF failed. We will send it here within { $minutes } min.
wb-double_tap = Waybill No. { $number } has already been created.
wb-hazard = Marked as possibly dangerous goods, your manager will clarify the terms.
wb-oversize = Looks oversized, your manager will clarify the truck and timing.
call-sent_wb = { $manager } has been called about waybill No. { $number }.
card-call_context_wb = About waybill No. { $number }
btn-continue = ▶️ Continue
btn-start_over = Start over
draft-exists_waybill = You have an unfinished waybill from { $date }: { $known }.
draft-resumed = Let us continue. Already there: { $known }.
draft-resumed_anew = Let us continue.
draft-files = files: { $n }
docs-title = <b>Your documents</b>
docs-empty = Your waybills and claims will appear here.
docs-wb_row = No. { $number } · { $date } · { $from_city } → { $to_city }
btn-more = More
card-waybill =
    📦 <b>Waybill No. { $number }</b>
    { $descr } · { $weight } · { $dims }
    { $addr_from } → { $addr_to }
    { $payment }
# What texts.md leaves open.
label-third = Payer
wb-summary_approx_short = approximate weight
wb-hazard_short = possibly dangerous goods
wb-oversize_short = oversized for groupage
mark-heavy_short = a truck of its own?
wb-first = The next waybill like this one takes two taps: “🔁 Repeat last” below.
wb-issued = ✅ Created: No. { $number }
wb-done_later =
    <b>Waybill No. { $number }</b> is ready.
    { $addr_from_city } → { $addr_to_city }, { $weight }. { $manager } will see it { $when }.
wb-done_unassigned =
    <b>Waybill No. { $number }</b> is ready.
    { $addr_from_city } → { $addr_to_city }, { $weight }. Your manager will see it as soon as you have one.
wb-registered = The waybill was registered on { $date }.
wb-unknown = There is no such waybill in the bot. Please check the number on the document.
chat-kept = Saved. It will be forwarded as soon as you have a manager.
payer-sender = sender
payer-recipient = recipient
payer-third = third party
zone-MSK = MSK
card-waybill_typed = <i>The client wrote: “{ $typed }”</i>
waybills-in_topic = /waybills works in a client topic. One waybill by its number: /waybill 2611-00042
waybills-none = This client has no waybills yet.
waybill-usage = Type the number: /waybill 2611-00042
waybill-not_found = No client of this group has the waybill “{ $typed }”.
waybill-of = Client: { $client }
adm-unprinted =
    ⚠️ Waybill No. { $number } is saved, but the PDF failed.
    { $error }
    We try again every minute. Check the template: <code>relay-bot waybill preview</code>
# What the form takes without asking: the questions of «Edit», names, lines of the summary and the card.
wb-ask_declared = <b>Declared value?</b> In roubles, for example: <i>150 000</i>
wb-ask_frm_when = <b>When can we pick it up?</b> Date and time, for example: <i>25.11 from 9 to 18</i>
wb-ask_to_when = <b>When do they receive it?</b> Date and time, for example: <i>26.11 before 17:00</i>
wb-ask_frm_firm = <b>The sending company?</b> Name and INN, for example: <i>Romashka LLC, 1650000000</i>
wb-ask_to_firm = <b>The receiving company?</b> Name and INN, for example: <i>Vector LLC, 7701234567</i>
wb-ask_volume = <b>Volume?</b> Of all the cargo, for example: <i>2.5 m³</i>
wb-ask_temperature = <b>Temperature?</b> For example: <i>from +2 to +6</i>
wb-ask_care = <b>How should it be handled?</b> For example: <i>fragile, do not tilt</i>
wb-ask_hazard = <b>Hazard class?</b> For example: <i>class 3, UN 1263</i>
wb-ask_loading = <b>What is needed for loading and unloading?</b> For example: <i>tail lift, two loaders</i>
label-declared = Declared value
label-frm_when = Loading time
label-to_when = Unloading time
label-frm_firm = Sender
label-to_firm = Recipient
label-volume = Volume
label-temperature = Temperature
label-care = Handling
label-hazard = Hazard
label-loading = Loading needs
wb-said_declared = 💰 Declared value: { $value }
wb-said_frm_when = 🕒 Loading: { $value }
wb-said_to_when = 🕒 Unloading: { $value }
wb-said_frm_firm = 🏢 Sender: { $value }
wb-said_to_firm = 🏢 Recipient: { $value }
wb-said_volume = 🧊 Volume: { $value }
wb-said_temperature = 🌡 Temperature: { $value }
wb-said_care = 🍷 Handling: { $value }
wb-said_hazard = ☣️ Hazard: { $value }
wb-said_loading = 🏗 Loading and unloading: { $value }
btn-clear = 🗑 Remove
btn-drop_remark = 🗑 Remove the remark 💬
