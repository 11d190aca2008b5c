"""Language and roadmap, chosen and remembered."""

from pathlib import Path

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.members import Status
from data.audit import AuditContext
from data.people.appointments import Appointment
from data.people.invitation_acceptance import issue_invitation
from data.people.invitations import Offer
from data.people.people import Role
from tests.bot_harness import PATIENCE, QUIET, BotHarness, running_bot, serving
from tests.handlers.notes.note_fixtures import give
from tests.two_roadmaps_fixtures import add_small_roadmap


@pytest.mark.parametrize(
    ("telegram", "menu"),
    [
        ("ru", "Дорожная карта"),
        ("en", "Roadmap"),
        ("en-GB", "Roadmap"),
        ("uk", "Дорожная карта"),
        (None, "Дорожная карта"),
    ],
)
async def test_the_language_is_that_of_their_telegram(
    bot: BotHarness, telegram: str | None, menu: str
) -> None:
    """Russian and English are spoken; any other language, or none, gets the default one."""
    anna = bot.person(language_code=telegram)
    await anna.sends("/start")
    assert anna.text.startswith(menu + "\n")


async def test_a_chosen_language_is_remembered(tmp_path: Path) -> None:
    """The choice shows at once, holds for the next message, and after a restart."""
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, tmp_path / "roadmap.db") as running:
            anna = running.person()
            await anna.sends("/settings")
            await anna.presses("English")
            assert anna.text.startswith("Settings\nLanguage: English")
            assert "✓ English" in anna.buttons
        async with serving(sandbox, tmp_path / "roadmap.db"):
            await anna.sends("минстрой")
            assert "Understood as" in anna.text


async def test_the_default_language_is_a_setting(tmp_path: Path) -> None:
    """With DEFAULT_LOCALE=en a person whose Telegram is French reads English."""
    async with running_bot(tmp_path / "roadmap.db", default_locale="en") as bot:
        jean = bot.person("Jean", language_code="fr")
        await jean.sends("/start")
        assert jean.text.startswith("Roadmap\n")


async def test_strangers_may_choose_a_language(tmp_path: Path) -> None:
    """A person who is not let in can at least read in their language why, and learns no roadmap's name."""
    async with running_bot(tmp_path / "roadmap.db", read_access="members") as bot:
        boris = bot.person()
        await boris.sends("/start")
        await boris.presses("Язык")
        await boris.presses("English")
        assert boris.text == "Settings\nLanguage: English"
        await boris.sends("/start")
        assert boris.text.startswith("This roadmap is shown to its participants only.")


async def test_a_choice_of_roadmaps_only_where_there_are_several(bot: BotHarness) -> None:
    """With one roadmap nothing is to be chosen; with a second one the menu offers it, and the choice is remembered."""
    anna = bot.person()
    await anna.sends("/start")
    assert not any("карт" in label for label in anna.buttons)
    await add_small_roadmap(bot)
    await anna.sends("/start")
    await anna.presses("Другие карты (1)")
    await anna.presses("Орловская")
    assert anna.text.startswith("Дорожная карта\nОрловская область — Брестская область, 2025–2027")
    assert "1 мероприятие · 1 сфера · 2 ведомства" in anna.text
    await anna.sends("1.1")
    assert "Обмен учителями" in anna.text
    await anna.sends("/settings")
    assert "Орловская область" in anna.text


async def test_buttons_of_the_other_roadmap_are_out_of_date(bot: BotHarness) -> None:
    """After the change of roadmap an old screen of the first one does not open things of it."""
    anna = bot.person()
    small = await add_small_roadmap(bot)
    await anna.sends("/start")
    old = await anna.presses("Сферы")
    await anna.sends("/start")
    await anna.presses("Другие карты")
    await anna.presses_data(f"r:{small}", changes=True)
    await anna.presses("3.", message=old, changes=False)
    assert anna.alert == "Кнопка устарела. Откройте меню: /start"


