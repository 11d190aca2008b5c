"""A summary a week, whatever becomes of the bot and its clock."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.services.summaries.job import SummaryJob
from data.database import Database
from tests.bot_harness import running_bot, serving
from tests.handlers.summaries.summary_fixtures import WEEK, chooses, moscow, open_weeks, restarted, telegram


@pytest.mark.slow
async def test_half_a_year(tmp_path: Path) -> None:
    """Twenty-six Mondays: each week one summary, though the bot looks at its clock again and again, also set back."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        first = moscow(30) - 25 * WEEK  # no Monday of this half-year is a day off
        weeks = await open_weeks(bot, first - timedelta(days=6))
        for number in range(26):
            due = first + number * WEEK
            for hours, expected in ((-1, number), (0, number + 1), (-2, number + 1)):
                await weeks.at(due + timedelta(hours=hours))
                assert len(weeks.summaries) == expected
        assert len(set(weeks.titles)) == 26
        assert weeks.titles[0] == "Сводка за неделю, 1–8 июн. 2026 г."
        assert weeks.titles[-1] == "Сводка за неделю, 23–30 нояб. 2026 г."
        assert not any("опозданием" in post.text or "не выходила" in post.text for post in weeks.summaries)


@pytest.mark.parametrize(("hours", "number"), [(47, 1), (49, 0)])
async def test_downtime_over_the_moment(tmp_path: Path, hours: int, number: int) -> None:
    """Up to 48 hours late the summary is sent and says so; later it is skipped and the next one says so."""
    path = tmp_path / "roadmap.db"
    async with telegram() as sandbox:
        async with serving(sandbox, path) as bot:
            weeks = await open_weeks(bot, moscow(24))
        async with restarted(weeks, path, moscow(30) + timedelta(hours=hours)) as weeks:
            assert len(weeks.summaries) == number
            assert (
                not number
                or "Опубликована с опозданием, 2 декабря 2026, ср, 09:00 МСК (11:00 в Перми)" in weeks.last
            )
        async with restarted(weeks, path, moscow(7, month=12)) as weeks:
            assert len(weeks.summaries) == number + 1
            assert (
                "Сводка за 23–30 нояб. 2026\u202fг. не выходила: бот не работал." in weeks.last
            ) is not bool(number)


async def test_weeks_of_downtime_are_one_summary(tmp_path: Path) -> None:
    """After three weeks off the group gets the newest week, which names the days that are missing."""
    path = tmp_path / "roadmap.db"
    async with telegram() as sandbox:
        async with serving(sandbox, path) as bot:
            weeks = await open_weeks(bot, moscow(24))
        async with restarted(weeks, path, moscow(14, 11, month=12)) as weeks:
            assert len(weeks.summaries) == 1
            assert "Сводка за 23 нояб. – 7 дек. 2026\u202fг. не выходила" in weeks.last.replace("\u2009", " ")


async def test_a_clock_a_year_ahead(tmp_path: Path) -> None:
    """A summary sent by a clock that ran a year ahead does not silence the weeks before it."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        weeks = await open_weeks(bot, moscow(24) - 52 * WEEK)
        await weeks.at(moscow(30))
        await weeks.at(moscow(30) - 52 * WEEK)
        assert [title.replace("\u2009", " ") for title in weeks.titles] == [
            "Сводка за неделю, 23–30 нояб. 2026 г.",
            "Сводка за неделю, 24 нояб. – 1 дек. 2025 г.",
        ]


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), (0, 1, 2)), ((2026, 10, 25), (0, 1, 2))])
async def test_nights_the_clocks_are_set(
    tmp_path: Path, day: tuple[int, int, int], hours: tuple[int, ...]
) -> None:
    """At 02:30 in Berlin, in the night without it and in the one with two of it, there is one summary."""
    berlin = ZoneInfo("Europe/Berlin")
    async with running_bot(tmp_path / "roadmap.db", timezone=berlin.key, summary_at="sun 02:30") as bot:
        night = datetime(*day, tzinfo=UTC)
        weeks = await open_weeks(bot, night - timedelta(days=1))
        await chooses(bot.admin(), "И в нерабочие дни")
        for hour in hours:
            for minute in range(0, 60, 10):
                await weeks.at(night + timedelta(hours=hour, minutes=minute))
        assert len(weeks.summaries) == 1


async def test_another_zone_repeats_nothing(tmp_path: Path) -> None:
    """A week that was published by Perm's clock is not published by Moscow's two hours later."""
    path = tmp_path / "roadmap.db"
    async with telegram() as sandbox:
        async with serving(sandbox, path, timezone="Asia/Yekaterinburg") as bot:
            weeks = await open_weeks(bot, moscow(24))
            await weeks.at(moscow(30, 8))
            assert len(weeks.summaries) == 1
            assert "10:00 в Перми (08:00 МСК)" in weeks.last
        async with restarted(weeks, path, moscow(30, 10)) as weeks:
            assert len(weeks.summaries) == 1


async def test_two_processes(tmp_path: Path) -> None:
    """Two processes over one database find the same week due at the same moment: one of them publishes it."""
    path = tmp_path / "roadmap.db"
    async with running_bot(path) as bot:
        weeks = await open_weeks(bot, moscow(24))
        app, others = bot.app, [await Database.open(path) for _ in range(3)]
        scheduler = [
            SummaryJob(db, app.bot, app.roadmaps, app.settings, app.notifier, app.outbox.wake)
            for db in others
        ]
        await asyncio.gather(*(job.summarise(moscow(30)) for job in scheduler))
        await weeks.at(moscow(30))
        assert len(weeks.summaries) == 1
        await asyncio.gather(*(db.close() for db in others))


async def test_a_group_that_is_closed_to_the_bot(tmp_path: Path) -> None:
    """While the bot is out of the group nothing piles up; back within two days it catches up, once."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        weeks = await open_weeks(bot, moscow(24))
        async with bot.db.writing() as connection:
            await connection.execute("UPDATE bound_chats SET state = 'paused', reason = 'removed'")
        await weeks.at(moscow(30))
        await weeks.at(moscow(7, month=12))
        assert await weeks.office.count("outbox") == 0
        async with bot.db.writing() as connection:
            await connection.execute("UPDATE bound_chats SET state = 'active', reason = NULL")
        await weeks.at(moscow(8, month=12))
        assert len(weeks.summaries) == 1
