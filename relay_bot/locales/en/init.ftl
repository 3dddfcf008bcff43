# relay-bot init: the questions, and what has to happen in Telegram.

init-yes_no = [Y/n]
init-no_yes = [y/N]
init-hello =
    Let us set up the bot. You need a token of @BotFather (/newbot) and a manager's group in Telegram.
    Ctrl-C ends this at any moment: nothing is written before every question is answered.
init-overwrite = There is a { $file } already. Write a new one? The former one is kept beside it.
init-nothing_written = Nothing was written.
init-ask_token = The bot's token:
init-token_bad = Telegram did not take this token. Copy it in full from @BotFather's message: a number, a colon and at least 30 characters.
init-bot = The bot is { $name } (@{ $bot }).
init-webhook = The bot has a webhook set, { $url }: messages go there. Remove it?
init-wait_admin =
    { "" }
    Who is the admin? Open { $link } and tap Start, or write anything to the bot. Waiting…
init-is_admin = { $name } (id { $id }): is this the bot's admin?
init-wait_group =
    { "" }
    The manager's group: make it in Telegram and add the bot by the link
    { $link }
    (or by hand: @{ $bot } → administrator; rights: manage topics, pin, delete). Waiting…
init-is_group = The group “{ $title }”: is this the manager's?
init-topics = topics (group settings → Topics)
init-group_lacks = In the group “{ $title }” the bot @{ $bot } lacks: { $missing }. Waiting…
init-group_ready = The group “{ $title }” is ready.
init-wait_manager = Now the manager writes anything in the group “{ $title }”. Waiting…
init-anonymous = That was an anonymous administrator or a channel: the manager has to switch off anonymity (group settings → Administrators) and write again.
init-is_manager = { $name } (id { $id }): is this the manager of the group “{ $title }”?
init-ask_name = The manager's name, as clients see it?
init-ask_phone = The manager's phone, which clients see (for example +79000000010):
init-one_more = Add another manager?
init-ask_company = The company's name:
init-ask_timezone = Time zone
init-ask_database = The address of PostgreSQL, postgresql://user:password@host/database (Enter: the embedded one):
init-updates_refused = Telegram does not hand out the bot's messages: { $reason }. Stop the other program with this token and begin again.
init-too_many = The bot has more than { $n } unread messages, nothing can be seen behind them. Begin with a new bot, or run this one with its former settings so that it handles them.
init-file_head =
    Made by relay-bot init. All settings with a word about each: relay-bot init --example
    Changes are taken over without a restart; to check them: relay-bot check
init-written =
    { "" }
    Written: { $file }
init-kept = The former file: { $file }
init-link = { $manager }, link for clients: { $link }
init-next =
    { "" }
    Next:
      relay-bot check                          check it
      relay-bot run                            run it
      relay-bot clients import FILE --apply    import the list of clients
      relay-bot clients links FILE.pdf         personal links of clients
