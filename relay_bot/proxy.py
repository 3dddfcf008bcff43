"""The way to Telegram: straight, or through the proxy of `[telegram] proxy` or of the usual environment variables."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies_environment

from relay_bot.config.network import PROXIES, is_proxy
from relay_bot.config.tables import Telegram
from relay_bot.errors import ProxyUnusable

if TYPE_CHECKING:
    from aiohttp import BaseConnector


def address(telegram: Telegram) -> str | None:
    """The proxy's, with its password; None: straight. A server on this machine is asked through the setting only.

    Raises ProxyUnusable for a variable with a kind of proxy that we don't speak to, or with what can't be read.
    """
    if chosen := telegram.proxy.get_secret_value():
        return _plain(chosen)
    parts = urlsplit(telegram.api_url)
    known = getproxies_environment()
    if _is_here(parts.hostname or "") or _is_excepted(parts, known.get("no", "")):
        return None
    found = (known.get(parts.scheme) or known.get("all") or "").strip()
    if not found:
        return None
    kind, _, rest = found.rpartition("://")
    found = f"{kind.lower() or 'http'}://{rest}"
    if not found.startswith(PROXIES):
        raise ProxyUnusable(kind)
    if not is_proxy(found):
        raise ProxyUnusable()
    return _plain(found)


def connector(telegram: Telegram) -> BaseConnector | None:
    """For aiohttp's session; None: its own. Names are looked up by the proxy, which may be the only one who can."""
    if (through := address(telegram)) is None:
        return None
    from aiohttp_socks import ProxyConnector

    return ProxyConnector.from_url(through, rdns=True)


def _plain(url: str) -> str:
    return url.replace("socks5h://", "socks5://", 1).rstrip("/")


def _is_here(host: str) -> bool:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        name = host.rstrip(".")
        return name == "localhost" or name.endswith(".localhost")
    return found.is_loopback or found.is_unspecified


def _is_excepted(url: SplitResult, no_proxy: str) -> bool:
    """NO_PROXY as most programs read it: names and all below them (`.` or `*.` may stand before), ports, 10.0.0.0/8."""
    host = (url.hostname or "").rstrip(".")
    port = url.port or (443 if url.scheme == "https" else 80)
    for entry in re.split(r"[\s,]+", no_proxy.lower()):
        name = entry.removeprefix("*").removeprefix(".").removesuffix(f":{port}")
        if entry == "*" or (name and f".{host}".endswith(f".{name}")) or _covers(name.strip("[]"), host):
            return True
    return False


def _covers(network: str, host: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
