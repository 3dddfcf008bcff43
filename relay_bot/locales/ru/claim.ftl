menu-claim = ⚠️ Претензия
cmd-claim = Подать претензию
cl-ask_wb = <b>По какой накладной претензия?</b> Выберите или напишите номер.
btn-cl_wb = № { $number } · { $to_city } · { $date }
cl-wb_unknown = Накладной { $number } в боте нет. Передам номер менеджеру как есть.
cl-ask_story =
    <b>Претензия по накладной № { $number }</b>
    Опишите, что случилось, и какую сумму требуете. Сразу приложите фото: груз, упаковка, акт.
cl-ask_amount = <b>Какую сумму требуете?</b> В рублях, например: <i>15 000</i>
btn-cl_no_amount = 🤷 Оценит менеджер
cl-ask_email = <b>Куда прислать ответ?</b> Напишите e-mail.
btn-cl_email = ✉️ { $email }
cl-photos_hint = Пришлите фото или сканы — можно несколько. Когда хватит, нажмите «Готово».
btn-photos_done = ✅ Готово
cl-summary =
    <b>Проверьте претензию</b>

    📄 Накладная № { $number }
    📝 { $story }
    💰 { $amount }
    ✉️ Ответ на { $email }
    📎 Файлов: { $files }
btn-cl_send = ✅ Отправить
cl-done =
    <b>Претензия { $claim_no }</b> принята { $date }.
    Ответим на { $email } до <b>{ $due }</b>. Менеджер { $manager } уже видит её.

    Чтобы ускорить, пришлите сюда акт и документ о стоимости груза — добавим к претензии.
btn-cl_add = 📎 Добавить файлы
btn-cl_status = Статус
cl-files_added = Добавили к претензии { $claim_no }: { $n }.
cl-duplicate = По накладной № { $number } уже есть претензия { $claim_no } ({ $status }). Дополнить её или подать новую?
btn-cl_append = Дополнить { $claim_no }
btn-cl_new = Подать новую
cl-status_in_work = Претензию { $claim_no } взяли в работу. Ответ — до { $due }.
cl-status_need_docs = По претензии { $claim_no } нужны документы: { $docs }. Пришлите их сюда.
cl-status_approved = Претензия { $claim_no } удовлетворена: { $amount }. Официальный ответ отправим на { $email }.
cl-status_partial = Претензия { $claim_no } удовлетворена частично: { $amount }. Основание — в ответе на { $email }.
cl-status_rejected = По претензии { $claim_no } принято решение об отказе. Основание — в ответе на { $email }. Вопросы можно задать менеджеру здесь.
cl-status_closed = Претензия { $claim_no } закрыта.
st-new = Новая
st-in_work = В работе
st-need_docs = Ждём документы
st-approved = Удовлетворена
st-partial = Удовлетворена частично
st-rejected = Отклонена
st-closed = Закрыта
draft-exists_claim = У вас есть неотправленная претензия от { $date }: { $known }.
docs-cl_row_decided = { $claim_no } · { $status } { $date }
docs-cl_row = { $claim_no } · { $status } · ответ до { $due }
card-claim_manual = 📄 № { $number } (введён вручную, в боте нет)
btn-cl_take = ▶️ В работу
btn-cl_docs = 📎 Запросить документы
btn-cl_ok = ✅ Удовлетворить
btn-cl_part = ➗ Частично
btn-cl_no = ❌ Отклонить
btn-cl_mail = ✉️ Скопировать e-mail
btn-cl_files = 🗂 Файлы
cl-mgr_reason = Напишите основание ответом на это сообщение — оно уйдёт в журнал и шаблон письма.
cl-mgr_sum = Какая сумма одобрена? Ответьте на это сообщение.
media-unsupported = Такой файл не подойдёт. Пришлите текст, голосовое, фото или PDF.
due-today = сегодня последний день
card-claim =
    ⚠️ <b>{ $claim_no }: { $who }</b> · { $status }
    📝 { $story }
    💰 { $amount } · ✉️ { $email }
    { $waybill }
    ☎️ { PHONE($phone) } · 📎 Файлов: { $files }
card-claim_waybill = 📄 № { $number } от { $wb_date }, { $from_city } → { $to_city }
card-claim_due = { $due_icon } Ответить до <b>{ $due }</b>, { $left }
due-left = осталось { $n } { $n ->
    [one] день
    [few] дня
   *[other] дней
 }
due-days = { $n } { $n ->
    [one] день
    [few] дня
   *[other] дней
 }
due-overdue = просрочено на { $n } { $n ->
    [one] день
    [few] дня
   *[other] дней
 }
# What texts.md leaves open.
cl-question_detected = Похоже на вопрос. Передать менеджеру? Претензия сохранится.
cl-no_files_yet = Фото и сканы можно прислать прямо сейчас.
cl-filed = ✅ Отправлена: { $number }
cl-double_tap = Претензия { $number } уже отправлена.
cl-done_later =
    <b>Претензия { $claim_no }</b> принята { $date }.
    Ответим на { $email } до <b>{ $due }</b>. { $manager } увидит её { $when }.

    Чтобы ускорить, пришлите сюда акт и документ о стоимости груза — добавим к претензии.
cl-done_unassigned =
    <b>Претензия { $claim_no }</b> принята { $date }.
    Ответим на { $email } до <b>{ $due }</b>. Менеджер увидит её, как только мы его назначим.
