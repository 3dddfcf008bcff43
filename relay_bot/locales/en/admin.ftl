adm-unassigned =
    🆕 <b>Unassigned client</b>
    { $name } · { $phone } · { $username }
    Rule: { $rule }. Suggested: { $manager }.
btn-adm_assign = Assign { $manager }
btn-adm_other = Another manager
adm-import_dry =
    File check: { $rows } rows, { $new } new, { $upd } to update, { $same } unchanged, { $bad } errors.
    { $errors }
    Import?
adm-import_done = Imported: { $new } new, { $upd } updated, { $bad } skipped.
adm-import_phone = row { $row }: number “{ $value }” was damaged by Excel (use text format)
adm-import_dup = row { $row }: number { $phone } is repeated (row { $first })
adm-import_mgr = row { $row }: manager “{ $value }” is not in config.toml
adm-config_bad = config.toml was not applied: { $error }. The previous version stays in use.
adm-group_lost = No access to the group of { $manager }: { $error }. Messages are queued.
adm-chat_refuses = Telegram refuses everything that is sent to the chat with { $client }: { $error }. Messages are queued, we keep trying.
adm-import_bad_phone = row { $row }: “{ $value }” is not a phone number
adm-import_columns = The first line of the file must name the columns: { $columns }
adm-import_quotes = row { $row }: the quotes are not closed
