# Всё, что печатает командная строка.

cli-about = Relay Bot: рабочее место транспортной компании в Telegram.
cli-help_config = Файл настроек; по умолчанию config.toml в этой папке.
cli-help_run = Запустить бота.
cli-help_role = Только эти роли, через запятую: receive (приём), work (обработка), deliver (отправка), remind (сроки). По умолчанию все.
cli-help_demo = Запустить демонстрацию без токена и без сети.
cli-help_port = Порт страницы демонстрации.
cli-help_check = Проверить настройки, базу, токен и группы.
cli-help_migrate = Привести базу к этой версии.
cli-help_parked = Отложенное: то, что не удалось обработать или отправить.
cli-help_parked_list = Показать список.
cli-help_parked_show = Показать одну запись целиком.
cli-help_parked_retry = Обработать или отправить ещё раз.
cli-help_parked_drop = Убрать из списка насовсем.
cli-help_parked_id = Номер из списка, например in:12, out:34 или row:56.
cli-help_clients = Список клиентов.
cli-help_clients_import = Загрузить список клиентов. Без --apply только проверит.
cli-help_clients_file = Файл XLSX или CSV (UTF-8 или cp1251, разделитель ; или , или табуляция).

cli-token_missing =
    Нет токена бота, без него нельзя подключиться к Telegram.

    Как получить:
      1. Откройте в Telegram @BotFather и отправьте /newbot.
      2. Придумайте название и имя, оканчивающееся на bot.
      3. Скопируйте токен из ответа в config.toml, [telegram] token = "…",
         или в переменную окружения RELAY_BOT_TELEGRAM__TOKEN.

    Настроить всё по шагам: relay-bot init
    Чтобы посмотреть бота без токена и без Telegram: relay-bot demo
cli-database_unavailable =
    База данных недоступна: { $reason }
    Проверьте, что PostgreSQL запущен и адрес в [database] url верен. С пустым url бот работает на встроенном PostgreSQL.
cli-migrated = База приведена к этой версии.
cli-stopped = Остановлено.
cli-check_good = ✓ { $what }
cli-check_bad = ✗ { $what }
cli-check_remedy = { "  " }→ { $remedy }
cli-check_all_good = Всё в порядке.
cli-check_summary =
    { $n ->
        [one] Требует внимания: { $n } пункт.
        [few] Требуют внимания: { $n } пункта.
       *[other] Требуют внимания: { $n } пунктов.
    }

cli-parked_none = Отложенного нет.
cli-parked_id = Номер
cli-parked_kind = Что
cli-parked_lane = Чат
cli-parked_at = Когда
cli-parked_attempts = Попыток
cli-parked_error = Ошибка
cli-parked_unknown = Записи { $id } нет среди отложенных. Список: relay-bot parked list
cli-parked_retried = { $id }: поставлено в очередь.
cli-parked_dropped = { $id }: убрано.