claim-sure_approve = Удовлетворить { $amount } и сообщить клиенту?
claim-sure_partial = Удовлетворить частично, { $amount }, и сообщить клиенту?
claim-sure_reject = Отклонить и сообщить клиенту?
btn-cl_sure = ✅ Да, сообщить
btn-cl_unsure = ✖️ Отмена
claim-unsure = { $claim_no }: ничего не изменилось, клиенту не сообщали.
claim-asked_anew = ⬇️ { $claim_no }: спросили заново, ниже.
claim-papers_pick = Какие документы запросить? Что уже приложено, не отмечено.
claim-papers_none = Отметьте хотя бы один документ.
claim-papers_asked = { $claim_no }: запросили у клиента: { $docs }.
btn-papers_ask = 📎 Запросить
btn-paper_act = Акт
btn-paper_value = Документ о стоимости
btn-paper_photos = Фото груза и упаковки
btn-paper_proxy = Доверенность
btn-paper_bank = Банковские реквизиты
cl-paper_act = акт (коммерческий или о расхождении)
cl-paper_value = документ о стоимости груза (счёт-фактура, УПД, ТОРГ-12)
cl-paper_photos = фото груза и упаковки
cl-paper_proxy = доверенность
cl-paper_bank = банковские реквизиты
cl-reopened = Претензию { $claim_no } рассматриваем снова. Ответ — до { $due }.
cl-added_by_client = 📎 Клиент дополнил { $claim_no }: { $story }
cl-file_by_client = 📎 { $claim_no } { $caption }
label-waybill = Накладная
label-story = Описание
label-amount = Сумма
label-email = E-mail
btn-cl_close = 🏁 Закрыть
btn-cl_reopen = ↩️ Переоткрыть
btn-cl_answer = ✉️ Ответить
card-claim_awarded = 💵 Одобрено: { $amount }
card-claim_grounds = ⚖️ Основание: { $grounds }
card-claim_story_file = Текст претензии { $claim_no }.txt
card-claim_step = { $status } · { $who } · { $at }
card-claim_mail_queued = ✉️ Отправляем ответ на { $email }… { $error }
card-claim_mail_sent = ✉️ Ответ отправлен на { $email } { $error }
card-claim_mail_failed = ✉️ Ответ на { $email } не отправлен: { $error }
claim-answer_by_reply = Если это ответ на вопрос выше, ответьте на само сообщение с вопросом: иначе не видно, о какой претензии речь.
claim-too_late = Статус уже изменён, смотрите карточку.
claim-reason_short = Напишите основание словами: его прочитает клиент.
claim-sum_bad = Не понял сумму. Ответьте числом в рублях, например: <i>15 000</i>
claim-sum_whole = Это вся сумма претензии или больше. Ответьте меньшей суммой или нажмите «✅ Удовлетворить».
claim-moved = { $claim_no }: { $status }. Клиенту сообщили.
claim-moved_untold = { $claim_no }: { $status }. Клиент остановил бота и узнает об этом, когда вернётся. Позвоните: { PHONE($phone) }.
claim-reopen_reason = Почему переоткрываем { $claim_no }? Ответьте на это сообщение, причина пойдёт в журнал.
claim-for_claim = { $claim_no }: { $what }

# /claims: список претензий, его фильтры и выгрузка.

claimlist-head = ⚠️ <b>Претензии</b>
claimlist-open = Открытые
claimlist-overdue = Просрочены
claimlist-all = Все
claimlist-days = за { $n } { $n ->
    [one] день
    [few] дня
   *[other] дней
 }
claimlist-ever = за всё время
claimlist-page = стр. { $page } из { $pages }
claimlist-none = Таких претензий нет.
claimlist-menu = 🔎 <b>Какие претензии показать?</b> Статус и период можно сочетать.
claimlist-title = Претензии
claimlist-file = Претензии_{ $date }
claimlist-caption = Претензии: { $what }. Строк: { $n }
btn-claims_filter = 🔎 Фильтр
btn-claims_xlsx = 📊 XLSX
btn-claims_csv = 📄 CSV
btn-claims_again = 🔄 Обновить
btn-claims_back = ‹ К списку
column-number = Номер
column-received = Получена
column-client = Клиент
column-company = Компания
column-phone = Телефон
column-waybill = Накладная
column-amount = Сумма, ₽
column-status = Статус
column-due = Ответить до
column-left = Осталось дней
column-awarded = Одобрено, ₽
column-grounds = Основание
column-email = E-mail
column-files = Файлов
cl-status_approved_by_chat = Претензия { $claim_no } удовлетворена: { $amount }. Официальный ответ пришлёт менеджер.
cl-status_partial_by_chat = Претензия { $claim_no } удовлетворена частично: { $amount }. Основание — в ответе, его пришлёт менеджер.
cl-status_rejected_by_chat = По претензии { $claim_no } принято решение об отказе. Основание — в ответе, его пришлёт менеджер. Вопросы можно задать здесь.
cl-late_file = Файл передали менеджеру. Добавить его к претензии { $claim_no }?
cl-late_file_many = Файл передали менеджеру. К какой претензии его добавить?
btn-cl_add_sent = 📎 Добавить к { $claim_no }
cl-added_already = Уже добавлено.
