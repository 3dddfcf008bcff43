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
