# Значения полей словами. Числа приходят готовыми: «1 500», «2,5».

value-kg = { $number } кг
value-kg_or_t = { $kg } ({ $t } т)
value-weight_places = { $weight }, мест: { $places }
value-dims_cm = { $sides } см
value-dims_m = { $sides } м
value-dims_volume = объём { $volume }
value-dims_unknown = уточнить при приёмке
value-m3 = { $number } м³
value-pay_invoice = Безналичный расчёт по счёту
value-pay_cash = Наличными при отправке
value-pay_card = Картой или через СБП
value-pay_sender = Платит отправитель
value-pay_recipient = При получении, платит получатель
value-pay_third = Платит третье лицо
value-pay_with_method = { $payer } ({ $method })
value-method_invoice = по счёту
value-method_cash = наличными
value-method_card = картой
value-contact = контакт: { $contact }
value-inn = ИНН { $inn }
value-rub = { $number } ₽
value-no_amount = без суммы (оценит менеджер)
value-extension = { $number } доб. { $ext }
