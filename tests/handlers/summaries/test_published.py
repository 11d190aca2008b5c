"""What was published stays as it was; what moved since is named; long silences take one line."""

import pytest

from bot.sandbox.people.person import Person
from tests.bot_harness import BotHarness
from tests.handlers.summaries.summary_fixtures import Weeks, leap, moscow, open_weeks


@pytest.fixture
async def weeks(bot: BotHarness) -> Weeks:
    """The group was bound on Tuesday, 24 November 2026; its first summary is due on Monday the 30th."""
    return await open_weeks(bot, moscow(24))


async def opens(person: Person, *presses: str) -> str:
    await person.sends("/summary")
    for label in presses:
        await person.presses(label)
    return person.text


async def test_a_published_summary_never_changes_its_past(weeks: Weeks) -> None:
    """A note that is corrected, withdrawn or read otherwise later changes nothing of what the group was told."""
    anna = weeks.office.anna
    await weeks.office.publishes(anna, "Первые слова.", "под угрозой")
    await weeks.at(moscow(30))
    published = weeks.summaries[0].text
    assert "В зоне риска: 1" in published
    leap(weeks.bot, moscow(4, month=12))
    async with weeks.bot.db.writing() as connection:
        await connection.execute("UPDATE all_activities SET title = 'Переименовано' WHERE id = 1")
        await connection.execute(
            "UPDATE notes SET state = 'withdrawn', withdrawn_at = 1, withdrawn_by = 1, withdrawal_reason = 'ошибка'"
        )
    shown = await opens(anna)
    assert published in shown
    assert "Опубликована в группе 30 ноября 2026" in anna.text
    told = await anna.sends("/summary", chat=weeks.office.chat)
    assert published.startswith(told.text)
    await anna.presses("Диаграмма")


async def test_what_moved_is_named(weeks: Weeks) -> None:
    """(+1: …) and (−1: …) against what the group was told a week ago, with numbers."""
    anna = weeks.office.anna
    await weeks.at(moscow(30))
    await weeks.office.publishes(anna, "Срок под вопросом.", "под угрозой")
    await weeks.at(moscow(7, month=12))
    number = weeks.office.number
    assert f"В зоне риска: 1 (+1: {number})" in weeks.last
    assert "Под угрозой и нужен перенос" in weeks.last
    section = weeks.last.split("Под угрозой и нужен перенос")[1].split("\n\n")[0]
    assert f"{number} " in section
    assert "под угрозой (" in section
    await weeks.office.publishes(anna, "Исправились.", "исполняется")
    await weeks.at(moscow(14, month=12))
    assert f"В зоне риска: 0 (−1: {number})" in weeks.last
    assert "Под угрозой и нужен перенос" not in weeks.last


async def test_changed_dates_have_a_section(weeks: Weeks) -> None:
    """A decision of the week stands there with its day, reason and side, once, in that week alone."""
    await weeks.at(moscow(30))
    async with weeks.bot.db.writing() as connection:
        await connection.execute(
            "INSERT INTO deadline_moves (activity_id, wording, day, reason, party_id, decided_by, decided_at)"
            " VALUES (1, 'срок', '2026-12-20', 'Ждём экспертизу', 1, 700, ?)",
            (int(moscow(3, month=12).timestamp()),),
        )
    await weeks.at(moscow(7, month=12))
    section = weeks.last.split("Изменены сроки\n")[1].split("\n\n")[0]
    assert "контрольная дата 20.12.2026 (Санкт-Петербург): Ждём экспертизу" in section
    await weeks.at(moscow(14, month=12))
    assert "Изменены сроки" not in weeks.last


async def test_a_long_silence_takes_one_line(bot: BotHarness) -> None:
    """Who has just fallen silent is named; those of a week ago are counted, with the longest silence."""
    weeks = await open_weeks(bot, moscow(2, month=6))
    for monday in (moscow(29, month=6), moscow(6, month=7)):
        await weeks.at(monday)
    first = weeks.last.split("Нет сведений")[-1]
    assert "недел" in first
    assert "как и неделю назад" not in first
    await weeks.at(moscow(13, month=7))
    again = weeks.last.split("Нет сведений")[-1]
    assert "по-прежнему, как и неделю назад" in again
    assert len(again.splitlines()) == 1 + 2 * 2  # the heading, and each side with one line
