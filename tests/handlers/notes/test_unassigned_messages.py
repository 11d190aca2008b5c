"""What an official writes or sends outside the form finds its way into a note."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.callbacks.notes import ReplaceDraft
from bot.sandbox.api.options import Options
from bot.sandbox.people import actions
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from data.decisions.decision_drafts import DecisionKind, begin_decision
from data.notes.drafts import select_draft
from data.notes.notes import select_roadmap_notes
from data.people.authorship import select_writable_agencies
from data.roadmap.roadmap import select_content
from tests.bot_harness import BotHarness, serving
from tests.handlers.notes.note_fixtures import Office, coordinate, open_office

WORDS = "Согласовали черновую смету, подрядчик выходит на площадку"

Leaves = Callable[[Person], Awaitable[object]]


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def by_card(person: Person) -> None:
    await person.presses("Карточка")


async def by_start(person: Person) -> None:
    await person.sends("/start")


async def by_own_list(person: Person) -> None:
    await person.sends("/my")


async def by_an_answer(person: Person) -> None:
    await person.sends("/find 2.1")
    await person.presses("Сфера" if "Сфера" in person.buttons else "Главная")


@pytest.mark.parametrize("leaves", [by_card, by_start, by_own_list, by_an_answer])
async def test_words_after_leaving(office: Office, leaves: Leaves) -> None:
    """Whichever way the form was left, words that are no question go into the draft by one tap."""
    await office.begins(office.anna)
    await leaves(office.anna)
    refused = await office.says(office.anna, WORDS)
    assert refused.text.startswith("Не удалось понять вопрос.")
    assert f"Продолжить черновик к {office.number}" in refused.buttons
    await office.anna.presses(f"Добавить в отчёт к {office.number}")
    assert office.anna.text.startswith("Так увидит группа.")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert office.posts()[0].text.endswith(WORDS)


async def test_words_taken_for_a_question(office: Office) -> None:
    """An answer, in each of its readings, offers to add the words it took for a question."""
    await office.begins(office.anna)
    await office.says(office.anna, "Начало.")
    await by_start(office.anna)
    words = "Мероприятия Минэкономразвития 2024–2026"
    answered = await office.says(office.anna, words)
    assert "Понял так" in answered.text
    await office.anna.presses("Или:")
    await office.anna.presses(f"Добавить в отчёт к {office.number}")
    assert office.anna.text.endswith(f"Начало.\n\n{words}")


async def test_card_while_a_draft_waits(office: Office) -> None:
    """The card leads back to the draft instead of asking for a new note; another card offers both."""
    await office.begins(office.anna)
    await office.anna.presses("Карточка")
    assert "Написать отчёт" not in office.anna.buttons
    await office.anna.presses(f"Продолжить черновик к {office.number}")
    assert "Напишите текст отчёта" in office.anna.text


async def test_words_are_added_once(office: Office) -> None:
    """A second press on an old refusal adds nothing, neither to the draft nor to the next one."""
    await office.begins(office.anna)
    await by_card(office.anna)
    refused = await office.says(office.anna, WORDS)
    await office.anna.presses("Добавить в отчёт", message=refused)
    office.bot.sandbox.allows("message is not modified")
    await office.anna.presses_data("nu:1:1")
    await office.bot.settled()
    assert office.anna.text.count(WORDS) == 1
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    await office.begins(office.anna)
    await office.anna.presses_data("nu:2:1")
    assert office.anna.alert == "Кнопка устарела. Откройте меню: /start"
    ((note),) = await select_roadmap_notes(office.bot.db.reader, 1, 10)
    assert note.latest.text == WORDS


async def test_edited_before_and_after_it_is_added(office: Office) -> None:
    """The words are added as they read by then, and an edit of their message goes on to change the note."""
    await office.begins(office.anna)
    await by_card(office.anna)
    said = office.anna.writes(WORDS)
    refused = await office.anna.sees("Не удалось понять вопрос.")
    actions.edit(
        office.anna.telegram,
        office.anna.user,
        office.anna.private.messages[said.message_id],
        actions.typed(f"{WORDS} в мае"),
    )
    await office.bot.settled()
    await office.anna.presses("Добавить в отчёт", message=refused)
    assert office.anna.text.endswith("в мае")
    await office.anna.edits_message(said, f"{WORDS} в июне", until="в июне")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    await office.anna.edits_message(said, f"{WORDS} в июле", until="исправлен (ред. 2)")


async def test_restart_before_the_words_are_added(tmp_path: Path) -> None:
    """The bot is started anew between the refusal and the tap."""
    path = tmp_path / "roadmap.db"
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, path) as bot:
            office = await open_office(bot)
            await office.begins(office.anna)
            await by_card(office.anna)
            await office.anna.sends(WORDS, until="Не удалось понять вопрос.")
        async with serving(sandbox, path) as bot:
            await office.anna.presses("Добавить в отчёт", until=WORDS)
            await bot.settled()


async def test_words_without_a_draft(office: Office) -> None:
    """An official's longish words begin a note on an activity of their own; short ones are a question only."""
    refused = await office.says(office.anna, "Гав")
    assert "Написать отчёт" not in refused.buttons
    await office.says(office.anna, WORDS)
    await office.anna.presses("Написать отчёт")
    assert "О каком мероприятии отчёт?" in office.anna.text
    await office.anna.presses(office.number)
    assert office.anna.text.endswith(WORDS)
    assert office.anna.text.startswith("Так увидит группа.")


