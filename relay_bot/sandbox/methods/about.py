"""What the bot says about itself: its commands, names and buttons."""

from __future__ import annotations

import re
from typing import Any

from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.methods.destination import known_chat
from relay_bot.sandbox.methods.registry import method
from relay_bot.sandbox.model import ChatRecord, Json
from relay_bot.sandbox.world import World

_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")


@method("getMe", "User")
def get_me(world: World, call: Call) -> Any:
    return {
        **world.bot.json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


# --- commands


def _key(world: World, call: Call) -> str:
    scope = call.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        known_chat(world, scope["chat_id"])
    return _scope_key(scope, call.get("language_code", ""))


def _scope_key(scope: Json, language: str) -> str:
    return "/".join([scope["type"], str(scope.get("chat_id", "")), str(scope.get("user_id", "")), language])


@method("setMyCommands")
def set_my_commands(world: World, call: Call) -> Any:
    commands = call.params["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.settings.commands[_key(world, call)] = [
        {**one, "command": one["command"].removeprefix("/")} for one in commands
    ]
    return _commands_changed(world)


@method("getMyCommands", "Array of BotCommand")
def get_my_commands(world: World, call: Call) -> Any:
    return world.settings.commands.get(_key(world, call), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, call: Call) -> Any:
    world.settings.commands.pop(_key(world, call), None)
    return _commands_changed(world)


def _commands_changed(world: World) -> bool:
    world.touch("settings", "bot")
    world.emit("commands", None)
    return True


def commands_for(world: World, chat: ChatRecord, person_id: int) -> list[Json]:
    """The commands that a person sees in a chat: the narrowest scope that has any, their language first."""
    own = {"chat_id": chat.id}
    if chat.private:
        scopes: list[Json] = [{"type": "chat", **own}, {"type": "all_private_chats"}, {"type": "default"}]
    else:
        member = chat.members.get(person_id)
        scopes = [{"type": "chat_member", **own, "user_id": person_id}]
        if member is not None and member.status in ("creator", "administrator"):
            scopes += [{"type": "chat_administrators", **own}, {"type": "chat", **own}]
            scopes.append({"type": "all_chat_administrators"})
        scopes += [{"type": "chat", **own}, {"type": "all_group_chats"}, {"type": "default"}]
    language = world.accounts[person_id].language_code
    for scope in scopes:
        for code in (language, ""):
            found = world.settings.commands.get(_scope_key(scope, code))
            if found:
                return found
    return []


# --- names and texts


def _text(set_name: str, get_name: str, field: str, returns: str) -> None:
    @method(set_name)
    def set_text(world: World, call: Call) -> Any:
        world.settings.texts[f"{field}/{call.get('language_code', '')}"] = call.get(field, "")
        world.touch("settings", "bot")
        return True

    @method(get_name, returns)
    def get_text(world: World, call: Call) -> Any:
        texts = world.settings.texts
        fallback = world.bot.first_name if field == "name" else ""
        return {field: texts.get(f"{field}/{call.get('language_code', '')}") or texts.get(f"{field}/") or fallback}


_text("setMyName", "getMyName", "name", "BotName")
_text("setMyDescription", "getMyDescription", "description", "BotDescription")
_text("setMyShortDescription", "getMyShortDescription", "short_description", "BotShortDescription")


@method("setChatMenuButton")
def set_chat_menu_button(world: World, call: Call) -> Any:
    world.settings.menu_buttons[str(call.get("chat_id", ""))] = call.get("menu_button") or {"type": "default"}
    world.touch("settings", "bot")
    return True


@method("getChatMenuButton", "MenuButton")
def get_chat_menu_button(world: World, call: Call) -> Any:
    buttons = world.settings.menu_buttons
    return buttons.get(str(call.get("chat_id", ""))) or buttons.get("") or {"type": "commands"}


@method("setMyDefaultAdministratorRights")
def set_default_rights(world: World, call: Call) -> Any:
    kind = "channels" if call.get("for_channels") else "groups"
    world.settings.admin_rights[kind] = call.get("rights") or {}
    world.touch("settings", "bot")
    return True
