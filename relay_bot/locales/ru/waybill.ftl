menu-waybill = 📦 Новая накладная
menu-repeat = 🔁 Повторить последнюю
menu-docs = 📄 Мои документы
menu-shown = Меню внизу экрана.
cmd-new = Новая накладная
cmd-docs = Мои накладные и претензии
cmd-cancel = Отменить заполнение
wb-ask_cargo =
    <b>Что везём?</b>
    Можно одним сообщением: описание, вес и габариты.
    Например: <i>станок токарный, 800 кг, 120×80×150 см</i>

    Подойдёт текст, голосовое или фото документа. Можно сразу написать всё: откуда, куда и как платите.
wb-ask_descr = <b>Что за груз?</b> Коротко: что это и в какой упаковке.
wb-ask_weight = <b>Вес?</b> Общий, вместе с упаковкой. Например: <i>800 кг</i> или <i>1,5 т</i>
wb-ask_dims =
    <b>Габариты?</b> Длина × ширина × высота.
    Например: <i>120×80×150 см</i>. Если мест несколько: <i>3 места 60×40×40</i>
wb-ask_from = <b>Откуда забрать?</b> Город, улица, дом. Можно добавить контакт и телефон на погрузке.
wb-ask_to = <b>Куда доставить?</b> Город, улица, дом. Можно добавить контакт и телефон получателя.
wb-ask_pay = <b>Как оплачиваете?</b>
wb-from_remembered = Забираем как обычно: <b>{ $address }</b>. Если адрес другой, нажмите «✏️ Изменить» в конце.
btn-dims_unknown = 🤷 Не знаю, замерьте на месте
btn-addr_last = 📍 { $address_short }
btn-addr_geo = 🧭 Отправить точку на карте
btn-pay_invoice = 🧾 По счёту (безнал)
btn-pay_cash = 💵 Наличными при отправке
btn-pay_card = 💳 Картой или СБП
btn-pay_recipient = 📦 Платит получатель
btn-pay_third = 👥 Платит третье лицо
wb-ask_third = Кто платит? Название и ИНН, например: <i>ООО «Вектор», 7701234567</i>
btn-cancel = ✖️ Отменить
btn-to_manager = 👤 Вопрос менеджеру
wb-question_detected = Похоже на вопрос. Передать менеджеру? Накладная сохранится.
btn-yes_forward = ➡️ Передать
btn-no_answer = Нет, это ответ
wb-summary =
    <b>Проверьте накладную</b>

    📦 { $descr }
    ⚖️ { $weight }
    📐 { $dims }
    📍 Откуда: { $addr_from }
    🏁 Куда: { $addr_to }
    💳 { $payment }{ $details }
wb-summary_hint = Исправить можно сообщением, например: <i>вес 700 кг</i>
wb-summary_memo = Откуда и оплата — как в прошлый раз.
wb-summary_approx = Отметили ≈, уточним при приёмке.
btn-create = ✅ Оформить
btn-edit = ✏️ Изменить
btn-edit_descr = Описание
btn-edit_weight = Вес
btn-edit_dims = Габариты
btn-edit_from = Откуда
btn-edit_to = Куда
btn-edit_pay = Оплата
btn-back = ‹ Назад
wb-creating = Готовлю PDF…
wb-done =
    <b>Накладная № { $number }</b> готова.
    { $addr_from_city } → { $addr_to_city }, { $weight }. Менеджер { $manager } её видит.
btn-wb_repeat = 🔁 Повторить
btn-wb_claim = ⚠️ Претензия
btn-wb_call = 👤 Вопрос по ней
wb-no_previous = Прошлых накладных пока нет. Оформим первую?
wb-pdf_failed = Накладная № { $number } сохранена, но PDF не собрался. Пришлём его сюда в течение { $minutes } мин.
wb-double_tap = Накладная № { $number } уже оформлена.
wb-hazard = Отметили «возможно опасный груз» — менеджер уточнит условия.
wb-oversize = Похоже на негабарит — менеджер уточнит машину и срок.
call-sent_wb = Позвали: { $manager }, вопрос по накладной № { $number }.
card-call_context_wb = По накладной № { $number }
btn-continue = ▶️ Продолжить
btn-start_over = Начать заново
draft-exists_waybill = У вас есть незаконченная накладная от { $date }: { $known }.
draft-resumed = Продолжаем. Уже есть: { $known }.
draft-resumed_anew = Продолжаем.
draft-files = файлов: { $n }
docs-title = <b>Ваши документы</b>
docs-empty = Здесь появятся ваши накладные и претензии.
docs-wb_row = № { $number } · { $date } · { $from_city } → { $to_city }
btn-more = Ещё
card-waybill =
    📦 <b>Накладная № { $number }</b>
    { $descr } · { $weight } · { $dims }
    { $addr_from } → { $addr_to }
    { $payment }