async def test_members_of_one_group_read_its_roadmap_only(tmp_path: Path) -> None:
    """Being in the group of one roadmap opens that one; the other is neither offered nor reached by a forged button."""
    async with running_bot(tmp_path / "roadmap.db", read_access="group") as bot:
        small = await add_small_roadmap(bot)
        anna = bot.person()
        group = bot.sandbox.group("Группа", members=[anna], bot=Status.MEMBER)
        async with bot.db.writing() as connection:
            await connection.execute(
                "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (?, ?, 0)", (small, group.id)
            )
        await anna.sends("/start")
        assert "Орловская область" in anna.text
        assert "Другие карты" not in "".join(anna.buttons)
        await anna.presses_data("r:1")
        assert anna.alert == "Кнопка устарела. Откройте меню: /start"


async def test_ones_own_roadmap_is_the_first_of_those_that_all_may_read(bot: BotHarness) -> None:
    """An official of the second one starts there, and finds it before the first one in the list; others begin with the first."""
    small = await add_small_roadmap(bot)
    [[agency]] = await bot.db.reader.execute_fetchall(
        "SELECT min(a.id) FROM agencies AS a JOIN parties AS p ON p.id = a.party_id WHERE p.roadmap_id = ?",
        (small,),
    )
    for person, first in ((bot.person("Анна"), "Орловская"), (bot.person("Борис"), "Санкт-Петербург")):
        if first == "Орловская":
            await give(bot, person, Appointment(Role.OFFICIAL, {agency: ""}))
        await person.sends("/start")
        assert person.text.startswith(f"Дорожная карта\n{first}")
        await person.presses("Другие карты (1)")
        assert person.buttons[0].startswith(f"✓ {first}")


async def test_a_group_shows_its_own_roadmap(bot: BotHarness) -> None:
    """Whatever a person has chosen for themselves, the group's answers are from the group's roadmap."""
    small = await add_small_roadmap(bot)
    anna = bot.person()
    group = bot.sandbox.group("Группа", members=[anna], bot=Status.MEMBER)
    async with bot.db.writing() as connection:
        await connection.execute(
            "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (?, ?, 0)", (small, group.id)
        )
    await anna.sends("/find 1.1", chat=group)
    assert "Обмен учителями" in anna.looks(group).text
    await anna.sends("1.1")
    assert "Обмен информацией" in anna.text


async def test_commands_are_offered_for_each_chat_and_language(bot: BotHarness) -> None:
    """The private menu of commands has eight, a group's four, in the language of the person's Telegram."""
    anna, john = bot.person(), bot.person("John", language_code="en")
    await bot.sandbox.until(lambda: bool(anna.commands()))
    await bot.settled()
    group = bot.sandbox.group("Группа", members=[anna], bot=Status.MEMBER)
    assert [command["command"] for command in anna.commands()] == [
        "start",
        "find",
        "my",
        "notes",
        "summary",
        "settings",
        "cancel",
        "help",
    ]
    assert [command["command"] for command in anna.commands(group)] == ["find", "notes", "summary", "help"]
    assert anna.commands()[1]["description"] == "Задать вопрос"
    assert john.commands()[1]["description"] == "Ask a question"


async def test_news_speak_ones_language_after_a_restart(tmp_path: Path) -> None:
    """An administrator with an English Telegram is told in English of a request that comes after a restart."""
    path = tmp_path / "roadmap.db"
    async with Sandbox.running(
        options=Options(rates=None, patience=PATIENCE, quiet=QUIET), strict=True
    ) as sandbox:
        async with serving(sandbox, path, read_access="members") as bot:
            admin = bot.admin(language_code="en")
            await admin.sends("/start")
        async with serving(sandbox, path, read_access="members") as bot:
            anna = bot.person()
            await anna.sends("/start")
            await anna.presses("Запросить доступ")
            await admin.sees("Access request")


