"""What a group is owed when its schedule changes, it is closed to the bot, or a summary came before its time."""

from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Message
from bot.sandbox.state.members import Status
from data.messaging.chats import BoundChat, bind_chat, select_bound_chat
from data.summaries.summaries import SummaryRule, upsert_summary_rule
from tests.bot_harness import BotHarness, serving
from tests.handlers.notes.note_fixtures import coordinate
from tests.handlers.summaries.summary_fixtures import (
    Weeks,
    chooses,
    leap,
    moscow,
    open_weeks,
    restarted,
    telegram,
)
from tests.two_roadmaps_fixtures import add_small_roadmap

KEPT = "30 ноября 2026, пн, 10:00 МСК (12:00 в Перми)"


@pytest.fixture
async def weeks(bot: BotHarness) -> Weeks:
    """The group was bound on Tuesday, 24 November 2026; its first summary is due on Monday the 30th."""
    return await open_weeks(bot, moscow(24))


async def test_no_moment_before_a_change_is_owed(weeks: Weeks) -> None:
    """Friday at 16:00 the day becomes Friday: the moment that has passed brings nothing, the week keeps its Monday."""
    await weeks.at(moscow(27, 16))
    olga = weeks.bot.admin()
    told = await chooses(olga, "пт")
    assert f"Следующую сводку группа получит {KEPT}." in told
    assert "по прежнему расписанию, следующая — 4 декабря 2026, пт, 10:00 МСК" in told
    await weeks.at(moscow(27, 16, 1))
    assert weeks.summaries == []
    told = await chooses(olga, *["+1:00"] * 7)
    assert "Следующую сводку группа получит 27 ноября 2026, пт, 17:00 МСК (19:00 в Перми)." in told
    assert "по прежнему" not in told
    await weeks.at(moscow(27, 17))
    assert weeks.titles == ["Сводка за неделю, 23–27 нояб. 2026 г."]
    assert "опозданием" not in weeks.last
    await weeks.at(moscow(30))
    assert len(weeks.summaries) == 1


async def test_a_change_swallows_no_week(weeks: Weeks) -> None:
    """On Sunday the day becomes Thursday, which has passed: Monday's summary comes, then Thursday's, without an excuse."""
    await weeks.at(moscow(29))
    assert KEPT in await chooses(weeks.bot.admin(), "чт")
    await weeks.at(moscow(30))
    await weeks.at(moscow(3, month=12))
    assert weeks.titles == [
        "Сводка за неделю, 23–30 нояб. 2026 г.",
        "Сводка за неделю, 30 нояб. – 3 дек. 2026 г.",
    ]
    assert not any("не выходила" in post.text or "опозданием" in post.text for post in weeks.summaries)


async def test_changed_settings_are_a_change_too(tmp_path: Path) -> None:
    """A bot that starts on Friday at 18:00 with «fri 10:00» in its settings publishes nothing of that morning."""
    path = tmp_path / "roadmap.db"
    async with telegram() as sandbox:
        async with serving(sandbox, path) as bot:
            weeks = await open_weeks(bot, moscow(24))
            await weeks.at(moscow(25))
        async with restarted(weeks, path, moscow(27, 18), summary_at="fri 10:00") as weeks:
            assert weeks.summaries == []
            await weeks.at(moscow(30))
            await weeks.at(moscow(4, month=12))
            assert len(weeks.summaries) == 2


async def test_weeks_switched_off_are_said_to_be(weeks: Weeks) -> None:
    """After a pause of summaries the next one says that they were switched off, not that the bot did not work."""
    await weeks.at(moscow(30))
    olga = weeks.bot.admin()
    await chooses(olga, "Выключить")
    await weeks.at(moscow(8, month=12))
    await chooses(olga, "Включить")
    await weeks.at(moscow(8, month=12))
    assert len(weeks.summaries) == 1
    await weeks.at(moscow(14, month=12))
    assert "не выходила: сводки были выключены." in weeks.last
    await olga.sends("/summary")
    await olga.presses("‹ Раньше")
    assert "В группе не публиковалась: сводки были выключены." in olga.text


async def pause(weeks: Weeks, reason: str) -> None:
    async with weeks.bot.db.writing() as connection:
        await connection.execute("UPDATE bound_chats SET state = 'paused', reason = ?", (reason,))


async def bind_again(weeks: Weeks, topic: int | None = None) -> None:
    async with weeks.bot.db.writing() as connection:
        chat = await select_bound_chat(connection, 1)
        assert chat
        at = int(weeks.bot.clock().timestamp())
        await bind_chat(connection, BoundChat(1, chat.chat_id, topic, chat.title, None, at, 1))


async def test_a_topic_closed_over_the_moment(weeks: Weeks) -> None:
    """Bound again an hour later, the group gets the week's summary with its notes, late."""
    await weeks.office.publishes(weeks.office.anna, "Слова недели.", "исполняется")
    await pause(weeks, "topic_closed")
    await weeks.at(moscow(30))
    assert weeks.summaries == []
    await weeks.office.anna.sends("/summary")
    assert "Темы группы «Рабочая группа» закрыты" in weeks.office.anna.text
    assert "Следующую сводку" not in weeks.office.anna.text
    leap(weeks.bot, moscow(30, 11))
    await bind_again(weeks)
    await weeks.at(moscow(30, 11))
    assert "Слова недели." in weeks.last
    assert "Опубликована с опозданием, 30 ноября 2026, пн, 11:00" in weeks.last


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("topic_closed", "тема группы была закрыта"),
        ("removed", "бота не было в группе"),
        ("no_rights", "боту не разрешалось писать в группу"),
        ("not_found", "группа была недоступна"),
    ],
)
async def test_a_closed_group_is_the_reason(weeks: Weeks, reason: str, words: str) -> None:
    """A week that could not be published for two days is named with what stood in its way."""
    await pause(weeks, reason)
    await weeks.at(moscow(30))
    await weeks.at(moscow(3, month=12))
    await bind_again(weeks)
    await weeks.at(moscow(7, month=12))
    assert len(weeks.summaries) == 1
    assert f"не выходила: {words}." in weeks.last