# What texts.md leaves open.
label-third = Плательщик
wb-summary_approx_short = вес приблизительный
wb-hazard_short = возможно опасный груз
wb-oversize_short = негабарит для сборного груза
mark-heavy_short = отдельная машина?
wb-first = Следующую похожую накладную можно оформить в два касания: «🔁 Повторить последнюю» внизу.
wb-issued = ✅ Оформлена: № { $number }
wb-done_later =
    <b>Накладная № { $number }</b> готова.
    { $addr_from_city } → { $addr_to_city }, { $weight }. { $manager } увидит её { $when }.
wb-done_unassigned =
    <b>Накладная № { $number }</b> готова.
    { $addr_from_city } → { $addr_to_city }, { $weight }. Менеджер увидит её, как только мы его назначим.
wb-registered = Накладная зарегистрирована { $date }.
wb-unknown = Такой накладной в боте нет. Проверьте номер на документе.
chat-kept = Сохранили. Передадим менеджеру, как только он будет назначен.
payer-sender = отправитель
payer-recipient = получатель
payer-third = третье лицо
zone-MSK = МСК
card-waybill_typed = <i>Клиент написал: «{ $typed }»</i>
waybills-in_topic = Команда /waybills работает в теме клиента. Одна накладная по номеру: /waybill 2611-00042
waybills-none = У этого клиента пока нет накладных.
waybill-usage = Напишите номер: /waybill 2611-00042
waybill-not_found = Накладной «{ $typed }» у клиентов этой группы нет.
waybill-of = Клиент: { $client }
adm-unprinted =
    ⚠️ Накладная № { $number } сохранена, но PDF не собрался.
    { $error }
    Пробуем снова каждую минуту. Проверить шаблон: <code>relay-bot waybill preview</code>
# Чего форма не спрашивает, но принимает: вопросы из «Изменить», названия, строки итога и карточки.
wb-ask_declared = <b>Объявленная стоимость?</b> В рублях, например: <i>150 000</i>
wb-ask_frm_when = <b>Когда забрать?</b> Дата и время, например: <i>25.11 с 9 до 18</i>
wb-ask_to_when = <b>Когда принимают на выгрузке?</b> Дата и время, например: <i>26.11 до 17:00</i>
wb-ask_frm_firm = <b>Компания-отправитель?</b> Название и ИНН, например: <i>ООО «Ромашка», 1650000000</i>
wb-ask_to_firm = <b>Компания-получатель?</b> Название и ИНН, например: <i>ООО «Вектор», 7701234567</i>
wb-ask_volume = <b>Объём?</b> Всего груза, например: <i>2,5 м³</i>
wb-ask_temperature = <b>Температура?</b> Например: <i>от +2 до +6</i>
wb-ask_care = <b>Как обращаться с грузом?</b> Например: <i>хрупкое, не кантовать</i>
wb-ask_hazard = <b>Класс опасности?</b> Например: <i>3 класс, UN 1263</i>
wb-ask_loading = <b>Что нужно при погрузке и выгрузке?</b> Например: <i>гидроборт, два грузчика</i>
label-declared = Стоимость
label-frm_when = Время погрузки
label-to_when = Время выгрузки
label-frm_firm = Отправитель
label-to_firm = Получатель
label-volume = Объём
label-temperature = Температура
label-care = Обращение
label-hazard = Опасность
label-loading = Условия погрузки
wb-said_declared = 💰 Объявленная стоимость: { $value }
wb-said_frm_when = 🕒 Погрузка: { $value }
wb-said_to_when = 🕒 Выгрузка: { $value }
wb-said_frm_firm = 🏢 Отправитель: { $value }
wb-said_to_firm = 🏢 Получатель: { $value }
wb-said_volume = 🧊 Объём: { $value }
wb-said_temperature = 🌡 Температура: { $value }
wb-said_care = 🍷 Обращение: { $value }
wb-said_hazard = ☣️ Опасность: { $value }
wb-said_loading = 🏗 Погрузка и выгрузка: { $value }
btn-clear = 🗑 Убрать
btn-drop_remark = 🗑 Убрать примечание 💬