async def test_everybody_lives_in_their_own_roadmap(tmp_path: Path) -> None:
    """A role opens the roadmaps of its bodies and no other: to begin with, by questions, by numbers and by forged buttons."""
    async with running_bot(tmp_path / "roadmap.db", read_access="members") as bot:
        small = await add_small_roadmap(bot)
        admin, anna, boris = bot.admin(), bot.person("Анна"), bot.person("Борис")
        await admin.sends("/start")
        async with bot.db.writing() as connection:
            [[agency]] = await connection.execute_fetchall(
                "SELECT a.id FROM agencies AS a JOIN parties AS p ON p.id = a.party_id WHERE p.roadmap_id = ? LIMIT 1",
                (small,),
            )
            offer = Offer(Appointment(Role.OFFICIAL, {agency: ""}))
            _, token = await issue_invitation(
                connection, offer, AuditContext(None, int(bot.clock().timestamp()))
            )
        await anna.sends(f"/start inv_{token}")
        assert "Дорожная карта: Орловская область — Брестская область, 2025–2027" in anna.text
        await anna.sends("/start")
        assert anna.text.startswith("Дорожная карта\nОрловская область — Брестская область")
        assert "Другие карты" not in "".join(anna.buttons)
        await anna.sends("1.1")
        assert "Обмен учителями" in anna.text
        await anna.sends("14.1")
        assert anna.text.startswith("Пункта «14.1» в этой дорожной карте нет.")
        await anna.presses_data("r:1")
        assert anna.alert == "Кнопка устарела. Откройте меню: /start"

        await boris.sends("/start")
        await boris.presses("Запросить доступ")
        await admin.sees("Запрос доступа")
        assert "Роль открывает ту карту, которая выбрана у Вас в меню." in admin.text
        await admin.presses("Читатель")
        assert "Дорожная карта: Санкт-Петербург — Пермский край, 2024–2026" in admin.text
        await boris.sends("/start")
        assert "Санкт-Петербург" in boris.text
        assert "Другие карты" not in "".join(boris.buttons)
        await boris.presses_data(f"r:{small}")
        assert boris.alert == "Кнопка устарела. Откройте меню: /start"
        await admin.sends("/start")
        assert "Другие карты (1)" in "".join(admin.buttons)
        foreign = await only_activity(bot, small)
        await admin.starts(f"c_{foreign}")
        assert "Обмен учителями" in admin.text
        await admin.starts("c_1")
        assert "Обмен информацией" in admin.text
        await boris.starts(f"c_{foreign}")
        assert boris.text.startswith("Ссылка ведёт в другую дорожную карту, она Вам не открыта.")
        await links_lead_into_their_roadmap(small, foreign, (admin, anna, boris))


async def links_lead_into_their_roadmap(small: int, foreign: int, people: tuple[Person, ...]) -> None:
    """Those of summaries and notes, too; Anna reads the small roadmap, Boris the first one, the administrator both."""
    admin, anna, boris = people
    closed = "Ссылка ведёт в другую дорожную карту, она Вам не открыта."
    await boris.starts(f"w_{small}")
    assert boris.text.startswith(closed)
    await admin.starts(f"w_{small}_2026-W47")
    assert "16–23 нояб. 2026" in admin.text
    for link, region in ((f"w_{small}", "Орловская"), ("w_1", "Петербург"), ("w_2026-W47", "Петербург")):
        await admin.starts(link)
        assert region in admin.text
    await anna.starts("note_1")
    assert anna.text.startswith(closed)
    await anna.starts(f"note_{foreign}")
    assert "Напишите текст отчёта" in anna.text


async def only_activity(bot: BotHarness, roadmap_id: int) -> int:
    """The id of the one activity of a small roadmap."""
    sql = "SELECT id FROM activities WHERE roadmap_id = ?"
    [[activity_id]] = await bot.db.reader.execute_fetchall(sql, (roadmap_id,))
    return int(activity_id)