cli-help_reassign = Передать клиентов другим менеджерам. Без --apply только покажет.
cli-help_reassign_file = Список: столбцы phone и manager (CSV или XLSX).
cli-help_reassign_from = Чьих клиентов (ключ менеджера), вместо файла.
cli-help_reassign_to = Кому.
cli-help_reassign_city = Только из этого города.
cli-help_reassign_most = Не больше стольких.
cli-nobody = пока никого
cli-reassign_unknown = Менеджера «{ $value }» нет в config.toml. Есть: { $known }
cli-reassign_usage = Назовите файл или правило: --from anna --to petr. Менеджеры: { $known }
cli-reassign_row = { $former } → { $to }: { $n }
cli-reassign_same = Уже у своих менеджеров: { $n }
cli-reassign_absent = Ещё не приходили: { $n }. Когда придут, попадут к тому, кто указан в списке clients import.
cli-reassign_no_group = У менеджера { $manager } нет группы: передавать некуда.
cli-reassign_none = Передавать некого.
cli-reassign_going = Передаём: { $n }. Бот сделает это сам, темы появляются так быстро, как разрешает Telegram; об окончании узнают администраторы.
cli-reassign_hint = Это была проверка, никто не передан. Передать: та же команда с --apply.
cli-help_client = Личные данные одного клиента.
cli-help_client_forget = Стереть данные клиента, кроме накладных и претензий.
cli-help_client_export = Выгрузить всё, что бот хранит о клиенте.
cli-help_client_out = Файл .json или .zip.
cli-help_phone = Номер телефона клиента.
cli-help_yes = Не переспрашивать.
cli-client_unknown = Клиента с номером { PHONE($phone) } нет.
cli-client_exported = Записей: { $n }. Файл: { $file }
cli-forget_open_claims = Открыты претензии: { $claims }. Сначала решите и закройте их: по закону на них нужен ответ.
cli-forget_sure = Стереть данные клиента { $name }, { PHONE($phone) }? Документов останется: { $kept }. Вернуть будет нельзя. [да/нет]
cli-forget_nothing = Ничего не стёрто. Чтобы стереть без вопроса, добавьте --yes.
cli-forget_done = Данные стёрты. Документов осталось: { $kept }. В резервных копиях они ещё есть.
cli-forget_topic = Тему в группе удалите вручную: { $link }
cli-forget_in_config = Клиент записан в config.toml: уберите его оттуда (и из файла для загрузки), иначе он вернётся.
cli-import_no_file = Файл { $file } не читается: { $reason }. Проверьте путь.
cli-import_dry_hint = Это была проверка, ничего не записано. Загрузить: та же команда с --apply.

cli-help_waybill = Документ «накладная-заявка».
cli-help_waybill_preview = Собрать образец по шаблону, чтобы посмотреть, как он выглядит.
cli-help_output = Куда записать PDF.
cli-help_lang = Язык документа; по умолчанию default_lang из настроек.
cli-help_extreme = Образец с самыми длинными данными.
cli-preview_done = Образец: { $file }
cli-preview_unwritten = Не удалось записать { $file }: { $reason }. Проверьте путь.
cli-preview_no_logo = Логотип { $file } не напечатан: { $reason }. Нужен файл PNG или JPEG.
cli-preview_note = Замечание к шаблону: { $note }

cli-demo_step = { $what } ✓ { $seconds } с
cli-demo_running = Демонстрация уже запущена: { $url }
cli-demo_postgres = PostgreSQL
cli-demo_telegram = Локальный Telegram
cli-demo_bot = Бот
cli-demo_ready =
    Готово. Откройте в браузере: { $url }
    Остановить: Ctrl-C. Данные остаются в { $folder }, журнал бота: { $log }
cli-demo_port_moved = Порт { $wanted } занят, беру { $port }.
cli-demo_no_port = Порт { $wanted } и { $n } следующих заняты. Освободите один из них или укажите другой: relay-bot demo --port НОМЕР
cli-demo_bot_died = Бот остановился (код { $code }). Запускаю снова через { $seconds } с.
cli-demo_bot_back = Бот снова работает.
cli-demo_bot_slow = Бот ещё не запустился. Страница уже работает, подробности выше.
cli-demo_stopping = Останавливаю…

postgres-no_binaries = Встроенный PostgreSQL не установлен. Выполните make setup или укажите адрес своей базы в [database] url.
postgres-no_nobody = В системе нет пользователя nobody, а от имени root PostgreSQL не работает. Запустите бота от имени обычного пользователя.
postgres-no_folder = Не удалось подготовить папку { $path }: { $reason }. Проверьте права или укажите другую папку в [database] data_dir.
postgres-socket_taken = Папка { $path } принадлежит другому пользователю. Удалите её или укажите другую папку в [database] data_dir.
postgres-initdb_failed =
    Не удалось создать встроенную базу. Проверьте свободное место на диске и попробуйте снова.
    { $log }
