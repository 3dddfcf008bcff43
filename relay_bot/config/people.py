"""The repeated tables of config.toml: managers, absences, single clients, canned replies."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from relay_bot.config import values as v
from relay_bot.config.tables import Table


class Manager(Table):
    """A manager and their desk. Without `group_id` there is no desk yet, and so no clients."""

    key: v.Key
    name: v.Line
    tg_id: v.UserId
    phone: v.Phone
    group_id: v.GroupId | None = None
    invite: v.Invite | None = None  # the code of ?start=m_<invite>
    capacity: v.Count = 300
    accept_new: v.Flag = True
    substitute: v.Text | None = None
    timezone: v.Timezone | None = None
    hours: v.WorkHours | None = None


class Away(Table):
    """A manager's absence, both days included."""

    manager: v.Text
    since: date = Field(alias="from")
    until: date
    substitute: v.Text | None = None


class Client(Table):
    """A client known before they write. `manager` empty: assigned by the rule."""

    phone: v.Phone
    name: v.Line
    company: v.Plain = ""
    city: v.Plain = ""
    manager: v.Text | None = None
    invite: v.Invite | None = None  # the code of a personal link ?start=c_<invite>, good for one account
    email: v.Text = ""
    inn: v.Plain = ""
    lang: v.Lang | None = None


class Reply(Table):
    """A canned reply."""

    key: v.Key
    ru: v.FilledText
    en: v.FilledText
