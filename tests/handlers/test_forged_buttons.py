"""Buttons that were not given to the person who presses them: refused, answered, kept in the journal, no error inside."""

import logging
from datetime import timedelta

import pytest

from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, open_office

STALE = "Кнопка устарела. Откройте меню: /start"
FOREIGN = "Этот отчёт не Ваш. Его пишут и изменяют сотрудники ведомства и координатор стороны."
BEYOND = 2**63


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def attempts(office: Office) -> list[tuple[int, str]]:
    """Who tried what, in order."""
    rows = await office.bot.db.reader.execute_fetchall(
        "SELECT actor_id, after FROM audit WHERE action = 'attempted' ORDER BY id"
    )
    return [(actor, after) for actor, after in rows]


@pytest.mark.parametrize(
    "verb",
    [
        "np:{}:0",
        "nd:{}:z",
        "ns:{}:done",
        "na:{}:1",
        "ne:{}",
        "nx:{}",
        "ny:{}:e",
        "nz:{}:e:1",
        "nk:{}",
        "nq:{}",
        "nv:{}",
    ],
)
async def test_foreign_and_impossible_numbers(
    office: Office, verb: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Another person's draft, note or post, a negative number and one beyond 64 bits: each is told and kept."""
    await office.publishes(office.anna, "Моё")
    await office.begins(office.anna)
    await office.says(office.anna, "Ещё моё")
    await office.boris.starts()
    await office.bot.settled()
    ((draft_id,),) = await office.bot.db.reader.execute_fetchall("SELECT id FROM drafts")
    own = draft_id if verb[:2] in ("np", "nd", "ns", "na") else 1
    before = await office.count("note_versions"), await office.count("drafts")
    with caplog.at_level(logging.INFO):
        for tried, (number, told) in enumerate([(own, FOREIGN), (-1, STALE), (BEYOND, STALE)], start=1):
            await office.boris.presses_data(verb.format(number))
            assert office.boris.alert == told
            await office.bot.settled()
            assert len(await attempts(office)) == tried
            office.bot.clock.forward(timedelta(hours=2))  # one an hour is kept of each person
    assert {actor for actor, _ in await attempts(office)} == {office.boris.id}
    assert not [record for record in caplog.records if record.exc_info]
    assert (await office.count("note_versions"), await office.count("drafts")) == before
    assert await office.count("inbox WHERE state = 'failed'") == 0


async def test_an_old_button_is_no_attempt(office: Office) -> None:
    """A number that was there once, or a button of another version, is out of date and nothing else."""
    await office.boris.starts()
    for data in ("np:999999999:0", "zz:1", "no:1:2:3:4"):
        await office.boris.presses_data(data)
        assert office.boris.alert == STALE
    await office.bot.settled()
    assert await attempts(office) == []