postgres-start_failed =
    Встроенный PostgreSQL не запустился. Последние строки журнала { $path }:
    { $log }
    Проверьте свободное место и память, затем попробуйте снова.

cli-help_understand = Показать, как бот поймёт сообщение клиента.
cli-help_message = Сообщение в кавычках; «-» — прочитать со стандартного ввода.
cli-help_field = Считать сообщение ответом на один вопрос: descr, weight, dims, from, to, pay, third, waybill, amount, email, phone, story.
cli-help_lines = Файл сообщений: JSON в каждой строке (text, form, known), ответ — тоже строка JSON
cli-help_json = Вывести как JSON.
cli-field_descr = Описание
cli-field_weight = Вес
cli-field_dims = Габариты
cli-field_from = Откуда
cli-field_to = Куда
cli-field_pay = Оплата
cli-field_third = Плательщик
cli-field_waybill = Накладная
cli-field_story = Что случилось
cli-field_amount = Сумма
cli-field_email = E-mail
cli-field_phone = Телефон
cli-understand_no_field = Нет поля { $field }. Есть: { $known }.
cli-understand_no_line = Строка { $n }: нужен объект JSON с полем text, form — waybill или claim, known — прежние значения.
cli-understand_no_message = Нужно сообщение или --lines ФАЙЛ.
cli-understand_nothing = О перевозке здесь ничего не сказано.
cli-understand_places = Мест: { $n }
cli-understand_comment = Комментарий: { $comment }
cli-understand_question = Похоже на вопрос менеджеру.

cli-help_models = Модели распознавания голоса и фото.
cli-help_models_check = Показать, чего не хватает, и сверить контрольные суммы.
cli-help_models_fetch = Скачать модель и сверить контрольные суммы.
cli-help_models_name = Имя модели из списка; без него — та, что указана в [recognition] speech_model.
cli-help_models_hub = Адрес зеркала вместо { $hub }.
cli-help_missed = Показать, что клиенты исправили в форме: прежнее значение, новое и слова, которые бот понял неверно.
cli-missed_none = Исправлений не было.
cli-missed_row = { $at }  { $field }: «{ $before }» → «{ $after }»
cli-missed_removed = убрано
cli-import_progress = Записано { $done } из { $total }
cli-file_kind = Не знаю, как записать { $file }. Окончание имени файла должно быть одним из: { $kinds }.
cli-no_manager = Менеджера { $manager } нет в config.toml. Есть: { $known }.
cli-unwritten = Не удалось записать { $file }: { $reason }
cli-clients_written =
    { $n ->
        [one] Записан { $n } клиент: { $file }
        [few] Записано { $n } клиента: { $file }
       *[other] Записано { $n } клиентов: { $file }
    }
cli-links_none = Некого приглашать: в списке нет клиентов, которые ещё не пришли. Сначала загрузите список: relay-bot clients import ФАЙЛ --apply
cli-help_clients_export = Записать всех клиентов в файл CSV или XLSX.
cli-help_clients_links = Записать личные ссылки клиентов: CSV, XLSX или PDF с QR-кодами.
cli-help_clients_out = Куда записать; окончание имени определяет вид: .csv, .xlsx
cli-help_clients_links_out = Куда записать; окончание имени определяет вид: .csv, .xlsx, .pdf
cli-help_manager = Только клиенты этого менеджера (key из config.toml).
cli-help_bot = Имя бота без @; без него бот спросит Telegram.
cli-help_apply = Записать в базу; без этого файл только проверяется.
cli-telegram_unreachable =
    Telegram ({ $url }) не отвечает: { $reason }
    Проверьте сеть, [telegram] api_url и [telegram] proxy.
