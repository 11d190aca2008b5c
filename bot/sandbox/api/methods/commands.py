"""Commands by scope and language."""

import re
from typing import Any

from bot.sandbox.api.methods.sending import Method
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import ApiError, bad_request
from bot.sandbox.schema.parameters import Parameters

NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}|")
LONGEST_DESCRIPTION = 256
MOST = 100
SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (), "all_chat_administrators": (),
    "chat": ("chat_id",), "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id"),
}  # fmt: skip


def set_my_commands(telegram: Telegram, parameters: Parameters) -> bool:
    """At most 100 commands; every (scope, language) list stands by itself."""
    commands = parameters.parsed("commands", "can't parse commands JSON object")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(command) for command in commands]
    telegram.account.commands[_place(telegram, parameters)] = checked
    return True


def get_my_commands(telegram: Telegram, parameters: Parameters) -> list[Payload]:
    """Exactly this scope and language: nothing is inherited here."""
    return telegram.account.commands.get(_place(telegram, parameters), [])


def delete_my_commands(telegram: Telegram, parameters: Parameters) -> bool:
    telegram.account.commands.pop(_place(telegram, parameters), None)
    return True


def language_of(parameters: Parameters) -> str:
    """Two letters, or empty. Raises `ApiError` 400."""
    language = parameters.text("language_code")
    if not LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def scope_key(scope: Payload) -> str:
    fields = [str(scope[name]) for name in SCOPES[scope["type"]]]
    return " ".join([scope["type"], *fields])


def _command(command: Any) -> Payload:
    if not isinstance(command, dict):
        raise _unread("BotCommand", "expected an Object")
    if not NAME.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {**command, "command": command["command"].removeprefix("/")}


def _place(telegram: Telegram, parameters: Parameters) -> tuple[str, str]:
    scope = parameters.parsed("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise _unread("BotCommandScope", "unsupported type specified")
    for name in SCOPES[scope["type"]]:
        if not scope.get(name):
            raise _unread("BotCommandScope", f"{name} is empty")
    if "chat_id" in SCOPES[scope["type"]] and telegram.state.chat(scope["chat_id"]) is None:
        raise bad_request("chat not found")
    return scope_key(scope), language_of(parameters)


def _unread(what: str, why: str) -> ApiError:
    return bad_request(f"can't parse {what}: {why}")


METHODS: dict[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
