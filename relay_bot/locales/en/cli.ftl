# Everything that the command line prints.

cli-about = Relay Bot: the Telegram desk of a freight company.
cli-help_config = The configuration file; by default config.toml in this folder.
cli-help_run = Run the bot.
cli-help_role = Only these roles, separated by commas: receive, work, deliver, remind. All of them by default.
cli-help_demo = Run the demo, without a token or a network.
cli-help_port = Port of the demo's page.
cli-help_check = Check configuration, database, token and groups.
cli-help_migrate = Bring the database to this version.
cli-help_parked = Parked rows: what could not be handled or sent.
cli-help_parked_list = List them.
cli-help_parked_show = Show one in full.
cli-help_parked_retry = Handle or send it again.
cli-help_parked_drop = Remove it for good.
cli-help_parked_id = A number from the list, for example in:12, out:34 or row:56.
cli-help_clients = The list of clients.
cli-help_clients_import = Import a list of clients. Without --apply it only checks.
cli-help_clients_file = An XLSX or CSV file (UTF-8 or cp1251, separated by ; or , or tabs).

cli-token_missing =
    There is no bot token, and without one there is no way to Telegram.

    How to get it:
      1. Open @BotFather in Telegram and send /newbot.
      2. Choose a title and a name that ends with bot.
      3. Copy the token of the answer into config.toml, [telegram] token = "…",
         or into the environment variable RELAY_BOT_TELEGRAM__TOKEN.

    To set up everything step by step: relay-bot init
    To see the bot without a token and without Telegram: relay-bot demo
cli-database_unavailable =
    The database is unavailable: { $reason }
    Check that PostgreSQL runs and that [database] url is right. With an empty url the bot uses the embedded PostgreSQL.
cli-migrated = The database is at this version.
cli-stopped = Stopped.
cli-check_good = ✓ { $what }
cli-check_bad = ✗ { $what }
cli-check_remedy = { "  " }→ { $remedy }
cli-check_all_good = Everything is in order.
cli-check_summary =
    { $n ->
        [one] { $n } point needs attention.
       *[other] { $n } points need attention.
    }

cli-parked_none = Nothing is parked.
cli-parked_id = Number
cli-parked_kind = What
cli-parked_lane = Chat
cli-parked_at = When
cli-parked_attempts = Attempts
cli-parked_error = Error
cli-parked_unknown = There is no parked { $id }. The list: relay-bot parked list
cli-parked_retried = { $id }: queued again.
cli-parked_dropped = { $id }: removed.

