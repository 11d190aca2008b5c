"""What Telegram does not take at once waits and comes, or the person hears why; the log says it in a line."""

import logging
from collections.abc import Callable, Iterator

import pytest

from bot.sandbox.api.faults import Faults
from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status
from bot.updates import dispatcher
from tests.bot_harness import BotHarness

MAYBE = "Ответ мог не дойти."


@pytest.fixture
async def anna(bot: BotHarness) -> Person:
    person = bot.person()
    await person.sends("/start")
    return person


@pytest.fixture
async def group(bot: BotHarness, anna: Person) -> Chat:
    made = bot.sandbox.group("Дорожная карта", members=[anna], bot=Status.MEMBER)
    async with bot.db.writing() as connection:
        await connection.execute(
            "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (1, ?, 0)", (made.id,)
        )
    return made


@pytest.fixture(autouse=True)
def calm_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No traceback for what limits and networks decide."""
    with caplog.at_level(logging.INFO):
        yield
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


def answers(anna: Person) -> int:
    return sum("Понял так" in seen.text for seen in anna.history())


async def states(bot: BotHarness) -> set[str]:
    await bot.settled()
    await bot.app.inbox._completed.flush()
    return {state for (state,) in await bot.db.reader.execute_fetchall("SELECT DISTINCT state FROM inbox")}


async def test_a_long_wait_in_a_private_chat_ends_with_the_answer(bot: BotHarness, anna: Person) -> None:
    """Twice «retry after 40»: the question is answered after that, once, and counts as handled."""
    bot.sandbox.faults.too_many_requests(40, method="sendMessage", times=2)
    bot.sandbox.allows("Too Many Requests")
    anna.writes("что за Минстроем?")
    await anna.sees("Понял так")
    assert await states(bot) == {"done"}
    assert answers(anna) == 1


async def test_a_press_waits_like_a_question(bot: BotHarness, anna: Person) -> None:
    """An edit that is told to wait for two minutes is made after them."""
    bot.sandbox.faults.too_many_requests(120, method="editMessageText")
    bot.sandbox.allows("Too Many Requests")
    bot.sandbox.allows("query is too old")
    anna.taps("Сферы")
    await anna.sees("Сферы\n")
    assert await states(bot) == {"done"}


LOST: list[Callable[[Faults], object]] = [
    lambda faults: faults.bad_gateway(method="sendMessage", times=3),
    lambda faults: faults.dropped_connection(executes=False, method="sendMessage", times=3),
]


@pytest.mark.parametrize("fault", LOST)
async def test_a_person_hears_of_a_doubt_as_soon_as_anything_goes_out(
    bot: BotHarness, anna: Person, fault: Callable[[Faults], object]
) -> None:
    """Pages of a gateway, or cut connections, also for the sentence of the doubt: it comes, and shows the answer."""
    fault(bot.sandbox.faults)
    anna.writes("что за Минстроем?")
    await anna.sees(MAYBE)
    await anna.presses("Показать ответ")
    assert "Понял так" in anna.text
    assert answers(anna) == 1


async def test_a_picture_that_may_be_missing_is_not_drawn_again(bot: BotHarness, anna: Person) -> None:
    """The connection broke while a press was answered by a new message: one line says so, nothing is sent twice."""
    await anna.sends("/summary")
    bot.sandbox.faults.dropped_connection(executes=True, method="sendPhoto")
    anna.taps("Диаграмма")
    await anna.sees(MAYBE)
    await bot.settled()
    assert len(bot.sandbox.journal.calls("sendPhoto")) == 1


async def test_an_edit_that_never_gets_a_response_does_not_hold_its_chat(
    bot: BotHarness, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Telegram answers other calls, some attempts are enough: then the person is told, and the next update goes on."""
    monkeypatch.setattr("bot.telegram.session.RESPONSE_SECONDS", 0.05)
    bot.sandbox.allows("query is too old")
    bot.sandbox.faults.no_answer(executes=False, method="editMessageText", times=10**6)
    anna.taps("Сферы")
    anna.writes("что за Минстроем?")
    await anna.sees(MAYBE)
    await anna.sees("Понял так")
    edits = len(bot.sandbox.journal.calls("editMessageText"))
    assert edits <= 3 * dispatcher.ALONE_ATTEMPTS
    bot.sandbox.faults.clear()


async def test_a_command_that_its_group_does_not_take_is_answered_privately(
    bot: BotHarness, anna: Person, group: Chat
) -> None:
    """Telegram asks for ten minutes in the group: the person who asked hears so, with a button for the answer."""
    bot.sandbox.faults.too_many_requests(600, method="sendMessage", chat_id=group.id)
    bot.sandbox.allows("Too Many Requests")
    anna.writes("/find минстрой", chat=group)
    told = await anna.sees("Telegram не принимает сообщений бота в том чате ещё около 10 минут.")
    assert told.buttons == ["Показать ответ"]
    await anna.presses("Показать ответ")
    assert "Понял так" in anna.text
    anna.writes("/summary", chat=group)
    await bot.sandbox.until(lambda: anna.text.startswith("Telegram не принимает"))
    assert await states(bot) == {"done"}


async def test_a_group_whose_minute_is_used_up_by_posts_is_answered_after_it(
    bot: BotHarness, anna: Person, group: Chat
) -> None:
    """Eighteen posts a minute: a command waits for its turn in place, and no command is dropped."""
    for _ in range(18):
        await bot.app.session.limits.acquire(group.id, 1, 1e9)
    for _ in range(3):
        anna.writes("/find минстрой", chat=group)
    await bot.settled()
    bot_says = [seen for seen in anna.history(group) if seen.card["from"]["is_bot"]]
    assert len(bot_says) == 3
    assert await states(bot) == {"done"}


async def test_who_cannot_be_told_privately_is_answered_in_the_group_later(
    bot: BotHarness, group: Chat
) -> None:
    """A person who has never opened the bot: the command waits for what Telegram asked."""
    boris = bot.person("Борис")
    bot.sandbox.allows("Too Many Requests")
    bot.sandbox.allows("bot can't initiate conversation")
    bot.sandbox.allows("chat not found")
    bot.sandbox.faults.too_many_requests(120, method="sendMessage", chat_id=group.id)
    boris.writes("/find минстрой", chat=group)
    await boris.sees("Понял так", chat=group)
