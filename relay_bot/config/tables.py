"""The tables of config.toml: one frozen model each, keys and defaults as in the commented example."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from relay_bot import shipped
from relay_bot.config import network as net
from relay_bot.config import values as v


class Table(BaseModel):
    """A table: unknown keys are mistakes, values don't change."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, validate_default=True)


class Webhook(Table):
    """Only for mode = "webhook"."""

    url: net.WebUrl = ""
    listen: net.Listen = "127.0.0.1:8080"
    secret: net.WebhookSecret = SecretStr("")  # empty: derived from the token


class Limits(Table):
    """Budgets of sending, shared by all processes."""

    group_messages: v.Count = 20  # to one group …
    group_window: v.PositiveDuration = timedelta(seconds=60)  # … in this time
    chat_interval: v.PositiveDuration = timedelta(seconds=1)  # between messages to one private chat
    chat_burst: v.Count = 5
    total_per_second: v.Count = 30


class Telegram(Table):
    token: net.Token = SecretStr("")
    api_url: net.ApiUrl = net.CLOUD
    proxy: net.ProxyUrl = SecretStr("")  # http:// or socks5://; empty: as HTTPS_PROXY says, or none
    mode: Literal["polling", "webhook"] = "polling"
    admins: tuple[v.UserId, ...] = ()  # get errors and the cards of clients without a manager
    webhook: Webhook = Webhook()
    limits: Limits = Limits()


class Database(Table):
    url: net.DatabaseUrl = SecretStr("")  # empty: the embedded PostgreSQL
    data_dir: v.FilePath = Path("data")  # where that one keeps its data


class Bot(Table):
    default_lang: Literal["ru", "en"] = "ru"
    timezone: v.Timezone = ZoneInfo("Europe/Moscow")  # deadlines, digest, dates in documents


class Company(Table):
    name: v.Line = "Relay Bot"
    inn: v.Text = ""
    phone: v.OptionalPhone = None
    site: net.WebUrl = ""
    privacy_url: net.WebUrl = ""
    logo: v.FilePath | None = None


class Monitoring(Table):
    """For whoever watches the bot. Both count from the next start."""

    listen: net.OptionalListen = ""  # /health and /metrics; empty: off. It has no password: this machine, or a firewall
    sentry_dsn: net.SentryDsn = SecretStr("")  # errors go there, without texts; needs relay-bot[sentry]


class Retention(Table):
    """How long personal data stays. "0s": for ever."""

    messages: v.Duration = timedelta(0)  # words of conversations, voices' and photos' texts
    documents: v.Duration = timedelta(days=5 * 366)  # waybills and claims of clients who were forgotten


class Features(Table):
    voice: v.Flag = True
    ocr: v.Flag = True
    manager_voice: v.Flag = False  # what a manager says is sent to the client as text, too
    voice_max: v.PositiveDuration = timedelta(seconds=120)
    relay_max_mb: v.Count = 20  # the download limit of the cloud Bot API


class Recognition(Table):
    """Voice and photos to text, on this machine. What is switched on stands in [features]."""

    speech: Literal["faster-whisper", "onnx-asr"] = "faster-whisper"
    speech_model: v.FilePath = Path("models/faster-whisper-base")  # a folder; relay-bot models fetch fills it
    tessdata: v.FilePath | None = None  # a folder of *.traineddata; none: the system's
    workers: v.Count = 2  # processes, each with its own model in memory
    voice_deadline: v.PositiveDuration = timedelta(seconds=45)  # then the worker is killed
    photo_deadline: v.PositiveDuration = timedelta(seconds=15)


class Timers(Table):
    draft_nudge: v.Duration = timedelta(minutes=10)
    draft_abandoned: v.Duration = timedelta(minutes=15)
    draft_keep: v.Duration = timedelta(days=14)
    missed_keep: v.Duration = timedelta(days=90)  # what was read wrongly, with the client's words; 0: not kept
    call_repeat: v.Duration = timedelta(minutes=10)  # a second call within this time rings no second time
    sla_call: v.Duration = timedelta(minutes=5)
    sla_call_escalate: v.Duration = timedelta(minutes=15)
    sla_message: v.Duration = timedelta(minutes=30)  # working minutes without an answer
    quiet_gap: v.Duration = timedelta(minutes=10)  # after such a pause a client's message sounds again
    icon_debounce: v.Duration = timedelta(seconds=45)


