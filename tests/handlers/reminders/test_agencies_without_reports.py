"""What a coordinator learns of silent agencies, and asking them."""

from datetime import timedelta

import pytest

from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import appoint, coordinate
from tests.handlers.reminders.reminder_fixtures import (
    FRIDAY,
    MONDAY,
    TUESDAY,
    Calendar,
    open_calendar,
    reminders,
)

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
async def calendar(bot: BotHarness) -> Calendar:
    """Anna and Boris write for one agency of each side, Vera coordinates Anna's."""
    return await open_calendar(bot)


async def test_a_weekly_list_of_the_own_side(calendar: Calendar) -> None:
    """Agencies without reports and unstaffed ones, of her side only, once a week; an agency that reported is not on it."""
    await calendar.comes(TUESDAY)
    await calendar.comes(FRIDAY)
    [first] = reminders(calendar.vera)
    assert "Неделю без сведений: Санкт-Петербург\n" in first.text
    assert "Не подключены: Санкт-Петербург\n" in first.text
    assert "Перм" not in first.text
    assert "сведений нет" in first.text
    await calendar.office.publishes(calendar.office.anna, "Сделано")
    await calendar.comes(MONDAY)
    second = reminders(calendar.vera)[-1]
    assert "Неделю без сведений" not in second.text
    assert "Все не подключённые (16)" in second.buttons
    await calendar.vera.presses("Все не подключённые", message=second)
    assert "Попросите администратора" in calendar.vera.text


async def test_asking_an_agency(calendar: Calendar) -> None:
    """One polite line with the next message, to each official once; the second question of the week is refused."""
    anna, vera, bot = calendar.office.anna, calendar.vera, calendar.bot
    await calendar.comes(TUESDAY)
    await vera.presses("Спросить")
    assert (
        vera.alert
        == "Сотрудники ведомства получат Вашу просьбу с ближайшим напоминанием, в их рабочее время."
    )
    await bot.sandbox.until(lambda: len(reminders(anna)) == 1, what="Anna was not asked")
    [asked] = reminders(anna)
    assert "Координатор Вашей стороны просит сообщить, как исполняются мероприятия ведомства:" in asked.text
    await vera.presses("Спросить")
    assert vera.alert == "Это ведомство уже спросили 24.11.2026. Следующая просьба возможна через неделю."
    await calendar.comes(TUESDAY, 16)
    await calendar.comes(WEDNESDAY)
    assert len(reminders(anna)) == 1
    olga = bot.admin()
    await olga.sends("/start")
    await olga.presses("Участники")
    await olga.presses("Журнал")
    assert "запрошены сведения" in olga.text


async def test_a_question_waits_for_the_next_day(calendar: Calendar) -> None:
    """Who has had a message today is asked tomorrow, and not at all after reporting."""
    anna, vera = calendar.office.anna, calendar.vera
    await calendar.comes(TUESDAY)
    await calendar.comes(FRIDAY)
    await vera.presses("Спросить")
    await calendar.comes(FRIDAY, 16)
    assert len(reminders(anna)) == 1
    await calendar.office.publishes(anna, "Отвечаю")
    await calendar.comes(MONDAY, 16)
    assert len(reminders(anna)) == 1


async def test_whom_one_may_not_ask(calendar: Calendar) -> None:
    """An official, a coordinator of the other side, an administrator without a side; and nobody where nobody is."""
    office, bot = calendar.office, calendar.bot
    [unstaffed] = [
        agency for agency in (await bot.app.roadmaps.content(1)).agencies if agency.name == "Жилищный комитет"
    ]
    gleb = bot.person("Глеб")
    await gleb.sends("/start")
    await coordinate(bot, gleb, office.south[0].party_id)
    for person in (office.anna, gleb):
        await person.presses_data(f"eq:{office.north[0].id}")
        assert person.alert == "Это доступно только координатору одной из сторон."
    await calendar.vera.presses_data(f"eq:{unstaffed.id}")
    assert (
        calendar.vera.alert == "Спросить некого: ни одному сотруднику этого ведомства бот написать не может."
    )
    await calendar.vera.presses_data("eq:999999")
    assert calendar.vera.alert
    assert await office.count("inquiries") == 0


async def test_a_new_colleague_answers_for_the_agency(calendar: Calendar) -> None:
    """Every official of the agency gets the question; the coordinator's own list opens from the settings too."""
    bot, vera = calendar.bot, calendar.vera
    gleb = bot.person("Глеб")
    await gleb.sends("/start")
    await appoint(bot, gleb, calendar.office.north[0])
    await calendar.comes(TUESDAY)
    await vera.sends("/settings")
    await vera.presses("Напоминания")
    await vera.presses("Ведомства без сведений", until="Неделю без сведений\n")
    await vera.presses("Комитет по промышленной")
    for person in (gleb, calendar.office.anna):
        await person.sees("Координатор Вашей стороны просит")


async def test_a_coordinator_asks_from_agency_card_and_summary(calendar: Calendar) -> None:
    """For the agencies of the own side and for them alone; no other person sees such buttons."""
    office, vera = calendar.office, calendar.vera
    await vera.sends(f"/{office.number.replace('.', '_')}")
    asks = [label for label in vera.buttons if label.startswith("Спросить: ")]
    assert len(asks) == len(office.north)
    await vera.presses(asks[0])
    assert "получат Вашу просьбу" in (vera.alert or "")
    await vera.presses_data(f"a:{office.north[0].id}:0:", changes=True)
    await vera.presses("Запросить сведения")
    assert "уже спросили" in (vera.alert or "")
    await vera.presses_data(f"a:{office.south[0].id}:0:", changes=True)
    assert "Запросить сведения" not in vera.buttons
    await vera.sends("/summary")
    await vera.presses("Запросить сведения", until="Неделю без сведений")
    await office.anna.presses_data(f"a:{office.north[0].id}:0:", changes=True)
    assert "Запросить сведения" not in office.anna.buttons
