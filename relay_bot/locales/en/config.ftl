# Mistakes in config.toml and the environment: what is wrong and what to do.

config-rejected =
    The configuration was not accepted, { $n ->
        [one] { $n } mistake
       *[other] { $n } mistakes
    }:
config-at_line = { $file }, line { $line }, { $key }: { $sentence }
config-at_file = { $file }, { $key }: { $sentence }
config-at_variable = environment variable { $name }: { $sentence }
config-file_missing = There is no file { $file }. To make one: relay-bot init. If it is in another folder: --config FILE.
config-file_encoding = The file { $file } is not in UTF-8. Save it again as UTF-8.
config-file_unreadable = The file { $file } cannot be read: { $reason }. Check the path and the permissions.
config-syntax = { $file }, line { $line }: this is not valid TOML. { $remedy }
config-syntax_double = A key or a table is written twice: keep one of them.
config-syntax_equals = A key is followed by “=”; keys with spaces or other alphabets are quoted.
config-syntax_quote = A quotation mark is missing: a string begins and ends with ".
config-syntax_bracket = A bracket is missing: every [ needs its ], every {"{"} its {"}"}, and values are separated by commas.
config-syntax_backslash = A \ inside a string is doubled: \\.
config-syntax_value = The value is not understood: strings stand in quotes "…", yes and no are true and false, numbers have no spaces.
config-syntax_other = Check quotes, commas and brackets on this line and on the one before.
config-unknown_key = there is no such key. Remove it or choose from: { $known }.
config-unknown_key_close = there is no such key. Did you mean { $close }?
config-missing = a required value is missing. Add this key.
config-need_text = a text in quotes is needed, for example "text".
config-need_filled = the value is empty. Write a text between the quotes.
config-need_whole = a whole number without quotes or spaces is needed, for example 20.
config-need_flag = true or false is needed, without quotes.
config-need_list = a list in square brackets is needed, for example [1, 2].
config-need_tables = a list is needed: there may be several such tables, so the name is written in double brackets: [[{ $table }]].
config-need_table = a table with keys belongs here, not a single value. Compare with the example config.toml.
config-need_choice = there is no such choice. Allowed: { $allowed }.
config-need_lang = there is no such language. Allowed: "ru", "en".
config-need_date = a date like 2026-12-31 is needed.
config-too_small = the number is too small. The least allowed is { $least }.
config-too_large = too much. The most allowed is { $most }.
config-too_long = the text is too long. Characters allowed: { $n }.
config-need_line = one line is needed, without line breaks and control characters.
config-bad_host = the name of a server is needed, without a port and without http://, for example "smtp.example.org".
config-broken_database_url = the address can't be read: most likely the password has characters that an address takes as codes: space is %20, # is %23, % is %25, / is %2F, : is %3A, @ is %40.
config-too_few = the list is too short. At least { $n } needed.
config-too_many = the list is too long. At most { $n } allowed.
config-bad_value = the value does not fit. Compare with the example config.toml.
config-bad_reaction = “{ $value }” is no reaction of Telegram. Take for example "👀", "👌", "👍", "🙈"; "" for none.
config-bad_duration = not a duration. Write a number and a unit in quotes: "45s", "10m", "2h" or "14d".
config-zero_duration = the duration cannot be zero. Write "1s", for example.
config-bad_phone = not a phone number. Write it in quotes with a plus and the country code, for example "+79000000010".
config-bad_timezone = the timezone “{ $value }” is unknown. Write a name like "Europe/Moscow" or "Asia/Yekaterinburg".
config-bad_time = “{ $value }” is not a time. Write it like "09:00".
config-bad_hours = “{ $value }” are not hours. Write them like "09:00-18:00".
config-hours_order = the working day ends before it begins. Swap the times.
config-group_positive = { $value } is not a group: the id of a supergroup begins with -100. Take the link of any message of the group, t.me/c/1234567890/5, and write -1001234567890.
config-group_small = { $value } is an ordinary group without topics. Turn on Topics in its settings: it becomes a supergroup and gets a new id that begins with -100.
config-bad_invite = a link code takes only Latin letters, digits, _ and -, 1 to 60 characters.
config-bad_key = a key takes only Latin letters, digits, _ and -, 1 to 32 characters.
config-bad_token = this does not look like a bot token. Copy the whole of it from the message of @BotFather: a number, a colon and at least 30 characters.
config-bad_secret = a secret takes only Latin letters, digits, _ and -, up to 256 characters. Leave it empty to let the bot choose one.
config-bad_database_url = an address like postgresql://user:password@host/database is needed. Leave it empty to use the embedded PostgreSQL.
config-bad_url = an address like https://example.org is needed.
config-bad_listen = an address and a port with a colon between are needed, for example "127.0.0.1:8080".
config-bad_email = “{ $value }” is not an e-mail. It should look like name@example.org.
config-bad_port = { $value } is not a port. Usually 587 (STARTTLS), 465 (TLS) or 25.
config-mail_sender = there is a host but no sender: without the sender's address no letter leaves. Write, for example, sender = "claims@example.org", or empty host.
config-mail_password = there is a user but no password. Set it by the environment variable RELAY_BOT_MAIL__PASSWORD.
config-mail_user = there is a password but no user. Write the user name at the mail server.
config-mail_open_password = the password must not go to { $host } without encryption. Set security = "starttls" or "tls".
config-bad_template = the pattern has an unknown placeholder or an unclosed brace. Allowed: { $known }.
config-no_seq = the number has no counter. Add one, for example: "{"{"}yy{"}"}{"{"}mm{"}"}-{"{"}seq:05d{"}"}"
config-double = { $value } is already given in { $first }. Everyone needs a value of their own.
config-unknown_manager = there is no manager “{ $value }”. Add them to [[managers]] or choose from: { $known }.
config-own_substitute = a manager cannot be their own substitute. Name somebody else.
config-away_order = the absence ends before it begins ({ $since }). Correct the dates.
config-webhook_url = mode = "webhook" needs a public address. Write it into url or go back to mode = "polling".
config-misspelt = there is no such setting. Between table and key stand two underscores: { $right }.
config-syntax_deep = Too many brackets inside brackets: remove them.
config-service_id = { $value } is a service id of Telegram, not a person. Ask the person to write /start to the bot in private; relay-bot init shows their id.
config-bad_proxy = needs an address with a port like http://proxy:3128 or socks5://name:password@proxy:1080.
config-secret_in_url = only the server’s address is needed, like https://api.telegram.org, with neither a password nor a token in it: the token goes into token.
config-bad_dsn = a DSN like https://key@sentry.example.org/1 is needed: copy all of it from the settings of the Sentry project. Leave it empty to send no errors.
config-database_parameter = PostgreSQL has no parameter “{ $name }”: take it out of the address.
config-only_in_file = a list of tables can’t be set by a variable: write [[{ $table }]] into config.toml.
