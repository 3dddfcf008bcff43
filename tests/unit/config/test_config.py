"""config.toml: what is accepted, what is refused, and how a mistake is told."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from relay_bot.config import Config, Hours, load
from relay_bot.errors import ConfigError

TOKEN = "123456789:" + "A" * 35
MANAGER = """
[[managers]]
key = "anna"
name = "Анна"
tg_id = 10
phone = "+79000000010"
group_id = -1001000000010
invite = "ANNA26"
"""


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        return path

    return written


def mistakes(path: Path, **env: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(path, env)
    return [str(finding) for finding in caught.value.findings]


def only(path: Path, **env: str) -> str:
    found = mistakes(path, **env)
    assert len(found) == 1, found
    return found[0]


def test_the_example_of_the_repository_is_valid(project: Path) -> None:
    config = load(project / "config.toml", {})
    assert [manager.key for manager in config.managers] == ["anna", "petr"]
    assert config.managers[1].hours == Hours(time(10), time(19))
    assert config.away[0].since == date(2026, 12, 28)
    assert config.telegram.limits.group_window == timedelta(minutes=1)
    assert config.database.data_dir == project / "data"


def test_files_that_the_example_names_exist(project: Path) -> None:
    config = load(project / "config.toml", {})
    assert config.clients_import.file.exists()
    assert config.company.logo is None or config.company.logo.exists()


def test_defaults_are_those_of_the_example(project: Path) -> None:
    """Only what names a company or its people may differ."""
    example, default = load(project / "config.toml", {}), Config()
    for table in ("features", "timers", "push", "waybill", "payments", "claims", "topics", "assignment"):
        kept = {"template"}
        assert getattr(example, table).model_dump(exclude=kept) == getattr(default, table).model_dump(exclude=kept)
    assert example.telegram.limits == default.telegram.limits


def test_an_empty_file_is_a_valid_one(write) -> None:
    assert load(write(""), {}).managers == ()


def test_without_a_file_there_are_defaults_and_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(None, {"RELAY_BOT_BOT__DEFAULT_LANG": "en"}).bot.default_lang == "en"


def test_paths_are_those_beside_the_file(write, tmp_path: Path) -> None:
    config = load(write('[waybill]\ntemplate = "my/waybill.html"'), {})
    assert config.waybill.template == tmp_path / "my/waybill.html"
    assert config.database.data_dir == tmp_path / "data"


def test_the_environment_wins_at_any_depth(write) -> None:
    env = {
        "RELAY_BOT_TELEGRAM__TOKEN": TOKEN,
        "RELAY_BOT_TELEGRAM__ADMINS": "[1, 2]",
        "RELAY_BOT_TELEGRAM__LIMITS__GROUP_MESSAGES": "5",
        "RELAY_BOT_TELEGRAM__WEBHOOK__URL": "https://bot.example.org/hook",
        "RELAY_BOT_TELEGRAM__LIMITS__CHAT_INTERVAL": "2s",
        "RELAY_BOT_FEATURES__VOICE": "false",
        "RELAY_BOT_DATABASE__URL": "postgres://u:p@h/db",
    }
    config = load(write("[telegram.limits]\ngroup_messages = 7"), env)
    assert config.telegram.token.get_secret_value() == TOKEN
    assert config.telegram.admins == (1, 2)
    assert config.telegram.limits.group_messages == 5
    assert config.telegram.limits.chat_interval == timedelta(seconds=2)
    assert config.telegram.webhook.url == "https://bot.example.org/hook"
    assert config.features.voice is False
    assert config.database.url.get_secret_value() == "postgresql://u:p@h/db"


def test_where_text_is_wanted_digits_in_the_environment_are_text(write) -> None:
    env = {"RELAY_BOT_COMPANY__PHONE": "+78000000000", "RELAY_BOT_COMPANY__INN": "7700000000"}
    company = load(write(""), env).company
    assert (company.phone, company.inn) == ("+78000000000", "7700000000")


def test_other_variables_with_our_prefix_are_no_settings(write) -> None:
    load(write(""), {"RELAY_BOT_LOG": "debug"})


def test_phones_are_stored_in_one_form(write) -> None:
    config = load(write(MANAGER.replace("+79000000010", "8 (900) 000-00-10")), {})
    assert config.managers[0].phone == "+79000000010"


def test_a_manager_may_have_no_group_yet(write) -> None:
    text = MANAGER.replace("group_id = -1001000000010\n", "")
    assert load(write(text), {}).managers[0].group_id is None


def test_people_are_found_by_what_identifies_them(project: Path) -> None:
    config = load(project / "config.toml", {})
    anna = config.managers[0]
    assert config.manager("anna") == config.manager_by_tg(anna.tg_id) == config.manager_by_invite("ANNA26") == anna
    assert config.manager_by_group(-1001000000010) == anna
    assert config.manager("nobody") is None
    assert config.client_by_phone("+79000000199") == config.client_by_invite("x7Kq2MvT9bLw") == config.clients[0]


def test_all_mistakes_are_told_at_once_by_line_and_key(write) -> None:
    path = write(
        '[telegram]\nmode = "push"\n\n[timers]\ndraft_keep = "two weeks"\n'
        + MANAGER.replace('"ANNA26"', '"АННА"')
        + '\n[[clients]]\nphone = "12"\nname = "Мария"\nmanager = "nobody"\n'
    )
    found = mistakes(path)
    places = [sentence.split(": ")[0] for sentence in found]
    assert places == [
        "config.toml, строка 2, telegram.mode",
        "config.toml, строка 5, timers.draft_keep",
        "config.toml, строка 13, managers[1].invite",
        "config.toml, строка 16, clients[1].phone",
        "config.toml, строка 18, clients[1].manager",
    ]
    assert all(sentence.endswith(".") for sentence in found)


def test_mistakes_are_told_in_the_language_of_the_bot(write) -> None:
    assert "not a duration" in only(write('[bot]\ndefault_lang = "en"\n[timers]\ndraft_keep = "x"'))
    assert "не промежуток" in only(write('[timers]\ndraft_keep = "x"'))


def test_a_misspelt_key_is_recognised(write) -> None:
    assert "admins?" in only(write("[telegram]\nadmin = [1]"))
    assert "managers?" in only(write('[[manager]]\nkey = "x"'))


def test_a_mistake_in_the_environment_names_the_variable(write) -> None:
    sentence = only(write(""), RELAY_BOT_TELEGRAM__LIMITS__GROUP_MESSAGES="0")
    assert "RELAY_BOT_TELEGRAM__LIMITS__GROUP_MESSAGES" in sentence
    assert "RELAY_BOT_NO__SUCH" in only(write(""), RELAY_BOT_NO__SUCH="1")


@pytest.mark.parametrize(
    ("text", "env"),
    [
        ('[telegram]\ntoken = "123:secret-word"', {}),
        ('[telegram]\ntokn = "123:secret-word"', {}),
        ("", {"RELAY_BOT_TELEGRAM__TOKEN": "secret-word"}),
        ('[telegram.webhook]\nsecret = "secret-word !"', {}),
        ('[database]\nurl = "mysql://u:secret-word@h/d"', {}),
        ("[telegram]\ntoken = secret-word", {}),
    ],
)
def test_a_secret_is_never_repeated(write, text: str, env: dict[str, str]) -> None:
    path = write(text)
    with pytest.raises(ConfigError) as caught:
        load(path, env)
    assert "secret-word" not in str(caught.value)
    assert caught.value.__cause__ is None or "secret-word" not in str(caught.value.__cause__)


def test_secrets_do_not_show_in_the_configuration(write) -> None:
    config = load(write(""), {"RELAY_BOT_TELEGRAM__TOKEN": TOKEN, "RELAY_BOT_DATABASE__URL": "postgresql://u:hush@h/d"})
    assert TOKEN not in repr(config)
    assert "hush" not in repr(config)


@pytest.mark.parametrize(
    ("value", "remedy"), [("1000000010", "-1001234567890"), ("-12345", "Темы"), ('"-1001000000010"', "без кавычек")]
)
def test_a_wrong_group_says_how_to_get_the_right_one(write, value: str, remedy: str) -> None:
    sentence = only(write(MANAGER.replace("-1001000000010", value)))
    assert "managers[1].group_id" in sentence
    assert remedy in sentence


@pytest.mark.parametrize("field", ["key", "tg_id", "group_id", "invite"])
def test_two_managers_can_not_share_what_identifies_them(write, field: str) -> None:
    other = {"key": '"petr"', "tg_id": "11", "group_id": "-1001000000011", "invite": '"PETR26"'}
    same = tomllib.loads(MANAGER)["managers"][0][field]
    other[field] = f'"{same}"' if isinstance(same, str) else str(same)
    second = "[[managers]]\nname = 'Пётр'\nphone = '+79000000011'\n" + "".join(f"{k} = {v}\n" for k, v in other.items())
    sentence = only(write(MANAGER + second))
    assert f"managers[2].{field}" in sentence
    assert "managers[1]" in sentence


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[schedule]\nhours = '18:00-09:00'", "schedule.hours"),
        ("[schedule]\nhours = '9-18'", "09:00-18:00"),
        ("[schedule]\nholidays = ['2026-13-01']", "schedule.holidays[1]"),
        ("[bot]\ntimezone = 'Europe/Moskow'", "Europe/Moskow"),
        ("[telegram.limits]\ngroup_messages = 0", "1"),
        ("[telegram.limits]\ngroup_messages = true", "целое число"),
        ("[telegram.limits]\ngroup_window = '0s'", "нулевым"),
        ("[telegram]\nmode = 'webhook'", "telegram.webhook.url"),
        ("[telegram]\napi_url = 'localhost'", "https://example.org"),
        ("[waybill]\nnumber_format = '{year}'", "{yy}"),
        ("[waybill]\nmax_sides_cm = [1, 2]", "3"),
        ("[payments]\noptions = ['bitcoin']", "invoice"),
        ("[features]\nvoice = 'yes'", "true"),
        ("telegram = 5", "таблица"),
        ("managers = 5", "список"),
        (MANAGER + "substitute = 'anna'", "сам себя"),
        (MANAGER + "substitute = 'nobody'", "nobody"),
        (MANAGER + "[[away]]\nmanager = 'anna'\nfrom = 2026-12-28\nuntil = 2026-12-27", "away[1].until"),
        ("[[clients]]\nphone='+79000000001'\nname='a'\n[[clients]]\nphone='89000000001'\nname='b'", "clients[2].phone"),
    ],
)
def test_each_kind_of_mistake_has_its_sentence(write, text: str, part: str) -> None:
    assert part in only(write(text))


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ('[telegram]\ntoken = "x', 2, "кавычка"),
        ("[telegram]\n\n[telegram]", 3, "дважды"),
        ("[bot]\ndefault_lang ru", 2, "«=»"),
        ("[telegram]\nadmins = [1, 2\n", 2, "скобка"),
        ("[bot]\ndefault_lang = ru", 2, "кавычки"),
    ],
)
def test_what_is_not_toml_is_told_by_line_with_a_remedy(write, text: str, line: int, remedy: str) -> None:
    sentence = only(write(text))
    assert f"строка {line}:" in sentence
    assert remedy in sentence


def test_a_missing_and_an_unreadable_file_are_told(tmp_path: Path) -> None:
    assert "нет" in only(tmp_path / "nothing.toml").lower()
    path = tmp_path / "config.toml"
    path.write_bytes("[company]\nname = 'Ромашка'".encode("cp1251"))
    assert "UTF-8" in only(path)
    assert "config.toml" in only(path)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("[company]\nname = 'Ромашка'".encode("utf-8-sig"))
    assert load(path, {}).company.name == "Ромашка"


# --- mail -------------------------------------------------------------------------------------------------------------


def test_without_a_host_no_mail_is_set_up(write) -> None:
    assert not load(write(MANAGER), {}).mail.configured


def test_a_mail_server_needs_a_sender(write) -> None:
    assert "нет sender" in only(write('[mail]\nhost = "smtp.example.org"\n'))


def test_the_password_comes_from_the_environment_and_is_not_shown(write) -> None:
    text = '[mail]\nhost = "smtp.example.org"\nsender = "claims@пример.рф"\nuser = "claims"\n'
    mail = load(write(text), {"RELAY_BOT_MAIL__PASSWORD": "1234"}).mail
    assert mail.configured and mail.password.get_secret_value() == "1234"
    assert "1234" not in repr(mail)
    assert "RELAY_BOT_MAIL__PASSWORD" in only(write(text))


def test_a_password_goes_over_no_open_wire_but_a_local_one(write) -> None:
    text = '[mail]\nhost = "{}"\nsender = "a@example.org"\nuser = "u"\npassword = "p"\nsecurity = "none"\n'
    assert "без шифрования" in only(write(text.format("smtp.example.org")))
    assert load(write(text.format("127.0.0.1")), {}).mail.configured


def test_an_address_and_a_port_that_can_not_be_are_told(write) -> None:
    found = mistakes(write('[mail]\nhost = "h"\nsender = "a@b"\nport = 70000\n'))
    assert any("не e-mail" in one for one in found) and any("не порт" in one for one in found)


def test_a_variable_with_one_underscore_is_told_the_right_spelling(write) -> None:
    path = write("")
    for wrong, right in (
        ("RELAY_BOT_DATABASE_URL", "RELAY_BOT_DATABASE__URL"),
        ("RELAY_BOT_TELEGRAM_LIMITS_GROUP_MESSAGES", "RELAY_BOT_TELEGRAM__LIMITS__GROUP_MESSAGES"),
        ("RELAY_BOT_TELEGRAM__LIMITS_CHAT_BURST", "RELAY_BOT_TELEGRAM__LIMITS__CHAT_BURST"),
    ):
        sentence = next(one for one in mistakes(path, **{wrong: "5"}) if right in one)
        assert wrong in sentence
    load(path, {"RELAY_BOT_LOG_FORMAT": "text", "RELAY_BOT_HOME": "/opt"})


@pytest.mark.parametrize("around", ["{}\n", " {}", "\t{}\r\n", "\ufeff{}", "\u200b{}\u00a0"])
def test_a_token_is_taken_without_the_blanks_around_it(write, around: str) -> None:
    env = {"RELAY_BOT_TELEGRAM__TOKEN": around.format(TOKEN)}
    assert load(write(""), env).telegram.token.get_secret_value() == TOKEN
    written = f"[telegram]\ntoken = {json.dumps(around.format(TOKEN))}"
    assert load(write(written), {}).telegram.token.get_secret_value() == TOKEN


@pytest.mark.parametrize("service", [777000, 136817688, 1087968824])
def test_ids_of_telegrams_own_services_are_no_people(write, service: int) -> None:
    assert str(service) in only(write(MANAGER.replace("tg_id = 10", f"tg_id = {service}")))
    assert "telegram.admins" in only(write(f"[telegram]\nadmins = [{service}]"))


@pytest.mark.parametrize("text", ["a = {}{}", "[company]\nname = 'x'\na = {}{}", "a = {}"])
def test_brackets_five_thousand_deep_cost_a_sentence(write, text: str) -> None:
    sentence = only(write(text.format("[" * 5000, "]" * 5000)))
    assert f"строка {text.count(chr(10)) + 1}" in sentence
    load(write(""), {"RELAY_BOT_COMPANY__INN": "[" * 5000})


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[telegram]\nadmins = [4503599627370496]", "Наибольшее допустимое: 4503599627370495"),
        (f"[telegram.limits]\ngroup_messages = {10**30}", "Наибольшее допустимое: 1000000000"),
        ("[timers]\ndraft_keep = '999999d'", "Наибольшее допустимое: 36500d"),
        ("[claims]\nanswer_days = 99999999", "Наибольшее допустимое: 36500"),
        (f"[telegram.limits]\ngroup_messages = {'9' * 5000}", "строка 2"),
        ("[waybill]\nnumber_format = '{seq:0999999999}'", "подстановка"),
        ("[topics]\nclient_name = '{name.__class__}'", "подстановка"),
        (f"[topics]\ncalls = '{'ы' * 129}'", "Допустимо знаков: 128"),
        ("[topics]\ncalls = ' \u200b '", "значение пустое"),
        ('[company]\nname = "Альфа\\nБета"', "одна строка"),
        ('[company]\nlogo = "a\\u0000"', "одна строка"),
        ("[telegram]\napi_url = 'https://api.example.org:99999'", "адрес вида https"),
    ],
)
def test_what_would_break_the_bot_hours_later_is_no_value(write, text: str, part: str) -> None:
    """Numbers that PostgreSQL or the calendar lacks, names that Telegram refuses, patterns that fill the memory."""
    assert part in only(write(text))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:hush hush@localhost/relay",
        "postgresql://bot:hush@hush@localhost/relay",
        "postgresql://bot:hush%zz@localhost/relay",
        "postgresql://bot:hush@[::1/relay",
    ],
)
def test_an_address_of_the_database_that_can_not_be_read_is_told_without_its_password(write, url: str) -> None:
    told = only(write(f'[database]\nurl = "{url}"'))
    assert "%40" in told and "hush" not in told


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[telegram]\napi_url = ' https://api.example.org/ '", lambda config: config.telegram.api_url[-11:]),
        ("[mail]\nhost = ' example.org\t'\nsender = 'a@example.org'", lambda config: config.mail.host),
        ("[company]\nname = ' example.org '", lambda config: config.company.name),
    ],
)
def test_blanks_around_what_was_copied_are_no_part_of_it(write, text: str, read: Callable[[Config], str]) -> None:
    assert read(load(write(text), {})) == "example.org"


def test_the_host_of_a_mail_server_is_its_name_alone(write) -> None:
    assert "без порта" in only(write("[mail]\nhost = 'smtp://example.org:25'\nsender = 'a@example.org'"))


@pytest.mark.parametrize("proxy", ["http://proxy:3128", "socks5://bot:hush@proxy:1080", "socks5h://127.0.0.1:9050"])
def test_a_proxy_is_an_address_with_a_port(write, proxy: str) -> None:
    assert load(write(f'[telegram]\nproxy = "{proxy}"'), {}).telegram.proxy.get_secret_value() == proxy


@pytest.mark.parametrize("proxy", ["proxy:3128", "http://proxy", "ftp://proxy:21", "socks5://bot:hush@proxy:none"])
def test_what_is_no_proxy_is_told_without_its_password(write, proxy: str) -> None:
    sentence = only(write(f'[telegram]\nproxy = "{proxy}"'))
    assert "telegram.proxy" in sentence
    assert "hush" not in sentence


@pytest.mark.parametrize("url", ["http://bot:hush@127.0.0.1:9", f"https://api.telegram.org/bot123456789:{'hush' * 9}"])
def test_a_server_s_address_has_no_secret_in_it_and_none_is_repeated(write, url: str) -> None:
    sentence = only(write(f'[telegram]\napi_url = "{url}"'))
    assert "telegram.api_url" in sentence and "hush" not in sentence


def test_an_empty_address_is_the_usual_one() -> None:
    assert load(None, {"RELAY_BOT_TELEGRAM__API_URL": " "}).telegram.api_url == "https://api.telegram.org"


@pytest.mark.parametrize("listen", ["http://127.0.0.1:90", "25:00-99:99", "*:80", "0.0.0.0:٨٠", ":80", "::1:80", "a:0"])
def test_where_to_listen_is_a_host_and_a_port(write, listen: str) -> None:
    assert "127.0.0.1:8080" in only(write(f'[monitoring]\nlisten = "{listen}"'))


@pytest.mark.parametrize("listen", ["127.0.0.1:9090", "[::1]:9090", "localhost:1", "bot.example.org:65535"])
def test_hosts_and_ports_of_all_kinds_are_taken(write, listen: str) -> None:
    assert load(write(f'[monitoring]\nlisten = "{listen}"'), {}).monitoring.listen == listen


@pytest.mark.parametrize("dsn", ["hush", "https://hush@sentry.io/abc", "sentry.io/1", "https://sentry.io/1"])
def test_what_is_no_dsn_is_told_and_not_repeated(write, dsn: str) -> None:
    sentence = only(write(f'[monitoring]\nsentry_dsn = "{dsn}"'))
    assert "DSN" in sentence and "hush" not in sentence


@pytest.mark.parametrize(
    "dsn", ["https://ab12@o1.ingest.sentry.io/45", "http://key:old@sentry.example.org:9000/path/1"]
)
def test_a_dsn_is_taken(write, dsn: str) -> None:
    assert load(write(f'[monitoring]\nsentry_dsn = "{dsn}"'), {}).monitoring.sentry_dsn.get_secret_value() == dsn


@pytest.mark.parametrize("name", ["schema", "pgbouncer"])
def test_a_parameter_that_postgresql_has_not_is_named(write, name: str) -> None:
    sentence = only(write(f'[database]\nurl = "postgresql://u:hush@db/relay?{name}=1"'))
    assert f"«{name}»" in sentence and "hush" not in sentence


@pytest.mark.parametrize("url", ["postgresql://u:geheim/hush@db/relay", "postgresql://u:1/2@hush@db/relay"])
def test_a_password_with_signs_of_addresses_is_not_taken_for_something_else(write, url: str) -> None:
    sentence = only(write(f'[database]\nurl = "{url}"'))
    assert "%2F" in sentence and "hush" not in sentence


@pytest.mark.parametrize("name", ["RELAY_BOT_MANAGERS", "RELAY_BOT_MANAGERS__0__GROUP_ID", "relay_bot_clients__a"])
def test_lists_of_tables_are_not_set_by_variables(write, name: str) -> None:
    found = only(write(""), **{name: "-1001"})
    assert name in found and "[[" in found


def test_a_variable_in_small_letters_is_told_its_right_name() -> None:
    with pytest.raises(ConfigError, match="RELAY_BOT_BOT__DEFAULT_LANG"):
        load(None, {"relay_bot_bot__default_lang": "en"})


def test_a_sign_that_postgresql_can_not_keep_is_told(write) -> None:
    assert "clients[1].city" in only(write('[[clients]]\nname = "А"\nphone = "+79001234567"\ncity = "a\\u0000b"'))


@pytest.mark.parametrize("key", ["waiting_emoji", "sent_emoji", "delete_emoji"])
def test_a_reaction_is_one_of_those_that_there_are(write, key: str) -> None:
    assert "relay" in only(write(f'[relay]\n{key} = "🗑"\n')) and "🗑" in only(write(f'[relay]\n{key} = "🗑"\n'))
    assert getattr(load(write(f'[relay]\n{key} = "❤️"\n'), {}).relay, key) == "❤"
    assert not getattr(load(write(f'[relay]\n{key} = ""\n'), {}).relay, key)


@pytest.mark.parametrize("table", ["managers", "away", "clients", "replies"])
def test_a_list_of_tables_in_single_brackets_is_told_with_double_ones(write, table: str) -> None:
    assert f"[[{table}]]" in only(write(f'[{table}]\nkey = "anna"\n'))


def test_without_a_language_in_the_file_its_mistakes_are_told_in_that_of_the_reader(write, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.toml", write("[telegram"), write("[telegram]\ntokn = 1\n")):
        with pytest.raises(ConfigError) as caught:
            load(path, {}, "en")
        assert caught.value.findings[0].message.isascii(), caught.value.findings
    with pytest.raises(ConfigError) as caught:
        load(write('[bot]\ndefault_lang = "ru"\nx = 1\n'), {}, "en")
    assert caught.value.lang == "ru"