class Push(Table):
    mode: Literal["mention", "dm", "both"] = "mention"
    fallback: Literal["dm", "none"] = "dm"
    fallback_after: v.Duration = timedelta(seconds=10)
    first_message_mention: v.Flag = False
    quiet_hours: v.OptionalDaySpan = None  # may go over midnight


class Schedule(Table):
    workdays: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = ("mon", "tue", "wed", "thu", "fri")
    hours: v.WorkHours = v.Hours(time(9), time(18))
    holidays: tuple[date, ...] = ()
    digest: v.OptionalClock = time(9)


class Waybill(Table):
    number_format: v.NumberFormat = "{yy}{mm}-{seq:05d}"
    max_weight_kg: v.Count = 20000
    max_volume_m3: v.Count = 92
    max_sides_cm: Annotated[tuple[v.Count, ...], Field(min_length=3, max_length=3)] = (1360, 270, 245)  # descending
    oversize_cm: v.Count = 300  # a warning only
    volumetric_kg_per_m3: v.CountOrZero = 0  # 0: not printed
    allow_unknown_dims: v.Flag = True
    remember_addresses: v.CountOrZero = 3
    template: v.FilePath = shipped.WAYBILL
    show_terms: v.Flag = True
    not_etrn_note: v.Flag = True


class Relay(Table):
    """The conversation between a client and their desk."""

    waiting_emoji: v.ReactionEmoji = "👀"  # on a manager's message that has waited for five seconds; empty: none
    sent_emoji: v.ReactionEmoji = "👌"  # in its place once the message went; empty: none
    delete_emoji: v.ReactionEmoji = "🙈"  # a manager's on their own message: it is taken back; empty: none does


PaymentOption = Literal["invoice", "cash", "card", "recipient", "third"]


class Payments(Table):
    options: Annotated[tuple[PaymentOption, ...], Field(min_length=1)] = (
        "invoice",
        "cash",
        "card",
        "recipient",
        "third",
    )


class Claims(Table):
    number_format: v.NumberFormat = "П-{yy}{mm}-{seq:04d}"
    answer_days: v.Days = 30  # calendar days, from the day after it was received
    target_days: v.Days = 10
    remind_days: tuple[v.DaysOrZero, ...] = (10, 5, 3, 1)
    amount_optional: v.Flag = True
    max_amount_rub: v.Count = 100_000_000
    max_files: v.Count = 20
    accept_unknown_waybill: v.Flag = True


class Mail(Table):
    """The server that sends the answers to claims. No host: nothing is sent, the manager copies the letter."""

    host: net.Host = ""
    port: net.Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: v.Text = ""
    password: SecretStr = SecretStr("")
    sender: net.OptionalEmail = ""  # the address in From
    sender_name: v.Text = ""  # empty: the company's name
    reply_to: net.OptionalEmail = ""  # empty: answers go to the sender
    timeout: v.PositiveDuration = timedelta(seconds=30)
    ca_file: v.FilePath | None = None  # certificates to trust besides those of the system
    template: v.FilePath = shipped.ANSWER

    @property
    def configured(self) -> bool:
        return bool(self.host)


class TopicIcons(Table):
    """Emoji of topics; their ids come from getForumTopicIconStickers."""

    call: v.Line = "🔥"
    waiting: v.Line = "❗️"
    claim: v.Line = "‼️"
    normal: v.Line = "💬"


class Topics(Table):
    client_name: v.ClientNameFormat = "{company_or_name} · {city}"
    calls: v.TopicName = "🔔 Вызовы"
    claims: v.TopicName = "⚠️ Претензии"
    drafts: v.TopicName = "⏳ Незавершённые"
    general: v.TopicName = "📊 Сводка"
    icons: TopicIcons = TopicIcons()


class Assignment(Table):
    """Who gets a client that nobody claimed: phone in the base, personal link, manager's link, then `rule`."""

    rule: Literal["least_loaded", "round_robin", "manual"] = "least_loaded"
    overflow: Literal["manual", "least_loaded", "round_robin"] = "manual"  # when everyone's capacity is used up
    sticky_hours: v.HoursOrZero = 720


class ClientsImport(Table):
    file: v.FilePath = Path("clients.csv")
    on_start: v.Flag = False
    dry_run: v.Flag = True
    mode: Literal["upsert"] = "upsert"
    reassign: Literal["ask", "transfer", "ignore"] = "ask"
