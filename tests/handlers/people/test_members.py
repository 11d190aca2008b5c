"""An administrator lets people in, changes what they are, and lets them go, all by buttons."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from data.audit import AuditAction, AuditContext, select_audit
from data.people.appointments import NONE, Appointment, select_appointment, update_appointment
from data.people.people import Role
from handlers.fallback import is_forged
from tests.bot_harness import ADMIN_ID, BotHarness, running_bot
from tests.data.people.people_fixtures import begin_draft, has_draft
from tests.shown_state import shown_appointment


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotHarness]:
    """A bot that only admitted people may read."""
    async with running_bot(tmp_path / "roadmap.db", read_access="members") as running:
        yield running


@pytest.fixture
async def admin(bot: BotHarness) -> Person:
    person = bot.admin()
    await person.sends("/start")
    return person


async def asks(bot: BotHarness, admin: Person, name: str = "Борис") -> Person:
    """A new person has asked for access, and the administrator sees it."""
    boris = bot.person(name)
    await boris.sends("/start")
    await boris.presses("Запросить доступ")
    await admin.sees(name)
    return boris


async def joins(bot: BotHarness, admin: Person, name: str = "Борис") -> Person:
    """An official of the first agency on the list."""
    boris = await asks(bot, admin, name)
    await admin.presses("Сотрудник ведомства")
    await admin.presses(admin.buttons[0])
    await boris.sees("Вам открыт доступ")
    return boris


async def held(bot: BotHarness, person: Person) -> Appointment:
    return await select_appointment(bot.db.reader, person.id)


async def agency_name(bot: BotHarness, agency_id: int) -> str:
    rows = await bot.db.reader.execute_fetchall("SELECT name FROM agencies WHERE id = ?", (agency_id,))
    [[name]] = rows
    return str(name)


async def test_a_request_becomes_an_official_in_two_taps(bot: BotHarness, admin: Person) -> None:
    """Role, then agency: the person is told what they are now, and what to do next."""
    boris = await asks(bot, admin)
    await admin.presses("Сотрудник ведомства")
    assert admin.text.startswith("Выберите ведомство\nСанкт-Петербург, ")
    await admin.presses(admin.buttons[0])
    appointment = await held(bot, boris)
    assert appointment.role is Role.OFFICIAL
    [agency_id] = appointment.agencies
    name = await agency_name(bot, agency_id)
    assert f"Борис\nРоль: Сотрудник ведомства\nВедомство: {name}" in admin.text
    await boris.sees("Вам открыт доступ")
    assert name in boris.text
    assert "/my" in boris.text
    await boris.presses("Открыть дорожную карту")
    assert boris.text.startswith("Дорожная карта\n")


async def test_the_agencies_of_the_other_side_are_one_tap_away(bot: BotHarness, admin: Person) -> None:
    """A coordinator chooses a side; an official's agency may be of either."""
    boris = await asks(bot, admin)
    await admin.presses("Сотрудник ведомства")
    await admin.presses("Пермский край ›")
    assert "Пермский край, " in admin.text
    await admin.presses("›")
    assert "2/" in " ".join(admin.buttons)
    await admin.presses("Назад")
    await admin.presses("Координатор стороны")
    await admin.presses("Пермский край")
    await boris.sees("Роль: Координатор стороны\nСторона: Пермский край")


@pytest.mark.parametrize("decision", ["Читатель", "Отказать"])
async def test_reading_is_given_or_refused_in_one_tap(bot: BotHarness, admin: Person, decision: str) -> None:
    """A reader needs no agency; a person who is refused stays outside."""
    boris = await asks(bot, admin)
    await admin.presses(decision)
    refused = decision == "Отказать"
    await boris.sees("В доступе отказано" if refused else "Вам открыт доступ")
    assert (await held(bot, boris)).role is (None if refused else Role.READER)


async def test_two_administrators_decide_once(bot: BotHarness, admin: Person) -> None:
    """The second decision changes nothing, and its administrator sees what was decided."""
    boris = await asks(bot, admin)
    request = admin.screen
    await admin.presses("Читатель")
    await admin.presses("Отказать", message=request)
    assert admin.text.startswith("Решение уже принято.\nБорис\nРоль: Читатель")
    assert (await held(bot, boris)).role is Role.READER


