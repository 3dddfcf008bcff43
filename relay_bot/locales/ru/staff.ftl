start-admin = Вы вошли как администратор. Сюда приходят ошибки и карточки клиентов без менеджера.
admin-name = администратор
rule-least_loaded = наименее загруженный
rule-round_robin = по очереди
rule-manual = назначает администратор
adm-assigned =
    ✅ { $name } · { PHONE($phone) }
    Назначен менеджер: <b>{ $manager }</b>
adm-assigned_already = Клиента уже ведёт { $manager }.
adm-no_group = У менеджера { GENT($manager) } нет группы: укажите group_id в config.toml.
group-unknown =
    Эта группа не записана в config.toml, поэтому бот здесь ничего не делает.
    Номер группы: <code>{ $group_id }</code>
    Впишите его в group_id менеджера и проверьте: relay-bot check
cli-token_refused =
    Telegram не принимает токен бота. Проверьте telegram.token в config.toml или RELAY_BOT_TELEGRAM__TOKEN:
    возьмите его у @BotFather (/mybots → бот → API Token).
cli-manager_has_clients =
    В config.toml больше нет менеджеров, у которых остались клиенты: { $managers }.
    Верните их в config.toml: клиент не может остаться без менеджера.
    Потом передайте клиентов: администратор пишет боту лично /transfer кто кому (ключи из config.toml),
    ждёт слов «Все клиенты переданы» и только тогда убирает менеджера.
adm-parked =
    ⚠️ Не удалось обработать: <code>{ $id }</code>. Ничего не потеряно, запись отложена.
    Что случилось: <code>relay-bot parked show { $id }</code>
    Ещё раз: <code>relay-bot parked retry { $id }</code>
    Если отложенного станет больше, напишем через час: <code>relay-bot parked list</code>
adm-config_good = Настройки из config.toml применены.
adm-config_taken = config.toml применён: { $changes }.
adm-config_restart = ⚠️ Вступит в силу после перезапуска: { $changes }.
adm-config_same = В config.toml ничего не изменилось, всё действует.
adm-config_more = … и ещё { $n }
adm-config_none = Бот запущен без config.toml: настройки взяты из переменных окружения.
cli-sentry_missing =
    В таблице [monitoring] задан sentry_dsn, а пакета для него нет.
    Установите его: pip install "relay-bot[sentry]", или уберите sentry_dsn.
cli-role_unknown = Роли «{ $name }» нет. Есть: { $known }. Несколько пишутся через запятую: --role receive,work
