"""A button under a screen that another person's change has made old: nothing is written, what holds now is shown."""

from typing import Any, Final

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.sandbox.people.person import Person
from bot.sandbox.state.members import Status
from data.messaging.chats import select_bound_chat
from data.people.appointments import Appointment, select_appointment
from data.people.people import Role
from data.summaries.summaries import select_summary_rule
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, coordinate, give, open_office
from tests.handlers.test_permission_matrix import samples
from tests.handlers.test_writing_buttons import BUTTONS

OLD: Final = "Ничего не изменено: экран устарел"
RENEWED: Final = sorted(
    (taken for taken in BUTTONS if CallbackData not in taken.__bases__), key=lambda taken: taken.__prefix__
)
FACTS: Final = (
    "people",
    "person_agencies",
    "person_parties",
    "person_roadmaps",
    "access_requests",
    "invitations",
    "meetings",
    "note_versions",
    "bound_chats",
    "summary_rules",
    "working_years",
    "audit WHERE action <> 'attempted'",
)


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    office = await open_office(bot)
    for person in (office.anna, office.boris):
        await person.sends("/start")
    return office


@pytest.fixture
async def admin(bot: BotHarness) -> Person:
    person = bot.admin()
    await person.sends("/start")
    return person


@pytest.fixture
async def gleb(bot: BotHarness) -> Person:
    """The other administrator."""
    gleb = bot.person("Глеб", id=701)
    await give(bot, gleb, Appointment(Role.ADMIN))
    await gleb.sends("/start")
    return gleb


async def rows(office: Office) -> list[Any]:
    return [
        [tuple(row) for row in await office.bot.db.reader.execute_fetchall(f"SELECT * FROM {table}")]
        for table in FACTS
    ]


async def test_a_role_chosen_under_an_old_card(office: Office, admin: Person, gleb: Person) -> None:
    """The other administrator has made her a reader meanwhile: no role is given, the card of now is shown and works."""
    anna = office.anna
    await admin.presses_data(f"pm:{anna.id}", changes=True)
    await admin.presses("Изменить роль")
    await admin.presses("Координатор")
    assert "сейчас: Сотрудник ведомства" in admin.text
    await gleb.presses_data(f"pm:{anna.id}", changes=True)
    await gleb.presses("Изменить роль")
    await gleb.presses("Читатель")
    before = await rows(office)
    await admin.presses("Пермский край")
    assert admin.text.startswith(OLD)
    assert "Роль: Читатель" in admin.text
    assert await rows(office) == before
    await admin.presses("Изменить роль")
    await admin.presses("Координатор")
    await admin.presses("Пермский край")
    assert "Роль: Координатор" in admin.text
    assert (await select_appointment(office.bot.db.reader, anna.id)).parties == frozenset({2})


async def test_agencies_job_title_and_removal_under_old_screens(
    office: Office, admin: Person, gleb: Person
) -> None:
    """Each of them is of the person as shown; a press that asks for what holds already is no complaint."""
    anna, north = office.anna, office.north[0]
    await give(office.bot, anna, Appointment(Role.OFFICIAL, {north.id: "начальник"}))
    await admin.presses_data(f"of:{anna.id}:0:0", changes=True)
    agencies = admin.screen
    asked = await _opens(admin, f"ao:{anna.id}:{north.id}:0")
    removal = await _opens(admin, f"rm:{anna.id}")
    await give(office.bot, anna, Appointment(Role.OFFICIAL, {north.id: "директор"}))
    before = await rows(office)
    for label, screen in (("Без должности", asked), ("Да, удалить", removal)):
        await admin.presses(label, message=screen)
        assert admin.text.startswith(OLD), label
    other = next(label for label in agencies.buttons if "✓" not in label)
    await admin.presses(other, message=agencies)
    assert admin.text.startswith(OLD)
    assert await rows(office) == before
    assert gleb.id


async def _opens(person: Person, data: str) -> Any:
    await person.sends("/start")
    await person.presses_data(data, changes=True)
    return person.screen


async def test_what_is_handed_over_has_changed(office: Office, admin: Person) -> None:
    """A link and a hand-over are for what the predecessor held as it was shown, to the successor as shown."""
    anna, boris = office.anna, office.boris
    link = await _opens(admin, f"ho:{anna.id}:0")
    asked = await _opens(admin, f"hc:{anna.id}:{boris.id}:0")
    assert f"номер {boris.id} сейчас: Сотрудник ведомства" in asked.text
    await give(office.bot, boris, Appointment(Role.READER))
    before = await rows(office)
    await admin.presses("Да, передать", message=asked)
    assert admin.text.startswith(OLD)
    assert f"номер {boris.id} сейчас: Читатель" in admin.text
    assert await rows(office) == before
    await coordinate(office.bot, anna, 1)
    before = await rows(office)
    await admin.presses("Ссылка для преемника", message=link)
    assert admin.text.startswith(OLD)
    assert await rows(office) == before