async def test_people_are_found_by_role_and_by_agency(bot: BotHarness, admin: Person) -> None:
    """From the menu to the card on both ways; the agency is no longer among those not connected."""
    boris = await joins(bot, admin)
    [agency_id] = (await held(bot, boris)).agencies
    await admin.sends("/start")
    await admin.presses("Участники")
    assert admin.text.startswith("Участники\n2 участника\nНе подключены: ")
    unstaffed = int(admin.text.split("Не подключены: ")[1].split()[0])
    await admin.presses("Сотрудники ведомств (1)")
    assert "Борис\nСотрудник ведомства: " in admin.text
    await admin.presses("Борис")
    assert admin.text.startswith(f"Борис\nНомер в Telegram: {boris.id}\nРоль: Сотрудник ведомства")
    await admin.presses("Назад")
    await admin.presses("Назад")
    await admin.presses("По ведомствам")
    assert "Борис" in admin.text
    await admin.presses(admin.buttons[0])
    assert admin.text.startswith(await agency_name(bot, agency_id))
    assert admin.buttons[:2] == ["Борис", "Пригласить сотрудника"]
    await admin.presses("Назад")
    await admin.presses("Назад")
    await admin.presses(f"Не подключены ({unstaffed})")
    assert f"{unstaffed} " in admin.text


async def test_the_card_says_who_cannot_be_reached(bot: BotHarness, admin: Person) -> None:
    """A person who blocks the bot is marked so; opening it again takes the mark away."""
    boris = await joins(bot, admin)
    boris.blocks_bot()
    await bot.settled()
    await admin.presses_data(f"pm:{boris.id}", changes=True)
    assert "Заблокировал(а) бота" in admin.text
    await admin.presses_data("pp", changes=True)
    assert "1 заблокировал бота" in admin.text
    await boris.sends("/start")
    await admin.presses_data(f"pm:{boris.id}", changes=True)
    assert "Заблокировал" not in admin.text


async def test_agencies_are_added_and_dropped_by_taps(bot: BotHarness, admin: Person) -> None:
    """A tap adds an agency, another drops it; an official keeps at least one."""
    boris = await joins(bot, admin)
    await admin.presses_data(f"pm:{boris.id}", changes=True)
    await admin.presses("Изменить ведомства")
    first, second = admin.buttons[:2]
    assert first.startswith("✓ ")
    await admin.presses(second)
    assert admin.buttons[1].startswith("✓ ")
    assert len((await held(bot, boris)).agencies) == 2
    await admin.presses(first)
    assert len((await held(bot, boris)).agencies) == 1
    await admin.presses(admin.buttons[1])
    assert admin.alert
    assert admin.alert.startswith("У сотрудника должно быть хотя бы одно ведомство")
    assert len((await held(bot, boris)).agencies) == 1


async def test_a_role_is_changed_and_the_person_told(bot: BotHarness, admin: Person) -> None:
    """Coordinator, reader, administrator: each in its taps; becoming an administrator is asked twice."""
    boris = await joins(bot, admin)
    agencies = (await held(bot, boris)).agencies
    await admin.presses_data(f"pm:{boris.id}", changes=True)
    await admin.presses("Изменить роль")
    await admin.presses("Координатор стороны")
    await admin.presses("Санкт-Петербург")
    await boris.sees("Ваши права изменены.\nРоль: Координатор стороны")
    assert (await held(bot, boris)).agencies == agencies
    await admin.presses("Изменить роль")
    await admin.presses("Администратор")
    assert admin.text.startswith("Назначить администратором: Борис?")
    assert (await held(bot, boris)).role is Role.COORDINATOR
    await admin.presses("Да, назначить")
    await boris.sees("Роль: Администратор")
    await admin.presses("Изменить роль")
    await admin.presses("Читатель")
    assert await held(bot, boris) == Appointment(Role.READER, roadmaps=frozenset({1}))