cli-proxy_broken = Адрес прокси из переменных окружения не читается. Нужен вид http://прокси:3128 или socks5://имя:пароль@прокси:1080, с портом.
cli-proxy_unusable = Прокси вида { $kind }:// из переменных окружения не поддерживается. Укажите http:// или socks5:// в [telegram] proxy или в HTTPS_PROXY.

database-rights = Роли { $role } нельзя создавать таблицы в схеме { $schema } базы { $database }.
database-rights_do =
    Выполните от имени владельца базы: GRANT USAGE, CREATE ON SCHEMA "{ $schema }" TO "{ $role }";
database-schema = Роль { $role } не видит в базе { $database } ни одной схемы.
database-schema_do =
    Выполните от имени владельца базы: GRANT USAGE, CREATE ON SCHEMA public TO "{ $role }";
database-owner = Таблицы базы { $database } принадлежат роли { $stranger }, роль { $role } не может их менять.
database-owner_do =
    Подключайтесь как { $stranger } или выполните: GRANT "{ $stranger }" TO "{ $role }";
database-encoding = База { $database } в кодировке { $encoding }, а нужна UTF8.
database-encoding_do =
    Создайте новую и укажите её в [database] url: CREATE DATABASE relay ENCODING 'UTF8' { $locale } TEMPLATE template0 OWNER "{ $role }";
database-locale = База { $database } создана с LC_CTYPE = { $ctype } и не различает русские буквы: поиск не найдёт «ООО Вектор» по слову «вектор».
database-locale_do =
    Создайте новую, перенесите данные (pg_dump, pg_restore) и укажите её в [database] url: CREATE DATABASE relay ENCODING 'UTF8' { $locale } TEMPLATE template0 OWNER "{ $role }";
database-pooler = Между ботом и PostgreSQL стоит PgBouncer (или похожая программа) в режиме транзакций: боту нужно своё соединение.
database-pooler_do =
    Поставьте для этой базы pool_mode = session или укажите в [database] url адрес самого PostgreSQL.
database-read_only = В базу { $database } нельзя писать: это копия (standby) или её закрыли для записи.
database-read_only_do =
    Укажите в [database] url основной сервер; если идёт переключение серверов, повторите через минуту.
database-refused = PostgreSQL не дал изменить таблицы: { $reason }
database-refused_do =
    Подключитесь ролью, которой принадлежат таблицы, или дайте этой роли права на них.
cli-config_missing =
    Нет файла { $file }, а без него у бота нет ни менеджеров, ни групп.
    Создать его: relay-bot init. Если он в другой папке: --config ФАЙЛ.
cli-help_init = Настроить бота по шагам и записать config.toml.
cli-help_example = Только показать config.toml со всеми настройками и пояснениями.
cli-help_api_url = Адрес своего сервера Bot API.

cli-why_missing = такого файла или папки нет
cli-why_forbidden = нет прав
cli-why_folder = это папка
cli-why_full = нет места на диске

# Команда написана неверно. После каждой — строка cli-typed_help.
cli-typed_help = Как пишется команда: { $command }
cli-typed_option = Ключа { $option } у этой команды нет. { $how ->
    [near] Похоже на
   *[all] Есть
}: { $known }.
cli-typed_alone = Ключ { $option } пишется без значения.
cli-typed_value_missing = После { $option } нужно значение.
cli-typed_missing = Не указано { $name }: { $help }
cli-typed_value = { $name }: { $sentence }
cli-typed_number = нужно целое число от { $least } до { $most }.
cli-typed_address = нужен адрес вида https://example.org.
cli-typed_choice = нужно одно из: { $known }.
cli-typed_command = Команды { $command } нет. { $how ->
    [near] Похоже на
   *[all] Есть
}: { $known }.
cli-typed_extra = Лишнее в команде: { $extra }. Если это одно значение с пробелами, возьмите его в кавычки.
cli-typed_other = Команда написана неверно: { $reason }
cli-output_refused = Вывод записать не удалось: { $reason }. Освободите место или выводите в другое место.
