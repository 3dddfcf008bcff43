start-admin = You are signed in as an administrator. Errors and cards of clients without a manager arrive here.
admin-name = administrator
rule-least_loaded = the least loaded
rule-round_robin = in turn
rule-manual = the administrator decides
adm-assigned =
    ✅ { $name } · { PHONE($phone) }
    Assigned to: <b>{ $manager }</b>
adm-assigned_already = { $manager } already has this client.
adm-no_group = { $manager } has no group: set group_id in config.toml.
group-unknown =
    This group is not in config.toml, so the bot does nothing here.
    Group id: <code>{ $group_id }</code>
    Put it into the manager’s group_id and run: relay-bot check
cli-token_refused =
    Telegram does not accept the bot token. Check telegram.token in config.toml or RELAY_BOT_TELEGRAM__TOKEN:
    get it from @BotFather (/mybots → the bot → API Token).
cli-manager_has_clients =
    These managers are gone from config.toml but still have clients: { $managers }.
    Put them back into config.toml: a client can't be left without a manager.
    Then hand the clients over: an admin writes to the bot in private /transfer from to (keys of config.toml),
    waits for “All clients handed over” and only then removes the manager.
adm-parked =
    ⚠️ Could not be processed: <code>{ $id }</code>. Nothing is lost, it has been set aside.
    What happened: <code>relay-bot parked show { $id }</code>
    Try again: <code>relay-bot parked retry { $id }</code>
    If there is more, we will write in an hour: <code>relay-bot parked list</code>
adm-config_good = The settings of config.toml are in force.
adm-config_taken = config.toml is in force: { $changes }.
adm-config_restart = ⚠️ Counts after a restart: { $changes }.
adm-config_same = Nothing has changed in config.toml, all of it is in force.
adm-config_more = … and { $n } more
adm-config_none = The bot runs without a config.toml: its settings come from the environment.
cli-sentry_missing =
    The table [monitoring] has a sentry_dsn, but the package for it is not installed.
    Install it: pip install "relay-bot[sentry]", or take sentry_dsn out.
cli-role_unknown = There is no role "{ $name }". There are: { $known }. Several are written with commas: --role receive,work
