# The waybill request (PDF): labels of its boxes, the caption in the chat, its file name; and what goes wrong while it is made.

pdf-title = WAYBILL REQUEST No. { $number } of { $date }
pdf-customer = Customer
pdf-cargo = Cargo
pdf-descr = Description
pdf-places = Pieces
pdf-weight = Gross weight, kg
pdf-dims = Dimensions (L×W×H), cm
pdf-volume = Volume, m³
pdf-volumetric = Volumetric weight, kg
pdf-route = Route
pdf-from = Pickup address
pdf-to = Delivery address
pdf-contact = Contact, phone
pdf-payment = Payment method
pdf-payer = Payer
pdf-value = Declared value
pdf-not_declared = not declared
pdf-comment = Special conditions
pdf-marks = Marks
pdf-manager = Your manager
pdf-signatures = Signatures
pdf-sign_sender = Handed over by
pdf-sign_carrier = Accepted by
pdf-sign_recipient = Received by
pdf-sign_line = date / signature / name
pdf-remarks = Remarks at acceptance and delivery
pdf-terms = Data provided by the customer. Weight and dimensions are checked at acceptance. Report damage or shortage on receipt and note it above; hidden damage within 30 calendar days.
pdf-not_etrn = Issued in { $bot }; it does not replace the electronic transport waybill or forwarding documents.
pdf-qr = Open in the bot
pdf-name = Name
pdf-company = Company
pdf-inn = INN
pdf-client_code = Client code
pdf-phone = Tel.
pdf-page = Page
pdf-page_of = of

pdf-caption = Waybill No. { $number } dated { $date }
pdf-filename = Waybill_{ $number }.pdf

document-no_template = There is no waybill template { $file }. Check template in [waybill] of config.toml.
document-template_unread = The waybill template { $file } can't be read: { $reason }. Check the file's permissions and encoding (it must be UTF-8).
document-template_broken = Error in the waybill template { $file }, line { $line }: { $reason }
document-no_font = Waybill template { $file }: the font { $font } is not in the template's folder; without it Russian letters can't be printed.
document-not_rendered = The waybill template { $file } did not become a PDF: { $reason }
document-too_slow = The waybill template { $file } did not become a PDF within { $seconds } s. Look for an endless loop or a huge picture in it.
document-too_big = The waybill template { $file } needed more memory than it may have ({ $megabytes } MB). Look for a very large picture or a repetition in it.
document-press_broken = The PDF was not made: the process that was making it was stopped from outside. The next attempt starts with a new process.

# A waybill that nobody ordered: relay-bot waybill preview, and check.
sample-issued_at = 22.11.2026 14:05 (MSK)
sample-customer = Ivan Petrov
sample-company = Romashka LLC
sample-descr = Lathe on a pallet
sample-dims = 3 pieces of 120×80×150
sample-comment = Keep upright. Unload from the side, tail lift needed
sample-from = Kazan, Tukaya street 5, warehouse 3, entrance from Sary Sadykovoy street
sample-from_contact = Petr Ilin, +7 900 000-01-02
sample-to = Saint Petersburg, Pulkovskoye shosse 40, building 2
sample-payment = Invoice (bank transfer)
sample-payer = Sender
sample-manager = Anna Smirnova
sample-mark_hazard = Possibly dangerous goods
sample-mark_oversize = Oversized
sample-long_company = Research and Production Association of Heavy Engineering named after the First Five-Year Plans, Limited Liability Company
sample-long_descr = A set of industrial equipment: a screw-cutting lathe in parts, a control cabinet, the bed, boxes with tooling and papers, an assembled pumping station.
sample-long_dims = { $n } × 120×80×{ $height }
sample-long_address = Khanty-Mansi Autonomous Okrug — Yugra, Nizhnevartovsk, western industrial zone, panel 17, Industrialnaya street, house 128, structure 4, building 2, warehouse complex Severny, gate 12, order the pass a day before.
sample-long_word = AVeryLongWordWithoutAnySpaces

links-title = { $company }: invitations
links-how = Point the camera of your phone at the code. Telegram opens: tap Start.
