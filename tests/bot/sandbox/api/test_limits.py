"""Flood limits, with a clock that stands still."""

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.flood_limits import Rates
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api


@pytest.fixture
def options() -> Options:
    return Options(rates=Rates(), repeat_pause=0.0)


async def send(api: Api, chat_id: int, times: int) -> int:
    """How many of so many messages get through."""
    return sum([(await api.answer("sendMessage", chat_id=chat_id, text=f"{n}"))["ok"] for n in range(times)])


async def test_a_chat_takes_a_short_burst(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Five at once, then one a second."""
    assert await send(api, anna.id, 8) == 5
    sandbox.advance(3)
    assert await send(api, anna.id, 8) == 3


async def test_the_refusal_says_how_long(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """429 carries retry_after in the body and in the Retry-After header."""
    await send(api, anna.id, 5)
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with api.session.post(url, data={"chat_id": anna.id, "text": "да"}) as response:
        assert response.status == 429
        assert response.headers["Retry-After"] == "1"
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }


async def test_edits_count_as_messages(api: Api, anna: Person) -> None:
    """Sending and editing share one limit."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="0")
    place = {"chat_id": anna.id, "message_id": message["message_id"]}
    for text in "1234":
        await api.ok("editMessageText", **place, text=text)
    assert await api.refusal("editMessageText", **place, text="5") == "Too Many Requests: retry after 1"


async def test_a_group_takes_twenty_a_minute(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """However slowly one writes, a group takes 20 messages in a minute."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    sent = 0
    for _ in range(40):
        sent += await send(api, group.id, 1)
        sandbox.advance(1)
    assert 20 <= sent <= 33
    assert (
        1
        <= (await api.answer("sendMessage", chat_id=group.id, text="да"))
        .get("parameters", {})
        .get("retry_after", 1)
        <= 60
    )


async def test_after_a_refusal_everything_is_refused(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Until retry_after has passed nothing goes through there, elsewhere it does."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    for _ in range(4):
        await send(api, group.id, 5)
        sandbox.advance(5)
    answer = await api.answer("sendMessage", chat_id=group.id, text="да")
    while answer["ok"]:
        answer = await api.answer("sendMessage", chat_id=group.id, text="да")
    retry_after = answer["parameters"]["retry_after"]
    assert await send(api, anna.id, 1) == 1
    sandbox.advance(retry_after - 0.5)
    assert await send(api, group.id, 1) == 0
    sandbox.advance(0.6)
    assert await send(api, group.id, 1) == 1


async def test_all_chats_together_take_thirty_a_second(api: Api, sandbox: Sandbox) -> None:
    """The thirty-first message of a second is refused whomever it is for."""
    people = [sandbox.person(f"Человек {n}") for n in range(40)]
    for person in people:
        person.writes("/start")
    assert sum([await send(api, person.id, 1) for person in people]) == 30


async def test_an_album_counts_each_of_its_items(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Ten documents at once take the burst and more: the chat has to wait them off."""
    media = [{"type": "document", "media": f"attach://f{n}"} for n in range(10)]
    files = {f"f{n}": (f"{n}.txt", b"x") for n in range(10)}
    answer = await api.upload("sendMediaGroup", files, chat_id=anna.id, media=media)
    assert len(answer["result"]) == 10
    refused = await api.answer("sendMessage", chat_id=anna.id, text="да")
    assert refused["parameters"] == {"retry_after": 6}
    sandbox.advance(6)
    assert await send(api, anna.id, 1) == 1


async def test_answers_to_buttons_are_free(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Answering a press draws on no limit."""
    await send(api, anna.id, 5)
    query = sandbox.telegram.callbacks.ask(anna.user, anna.private.messages[anna.screen.message_id], "x")
    assert await api.ok("answerCallbackQuery", callback_query_id=query.id)


async def test_limits_can_be_off() -> None:
    """Without rates nothing is limited."""
    async with Sandbox.running(clock=Clock(ticking=False), options=Options(rates=None)) as sandbox:
        person = sandbox.person("Анна")
        for _ in range(100):
            sandbox.telegram.limits.spend(person.private)