async def test_summaries_keep_what_another_administrator_chose(
    office: Office, admin: Person, gleb: Person
) -> None:
    """An old screen of the settings does not bring back the day that held when it was drawn."""
    for person in (admin, gleb):
        await person.sends("/summary")
        await person.presses("Расписание")
    await gleb.presses("пт")
    before = await rows(office)
    await admin.presses("Закреплять тихо")
    assert admin.text.startswith(OLD)
    assert "пт" in admin.text
    assert await rows(office) == before
    await admin.presses("Закреплять тихо")
    rule = await select_summary_rule(office.bot.db.reader, 1)
    assert ((rule.rule or "")[:3], rule.pins) == ("fri", True)


async def test_a_newer_version_is_not_withdrawn(office: Office) -> None:
    """The author corrects the note while the coordinator is asked for the reason, chosen or typed."""
    olga = office.bot.person("Ольга", id=801)
    await coordinate(office.bot, olga, 1)
    await office.publishes(office.anna, "Первые слова")
    asked = await _opens(olga, "nx:1")
    own = await _opens(olga, "nx:1")
    await olga.presses("Своими словами", message=own)
    [written] = [seen for seen in office.anna.history() if seen.text == "Первые слова"]
    await office.anna.edits_message(written, "Другие слова")
    await office.bot.settled()
    await olga.sends("Ошибка", until="Отчёт не отозван: с тех пор он исправлен.")
    await olga.presses("Ошибка в сведениях", message=asked)
    assert olga.text.startswith(OLD)
    assert await office.count("notes WHERE withdrawn_at IS NOT NULL") == 0


async def test_a_meeting_with_more_decided_is_not_ended(office: Office) -> None:
    """A mark that was set while «End it» stood there is counted first."""
    olga = office.bot.person("Ольга", id=801)
    await coordinate(office.bot, olga, 1)
    await olga.sends("/agenda")
    await olga.presses("Открыть совещание")
    await olga.presses("Завершить")
    asked = olga.screen
    await _opens(olga, "gi:1")
    await olga.presses("Рассмотрено")
    await olga.presses("Завершить", message=asked)
    assert olga.text.startswith(OLD)
    assert "Рассмотрено: 1" in olga.text
    assert await office.count("meetings WHERE ended_at IS NOT NULL") == 0
    await olga.presses("Завершить")
    assert await office.count("meetings WHERE ended_at IS NOT NULL") == 1


async def test_a_group_bound_meanwhile_stays(office: Office, admin: Person) -> None:
    """The question in one group is old once the roadmap has moved to another one."""
    other = office.bot.sandbox.group("Другая", members=[admin], supergroup=True, bot=Status.MEMBER)
    asked = await admin.sends("/bind", chat=other, until="Публиковать")
    async with office.bot.db.writing() as connection:
        await connection.execute("UPDATE bound_chats SET chat_id = -100777, title = 'Третья'")
    await admin.presses("Публиковать здесь", message=asked, chat=other)
    seen = admin.looks(other)
    assert seen.text.startswith(OLD)
    assert "Третья" in seen.text
    bound = await select_bound_chat(office.bot.db.reader, 1)
    assert bound
    assert bound.chat_id == -100777


async def test_each_button_of_before_is_answered_in_words(office: Office, admin: Person) -> None:
    """Of an earlier version, or with another fingerprint: by an administrator about things that are there, nothing changes."""
    assert len(RENEWED) > 8
    boris = office.bot.person("Новичок", id=900)
    await office.publishes(office.anna, "Слова")
    for statement in (
        "INSERT INTO access_requests (user_id, name, requested_at) VALUES (900, 'Новичок', 1)",
        "INSERT INTO meetings (roadmap_id, day, opened_by) VALUES (1, '2026-11-24', 1)",
    ):
        async with office.bot.db.writing() as connection:
            await connection.execute(statement)
    held = Appointment(Role.OFFICIAL, {office.north[0].id: "начальник"})
    await give(office.bot, office.anna, held)
    before = await rows(office)
    assert boris.id
    for taken in RENEWED:
        for kind in (taken, taken.__bases__[0]):
            for data in samples(kind):
                if ":i:" in data and data.startswith(("gk", "gr")):
                    continue  # an invitation: a new link, whatever was shown
                waits = ":a:" in data or data.startswith(("fr", "rf"))
                person = "900" if waits else str(office.anna.id)
                pressed = data.replace("999999999", person)
                if data.startswith("ab"):  # an agency that she does not write for already
                    pressed = pressed.replace(":1:", ":2:")
                await admin.sends("/start")
                await admin.presses_data(pressed, changes=None)
                await office.bot.settled()
                assert admin.alert or admin.text.startswith(OLD), pressed
                assert await rows(office) == before, pressed