async def test_whoever_is_removed_has_nothing_left(bot: BotHarness, admin: Person) -> None:
    """Asked first; then rights, draft and name are gone at once, and the person is told."""
    boris = await joins(bot, admin)
    await begin_draft(bot.db, boris.id)
    await boris.sends("/start")
    await admin.presses_data(f"pm:{boris.id}", changes=True)
    await admin.presses("Удалить")
    assert admin.text.startswith("Удалить: Борис?")
    assert (await held(bot, boris)).role is Role.OFFICIAL
    await admin.presses("Да, удалить")
    assert admin.text.startswith("Доступ закрыт.")
    assert "Борис" not in admin.text
    await boris.sees("Ваш доступ закрыт.")
    assert await held(bot, boris) == NONE
    assert not await has_draft(bot.db, boris.id)
    await boris.sends("что за Минстроем?")
    assert boris.text.startswith("Дорожная карта открыта только её участникам.")
    await admin.presses_data(f"pm:{boris.id}")
    assert admin.alert
    assert admin.alert.startswith("Кнопка устарела")


async def test_the_administrator_of_the_settings_is_not_demoted_by_buttons(
    bot: BotHarness, admin: Person
) -> None:
    """Neither the card offers it nor a forged button does it."""
    boris = await joins(bot, admin)
    seen = await shown_appointment(bot, boris.id)
    await admin.presses_data(f"gk:c:{boris.id}:admin:0:{seen}", changes=True)
    await boris.sees("Роль: Администратор")
    await boris.sends("/start")
    await boris.presses("Участники")
    await boris.presses("Администраторы (2)")
    await boris.presses_data(f"pm:{ADMIN_ID}", changes=True)
    assert "Администратор по настройке ADMIN_IDS" in boris.text
    assert "Удалить" not in boris.buttons
    seen = await shown_appointment(bot, ADMIN_ID)
    for forged in (f"ry:{ADMIN_ID}:{seen}", f"gk:c:{ADMIN_ID}:reader:0:{seen}"):
        await boris.presses_data(forged)
        assert boris.alert
        assert "ADMIN_IDS" in boris.alert
    await admin.sends("/start")
    await admin.presses("Участники")


@pytest.mark.parametrize(
    "forged",
    [
        "gr:c:{other}:admin:0",
        "gk:c:{other}:admin:0:0",
        "rx:{other}",
        "ry:{other}:0",
        "gr:a:{other}:reader:0",
        "gk:a:{other}:reader:0:0",
        "aa:{other}:1:0",
        "ab:{other}:1:0:0",
        "pm:{other}",
        "j:0",
        "jf",
    ],
)
async def test_an_official_cannot_forge_an_administrators_buttons(
    bot: BotHarness, admin: Person, forged: str
) -> None:
    """Refused with an alert, nothing changed, and the attempt stands in the journal once."""
    boris, anna = await joins(bot, admin), await joins(bot, admin, "Анна")
    await boris.sends("/start")
    before = await held(bot, anna)
    for _again in range(2):
        await boris.presses_data(forged.format(other=anna.id))
        assert boris.alert == "Это доступно только администратору."
    assert await held(bot, anna) == before
    [attempt, *earlier] = await select_audit(bot.db.reader)
    assert (attempt.action, attempt.actor_id, attempt.after) == ("attempted", boris.id, {"right": "admin"})
    assert not any(entry.action == "attempted" for entry in earlier)


@pytest.mark.parametrize(
    "broken",
    [
        "gk:c:-5:reader:0:0",
        "gk:c:99999999999999999999:reader:0:0",
        "gk:z:1:reader:0:0",
        "pm:",
        "gk:c:1:king:0:0",
        "gk:c:1:reader:0:-1",
        "gr:c:-5:reader:0",
    ],
)
async def test_broken_buttons_are_out_of_date(bot: BotHarness, admin: Person, broken: str) -> None:
    """Negative and huge ids, unknown words and missing fields are answered and change nothing; a forgery is recorded."""
    before = await select_audit(bot.db.reader)
    await admin.presses_data(broken)
    assert admin.alert
    assert admin.alert.startswith("Кнопка устарела")
    await bot.settled()
    recorded = [entry.action for entry in await select_audit(bot.db.reader) if entry not in before]
    assert recorded == ([AuditAction.ATTEMPTED] if is_forged(broken) else [])


