"""What admins are told of config.toml: what of it changed, or which line is wrong. Pure."""

import zlib
from collections.abc import Sequence

from markupsafe import Markup

from relay_bot.config import Config
from relay_bot.config.changes import Change
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Text
from relay_bot.errors import ConfigError, RelayBotError
from relay_bot.texts import Language

FINDINGS_MAX = 3000
KEYS_MAX = 25


def taken(t: Language, found: Sequence[Change]) -> Markup:
    """In force, and what waits for a restart."""
    now, later = [one.key for one in found if not one.at_start], [one.key for one in found if one.at_start]
    lines = [t("adm-config_taken", changes=_listed(t, now))] if now else []
    lines += [t("adm-config_restart", changes=_listed(t, later))] if later else []
    return Markup("\n").join(lines) if lines else t("adm-config_same")


def refused(t: Language, error: RelayBotError) -> Markup:
    """Which line, and why."""
    what = str(error) if isinstance(error, ConfigError) else t.plain(error.key, **error.values)
    return t("adm-config_bad", error=_shortened(what))


def to_admins(config: Config, html: Markup, version: str) -> list[Out]:
    """Each admin hears the same of the same version of the file once, however many processes have read it."""
    told = zlib.crc32(html.encode())
    return [
        Out(addresses.chat(admin), Text(html), once=f"config:{admin}:{version}:{told:08x}")
        for admin in config.telegram.admins
    ]


def _listed(t: Language, keys: Sequence[str]) -> str:
    more = len(keys) - KEYS_MAX
    shown = ", ".join(keys[:KEYS_MAX])
    return f"{shown} {t.plain('adm-config_more', n=more)}" if more > 0 else shown


def _shortened(findings: str) -> str:
    """Finished sentences as a part of one that names the file itself; a message has room for so much."""
    return findings.replace("config.toml, ", "").rstrip(".")[:FINDINGS_MAX]
