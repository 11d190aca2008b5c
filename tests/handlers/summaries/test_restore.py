"""After a restore nothing is posted unasked: authors and administrators are asked what the group has."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from data.messaging.restoring import hold_back
from data.schema import SecuredFile
from tests.bot_harness import serving
from tests.handlers.notes.note_fixtures import coordinate
from tests.handlers.summaries.summary_fixtures import Weeks, moscow, open_weeks, restarted, telegram

ASKED = "Данные восстановлены из копии."


async def publishes_while_telegram_waits(weeks: Weeks, anna: Person) -> None:
    """A note whose post is told to wait an hour."""
    office, sandbox = weeks.office, weeks.bot.sandbox
    assert office.chat
    sandbox.allows("Too Many Requests")
    sandbox.faults.too_many_requests(3600, method="sendMessage", chat_id=office.chat.id)
    await office.begins(anna)
    await office.says(anna, "Ждёт отправки.")
    await anna.presses("Опубликовать")
    await anna.sees("Telegram просит подождать")


@pytest.mark.parametrize("was_there", [True, False])
async def test_what_the_group_has_since_the_copy_is_asked(tmp_path: Path, was_there: bool) -> None:
    """A note that waited and a week that came since: asked by buttons, and only the answer publishes."""
    path, copy = tmp_path / "roadmap.db", tmp_path / "copy.db"
    async with telegram() as sandbox:
        async with serving(sandbox, path) as bot:
            weeks = await open_weeks(bot, moscow(24))
            office, anna, olga, vera = weeks.office, weeks.office.anna, bot.admin(), bot.person("Вера")
            for person in (olga, vera):
                await person.sends("/start")
            await coordinate(bot, vera, 1)
            await publishes_while_telegram_waits(weeks, anna)
            SecuredFile(path).copy_to(copy)
            bot.clock.forward(timedelta(hours=2))
            bot.app.outbox.wake()
            await office.is_out(anna)
            await weeks.at(moscow(30))
            before = len(office.posts())
            assert before == 2
        with closing(sqlite3.connect(copy)) as opened:
            assert hold_back(opened, int(moscow(30, 11).timestamp())) == 1
        for side in ("", "-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        copy.rename(path)
        async with restarted(weeks, path, moscow(30, 12)) as weeks:
            asked = await olga.sees(ASKED)
            assert "23–30 нояб. 2026" in asked.text.replace("\u202f", " ")
            await vera.sees(ASKED)
            await anna.sees("Могло не дойти")
            assert len(office.posts()) == before
            if was_there:
                await anna.presses("Уже в чате")
                await olga.presses(next(label for label in asked.buttons if "вышла" in label), message=asked)
                assert olga.text == "Отмечено: сводка в группе есть."
            else:
                await anna.presses("Отправить ещё раз")
                await olga.presses(
                    next(label for label in asked.buttons if "опубликовать" in label), message=asked
                )
                await olga.presses("Опубликовать сейчас")
            await weeks.is_out()
            assert len(office.posts()) == before + (0 if was_there else 2)
            await weeks.at(moscow(7, month=12))
            assert len(weeks.summaries) == (2 if was_there else 3)
            assert "не выходила" not in weeks.last


async def test_an_unanswered_question_claims_nothing(tmp_path: Path) -> None:
    """While nobody has answered, the next summary does not say that the week before had none."""
    path = tmp_path / "roadmap.db"
    async with telegram() as sandbox:
        async with serving(sandbox, path) as bot:
            weeks = await open_weeks(bot, moscow(24))
            await bot.admin().sends("/start")
        with closing(sqlite3.connect(path)) as opened:
            hold_back(opened, int(moscow(30, 11).timestamp()))
        async with restarted(weeks, path, moscow(30, 12)) as weeks:
            assert weeks.summaries == []
        async with restarted(weeks, path, moscow(7, month=12)) as weeks:
            assert len(weeks.summaries) == 1
            assert "не выходила" not in weeks.last
