"""How the bot receives updates: the webhook's settings (getUpdates itself waits, so the server answers it)."""

from __future__ import annotations

import re
from typing import Any

from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import ApiError, bad_request
from relay_bot.sandbox.methods.registry import method
from relay_bot.sandbox.spec import TYPES
from relay_bot.sandbox.world import World

UPDATE_KINDS = {field["name"] for field in TYPES["Update"]} - {"update_id"}
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def ask_for(world: World, wanted: list[str] | None) -> None:
    """Remember `allowed_updates`; None keeps what was asked for before."""
    if wanted is not None:
        world.settings.allowed_updates = [kind for kind in wanted if kind in UPDATE_KINDS] or None
        world.touch("settings", "bot")


def _drop_pending(world: World, call: Call) -> None:
    if call.get("drop_pending_updates"):
        world.updates.acknowledge(list(world.updates.pending))


@method("setWebhook")
def set_webhook(world: World, call: Call) -> Any:
    url = call.params["url"]
    secret = call.get("secret_token", "")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _drop_pending(world, call)
    ask_for(world, call.get("allowed_updates"))
    if url:
        world.settings.webhook = {
            "url": url,
            "secret_token": secret,
            "max_connections": call.get("max_connections", 40),
            "last_error_date": 0,
            "last_error_message": "",
        }
        world.updates.end_reader(ApiError(409, "Conflict: terminated by setWebhook request"))
    else:
        world.settings.webhook = {}
    world.touch("settings", "bot")
    world.updates.webhook_changed.set()
    return True


@method("deleteWebhook")
def delete_webhook(world: World, call: Call) -> Any:
    _drop_pending(world, call)
    world.settings.webhook = {}
    world.touch("settings", "bot")
    world.updates.webhook_changed.set()
    return True


@method("getWebhookInfo", "WebhookInfo")
def get_webhook_info(world: World, call: Call) -> Any:
    webhook = world.settings.webhook
    info: dict[str, Any] = {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting()),
    }
    if webhook:
        info["max_connections"] = webhook["max_connections"]
    if webhook.get("last_error_date"):
        info["last_error_date"] = webhook["last_error_date"]
        info["last_error_message"] = webhook["last_error_message"]
    if world.settings.allowed_updates:
        info["allowed_updates"] = world.settings.allowed_updates
    return info


@method("logOut")
def log_out(world: World, call: Call) -> Any:
    return True


@method("close")
def close(world: World, call: Call) -> Any:
    return True
