# Ответ на претензию по e-mail: письмо, решение (PDF), предпросмотр у менеджера, что пошло не так.

mail-subject = Ответ на претензию { $claim_no } по накладной № { $number }
mail-body =
    Здравствуйте, { $name }.

    Рассмотрели претензию { $claim_no } от { $date } по накладной № { $number } на сумму { $amount }.
    Решение: { $decision }.
    Основание: { $grounds }.
    { $payout }

    С уважением, { $manager }, { $company }, { PHONE($manager_phone) }
mail-decision_approved = претензия удовлетворена
mail-decision_partial = претензия удовлетворена частично
mail-decision_rejected = в удовлетворении претензии отказано
mail-grounds_approved = требования признаны обоснованными
mail-no_amount = (в претензии не указана)
mail-payout = К выплате: { $amount }. Если вы ещё не прислали банковские реквизиты, отправьте их ответом на это письмо.

letter-title = Решение по претензии
letter-about = По претензии { $claim_no } от { $date }, накладная № { $number }
letter-number = Исх. №
letter-date = Дата:
letter-to = Кому:
letter-claimed = Заявленная сумма:
letter-decision = Решение
letter-awarded = К выплате
letter-grounds = Основание
letter-sign = Менеджер
letter-payout = К выплате: { $amount }. Для перечисления нужны банковские реквизиты получателя.
letter-filename = Решение по претензии { $number }.pdf

mail-preview =
    ✉️ <b>Ответ по { $claim_no }</b>
    Кому: { $email }
    Тема: { $subject }

    <blockquote>{ $body }</blockquote>
mail-preview_cut = <i>Показано начало, письмо уйдёт целиком.</i>
mail-preview_again = ℹ️ Ответ по этой претензии уже отправлен { $at }.
mail-preview_file = 📎 Решение приложено, оно придёт сюда следующим сообщением.
mail-copy =
    ✉️ <b>Ответ по { $claim_no }</b>
    Кому: <code>{ $email }</code>
    Тема: <code>{ $subject }</code>

    <pre>{ $body }</pre>
mail-not_configured = Отправка писем не настроена: администратор заполняет раздел [mail] в config.toml. Пока отправьте решение в чат или скопируйте адрес, тему и текст и отправьте из своей почты.
mail-copy_cut = <i>Текст целиком — в файле ниже.</i>
mail-text_file = Письмо по претензии { $claim_no }.txt
mail-pdf_caption = 📎 Решение по { $claim_no }, приложение к письму
mail-ask_text = ✍️ { $claim_no }: напишите текст письма ответом на это сообщение. Клиенту в чат он не уйдёт.
mail-text_short = Текст слишком короткий. Напишите письмо целиком: клиент получит его вместо шаблона.
mail-text_only = Нужен текст. Решение приложим сами, остальные файлы отправьте клиенту в чат.
mail-replaced = ✍️ Ответ по { $claim_no } переписан, новый вариант ниже.
mail-cancelled = ✖️ Ответ по { $claim_no } отменён, письмо не отправлено.
mail-going = ✉️ Ответ по { $claim_no } отправляем на { $email }. Чем кончится — на карточке претензии.
mail-gone_already = Этот ответ уже отправлен или отменён.
mail-other_sent = По этой претензии уже отправлен другой ответ.
mail-decision_changed = Решение изменилось. Откройте ответ заново: «✉️ Ответить» на карточке.
mail-not_decided = Сначала примите решение по претензии.
mail-just_opened = Ответ уже открыт.
mail-now_off = Отправка писем выключена в config.toml, письмо не ушло.
mail-step = ✉️ ответ отправлен на { $email }
mail-failed =
    ⚠️ Ответ по { $claim_no } на { $email } не отправлен: { $error }
    { $what }
mail-unprinted = ⚠️ Решение по { $claim_no } не напечаталось, администраторы знают. Письмо уйдёт, как только оно будет готово.
adm-mail_unprinted = ⚠️ Решение по претензии { $claim_no } не печатается: { $error }

mail-error_connect = почтовый сервер { $host } не отвечает
mail-error_timeout = почтовый сервер { $host } не ответил вовремя
mail-error_tls = почтовый сервер { $host }: шифрование не установлено ({ $reason })
mail-error_login = почтовый сервер { $host } не принял имя или пароль
mail-error_account = почтовый сервер { $host } не разрешает отправлять от нашего имени: { $reason }
mail-error_address = сервер не принял адрес: { $reason }
mail-error_bad_address = в адресе ошибка
mail-error_full = ящик получателя переполнен: { $reason }
mail-error_reply = сервер отказал: { $reason }
mail-error_unprinted = решение не напечаталось
mail-error_off = отправка выключена в config.toml
mail-error_day = за сутки не удалось, последнее: { $error }
mail-retry_at = (повторим в { $time }: { $error })
adm-mail_failed = ⚠️ Ответ на претензию { $claim_no } не отправлен: { $error }. Проверьте раздел [mail] в config.toml (user, sender) и настройки ящика: relay-bot check
mail-do_address = Уточните адрес у клиента и отправьте ответ из своей почты: «✉️ Ответить» → скопировать.
mail-do_admin = Скажите администратору: раздел [mail] в config.toml, проверка — relay-bot check. Потом нажмите «✉️ Ответить» ещё раз.
mail-do_full = Скажите клиенту: ящик переполнен. Когда он освободится, нажмите «✉️ Ответить» ещё раз.
mail-do_again = Нажмите «✉️ Ответить» ещё раз или отправьте ответ из своей почты.

btn-mail_send = ✅ Отправить
btn-mail_text = ✍️ Свой текст
btn-mail_cancel = ✖️ Отмена
btn-mail_subject = 📋 Скопировать тему

check-mail = Почтовый сервер { $host } принимает письма от { $sender }.
check-mail_none = Почта не настроена: ответы на претензии менеджеры копируют сами.
check-mail_bad = Почта: { $reason }.
check-mail_bad_do = Проверьте host, port и security в разделе [mail]; для сервера со своим сертификатом укажите ca_file.
check-mail_login_do = Проверьте user в [mail] и переменную RELAY_BOT_MAIL__PASSWORD; многим серверам нужен отдельный «пароль приложения».
check-answer = Решение по претензии собирается в PDF.
check-answer_bad_do = Исправьте файл, указанный в [mail] template.
btn-mail_chat = 💬 Отправить в чат
mail-in_chat = 💬 { $claim_no }: решение отправлено клиенту в чат.
mail-chat_step = решение отправлено в чат