cli-help_reassign = Hand clients over to other managers. Without --apply it only shows.
cli-help_reassign_file = A list with the columns phone and manager (CSV or XLSX).
cli-help_reassign_from = Whose clients (a manager's key), instead of a file.
cli-help_reassign_to = To whom.
cli-help_reassign_city = Only those of this city.
cli-help_reassign_most = No more than so many.
cli-nobody = nobody yet
cli-reassign_unknown = There is no manager “{ $value }” in config.toml. There are: { $known }
cli-reassign_usage = Name a file or a rule: --from anna --to petr. Managers: { $known }
cli-reassign_row = { $former } → { $to }: { $n }
cli-reassign_same = Already with their managers: { $n }
cli-reassign_absent = Not come yet: { $n }. When they do, they get to whom the list of clients import names.
cli-reassign_no_group = { $manager } has no group: there is nowhere to hand over to.
cli-reassign_none = There is nobody to hand over.
cli-reassign_going = Handing over: { $n }. The bot does it by itself, topics appear as fast as Telegram allows; the admins hear of the end.
cli-reassign_hint = This was a check, nobody was handed over. To do it: the same command with --apply.
cli-help_client = The personal data of one client.
cli-help_client_forget = Erase a client's data, but for waybills and claims.
cli-help_client_export = Write everything that the bot keeps of a client.
cli-help_client_out = A .json or .zip file.
cli-help_phone = The client's phone number.
cli-help_yes = Don't ask again.
cli-client_unknown = There is no client with the number { PHONE($phone) }.
cli-client_exported = Rows: { $n }. File: { $file }
cli-forget_open_claims = There are open claims: { $claims }. Decide and close them first: the law wants an answer to them.
cli-forget_sure = Erase the data of { $name }, { PHONE($phone) }? Documents that stay: { $kept }. There is no way back. [y/n]
cli-forget_nothing = Nothing was erased. To erase without the question, add --yes.
cli-forget_done = The data are erased. Documents that stay: { $kept }. Backups still have them.
cli-forget_topic = Delete the topic in the group by hand: { $link }
cli-forget_in_config = The client stands in config.toml: take them out there (and of the file that is imported), or they come back.
cli-import_no_file = The file { $file } can't be read: { $reason }. Check the path.
cli-import_dry_hint = This was a check, nothing was written. To import: the same command with --apply.

cli-help_waybill = The waybill request as a document.
cli-help_waybill_preview = Make a sample from the template, to see what it looks like.
cli-help_output = Where to write the PDF.
cli-help_lang = The document's language; default_lang of the configuration if left out.
cli-help_extreme = A sample with the longest data there can be.
cli-preview_done = Sample: { $file }
cli-preview_unwritten = { $file } could not be written: { $reason }. Check the path.
cli-preview_no_logo = The logo { $file } was not printed: { $reason }. It has to be a PNG or JPEG file.
cli-preview_note = A note on the template: { $note }

cli-demo_step = { $what } ✓ { $seconds } s
cli-demo_running = The demo is already running: { $url }
cli-demo_postgres = PostgreSQL
cli-demo_telegram = Local Telegram
cli-demo_bot = Bot
cli-demo_ready =
    Ready. Open in a browser: { $url }
    To stop: Ctrl-C. The data stays in { $folder }, the bot's log: { $log }
cli-demo_port_moved = Port { $wanted } is taken, using { $port }.
cli-demo_no_port = Port { $wanted } and the { $n } after it are taken. Free one of them or choose another: relay-bot demo --port NUMBER
cli-demo_bot_died = The bot stopped (code { $code }). Starting it again in { $seconds } s.
cli-demo_bot_back = The bot works again.
cli-demo_bot_slow = The bot has not started yet. The page works already, details are above.
cli-demo_stopping = Stopping…

postgres-no_binaries = The embedded PostgreSQL is not installed. Run make setup, or give the address of your own database in [database] url.
postgres-no_nobody = This system has no user nobody, and PostgreSQL does not run as root. Start the bot as an ordinary user.
postgres-no_folder = The folder { $path } could not be prepared: { $reason }. Check the permissions or choose another folder in [database] data_dir.
postgres-socket_taken = The folder { $path } belongs to another user. Remove it or choose another folder in [database] data_dir.
postgres-initdb_failed =
    The embedded database could not be created. Check the free disk space and try again.
    { $log }
postgres-start_failed =
    The embedded PostgreSQL did not start. The last lines of its log { $path }:
    { $log }
    Check the free disk space and memory, then try again.

cli-help_understand = Show what the bot makes of a client's message.
cli-help_message = The message in quotes; “-” reads standard input.
cli-help_field = Take the message as the answer to one question: descr, weight, dims, from, to, pay, third, waybill, amount, email, phone, story.
cli-help_lines = A file of messages: JSON on every line (text, form, known), answered by a line of JSON each
cli-help_json = Print JSON.
cli-field_descr = Description
cli-field_weight = Weight
cli-field_dims = Dimensions
cli-field_from = From
cli-field_to = To
cli-field_pay = Payment
cli-field_third = Payer
cli-field_waybill = Waybill
cli-field_story = What happened
cli-field_amount = Amount
cli-field_email = E-mail
cli-field_phone = Phone
cli-understand_no_field = There is no field { $field }. There are: { $known }.
cli-understand_no_line = Line { $n }: it must be a JSON object with text, form (waybill or claim) and known, the values before.
cli-understand_no_message = A message or --lines FILE is needed.
cli-understand_nothing = Nothing about a shipment here.
cli-understand_places = Pieces: { $n }
cli-understand_comment = Comment: { $comment }
cli-understand_question = Looks like a question to the manager.

cli-help_models = The models that recognise voice and photos.
cli-help_models_check = Show what is missing and verify the checksums.
cli-help_models_fetch = Download a model and verify its checksums.
cli-help_models_name = The name of a known model; without it, the one of [recognition] speech_model.
cli-help_models_hub = The address of a mirror instead of { $hub }.
cli-help_missed = Show what clients corrected within a form: the value before and after, and the words that were read wrongly.
cli-missed_none = There were no corrections.
cli-missed_row = { $at }  { $field }: “{ $before }” → “{ $after }”
cli-missed_removed = removed
cli-import_progress = { $done } of { $total } written
cli-file_kind = I don't know how to write { $file }. Its name has to end with one of: { $kinds }.
cli-no_manager = There is no manager { $manager } in config.toml. There are: { $known }.
cli-unwritten = Could not write { $file }: { $reason }
cli-clients_written =
    { $n ->
        [one] { $n } client written: { $file }
       *[other] { $n } clients written: { $file }
    }
cli-links_none = Nobody to invite: the list has no clients who have not come yet. Import a list first: relay-bot clients import FILE --apply
cli-help_clients_export = Write all clients to a CSV or XLSX file.
cli-help_clients_links = Write the clients' personal links: CSV, XLSX, or a PDF with QR codes.
cli-help_clients_out = Where to; the end of the name says the kind: .csv, .xlsx
cli-help_clients_links_out = Where to; the end of the name says the kind: .csv, .xlsx, .pdf
cli-help_manager = Only the clients of this manager (key of config.toml).
cli-help_bot = The bot's name without @; without it Telegram is asked.
cli-help_apply = Write to the database; without it the file is only checked.
cli-telegram_unreachable =
    Telegram ({ $url }) does not answer: { $reason }
    Check the network, [telegram] api_url and [telegram] proxy.
cli-proxy_broken = The address of the proxy in the environment can't be read. It should look like http://proxy:3128 or socks5://name:password@proxy:1080, with a port.
cli-proxy_unusable = A proxy of the kind { $kind }:// in the environment is not supported. Set an http:// or socks5:// one in [telegram] proxy or HTTPS_PROXY.

database-rights = The role { $role } may not create tables in the schema { $schema } of the database { $database }.
database-rights_do =
    Run as the owner of the database: GRANT USAGE, CREATE ON SCHEMA "{ $schema }" TO "{ $role }";
database-schema = The role { $role } sees no schema in the database { $database }.
database-schema_do =
    Run as the owner of the database: GRANT USAGE, CREATE ON SCHEMA public TO "{ $role }";
database-owner = The tables of the database { $database } belong to the role { $stranger }, and { $role } can't change them.
database-owner_do =
    Connect as { $stranger }, or run: GRANT "{ $stranger }" TO "{ $role }";
database-encoding = The database { $database } has the encoding { $encoding }; UTF8 is needed.
database-encoding_do =
    Make a new one and put it into [database] url: CREATE DATABASE relay ENCODING 'UTF8' { $locale } TEMPLATE template0 OWNER "{ $role }";
database-locale = The database { $database } was made with LC_CTYPE = { $ctype } and does not know Russian letters: a search for «вектор» would not find «ООО Вектор».
database-locale_do =
    Make a new one, move the data (pg_dump, pg_restore) and put it into [database] url: CREATE DATABASE relay ENCODING 'UTF8' { $locale } TEMPLATE template0 OWNER "{ $role }";
database-pooler = Between the bot and PostgreSQL stands PgBouncer (or a program like it) in transaction mode: the bot needs connections of its own.
database-pooler_do =
    Set pool_mode = session for this database, or put the address of PostgreSQL itself into [database] url.
database-read_only = The database { $database } can’t be written to: it is a standby, or closed for writing.
database-read_only_do =
    Write the primary server into [database] url; while servers change over, try again in a minute.
database-refused = PostgreSQL did not let us change the tables: { $reason }
database-refused_do =
    Connect as the role that owns the tables, or give this role the rights.
cli-config_missing =
    There is no { $file }, and without it the bot has neither managers nor groups.
    To make one: relay-bot init. If it is in another folder: --config FILE.
cli-help_init = Set up the bot step by step and write config.toml.
cli-help_example = Only show a config.toml with all settings and a word about each.
cli-help_api_url = Address of a Bot API server of your own.

cli-why_missing = there is no such file or folder
cli-why_forbidden = no permission
cli-why_folder = it is a folder
cli-why_full = no space left on the disk

# The command was typed wrong. After each comes the line cli-typed_help.
cli-typed_help = How the command is written: { $command }
cli-typed_option = This command has no option { $option }. { $how ->
    [near] Like it
   *[all] There are
}: { $known }.
cli-typed_alone = The option { $option } takes no value.
cli-typed_value_missing = A value has to follow { $option }.
cli-typed_missing = { $name } is missing: { $help }
cli-typed_value = { $name }: { $sentence }
cli-typed_number = a whole number from { $least } to { $most } is needed.
cli-typed_address = an address like https://example.org is needed.
cli-typed_choice = one of these is needed: { $known }.
cli-typed_command = There is no command { $command }. { $how ->
    [near] Like it
   *[all] There are
}: { $known }.
cli-typed_extra = Too much in the command: { $extra }. If it is one value with blanks, put it in quotation marks.
cli-typed_other = The command was typed wrong: { $reason }
cli-output_refused = The output could not be written: { $reason }. Free some space, or let it go elsewhere.
