"""The outside of every call: paths, tokens, encodings and the form of answers."""

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.schema.errors import described
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.bare_bot import Api


@pytest.mark.parametrize(
    ("code", "message", "line"),
    [
        (400, "Message is too long", "Bad Request: message is too long"),
        (400, "BUTTON_DATA_INVALID", "Bad Request: BUTTON_DATA_INVALID"),
        (403, "Bot was blocked by the user", "Forbidden: bot was blocked by the user"),
        (401, "Unauthorized: invalid token specified", "Unauthorized: invalid token specified"),
        (401, "", "Unauthorized"),
        (500, "", "Internal Server Error"),
    ],
)
def test_descriptions_have_a_prefix_and_a_small_first_letter(code: int, message: str, line: str) -> None:
    """The message follows its prefix in lower case, unless it is a name in capitals."""
    assert described(code, message) == line


async def test_unknown_method_is_404(api: Api) -> None:
    """A method the Bot API does not have is not found."""
    answer = await api.answer("sendPigeon")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_other_paths_are_404(api: Api, sandbox: Sandbox) -> None:
    """A path without a method is not found, with the error in JSON."""
    async with api.session.get(f"{sandbox.url}/bot{sandbox.token}") as response:
        assert response.status == 404
        assert (await response.json())["description"] == "Not Found"


@pytest.mark.parametrize(
    ("token", "description"),
    [("nonsense", "Unauthorized: invalid token specified"), ("123456:AAF-of_somebody_else", "Unauthorized")],
)
async def test_wrong_tokens_are_401(api: Api, sandbox: Sandbox, token: str, description: str) -> None:
    """A malformed token and one of no bot are told apart, as Telegram does."""
    async with api.session.get(f"{sandbox.url}/bot{token}/getMe") as response:
        assert response.status == 401
        assert (await response.json())["description"] == description


async def test_a_revoked_token_is_401(api: Api, sandbox: Sandbox) -> None:
    """A token that was good stops working when it is revoked."""
    sandbox.telegram.account.revoked = True
    assert await api.refusal("getMe") == "Unauthorized"


@pytest.mark.parametrize("method", ["getMe", "GETME", "getme"])
async def test_methods_are_case_insensitive(api: Api, method: str) -> None:
    """The name of a method may be written in any case."""
    assert (await api.ok(method))["is_bot"] is True


async def test_get_with_a_query_string(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A call may be a GET with its parameters in the address."""
    address = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with api.session.get(address, params={"chat_id": anna.id, "text": "Здравствуйте"}) as response:
        assert (await response.json())["result"]["text"] == "Здравствуйте"


async def test_form_with_objects_as_json(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A form carries objects as JSON text and booleans as words."""
    markup = '{"inline_keyboard":[[{"text":"Да","callback_data":"yes"}]]}'
    form = {"chat_id": str(anna.id), "text": "Верно?", "reply_markup": markup, "protect_content": "true"}
    async with api.session.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", data=form) as response:
        message = (await response.json())["result"]
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "Да"
    assert message["has_protected_content"] is True


async def test_multipart_without_files(api: Api, anna: Person) -> None:
    """Multipart is understood whether files come along or not."""
    answer = await api.upload("sendMessage", {}, chat_id=anna.id, text="Здравствуйте")
    assert answer["result"]["text"] == "Здравствуйте"


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"text": "\xff"}', b'{"text": "\\ud800"}'])
async def test_bodies_that_are_no_json_object(api: Api, sandbox: Sandbox, body: bytes) -> None:
    """A broken body is refused with 400 and never crashes the server."""
    headers = {"Content-Type": "application/json"}
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with api.session.post(url, data=body, headers=headers) as response:
        assert response.status == 400


async def test_a_form_that_is_not_utf8(api: Api, sandbox: Sandbox) -> None:
    """Text must be encoded in UTF-8."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with api.session.post(url, data=b"text=\xff", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_message_ids_are_shared_by_private_chats_and_basic_groups(
    sandbox: Sandbox, anna: Person
) -> None:
    """Private chats and basic groups number their messages together, a supergroup alone."""
    small = sandbox.group("Малая", members=[anna])
    large = sandbox.group("Большая", members=[anna], supergroup=True)
    first = anna.writes("раз").message_id
    assert anna.writes("два", chat=small).message_id == first + 1
    assert anna.writes("три", chat=large).message_id == 2


async def test_update_ids_grow(api: Api, anna: Person) -> None:
    """Every update has a higher number than the one before."""
    for text in ("раз", "два", "три"):
        anna.writes(text)
    numbers = [update["update_id"] for update in await api.updates()]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 3


async def test_a_bot_may_be_named(api: Api, sandbox: Sandbox) -> None:
    """Token, name and switches of the bot are a test's choice; the id is that of the token."""
    sandbox.bot("555:other_token", "other_bot", name="Другой", inline=True)
    me = await api.ok("getMe")
    assert (me["id"], me["username"], me["first_name"]) == (555, "other_bot", "Другой")
    assert me["supports_inline_queries"] is True


async def test_unplayed_methods_say_so(api: Api) -> None:
    """What this Telegram cannot play is answered openly, not with a guess."""
    assert (
        await api.refusal("sendDice")
        == "Not Implemented: the local Telegram does not implement the method sendDice"
    )
