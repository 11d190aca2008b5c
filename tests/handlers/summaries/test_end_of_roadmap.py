"""The end of the roadmap: what lacks a closing word is said beforehand, one summary closes it, and then it is quiet."""

from datetime import datetime
from pathlib import Path

from tests.bot_harness import running_bot
from tests.handlers.summaries.summary_fixtures import MOSCOW, open_weeks


def day(year: int, month: int, number: int, hour: int = 10) -> datetime:
    return datetime(year, month, number, hour, 1, tzinfo=MOSCOW)


async def test_one_summary_closes_the_roadmap(tmp_path: Path) -> None:
    """On 11 January 2027, the first working Monday: totals, by sphere, by side; no later Monday brings another one."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        weeks = await open_weeks(bot, day(2026, 10, 20))
        anna, boris = weeks.office.anna, weeks.office.boris
        await weeks.at(day(2026, 10, 26))
        assert "Без итогового слова" not in weeks.last
        home = await anna.sends("/start")
        assert "Без итогового слова" not in home.text
        await weeks.at(day(2026, 11, 2))
        assert "Без итогового слова: 36" in weeks.last
        assert "Без итогового слова: 36" in (await anna.sends("/start")).text
        await weeks.office.publishes(anna, "Сделано.", "исполнено")
        await weeks.office.publishes(boris, "И у нас.", "исполнено")
        await weeks.at(day(2026, 12, 28))
        assert "Без итогового слова: 35" in weeks.last
        assert len(weeks.summaries) == 3
        closing = [post.text for post in weeks.summaries]
        for moment in (day(2027, 1, 4), day(2027, 1, 11, 9)):
            await weeks.at(moment)
            assert [post.text for post in weeks.summaries] == closing
        before = len(weeks.office.posts())
        await weeks.at(day(2027, 1, 11))
        last = "\n".join(post.text for post in weeks.office.posts()[before:])
        assert last.startswith("Итоговая сводка, 2024–2026")
        assert "Срок действия дорожной карты истёк." in last
        assert "Исполнено: 1 из 36\nБез итогового слова: 35" in last
        assert "По сферам\n1. В торгово-экономической и инвестиционной сферах — исполнено: 1 из " in last
        assert "По сторонам\nСанкт-Петербург — исполнено: 1 из " in last
        assert "Просрочено" not in last
        assert "Нет сведений" not in last
        after = len(weeks.office.posts())
        for moment in (day(2027, 1, 18), day(2027, 1, 25), day(2027, 2, 1), day(2027, 3, 1)):
            await weeks.at(moment)
        assert len(weeks.office.posts()) == after
        await anna.sends("/summary")
        assert "Итоговая сводка, 2024–2026" in anna.text
        assert "еженедельных сводок больше не будет" in anna.text
        home = await anna.sends("/start")
        assert "Срок действия дорожной карты истёк 31 декабря 2026" in home.text
        assert "Просрочено" not in home.text
        card = await anna.sends("/1_1")
        assert card.text.splitlines()[1] == "Срок действия дорожной карты истёк 31 декабря 2026, чт."
        answered = await anna.sends("ближайшие сроки")
        assert "Предстоящих контрольных дат нет, последняя была" in answered.text
        assert "Ближайшая контрольная дата" not in answered.text
