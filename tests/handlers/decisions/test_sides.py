"""One person decides for one side, wherever the appointment comes from."""

import re

import pytest

from bot.callbacks.people import AddAgency, HandOverTo
from bot.sandbox.people.person import Person
from data.audit import AuditAction, select_audit
from data.people.appointments import Appointment
from data.people.people import Role
from tests.bot_harness import BotHarness
from tests.handlers.decisions.decision_fixtures import PERM, SAINT_PETERSBURG, agrees, asks, coordinator, day
from tests.handlers.notes.note_fixtures import Office, coordinate, give, open_office
from tests.shown_state import shown_appointment, shown_hand_over

ONE_SIDE = "В одной дорожной карте координатор представляет одну сторону"


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def sides(office: Office, person: Person) -> list[int]:
    rows = await office.bot.db.reader.execute_fetchall(
        "SELECT party_id FROM person_parties WHERE user_id = ? ORDER BY 1", (person.id,)
    )
    return [party for (party,) in rows]


async def second_side(office: Office, person: Person, party_id: int) -> None:
    """As databases of before hold it."""
    async with office.bot.db.writing() as connection:
        await connection.execute(
            "INSERT INTO person_parties (user_id, party_id) VALUES (?, ?)", (person.id, party_id)
        )


async def test_a_coordinator_gets_no_second_side(office: Office) -> None:
    """Neither by the other side's link, which stays good for another person, nor by an administrator's buttons."""
    admin = office.bot.admin()
    await admin.sends("/start")
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    await petr.sends("/settings")
    await petr.presses("Передать дела")
    await petr.presses("Ссылка для преемника")
    link = re.search(r"\?start=(inv_[\w-]{43})", petr.text)
    assert link
    await olga.starts(link[1], until=ONE_SIDE)
    assert "Санкт-Петербург, Пермский край" in olga.text
    south = AddAgency(
        user_id=olga.id,
        agency_id=office.south[0].id,
        fingerprint=await shown_appointment(office.bot, olga.id),
    )
    seen = await shown_hand_over(office.bot, petr.id, olga.id)
    over = HandOverTo(user_id=petr.id, successor_id=olga.id, fingerprint=seen)
    for pressed in (south, over):
        await admin.presses_data(pressed.pack())
        assert (admin.alert or "").startswith(ONE_SIDE), pressed
    assert (await sides(office, olga), await sides(office, petr)) == ([SAINT_PETERSBURG], [PERM])
    vera = office.bot.person("Вера", id=803)
    await vera.starts(link[1], until="Вам переданы дела")
    assert (await sides(office, vera), await sides(office, petr)) == ([PERM], [])


async def test_two_sides_of_an_older_database_count_for_one(office: Office) -> None:
    """The first counts; an administrator stands in for the other, is marked, and is told whom to leave one side."""
    admin = office.bot.admin()
    await admin.sends("/start")
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    await second_side(office, olga, PERM)
    before = await day(office)
    await asks(office, office.anna)
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(olga, await olga.sees("Запрос переноса срока"))
    assert "Санкт-Петербург: согласовано\nПермский край: координатора нет, решает администратор" in olga.text
    await olga.presses_data("ta:1")
    assert await day(office) == before
    letter = await admin.sees("Запрос переноса срока")
    assert "Вы решаете за одну сторону: Пермский край." in letter.text
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(admin, letter)
    assert "Пермский край: согласовано (администратор за сторону)" in admin.text
    assert await day(office) == "2027-02-15"
    people = await admin.sends("/people")
    assert "Несколько сторон одной карты у 1 координатора" in people.text
    await admin.presses_data(f"pm:{olga.id}", changes=True)
    assert "учитывается только Санкт-Петербург" in admin.text
    seen = await shown_appointment(office.bot, olga.id)
    await admin.presses_data(f"gk:c:{olga.id}:coordinator:{PERM}:{seen}", changes=True)
    assert await sides(office, olga) == [PERM]
    assert "учитывается только" not in admin.text


async def test_an_administrator_stands_in_for_one_side(office: Office) -> None:
    """Where no side has a coordinator it takes two administrators; the journal says for which side each stood in."""
    admin, other = office.bot.admin(), office.bot.person("Глеб", id=701)
    await give(office.bot, other, Appointment(Role.ADMIN))
    for person in (admin, other):
        await person.sends("/start")
    await asks(office, office.anna)
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(admin, await admin.sees("Запрос переноса срока"))
    assert "Согласовать" not in admin.buttons
    await admin.presses_data("ta:1")
    assert await office.count("move_votes") == 1
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(other, await other.sees("Запрос переноса срока"))
    assert await day(office) == "2027-02-15"
    agreed = [
        entry for entry in await select_audit(office.bot.db.reader) if entry.action is AuditAction.AGREED
    ]
    assert [(entry.actor_id, entry.after) for entry in reversed(agreed)] == [
        (admin.id, {"side": SAINT_PETERSBURG, "stands_in": True}),
        (other.id, {"side": PERM, "stands_in": True}),
    ]


async def test_a_vote_is_given_once_also_after_changing_sides(office: Office) -> None:
    """Who has agreed for one side decides nothing for the other in the same question; an administrator does then."""
    admin = office.bot.admin()
    await admin.sends("/start")
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    await asks(office, office.anna)
    letter = await olga.sees("Запрос переноса срока")
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(olga, letter)
    await coordinate(office.bot, olga, PERM)
    for forged in ("ta:1", "tb:r:1"):
        await olga.presses_data(forged)
        assert (olga.alert or "").startswith("Вы уже приняли решение за другую сторону"), forged
    assert await office.count("move_votes") == 1
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(admin, await admin.sees("Запрос переноса срока"))
    assert await day(office) == "2027-02-15"


async def test_one_person_does_not_close_for_both_sides(office: Office) -> None:
    """An official of agencies on both sides declares an activity done for one; for the other another person does."""
    both = {office.north[0].id: "", office.south[0].id: ""}
    await give(office.bot, office.anna, Appointment(Role.OFFICIAL, both))
    for person in (office.anna, office.boris):
        await person.sends("/start")
    for agency, status in ((0, "исполнено"), (1, "исполнено")):
        await office.begins(office.anna)
        await office.anna.presses(office.anna.buttons[agency])
        await office.says(office.anna, "Сделано.")
        await office.anna.presses("Статус")
        await office.anna.presses(status)
        await office.anna.presses("Без документа")
        await office.anna.presses("Опубликовать")
        await office.bot.settled()
    assert (office.anna.alert or "").startswith("Вы уже заявили исполнение за другую сторону.")
    assert await office.count("notes") == 1
    assert await office.count("drafts") == 1
