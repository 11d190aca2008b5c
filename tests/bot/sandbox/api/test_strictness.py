"""What a strict test complains of, and how values are checked against the schema."""

from typing import Any

import pytest

from bot.sandbox.api.methods.catalogue import IMPLEMENTED
from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload, bot_api
from bot.sandbox.schema.shapes import shape_errors
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.bare_bot import Api


async def test_an_unexpected_refusal(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """An unexpected 400 is a violation, reported with its call."""
    await api.answer("sendMessage", chat_id=anna.id, text="")
    with pytest.raises(AssertionError, match=r"unexpected refusal: #1 sendMessage\(.*message text is empty"):
        sandbox.check()


async def test_an_expected_refusal(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """An announced error must come, and is then no violation."""
    sandbox.expects("message text is empty", method="sendMessage")
    with pytest.raises(AssertionError, match="the expected error 'message text is empty' never came"):
        sandbox.check()
    await api.answer("sendMessage", chat_id=anna.id, text="")
    sandbox.check()


async def test_an_allowed_refusal_need_not_come(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """An allowed error may come or not."""
    sandbox.allows("message is not modified")
    sandbox.check()
    await api.answer("sendMessage", chat_id=anna.id, text="")
    with pytest.raises(AssertionError, match="message text is empty"):
        sandbox.check()


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"parse_mod": "HTML"}, "unknown parameter parse_mod"),
        ({"disable_notification": "perhaps"}, "disable_notification must be of type Boolean"),
        ({"message_thread_id": "many"}, "message_thread_id must be of type Integer"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y", "colour": "red"}]]}},
            "unknown field colour",
        ),
        (
            {"link_preview_options": {"is_disabled": 1}},
            r"link_preview_options.is_disabled must be of type Boolean",
        ),
        (
            {"entities": [{"type": "bold", "offset": 0, "length": 1, "size": 2}]},
            r"entities\[0\] has an unknown field size",
        ),
    ],
)
async def test_parameters_are_checked_against_the_schema(
    api: Api, sandbox: Sandbox, anna: Person, parameters: Payload, problem: str
) -> None:
    """What Telegram takes silently a strict test does not."""
    await api.ok("sendMessage", chat_id=anna.id, text="да", **parameters)
    with pytest.raises(AssertionError, match=problem):
        sandbox.check()


async def test_a_missing_parameter(api: Api, sandbox: Sandbox) -> None:
    """A required parameter that is missing is named."""
    await api.answer("sendMessage", text="да")
    with pytest.raises(AssertionError, match="required parameter chat_id is missing"):
        sandbox.check()


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("Integer", 5, True),
        ("Integer", True, False),
        ("Integer or String", "@group", True),
        ("Boolean", 1, False),
        ("Array of Array of InlineKeyboardButton", [[{"text": "x"}]], True),
        ("Array of Integer", [1, "2"], False),
        ("BotCommandScope", {"type": "chat", "chat_id": 5}, True),
        ("BotCommandScope", {"type": "chat", "chat": 5}, False),
        (
            "InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply",
            {"force_reply": True},
            True,
        ),
        (
            "InlineQueryResult",
            {"type": "article", "id": "1", "title": "x", "input_message_content": {"message_text": "x"}},
            True,
        ),
        ("InlineQueryResult", {"type": "article", "id": "1"}, False),
        ("MenuButton", {"type": "commands"}, True),
        (
            "Array of InputMediaAudio, InputMediaDocument, InputMediaLivePhoto, InputMediaPhoto and InputMediaVideo",
            [{"type": "photo", "media": "attach://x"}],
            True,
        ),
    ],
)
def test_shapes(kind: str, value: Any, fits: bool) -> None:
    """Values are measured by the schema: unions by the member that fits best."""
    assert (shape_errors(bot_api(), kind, value, "value") == []) is fits


async def test_unplayed_parameters_say_so(api: Api, anna: Person) -> None:
    """A parameter that cannot be played is refused, never silently ignored."""
    refusal = await api.refusal("sendMessage", chat_id=anna.id, text="да", business_connection_id="x")
    assert (
        refusal
        == "Not Implemented: the local Telegram does not implement the parameter business_connection_id"
    )


def test_every_played_method_is_in_the_schema() -> None:
    """No method is played that Bot API 10.3 does not have."""
    assert {name for name in IMPLEMENTED if bot_api().method(name) is None} == set()
    assert {bot_api().methods[name.lower()].name for name in IMPLEMENTED} == set(IMPLEMENTED)


def test_the_token_is_kept_nowhere(sandbox: Sandbox, anna: Person) -> None:
    """Neither the journal nor a picture of what happened shows the token."""
    anna.writes("да")
    shown = "\n".join(entry.line() for entry in sandbox.journal.entries)
    assert sandbox.token not in shown


async def test_a_failure_of_the_sandbox_itself_is_told(
    api: Api, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in the local Telegram fails the test instead of looking like a bad network."""
    monkeypatch.setitem(IMPLEMENTED, "getMe", lambda _telegram, _parameters: 1 // 0)
    answer = await api.answer("getMe")
    assert answer["error_code"] == 500
    with pytest.raises(AssertionError, match=r"(?s)the local Telegram failed: .*ZeroDivisionError"):
        sandbox.check()


async def test_strict_running_checks_at_the_end() -> None:
    """`running(strict=True)` fails when it is left with a violation, and only then."""
    async with Sandbox.running(strict=True):
        pass
    with pytest.raises(AssertionError, match="was not kept to"):
        async with Sandbox.running(strict=True) as sandbox:
            sandbox.expects("something")
