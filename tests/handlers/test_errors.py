"""When something breaks inside, the person is told and the bot lives on."""

import logging

import pytest

from bot.middlewares.throttling import Throttle
from bot.sandbox.people.person import Person
from bot.sandbox.schema.errors import ApiError
from bot.telegram.screen import Screen
from handlers.roadmap import spheres
from tests.bot_harness import BotHarness

FAILED = "Произошла ошибка, ничего не потеряно. Повторите через минуту."
UNSAVED = "Не сохранено: хранилище бота сейчас недоступно. Повторите через несколько минут."


@pytest.fixture
async def anna(bot: BotHarness) -> Person:
    person = bot.person()
    await person.sends("/start")
    return person


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen that cannot be built."""

    def fails(*_: object) -> Screen:
        raise RuntimeError("секрет")

    monkeypatch.setattr(spheres, "spheres_screen", fails)


@pytest.mark.usefixtures("broken")
async def test_a_failed_press_is_told(bot: BotHarness, anna: Person) -> None:
    """An alert says that it went wrong and what to do; the screen stays; the update is kept as failed."""
    menu = anna.text
    await anna.presses("Сферы", changes=False)
    assert anna.alert == FAILED
    assert anna.text == menu
    await bot.settled()
    await anna.presses("Сроки")
    assert anna.text.startswith("Сроки\n")


async def test_what_cannot_be_stored_is_said_so(bot: BotHarness, anna: Person) -> None:
    """With a database that takes nothing the question is not answered as if nothing were wrong; the menus go on."""
    await bot.settled()
    await bot.db._writer.execute("PRAGMA query_only = ON")
    await anna.sends("что за Минстроем?", until="Не сохранено")
    assert anna.text == UNSAVED
    await anna.presses("Главная")
    assert anna.text.startswith("Дорожная карта\n")
    await bot.db._writer.execute("PRAGMA query_only = OFF")
    await anna.sends("что за Минстроем?")
    assert "Понял так" in anna.text


async def test_a_refused_edit_is_told_by_a_message(bot: BotHarness, anna: Person) -> None:
    """When the press was answered already and its message cannot be turned, a message says so."""
    bot.sandbox.expects("query is too old", method="answerCallbackQuery")  # it was answered before the edit
    bot.sandbox.faults.error(ApiError(400, "strange refusal"), method="editMessageText")
    anna.taps("Сферы")
    await anna.sees(FAILED)
    assert anna.buttons == ["Главная"]


@pytest.mark.parametrize("arrived", [True, False])
async def test_an_answer_that_may_be_lost_is_offered_again(
    bot: BotHarness, anna: Person, arrived: bool
) -> None:
    """The connection broke while the answer went out: it is not sent blindly again, a button shows it once more."""
    bot.sandbox.faults.dropped_connection(executes=arrived, method="sendMessage")
    anna.writes("что за Минстроем?")
    await anna.sees("Ответ мог не дойти.")
    assert sum("Понял так" in seen.text for seen in anna.history()) == int(arrived)
    await anna.presses("Показать ответ")
    assert "Понял так" in anna.text


async def test_somebody_who_blocked_the_bot_is_no_error(
    bot: BotHarness, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """A reply that nobody takes any more is noted, and no traceback stands in the log."""
    bot.sandbox.expects("bot was blocked by the user")
    with caplog.at_level(logging.INFO):
        anna.writes("минстрой")
        anna.blocks_bot()
        await bot.settled()
    assert "does not take messages" in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


async def test_impatience_is_answered_once(bot: BotHarness, anna: Person) -> None:
    """Too many at once: one line asks for patience, the rest is passed over in silence."""
    await bot.settled()
    bot.app.dispatcher["throttle"] = Throttle(burst=2, per_second=0.0)
    before = len(anna.history())
    for _ in range(6):
        anna.writes("3.2")
    await bot.settled()
    said = [seen.text for seen in anna.history()[before:] if seen.card["from"]["is_bot"]]
    assert len(said) == 3
    assert said[-1] == "Слишком много сообщений сразу. Подождите несколько секунд."
