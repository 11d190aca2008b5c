"""Summaries and days off: the moment waits for the next working day, and merges what the holidays bring together."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.bot_harness import running_bot
from tests.handlers.summaries.summary_fixtures import MOSCOW, Weeks, open_weeks


def day(year: int, month: int, number: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, number, hour, minute, tzinfo=MOSCOW)


async def at(weeks: Weeks, *moments: datetime) -> list[int]:
    """How many summaries the group has after each moment."""
    found = []
    for moment in moments:
        await weeks.at(moment)
        found.append(len(weeks.summaries))
    return found


async def test_a_summary_waits_for_the_next_working_day(tmp_path: Path) -> None:
    """9 March 2026 is a Monday off: it comes on Tuesday, in time, and its 48 hours count from there."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        weeks = await open_weeks(bot, day(2026, 3, 3))
        assert await at(weeks, day(2026, 3, 9), day(2026, 3, 10, 9, 59)) == [0, 0]
        olga = bot.admin()
        await olga.sends("/summary")
        await olga.presses("Расписание")
        assert "В нерабочий день: выходит в следующий рабочий день" in olga.text
        assert "10 марта" in olga.text
        assert await at(weeks, day(2026, 3, 10, 10, 1)) == [1]
        assert "с опозданием" not in weeks.last
        assert "2–10 мар" in weeks.titles[0]


async def test_a_week_whose_moment_is_that_of_the_next_is_told_with_it(tmp_path: Path) -> None:
    """5 January 2026 is a holiday, 12 January brings both weeks in one summary."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        weeks = await open_weeks(bot, day(2025, 12, 16))
        assert await at(weeks, day(2025, 12, 22), day(2025, 12, 29)) == [1, 2]
        await weeks.at(day(2025, 12, 30, 12))
        await weeks.office.publishes(weeks.office.anna, "Подписано 30 декабря")
        assert await at(weeks, day(2026, 1, 5), day(2026, 1, 9), day(2026, 1, 12, 11)) == [2, 2, 3]
        assert "29 дек. 2025 г. – 12 янв. 2026" in weeks.titles[-1].replace("\xa0", " ").replace(
            "\u2009", " "
        )
        assert "Подписано 30 декабря" in weeks.last
        assert "не было" not in weeks.last
        anna = weeks.office.anna
        await anna.sends("/summary")
        assert "29 дек. 2025" in anna.text.replace("\xa0", " ").replace("\u2009", " ")
        await anna.presses("‹ Раньше")
        assert "22–29 дек" in anna.text.replace("\xa0", " ").replace("\u2009", " ")
        await anna.presses("Позже ›")
        assert "29 дек. 2025" in anna.text.replace("\xa0", " ").replace("\u2009", " ")


async def test_the_administrator_may_want_it_on_the_day_all_the_same(tmp_path: Path) -> None:
    """Switched off, the summary comes on its Monday whatever the calendar says; switched on, later ones wait again."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        weeks = await open_weeks(bot, day(2026, 3, 3))
        olga = bot.admin()
        await olga.sends("/summary")
        await olga.presses("Расписание")
        await olga.presses("И в нерабочие дни")
        assert "В нерабочий день: выходит и в этот день" in olga.text
        assert await at(weeks, day(2026, 3, 9)) == [1]
        await olga.presses("Только в рабочие дни")
        assert "выходит в следующий рабочий день" in olga.text
        assert await at(weeks, *(day(2026, 3, 9) + timedelta(days=n) for n in (1, 6, 7))) == [1, 1, 2]


async def test_the_command_opens_the_last_complete_week(tmp_path: Path) -> None:
    """Of the week that goes on little can be said; it is one tap further."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        weeks = await open_weeks(bot, day(2026, 11, 17))
        anna = weeks.office.anna
        await anna.sends("/summary")
        assert "Неделя ещё не закончилась" in anna.text
        await weeks.at(day(2026, 11, 23))
        await weeks.at(day(2026, 11, 25))
        await anna.sends("/summary")
        assert "16–23 нояб" in anna.text.replace("\xa0", " ").replace("\u2009", " ")
        assert "Неделя ещё не закончилась" not in anna.text
        await anna.presses("Позже ›")
        assert "Неделя ещё не закончилась" in anna.text
