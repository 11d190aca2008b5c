"""Messages whose reply was begun before the bot was killed."""

from typing import Any

import pytest
from aiogram.types import Update

from bot.sandbox.people.person import Person
from tests.bot_harness import BotHarness

LINE = "Бот перезапускался, пока отвечал Вам. Если ответа выше нет, нажмите кнопку."


async def again(bot: BotHarness, person: Person, text: str) -> None:
    """The update comes once more, as the inbox hands it out after such a kill."""
    user: dict[str, Any] = {"id": person.id, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    chat = {"id": person.id, "type": "private", "first_name": "Анна"}
    entities = (
        [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        if text.startswith("/")
        else []
    )
    message = {
        "message_id": 900,
        "date": 1_790_000_000,
        "chat": chat,
        "from": user,
        "text": text,
        "entities": entities,
    }
    update = Update.model_validate({"update_id": 9_000, "message": message}, context={"bot": bot.app.bot})
    await bot.app.dispatcher.feed_update(bot.app.bot, update, interrupted=True)


@pytest.fixture
async def anna(bot: BotHarness) -> Person:
    person = bot.person()
    await person.sends("/start")
    return person


async def test_a_question_is_not_answered_twice(bot: BotHarness, anna: Person) -> None:
    """Instead of a second answer comes one line, and the button under it shows the answer."""
    await again(bot, anna, "что за Минстроем?")
    assert anna.text == LINE
    await anna.presses("Показать ответ")
    assert "Понял так: ведомство — Министерство строительства" in anna.text


@pytest.mark.parametrize("text", ["/start", "/find", "минстрой " * 40, "сферы"])
async def test_anything_else_leads_home(bot: BotHarness, anna: Person, text: str) -> None:
    """Where there is no question to show again the button leads to the menu."""
    await again(bot, anna, text)
    assert anna.text == LINE
    assert anna.buttons == ["Главная"]
    await anna.presses("Главная")
    assert anna.text.startswith("Дорожная карта\n")


@pytest.mark.parametrize(("text", "answer"), [("/find спорт", "сфера — 10"), ("/3_2", "3.2\n")])
async def test_commands_that_ask_are_questions_too(
    bot: BotHarness, anna: Person, text: str, answer: str
) -> None:
    """`/find TEXT` and `/3_2` are shown again as what they asked."""
    await again(bot, anna, text)
    await anna.presses("Показать ответ")
    assert answer in anna.text