async def test_buttons_about_what_is_not_there(bot: BotHarness, admin: Person) -> None:
    """An agency or a person that does not exist: refused in a sentence."""
    boris = await joins(bot, admin)
    for forged in (f"ab:{boris.id}:999999:0:0", f"gk:c:{boris.id}:official:999999:0", "of:55555:0:0"):
        await admin.sends("/start")
        await admin.presses_data(forged, changes=True)
        assert admin.alert
        assert admin.alert.startswith("Кнопка устарела")
    await admin.presses_data("ry:55555:0")
    assert admin.alert
    assert admin.alert.startswith("Этого участника уже нет.")


async def test_english_administrators_read_english(bot: BotHarness) -> None:
    """Every screen about people has its English."""
    admin = bot.admin(language_code="en")
    await admin.sends("/people")
    assert admin.text.startswith("People\n1 person\n")
    await admin.presses("Administrators (1)")
    await admin.presses_data(f"pm:{ADMIN_ID}", changes=True)
    assert "Role: Administrator" in admin.text


async def test_an_office_is_typed(bot: BotHarness, admin: Person) -> None:
    """«Должность» takes the next message, shows it on the card and keeps it in the journal."""
    boris = await joins(bot, admin)
    await opens(bot, admin, boris)
    await admin.presses("Должность")
    assert "Ваше следующее сообщение — должность" in admin.text
    refused = await admin.sends("я" * 129)
    assert refused.text.startswith("Нужна должность словами, не длиннее 128 знаков.")
    await admin.sends("начальник \n отдела", until="(начальник отдела)")
    assert list((await held(bot, boris)).agencies.values()) == ["начальник отдела"]
    entry = (await select_audit(bot.db.reader, 1))[0]
    assert entry.actor_id == ADMIN_ID
    assert "начальник отдела" in str(entry.after)
    await admin.presses("Должность")
    await admin.presses("Без должности")
    assert list((await held(bot, boris)).agencies.values()) == [""]


@pytest.mark.parametrize("words", ["отчёт", "мои", "сводка", "меню"])
async def test_an_office_named_like_a_command_in_words(bot: BotHarness, admin: Person, words: str) -> None:
    """What the bot asked for is taken as it is written, whatever it would mean otherwise."""
    boris = await joins(bot, admin)
    await opens(bot, admin, boris)
    await admin.presses("Должность")
    await admin.sends(words, until=f"({words})")
    assert list((await held(bot, boris)).agencies.values()) == [words]


@pytest.mark.parametrize("leaves", ["/cancel", "/start"])
async def test_an_office_is_left(bot: BotHarness, admin: Person, leaves: str) -> None:
    """/cancel and any other command leave the office as it was; the next message is a question again."""
    boris = await joins(bot, admin)
    await opens(bot, admin, boris)
    await admin.presses("Должность")
    await admin.sends(leaves)
    await admin.sends("гав гав", until="Не удалось понять вопрос.")
    assert list((await held(bot, boris)).agencies.values()) == [""]


async def test_an_office_in_one_of_several_agencies(bot: BotHarness, admin: Person) -> None:
    """Which agency is asked first; the others keep theirs."""
    boris = await joins(bot, admin)
    first = next(iter((await held(bot, boris)).agencies))
    async with bot.db.writing() as connection:
        both = Appointment(Role.OFFICIAL, {first: "советник", first + 1: ""})
        await update_appointment(connection, boris.id, both, AuditContext(None, 1), AuditAction.CHANGED)
    await opens(bot, admin, boris)
    await admin.presses("Должность")
    assert "В каком ведомстве эта должность?" in admin.text
    await admin.presses(admin.buttons[1])
    await admin.sends("директор", until="(директор)")
    assert (await held(bot, boris)).agencies == {first: "советник", first + 1: "директор"}


async def opens(bot: BotHarness, admin: Person, person: Person) -> None:
    """The person's card."""
    await bot.settled()
    await admin.sends("/people", until="Участники")
    await admin.presses("Сотрудники ведомств")
    await admin.presses(person.user.first_name)
