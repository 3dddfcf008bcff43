# relay-bot check: что проверено и что сделать.

check-config = Настройки прочитаны. Менеджеров: { $managers }, клиентов в файле: { $clients }.
check-database = База данных доступна и приведена к этой версии.
check-database_down = База данных недоступна: { $reason }
check-database_down_do = Проверьте, что PostgreSQL запущен и адрес в [database] url верен.
check-database_old = База данных не приведена к этой версии.
check-database_old_do = relay-bot run сделает это при запуске; сделать сейчас: relay-bot migrate.
check-token = Токен принят, бот @{ $bot }.
check-token_none = Нет токена бота.
check-token_none_do = Получите его у @BotFather и впишите в [telegram] token.
check-token_bad = Telegram не принял токен.
check-token_bad_do = Скопируйте токен заново из сообщения @BotFather (/mybots → API Token).
check-telegram_down = Telegram ({ $url }) не отвечает: { $reason }
check-telegram_down_do = Проверьте сеть и [telegram] api_url.
check-no_group = { $manager }: группа не указана, новых клиентов у менеджера не будет.
check-no_group_do = Создайте группу, включите «Темы», добавьте бота администратором и впишите id в group_id.
check-group = { $manager }: группа «{ $title }» готова.
check-group_unknown = { $manager }: бот не видит группу { $group } ({ $reason }).
check-group_unknown_do = Добавьте бота @{ $bot } в группу и проверьте group_id.
check-group_no_topics = { $manager }: в группе «{ $title }» выключены темы.
check-group_no_topics_do = Настройки группы → «Темы» → включить.
check-bot_no_rights = { $manager }: боту в группе «{ $title }» не хватает прав: { $rights }.
check-bot_no_rights_do = Настройки группы → «Администраторы» → @{ $bot } → включите эти права.
check-right_admin = администратор
check-right_topics = управление темами
check-right_pin = закрепление сообщений
check-right_delete = удаление сообщений
check-manager_absent = { $manager } не состоит в группе «{ $title }».
check-manager_absent_do = Добавьте менеджера в группу или исправьте tg_id.
check-manager_started = { $manager }: бот может писать лично.
check-manager_not_started = { $manager }: бот не может писать лично, запасной канал уведомлений не работает.
check-manager_not_started_do = Попросите менеджера открыть @{ $bot } и нажать «Запустить».
check-no_webhook = Режим webhook в этой версии не работает.
check-no_webhook_do = Поставьте в [telegram] mode = "polling".
