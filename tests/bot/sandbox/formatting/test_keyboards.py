"""Inline and reply keyboards: what is refused, and what vanishes without a word."""

from typing import Any

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import Sandbox
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api

BUTTON = {"text": "Да", "callback_data": "yes"}
UNREAD = "can't parse inline keyboard button: "


def inline(*rows: Any) -> Payload:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (inline([{"text": "x", "callback_data": "я" * 33}]), "BUTTON_DATA_INVALID"),
        (inline([{"text": "x"}]), UNREAD + "Text buttons are unallowed in the inline keyboard"),
        (
            inline([{"text": "x", "callback_data": ""}]),
            UNREAD + "Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline([{"text": "x", "callback_data": "a", "url": "https://example.com"}]),
            UNREAD + "exactly one action is allowed, found url, callback_data",
        ),
        (inline(BUTTON), 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ({"inline_keyboard": 5}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array'),
        ("{", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
        (inline([{**BUTTON, "style": "loud"}]), UNREAD + "invalid button style specified"),
        (inline([{**BUTTON, "style": "link"}]), UNREAD + "invalid button style specified"),
        (inline([{"text": "x", "copy_text": {"text": "я" * 257}}]), "BUTTON_COPY_TEXT_INVALID"),
        (
            inline([{"text": "x", "url": "http://localhost/"}]),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (inline(*[[BUTTON]] * 101), "reply markup is too long"),
        (inline(*[[{"text": "я" * 100, "callback_data": "y"}]] * 50), "reply markup is too long"),
        ({"force_reply": True, "input_field_placeholder": "я" * 65}, "BUTTON_PLACEHOLDER_INVALID"),
    ],
)
async def test_refused_markups(api: Api, anna: Person, markup: Any, description: str) -> None:
    """A keyboard Telegram cannot take is refused in its words."""
    refusal = await api.refusal("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    assert refusal == f"Bad Request: {description}"


async def test_data_of_64_bytes_fits(api: Api, anna: Person) -> None:
    """Callback data may have 64 bytes, that is 32 Cyrillic letters."""
    button = {"text": "x", "callback_data": "я" * 32}
    message = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=inline([button]))
    assert message["reply_markup"] == inline([button])


@pytest.mark.parametrize("style", ["primary", "success", "danger", "default"])
async def test_styles(api: Api, anna: Person, style: str) -> None:
    """The styles of Bot API 9.4 are accepted."""
    markup = inline([{**BUTTON, "style": style}])
    assert (await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup))[
        "reply_markup"
    ] == markup


async def test_a_disabled_button_is_an_action(api: Api, anna: Person) -> None:
    """A greyed button of Bot API 10.3 needs no data."""
    markup = inline([{"text": "›", "disabled": {}}])
    assert (await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup))[
        "reply_markup"
    ] == markup


async def test_empty_labels_and_rows_vanish(api: Api, anna: Person) -> None:
    """Buttons without text and rows without buttons are dropped silently."""
    markup = inline([{"text": "", "callback_data": "a"}, BUTTON], [], [{"text": "", "callback_data": "b"}])
    message = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    assert message["reply_markup"] == inline([BUTTON])


async def test_a_row_is_cut_at_twelve(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """The thirteenth button of a row vanishes; a strict test hears that people see eight."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=inline([BUTTON] * 13))
    assert len(message["reply_markup"]["inline_keyboard"][0]) == 12
    with pytest.raises(AssertionError, match="12 inline buttons in a row: Telegram shows at most 8"):
        sandbox.check()


async def test_a_keyboard_of_nothing_is_none(api: Api, anna: Person) -> None:
    """An inline keyboard without a single button is no keyboard."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=inline())
    assert "reply_markup" not in message


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (inline([{"text": "x", "web_app": {"url": "https://example.com"}}]), "BUTTON_TYPE_INVALID"),
        (
            {"keyboard": [[{"text": "x", "request_contact": True}]]},
            "phone number can be requested in private chats only",
        ),
        (
            {"keyboard": [[{"text": "x", "request_location": True}]]},
            "location can be requested in private chats only",
        ),
        (
            {"keyboard": [[{"text": "x", "web_app": {"url": "https://example.com"}}]]},
            "web App buttons can be used in private chats only",
        ),
    ],
)
async def test_private_buttons_in_groups(
    api: Api, sandbox: Sandbox, anna: Person, markup: Payload, description: str
) -> None:
    """Buttons that ask for a person's data or open a web app belong in private chats."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    refusal = await api.refusal("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
    assert refusal == f"Bad Request: {description}"
    assert await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)


async def test_an_edit_takes_inline_keyboards_only(api: Api, anna: Person) -> None:
    """A reply keyboard cannot be put under a message by editing it."""
    sent = await api.ok("sendMessage", chat_id=anna.id, text="раз")
    refusal = await api.refusal(
        "editMessageText",
        chat_id=anna.id,
        message_id=sent["message_id"],
        text="два",
        reply_markup={"keyboard": [["Да"]]},
    )
    assert refusal == "Bad Request: inline keyboard expected"


async def test_a_reply_keyboard_is_pressed_as_text(api: Api, anna: Person) -> None:
    """A button of a reply keyboard sends its label; strings are buttons too."""
    await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup={"keyboard": [["Да", "Нет"]]})
    assert anna.buttons == ["Да", "Нет"]


async def test_several_kinds_of_actions(api: Api, anna: Person) -> None:
    """Addresses are stored as Telegram writes them, inline queries may be empty."""
    rows = [
        [{"text": "a", "url": "Example.com"}],
        [{"text": "b", "switch_inline_query": ""}],
        [{"text": "c", "copy_text": {"text": "1.2"}}],
    ]
    message = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=inline(*rows))
    assert message["reply_markup"]["inline_keyboard"][0][0]["url"] == "http://example.com/"
    await anna.presses("c")
    assert anna.clipboard == "1.2"
    await anna.presses("a")
    assert anna.opened == "http://example.com/"
