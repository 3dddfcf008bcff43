# relay-bot check: what was checked and what to do.

check-config = The configuration was read. Managers: { $managers }, clients in the file: { $clients }.
check-database = The database is reachable and at this version.
check-database_down = The database is unavailable: { $reason }
check-database_down_do = Check that PostgreSQL runs and that [database] url is right.
check-database_old = The database is not at this version.
check-database_old_do = relay-bot run does it when it starts; to do it now: relay-bot migrate.
check-token = The token was accepted, the bot is @{ $bot }.
check-token_none = There is no bot token.
check-token_none_do = Get one from @BotFather and write it into [telegram] token.
check-token_bad = Telegram did not accept the token.
check-token_bad_do = Copy the token again from @BotFather (/mybots → API Token).
check-telegram_down = Telegram ({ $url }) does not answer: { $reason }
check-telegram_down_do = Check the network and [telegram] api_url.
check-no_group = { $manager }: no group given, the manager gets no new clients.
check-no_group_do = Create a group, turn on Topics, make the bot an admin and write the id into group_id.
check-group = { $manager }: the group “{ $title }” is ready.
check-group_unknown = { $manager }: the bot does not see the group { $group } ({ $reason }).
check-group_unknown_do = Add the bot @{ $bot } to the group and check group_id.
check-group_no_topics = { $manager }: topics are off in the group “{ $title }”.
check-group_no_topics_do = Group settings → Topics → on.
check-bot_no_rights = { $manager }: in the group “{ $title }” the bot lacks rights: { $rights }.
check-bot_no_rights_do = Group settings → Administrators → @{ $bot } → turn these rights on.
check-right_admin = administrator
check-right_topics = manage topics
check-right_pin = pin messages
check-right_delete = delete messages
check-manager_absent = { $manager } is not in the group “{ $title }”.
check-manager_absent_do = Add the manager to the group or correct tg_id.
check-manager_started = { $manager }: the bot can write privately.
check-manager_not_started = { $manager }: the bot cannot write privately, so the second way to notify does not work.
check-manager_not_started_do = Ask the manager to open @{ $bot } and press Start.
check-no_webhook = Webhook mode does not work in this version.
check-no_webhook_do = Set mode = "polling" in [telegram].
