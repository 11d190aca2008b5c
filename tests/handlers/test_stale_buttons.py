"""Buttons of another time, of another person, or forged: an alert, never an error."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.people.person import Person
from tests.bot_harness import BotHarness, running_bot
from tests.handlers.notes.note_fixtures import open_office
from tests.thoroughness import examples
from tests.two_roadmaps_fixtures import add_small_roadmap

STALE = "Кнопка устарела. Откройте меню: /start"
REFUSALS = {
    STALE,
    "This button is out of date. Open the menu: /start",
    "Этот вопрос уже не хранится. Спросите ещё раз.",
    "This question is no longer kept. Please ask it again.",
    "Это доступно только администратору.",
    "Only an administrator may do that.",
    "Это доступно только сотруднику ведомства или координатору стороны.",
    "Only an agency's official or a side's coordinator may do that.",
}
PREFIXES = [
    "h",
    "ss",
    "s",
    "ps",
    "p",
    "a",
    "ds",
    "d",
    "c",
    "q",
    "hp",
    "st",
    "l",
    "rs",
    "r",
    "rq",
    "ro",
    "al",
    "rf",
    "tb",
    "td",
    "tt",
    "tc",
    "to",
    "ta",
    "tf",
    "g",
    "gi",
    "gm",
    "zz",
    "",
]
FIELDS = st.one_of(
    st.integers(min_value=-(10**20), max_value=10**20).map(str),
    st.integers(min_value=0, max_value=60).map(str),
    st.sampled_from(
        ["", "ru", "en", "o", "y", "s.1.0", "c.1.0-a.1.0", "-", "..", "a.1.0-", "s.99999999999.0"]
    ),
    st.text(alphabet="asdq019.-: \u0301Ж", max_size=12),
)


@st.composite
def forged(draw: st.DrawFn) -> str:
    data = ":".join([draw(st.sampled_from(PREFIXES)), *draw(st.lists(FIELDS, max_size=4))])
    return data.encode()[:64].decode(errors="ignore") or "x"


@pytest.mark.random
def test_no_forged_button_breaks_anything(tmp_path: Path) -> None:
    """Whatever a button carries, it is answered: with a screen, or with an alert; and nothing fails inside."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        bot = runner.run(stack.enter_async_context(running_bot(tmp_path / "roadmap.db")))
        anna = bot.person()
        runner.run(anna.sends("/start"))
        bot.sandbox.allows("message is not modified")

        @settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
        @given(data=forged())
        def press(data: str) -> None:
            runner.run(pressed(bot, anna, data))

        try:
            press()
        finally:
            runner.run(stack.aclose())


async def pressed(bot: BotHarness, anna: Person, data: str) -> None:
    await anna.presses_data(data)
    await bot.settled()
    assert anna.alert is None or anna.alert in REFUSALS
    failed = await bot.db.reader.execute_fetchall(
        "SELECT count(*) FROM inbox WHERE state IN ('failed', 'malformed')"
    )
    assert [row[0] for row in failed] == [0]


async def test_a_button_that_leads_nowhere_leaves_the_way_home(bot: BotHarness) -> None:
    """The alert says that it is out of date; the text stays, and the only button left is the way home."""
    anna = bot.person()
    seen = await anna.sends("3.2")
    await anna.presses_data("c:999999:0:", changes=True)
    assert anna.alert == STALE
    assert anna.text == seen.text
    assert anna.buttons == ["Главная"]
    await anna.presses("Главная")
    assert anna.text.startswith("Дорожная карта\n")


async def test_a_page_that_is_gone_shows_the_last_one(bot: BotHarness) -> None:
    """A list that has become shorter since opens at its end."""
    anna = bot.person()
    await anna.sends("/start")
    await anna.presses_data("ss:9999", changes=True)
    assert "2/2" in anna.buttons


async def test_a_press_on_a_deleted_message_gets_a_new_one(bot: BotHarness) -> None:
    """Where nothing can be edited any more the screen comes as a new message."""
    anna = bot.person()
    seen = await anna.sends("/start")
    anna.deletes_message(seen)
    await anna.presses_data("ss:0", message=seen, changes=True)
    assert anna.text == "Сферы\n36 мероприятий"


async def test_a_press_that_comes_too_late_still_opens_its_screen(bot: BotHarness) -> None:
    """A press that can no longer be answered is no error: the message turns all the same."""
    anna = bot.person()
    await anna.sends("/start")
    bot.sandbox.expects("query is too old")
    query = anna.taps("Сферы")
    bot.sandbox.advance(60)
    await anna.sees("Сферы\n36 мероприятий")
    bot.sandbox.telegram.callbacks.settle(query, {})  # the waiting on the button has long ended by itself


async def test_a_group_opens_nothing_of_another_roadmap(bot: BotHarness) -> None:
    """In a group its own roadmap is shown, also to a person who may read both: another one's things do not exist there.

    In private the same person opens them.
    """
    small = await add_small_roadmap(bot)
    office = await open_office(bot)
    assert office.chat
    await office.publishes(office.anna, "Слова")
    async with bot.db.writing() as connection:
        await connection.execute("UPDATE bound_chats SET roadmap_id = ?", (small,))
        await connection.execute(
            "INSERT INTO move_requests (activity_id, wording, day, reason, asked_by, asked_at)"
            " VALUES (1, '2026 г.', '2027-02-15', 'Причина', ?, 1)",
            (office.anna.id,),
        )
    asked = await office.anna.sends("/find 1.1", chat=office.chat, until="Обмен учителями")
    for data in ("no:1:0", "nf:1", "to:1", "nh:1:0", "c:1:0:", "s:1:0", "a:1:0:", "ng:1:0", "p:1:0"):
        await office.anna.presses_data(data, message=asked, chat=office.chat, changes=False)
        assert office.anna.alert, data
    await office.anna.presses_data("no:1:0", changes=None)
    await office.anna.sees("Слова")
