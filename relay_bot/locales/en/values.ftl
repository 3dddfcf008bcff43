# Values of the fields in words. Numbers arrive ready: “1,500”, “2.5”.

value-kg = { $number } kg
value-kg_or_t = { $kg } ({ $t } t)
value-weight_places = { $weight }, places: { $places }
value-dims_cm = { $sides } cm
value-dims_m = { $sides } m
value-dims_volume = volume { $volume }
value-dims_unknown = to be measured at acceptance
value-m3 = { $number } m³
value-pay_invoice = Bank transfer by invoice
value-pay_cash = Cash at pickup
value-pay_card = Card or fast transfer
value-pay_sender = The sender pays
value-pay_recipient = On delivery, the recipient pays
value-pay_third = A third party pays
value-pay_with_method = { $payer } ({ $method })
value-method_invoice = by invoice
value-method_cash = in cash
value-method_card = by card
value-contact = contact: { $contact }
value-inn = tax ID { $inn }
value-rub = { $number } ₽
value-no_amount = no amount (the manager will estimate)
value-extension = { $number } ext. { $ext }
