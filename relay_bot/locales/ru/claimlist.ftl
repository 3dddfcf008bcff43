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
