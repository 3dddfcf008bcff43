adm-unassigned =
    🆕 <b>Unassigned client</b>
    { $name } · { PHONE($phone) } · { $username }
    Rule: { $rule }. Suggested: { $manager }.
btn-adm_assign = Assign { $manager }
btn-adm_other = Another manager
adm-import_dry =
    File check: { $rows } { $rows ->
        [one] row
       *[other] rows
    }, { $new } new, { $upd } to update, { $same } unchanged, { $bad } { $bad ->
        [one] error
       *[other] errors
    }.
    { $errors }
adm-import_ask = Import?
adm-import_done = Imported: { $new } new, { $upd } updated, { $bad } skipped.
adm-import_usage = Send the list of clients here, CSV or XLSX. Columns: phone; name; company; city; manager; email; inn; lang. It is checked first, and you see what would change.
adm-import_checking = Got the file, checking it.
adm-import_going = Importing.
adm-import_away = Telegram does not hand over the file. Send it again; more than 20 MB is not possible.
adm-import_report = { $words }
btn-adm_import = ✅ Import
adm-import_elsewhere = { $n ->
        [one] { $n } client of the file is
       *[other] { $n } clients of the file are
    } served by another manager now and stay there; to move them: relay-bot clients reassign, or reassign = "transfer" in config.toml.
adm-import_moving = Get another manager by this file: { $n }. They are moved by and by, you hear of the end.
adm-import_phone = row { $row }: number “{ $value }” was damaged by Excel (use text format)
adm-import_dup = row { $row }: number { PHONE($phone) } is repeated (row { $first })
adm-import_mgr = row { $row }: manager “{ $value }” is not in config.toml
adm-config_bad = config.toml was not applied: { $error }. The previous version stays in use.
adm-group_lost = No access to the group of { $manager }: { $error }. Messages are queued.
adm-group_bars = The group of { $manager } takes no messages of this kind from the bot: { $error }. They wait, the others go on. Make the bot an administrator again.
adm-chat_refuses = Telegram refuses everything that is sent to the chat with { $client }: { $error }. Messages are queued, we keep trying.
adm-group_rests = ⏳ Telegram asks not to write to the group of { $manager } until { $until } ({ $time }). Messages are queued and will go by themselves, in order; a restart does no harm. Calls and claims reach the manager in private. If it happens again, lower group_messages in [telegram.limits].
adm-chat_rests = ⏳ Telegram asks not to write to the chat with { $client } until { $until } ({ $time }). Messages are queued and will go by themselves, in order; other chats work.
adm-import_bad_phone = row { $row }: “{ $value }” is not a phone number
adm-import_columns = The first line of the file must name the columns: { $columns }
adm-import_quotes = row { $row }: the quotes are not closed
adm-import_more = … and { $n } more { $n ->
    [one] row
   *[other] rows
 } with errors
adm-import_long = row { $row }: more than { $most } characters in column { $column }
adm-import_signs = row { $row }: characters that are not allowed (zero bytes or control characters)
adm-import_big = The file is larger than { $mb } MB. Split it.
adm-import_kind = This is a { $kind } file, not a table. Save the list of clients as XLSX or CSV.
adm-import_broken = The XLSX file is damaged and can't be read. Open it in Excel and save it again.
adm-import_swollen = Unpacked, the XLSX file is larger than { $mb } MB. Leave one sheet with the list in it, without pictures.
adm-import_rows = The file has more than { $n } rows, the others were not read. Split it.
forget-usage = Erase a client's data: <code>/forget +79001234567</code>. We show first whose they are.
forget-unknown = There is no client with the number { PHONE($phone) }.
forget-open_claims = { $name } has open claims: { $claims }. Decide and close them first: the law wants an answer to them.
forget-sure =
    Erase the data of { $name }, { PHONE($phone) }: conversation, notes, reminders, transcripts, drafts, cards?
    Waybills and claims stay, as the law wants: { $kept }. There is no way back.
    To confirm: <code>{ $command }</code>
forget-done = The data are erased. Documents that stay: { $kept }. Delete the topics in the group by hand, the bot does not: { $links }. Backups still have the data.
forget-in_config = The client stands in config.toml: take them out there (and out of the imported file), or they come back.
adm-template_passed_over =
    ⚠️ A document was printed with the template that comes with the program: yours could not be used.
    { $error }
    Check the template: <code>relay-bot check</code>
adm-asked_for_another = { $client } (manager: { $manager }) opened the link of another manager: { $other }. The client stays where they are; /transfer in their topic hands them over.