async def test_long_words_without_a_draft(office: Office) -> None:
    """What is too long for a question is not too long for a note."""
    await office.anna.sends("я" * 3000, until="Вопрос слишком длинный")
    await office.anna.presses("Написать отчёт")
    await office.anna.presses(office.number)
    assert office.anna.text.startswith("Так увидит группа.")


async def test_words_of_somebody_who_may_not_write(office: Office) -> None:
    """A reader's words are a question and nothing else, and are not kept."""
    vera = office.bot.person("Вера")
    await vera.sends(WORDS, until="Не удалось понять вопрос.")
    assert vera.buttons == ["‹ Назад", "Главная"]
    assert await office.count("unplaced") == 0


async def test_a_plain_question_is_one(office: Office) -> None:
    """Few words that were understood are not offered as a part of the note; the draft is one tap away all the same."""
    await office.begins(office.anna)
    await by_start(office.anna)
    answered = await office.says(office.anna, "что за Минстроем?")
    assert f"Продолжить черновик к {office.number}" in answered.buttons
    assert f"Добавить в отчёт к {office.number}" not in answered.buttons


async def test_beginning_anew_without_the_right_loses_no_draft(office: Office) -> None:
    """«Удалить и начать новый» throws the old draft away only when the new one may be begun."""
    await office.begins(office.anna)
    await office.says(office.anna, "Длинный отчёт.")
    draft = await select_draft(office.bot.db.reader, office.anna.id)
    assert draft
    content = await select_content(office.bot.db.reader, 1)
    assert content
    reader = office.bot.db.reader
    foreign = [
        activity.id
        for activity in content.activities
        if not await select_writable_agencies(reader, activity.id, office.anna.id)
    ]
    anew = ReplaceDraft(draft_id=draft.id, activity_id=foreign[0])
    await office.anna.presses_data(anew.pack(), changes=None)
    assert office.anna.alert
    assert office.anna.alert.startswith("Этот отчёт не Ваш.")
    assert await select_draft(reader, office.anna.id) == draft


async def test_what_is_not_used_goes_after_a_fortnight(office: Office) -> None:
    """Words outside the form and a decision that was begun are deleted in time, also when nothing else is written."""
    await coordinate(office.bot, office.boris, 2)
    await office.boris.sends("/start")
    await office.anna.sends(WORDS)
    await office.bot.settled()
    async with office.bot.db.writing() as connection:
        now = int(office.bot.clock().timestamp())
        await begin_decision(connection, office.boris.id, DecisionKind.SET, 1, now)
    assert await office.count("unplaced") == await office.count("decision_drafts") == 1
    office.bot.clock.forward(timedelta(days=13))
    await office.bot.app.scheduler.run_once()
    assert await office.count("unplaced") == 1
    office.bot.clock.forward(timedelta(days=2))
    await office.bot.app.scheduler.run_once()
    assert await office.count("unplaced") == await office.count("decision_drafts") == 0
