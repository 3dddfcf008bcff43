"""The way to Telegram: straight, or through the proxy of `[telegram] proxy` or of the usual environment variables."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

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
    if _is_here(parts.hostname or "") or proxy_bypass(parts.netloc):
        return None
    known = getproxies_environment()
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
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
