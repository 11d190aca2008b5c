"""The journal: page by page in words, and the whole as a file."""

import csv
import io
import json

import pytest

from bot.sandbox.people.person import Person
from data.people.appointments import Appointment
from data.people.people import Role, upsert_name
from tests.bot_harness import ADMIN_ID, BotHarness
from tests.handlers.decisions.decision_fixtures import agrees, asks, coordinator
from tests.handlers.notes.note_fixtures import open_office
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
    assert f"Ольга: номер {anna.id} — доступ закрыт" in admin.text


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


async def test_it_reads_like_a_persons(bot: BotHarness, admin: Person) -> None:
    """Items by their numbers, people and groups by their names, days as people write them; reports and decisions are in it."""
    office = await open_office(bot)
    olga = await coordinator(office, "Ольга Ивановна", 801, 1)
    petr = await coordinator(office, "Пётр", 802, 2)
    async with bot.db.writing() as connection:
        for person in (office.anna, olga, petr):
            await upsert_name(connection, person.id, person.user.first_name)
    await office.publishes(office.anna, "Нет поставщика.", "под угрозой")
    await asks(office, office.anna)
    await agrees(olga, await olga.sees("Запрос переноса срока"))
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(petr, await petr.sees("Запрос переноса срока"))
    await office.bot.settled()
    agenda = await olga.sends("/agenda", until="Повестка")
    await olga.presses("Открыть совещание", message=agenda)
    await olga.presses("1.1")
    await olga.presses("Поручение")
    await olga.sends("Найти поставщика", until="Найти поставщика")
    await olga.presses("Добавить дату")
    await olga.sends("15.12", until="Дата: 15 декабря")
    await olga.presses("Записать")
    await office.bot.settled()
    await admin.presses_data("j:0", changes=True)
    rows = {row.split("\n")[1]: row.split("\n")[2:] for row in admin.text.split("\n\n")[1:]}
    await admin.presses("›")
    await bot.settled()
    rows |= {row.split("\n")[1]: row.split("\n")[2:] for row in admin.text.split("\n\n")[1:]}
    shown = {
        "Ольга Ивановна: совещание 24.11.2026 — решение по вопросу": [
            "пункт 1.1; дата: 15.12.2026; решено: поручение; поручение: Найти поставщика"
        ],
        "Ольга Ивановна: совещание 24.11.2026 — открыто": ["вопросов: 3"],
        "Пётр: пункт 1.1 — установлена контрольная дата": None,
        "Пётр: запрос переноса срока по пункту 1.1 на 15.02.2027 — согласовано": ["сторона: Пермский край"],
        "Анна: запрос переноса срока по пункту 1.1 на 15.02.2027 — запрошен перенос срока": None,
        "Анна: отчёт № 1 по пункту 1.1 — опубликован": None,
    }
    for row, changes in shown.items():
        [found] = [head for head in rows if head.startswith(row)]
        assert changes in (None, rows[found]), rows[found]
    assert "дата: 30.12.2026 → 15.02.2027; причина: Задержка поставки" in str(rows)
    assert "ведомство: Комитет по промышленной политике" in str(rows)
    assert "статус: под угрозой" in str(rows)
    await admin.presses("Файлом", changes=True)
    await bot.settled()
    file = admin.downloads(admin.looks()).decode("utf-8-sig")
    assert "отчёт № 1 по пункту 1.1" in file
