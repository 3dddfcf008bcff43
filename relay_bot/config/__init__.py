"""What an admin sets in config.toml and the environment, read once, checked, typed.

    config = load(Path("config.toml"), os.environ)      # or ConfigError with every mistake, by line and key

`tables.py` and `people.py` say what each setting does, `values.py` what may be written.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import PrivateAttr, SecretStr

from relay_bot.config import people, tables
from relay_bot.config.people import Away, Client, Manager, Reply
from relay_bot.config.tables import Limits, Table
from relay_bot.config.values import Hours


class Config(Table):
    """The whole file."""

    telegram: tables.Telegram = tables.Telegram()
    database: tables.Database = tables.Database()
    bot: tables.Bot = tables.Bot()
    company: tables.Company = tables.Company()
    monitoring: tables.Monitoring = tables.Monitoring()
    retention: tables.Retention = tables.Retention()
    features: tables.Features = tables.Features()
    recognition: tables.Recognition = tables.Recognition()
    timers: tables.Timers = tables.Timers()
    push: tables.Push = tables.Push()
    schedule: tables.Schedule = tables.Schedule()
    relay: tables.Relay = tables.Relay()
    waybill: tables.Waybill = tables.Waybill()
    payments: tables.Payments = tables.Payments()
    claims: tables.Claims = tables.Claims()
    mail: tables.Mail = tables.Mail()
    topics: tables.Topics = tables.Topics()
    assignment: tables.Assignment = tables.Assignment()
    clients_import: tables.ClientsImport = tables.ClientsImport()
    managers: tuple[people.Manager, ...] = ()
    away: tuple[people.Away, ...] = ()
    clients: tuple[people.Client, ...] = ()
    replies: tuple[people.Reply, ...] = ()

    _file: Path | None = PrivateAttr(default=None)

    @property
    def file(self) -> Path | None:
        """Where it was read from; None: from the environment alone."""
        return self._file

    def manager(self, key: str | None) -> Manager | None:
        return next((manager for manager in self.managers if manager.key == key), None)

    def manager_by_tg(self, tg_id: int) -> Manager | None:
        return next((manager for manager in self.managers if manager.tg_id == tg_id), None)

    def manager_by_group(self, group_id: int) -> Manager | None:
        return next((manager for manager in self.managers if manager.group_id == group_id), None)

    def manager_by_invite(self, code: str) -> Manager | None:
        return next((manager for manager in self.managers if manager.invite == code), None)

    def client_by_phone(self, phone: str) -> Client | None:
        """`phone` in E.164, as Telegram's contact gives it once it has a plus."""
        return next((client for client in self.clients if client.phone == phone), None)

    def client_by_invite(self, code: str) -> Client | None:
        return next((client for client in self.clients if client.invite == code), None)


from relay_bot.config.load import load  # noqa: E402 it builds a Config

__all__ = ["Away", "Client", "Config", "Hours", "Limits", "Manager", "Reply", "SecretStr", "load"]
