"""The journal: page by page in words, and the whole as a file."""

import csv
import io
import json

import pytest

from bot.sandbox.people.person import Person
from data.people.appointments import Appointment
from data.people.people import Role
from tests.bot_harness import ADMIN_ID, BotHarness
from tests.handlers.people.test_handing_over import joins, official
from tests.shown_state import shown_appointment


@pytest.fixture
async def admin(bot: BotHarness) -> Person:
    person = bot.admin()
    await person.sends("/people")
    return person


async def test_it_says_who_did_what(bot: BotHarness, admin: Person) -> None:
    """Names and offices in words, newest first, agencies that came with a plus."""
    await official(bot, "Анна", "Комитет по строительству")
    await admin.presses("Журнал")
    assert admin.text.startswith("Журнал\n\n№ 1 · 01.01.1970 03:00\nконсоль: Анна — доступ открыт\n")
    assert "роль: — → Сотрудник ведомства; + Комитет по строительству" in admin.text


async def test_an_empty_journal_says_so(admin: Person) -> None:
    """Nothing has been changed yet."""
    await admin.presses("Журнал")
    assert admin.text == "Журнал\n\nИзменений пока не было."


async def test_it_pages(bot: BotHarness, admin: Person) -> None:
    """Every row is on exactly one page; a page that is gone shows the last one."""
    for number in range(12):
        await joins(bot, f"Участник {number}", Appointment(Role.READER))
    await admin.presses("Журнал")
    seen = [admin.text]
    while "›" in admin.buttons:
        await admin.presses("›")
        seen.append(admin.text)
    assert len(seen) == 3
    rows = [line.split()[1] for page in seen for line in page.splitlines() if line.startswith("№ ")]
    assert rows == [str(number) for number in range(12, 0, -1)]
    last = admin.text
    bot.sandbox.expects("message is not modified")
    await admin.presses_data("j:500")
    await bot.settled()
    assert admin.text == last


async def test_names_of_people_who_are_gone_are_not_shown(bot: BotHarness, admin: Person) -> None:
    """After a removal the journal knows an id only."""
    anna = await official(bot, "Анна", "Комитет по строительству")
    seen = await shown_appointment(bot, anna.id)
    await admin.presses_data(f"ry:{anna.id}:{seen}", changes=True)
    await admin.presses_data("j:0", changes=True)
    assert "Анна" not in admin.text
    assert f"номер {ADMIN_ID}: номер {anna.id} — доступ закрыт" in admin.text


async def test_the_file_has_everything_and_is_inert(bot: BotHarness, admin: Person) -> None:
    """UTF-8 with its mark, semicolons, before and after as JSON; a name that is a formula is text."""
    anna = await official(bot, "=HYPERLINK(1)", "Комитет по строительству")
    await admin.presses("Журнал")
    await admin.presses("Файлом", changes=True)
    await bot.settled()
    sent = admin.looks()
    body = admin.downloads(sent)
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert [row["Что"] for row in rows] == ["выгружен файлом", "доступ открыт"]
    approved = rows[1]
    assert approved["О чём"] == "'=HYPERLINK(1)"
    assert approved["О чём (номер)"] == str(anna.id)
    assert json.loads(approved["Стало"])["role"] == "official"
    assert rows[0]["Кто (номер)"] == str(ADMIN_ID)