async def test_nothing_promises_what_was_published_before_its_time(weeks: Weeks) -> None:
    """After «Опубликовать сейчас» on Thursday week screen, settings and reminders speak of the Monday after the next."""
    galina, olga = weeks.bot.person("Галина"), weeks.bot.admin()
    await galina.sends("/start")
    await coordinate(weeks.bot, galina, 1)
    await weeks.at(moscow(26))
    await galina.sends("/summary")
    for _ in ("the week", "the question"):
        await galina.presses("Опубликовать сейчас")
    await weeks.is_out()
    after = "Следующую сводку группа получит 7 декабря 2026, пн"
    assert after in galina.text
    assert after in await chooses(olga)
    await weeks.at(moscow(27, 12))
    assert reminded(weeks.office.anna) == []
    await weeks.at(moscow(4, 12, month=12))
    assert any("07.12.2026" in text for text in reminded(weeks.office.anna))


def reminded(person: Person) -> list[str]:
    return [message.text for message in person.history() if "Перед сводкой" in message.text]


async def test_no_reminder_of_a_summary_that_will_not_come(weeks: Weeks) -> None:
    """While the group is closed to the bot, officials are not told that a summary comes out."""
    await pause(weeks, "removed")
    await weeks.at(moscow(27, 12))
    assert reminded(weeks.office.anna) == []


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2019-W20", "Неделя 2019-W20 раньше срока действия дорожной карты, он начинается с 2024 года."),
        ("0001-W01", "Неделя 0001-W01 раньше срока"),
        ("9999-W53", "Недели 9999-W53 нет в календаре."),
        ("9999-W52", "Неделя 9999-W52 ещё не началась."),
        ("2026-W54", "Недели 2026-W54 нет в календаре."),
        ("W54", "Недели W54 нет в календаре."),
    ],
)
async def test_a_link_to_an_impossible_week(weeks: Weeks, written: str, sentence: str) -> None:
    """It is refused with a sentence, and publishes nothing."""
    olga = weeks.bot.admin()
    await olga.sends(f"/start w_{written}")
    assert sentence in olga.text
    assert "Сводка за неделю" not in olga.text
    assert "Опубликовать сейчас" not in olga.buttons


async def test_links_with_numbers_that_nothing_has(weeks: Weeks) -> None:
    """A card, a note, an invitation and a sphere far beyond any number are answered with a sentence."""
    anna, far = weeks.office.anna, "9" * 30
    for text in (f"/start a_{far}", f"/start n_{far}", f"/start n_0-{far}", f"/start inv_{far}", f"/{far}"):
        await anna.sends(text)
        assert anna.text
    assert await weeks.office.count("inbox WHERE state = 'failed'") == 0


async def test_a_week_before_anything_was_recorded_is_not_published(weeks: Weeks) -> None:
    """A past week of the roadmap is shown; the button that publishes it is missing, and a forged one is refused."""
    olga = weeks.bot.admin()
    await olga.sends("/start w_2026-W20")
    assert "Опубликовать сейчас" not in olga.buttons
    await olga.presses_data("wx:1:202620")
    assert olga.alert == "За неделю 2026-W20 в боте ещё нет сведений: публиковать нечего."
    await olga.presses_data("wx:1:201920")
    assert "раньше срока действия" in (olga.alert or "")
    await olga.presses_data("w:0:100")  # week 0 of year 0 is the one that goes on
    await olga.presses_data("w:101:0")
    assert weeks.summaries == []


async def test_a_late_summary_at_night_makes_no_sound(tmp_path: Path) -> None:
    """The bot comes back at 23:31: everything it catches up with is silent; by day it is heard."""
    path = tmp_path / "roadmap.db"
    heard: list[list[Message]] = []
    for hour, minute in ((23, 31), (12, 0)):
        async with telegram() as sandbox:
            place = path.with_suffix(f".{hour}.db")
            async with serving(sandbox, place) as bot:
                weeks = await open_weeks(bot, moscow(24))
            async with restarted(weeks, place, moscow(30, hour, minute)) as weeks:
                assert "Опубликована с опозданием" in weeks.last
                heard.append([post for post in weeks.summaries if not post.silent])
    assert [len(posts) for posts in heard] == [0, 1]


async def test_a_pin_that_fails_starves_no_other_group(weeks: Weeks) -> None:
    """Telegram fails to pin in the first group again and again: the group of the other roadmap gets its summary in time."""
    bot = weeks.bot
    await chooses(bot.admin(), "Закреплять тихо")
    small = await add_small_roadmap(bot)
    other = bot.sandbox.group("Вторая группа", members=[weeks.office.anna], bot=Status.MEMBER)
    async with bot.db.writing() as connection:
        at = int(moscow(24).timestamp())
        await bind_chat(connection, BoundChat(small, other.id, None, "Вторая группа", None, at, 1))
        await upsert_summary_rule(connection, SummaryRule(small, "mon 10:15"))
    bot.sandbox.faults.server_error(method="pinChatMessage", times=99)
    await weeks.at(moscow(30))
    await weeks.at(moscow(30, 10, 15))
    for day in (7, 14):
        await weeks.at(moscow(day, month=12))
        await weeks.at(moscow(day, 10, 15, month=12))
        told = [post.text for post in other.messages.values() if post.text.startswith("Сводка за неделю")]
        assert len(told) == 1 + day // 7
        assert not any("опозданием" in text or "не выходила" in text for text in told)
