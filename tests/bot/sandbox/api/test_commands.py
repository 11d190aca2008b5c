"""Commands, deep links, names and descriptions."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import USERNAME, Sandbox
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api


def command(name: str = "start", description: str = "Начало") -> Payload:
    return {"command": name, "description": description}


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"commands": [command("Start")]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command("a" * 33)]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command("старт")]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command(description="")]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [command(description="я" * 257)]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [command()] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [command()], "language_code": "rus"}, "LANG_CODE_INVALID"),
        ({"commands": "["}, "can't parse commands JSON object"),
        ({"commands": ["start"]}, "can't parse BotCommand: expected an Object"),
        (
            {"commands": [], "scope": {"type": "moon"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
        ({"commands": [], "scope": {"type": "chat"}}, "can't parse BotCommandScope: chat_id is empty"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)
async def test_refused_commands(api: Api, parameters: Payload, description: str) -> None:
    """Names, descriptions, scopes and languages are checked."""
    assert await api.refusal("setMyCommands", **parameters) == f"Bad Request: {description}"


async def test_lists_stand_by_themselves(api: Api) -> None:
    """Each scope and language keeps its own list; asking for another one gives nothing."""
    private = {"type": "all_private_chats"}
    await api.ok("setMyCommands", commands=[command("find")], scope=private, language_code="ru")
    assert await api.ok("getMyCommands", scope=private, language_code="ru") == [command("find")]
    assert await api.ok("getMyCommands", scope=private) == []
    assert await api.ok("deleteMyCommands", scope=private, language_code="ru")
    assert await api.ok("getMyCommands", scope=private, language_code="ru") == []


async def test_a_person_is_offered_the_narrowest_list(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """The chat's own list comes before that for all, a language before none."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)

    async def sets(name: str, **scope: Any) -> None:
        await api.ok("setMyCommands", commands=[command(name)], scope=scope or None)

    await sets("default")
    assert [one["command"] for one in anna.commands()] == ["default"]
    await api.ok("setMyCommands", commands=[command("russian")], language_code="ru")
    assert [one["command"] for one in anna.commands()] == ["russian"]
    here: Payload = {"chat_id": group.id}
    scopes: list[tuple[str, Payload]] = [
        ("groups", {"type": "all_group_chats"}),
        ("admins", {"type": "all_chat_administrators"}),
        ("here", {"type": "chat", **here}),
        ("adminshere", {"type": "chat_administrators", **here}),
        ("hers", {"type": "chat_member", "user_id": anna.id, **here}),
    ]
    for name, scope in scopes:
        await sets(name, **scope)
        assert [one["command"] for one in anna.commands(group)] == [name]


async def test_a_deep_link_arrives_with_its_payload(api: Api, anna: Person) -> None:
    """`?start=payload` becomes `/start payload`; a wrong payload becomes a plain start."""
    good, bad = f"https://t.me/{USERNAME}?start=a_1-1", f"https://t.me/{USERNAME}?start=п.1"
    rows = [[{"text": "хорошая", "url": good}], [{"text": "плохая", "url": bad}]]
    await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup={"inline_keyboard": rows})
    menu = anna.screen
    for label, text in [("хорошая", "/start a_1-1"), ("плохая", "/start")]:
        press = asyncio.create_task(anna.presses(label, message=menu))
        assert [update["message"]["text"] for update in await api.updates(timeout=3)] == [text]
        await api.ok("sendMessage", chat_id=anna.id, text=f"открыто: {text}")
        assert (await press).text == f"открыто: {text}"


@pytest.mark.parametrize(
    ("name", "longest", "refusal"),
    [
        ("name", 64, "BOT_NAME_TOO_LONG"),
        ("description", 512, "BOT_DESCRIPTION_TOO_LONG"),
        ("short_description", 120, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
    ],
)
async def test_names_and_descriptions(api: Api, name: str, longest: int, refusal: str) -> None:
    """Each has its own length and may differ by language."""
    method = "".join(part.title() for part in name.split("_"))
    await api.ok(f"setMy{method}", **{name: "я" * longest})
    await api.ok(f"setMy{method}", **{name: "English"}, language_code="en")
    assert await api.refusal(f"setMy{method}", **{name: "я" * (longest + 1)}) == f"Bad Request: {refusal}"
    assert await api.ok(f"getMy{method}", language_code="en") == {name: "English"}
    assert await api.ok(f"getMy{method}", language_code="de") == {name: "я" * longest}


async def test_menu_buttons(api: Api, anna: Person) -> None:
    """One person's menu button may differ from the default."""
    await api.ok("setChatMenuButton", menu_button={"type": "default"})
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button={"type": "commands"})
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == {"type": "commands"}
    assert await api.ok("getChatMenuButton") == {"type": "default"}
    assert (
        await api.refusal("setChatMenuButton", menu_button={"type": "soup"})
        == "Bad Request: can't parse MenuButton: unsupported type specified"
    )
