"""What people choose about reminders, and that it holds."""

from pathlib import Path

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from data.reminders.choices import UNCHOSEN, Absence, select_choices
from tests.bot_harness import BotHarness, serving
from tests.handlers.notes.note_fixtures import dismiss
from tests.handlers.reminders.reminder_fixtures import (
    FRIDAY,
    MONDAY,
    TENTH,
    TUESDAY,
    Calendar,
    open_calendar,
    reminders,
)


@pytest.fixture
async def calendar(bot: BotHarness) -> Calendar:
    """Anna and Boris write for one agency of each side, Vera coordinates Anna's."""
    return await open_calendar(bot)


async def opens(person: Person) -> None:
    await person.sends("/settings")
    await person.presses("Напоминания")


async def test_choices_hold_after_a_restart(tmp_path: Path) -> None:
    """A kind switched off, other hours, another clock: kept, shown, and gone by."""
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, tmp_path / "roadmap.db") as bot:
            calendar = await open_calendar(bot)
            anna = calendar.office.anna
            await opens(anna)
            assert (
                anna.text.splitlines()[2] == "Рабочие дни, 09:00–18:00 по Вашим часам: Москва, сейчас 06:00."
            )
            await anna.presses("✓ Накануне сводки")
            await anna.presses("Часы")
            await anna.presses("14:00–18:00")
            await anna.presses("Часовой пояс")
            await anna.presses("Владивосток, 13:00")
        async with serving(sandbox, tmp_path / "roadmap.db", bot.clock) as bot:
            await opens(anna)
            assert (
                anna.text.splitlines()[2]
                == "Рабочие дни, 14:00–18:00 по Вашим часам: Владивосток, сейчас 13:00."
            )
            assert "Накануне сводки" in anna.buttons
            again = Calendar(calendar.office, calendar.vera)
            again.office.bot = bot
            await again.comes(FRIDAY, 8)
            assert not reminders(anna)
            await again.comes(TENTH, 6)  # 13:30 in Vladivostok
            assert not reminders(anna)
            await again.comes(TENTH, 7)
            assert len(reminders(anna)) == 1


async def test_the_clock_is_that_of_the_side(calendar: Calendar) -> None:
    """Without a choice an official of Perm goes by Perm's clock."""
    boris = calendar.office.boris
    await opens(boris)
    assert "по Вашим часам: Екатеринбург, сейчас 08:00." in boris.text
    await boris.presses("Часовой пояс")
    assert boris.buttons[0] == "✓ Как у моей стороны"


async def test_an_absence_by_a_press_and_its_end(calendar: Calendar) -> None:
    """Away to the end of the week: silence on Friday; here again, and the next reminder comes."""
    anna = calendar.office.anna
    await opens(anna)
    await anna.presses("Отсутствие")
    await anna.presses("до 27.11.2026")
    assert anna.text.splitlines()[1] == "до 27.11.2026"
    await calendar.comes(FRIDAY)
    assert not reminders(anna)
    await anna.presses("Я снова на месте")
    assert anna.text.splitlines()[1] == "нет"
    await calendar.comes(FRIDAY, 15)
    assert len(reminders(anna)) == 1


async def test_a_typed_absence(calendar: Calendar) -> None:
    """The day as people write it; a wrong one is refused with what to write instead, and changes nothing."""
    anna = calendar.office.anna
    for typed, answered, kept in (
        ("отсутствую до пятницы", "Такого дня нет.", None),
        ("отсутствую до 31.02.2027", "Такого дня нет.", None),
        ("отсутствую до 23.11.2026", "Этот день уже прошёл.", None),
        ("отсутствую до 27.11.2036", "До этого дня больше года.", None),
        ("отсутствую до 27.11.2026", "до 27.11.2026", FRIDAY),
        ("Отсутствую до 30.11.2026 г.", "до 30.11.2026", MONDAY),
        ("away until ٢4.11.2026", "до 24.11.2026", TUESDAY),
    ):
        await anna.sends(typed)
        assert answered in anna.text
        absence = (await select_choices(calendar.bot.db.reader, anna.id)).absence
        assert (absence and absence.until) == kept, typed


async def test_a_deputy_is_told_and_reminded(calendar: Calendar) -> None:
    """Anna names Vera, who coordinates her side: Vera hears of it at once, and on Friday gets Anna's lines."""
    anna, vera = calendar.office.anna, calendar.vera
    await calendar.comes(TUESDAY)
    await anna.sends("отсутствую до 27.11.2026")
    await anna.presses("Выбрать заместителя")
    assert "Координатор" in anna.text
    await anna.presses(f"номер {vera.id}")
    assert anna.text.splitlines()[1] == f"до 27.11.2026, вместо Вас напоминания получает номер {vera.id}"
    await vera.sees("Вы заместитель")
    assert (
        vera.text == f"номер {anna.id}: отсутствие до 27.11.2026. Вы заместитель, напоминания приходят Вам."
    )
    await calendar.comes(FRIDAY)
    assert not reminders(anna)
    lines = reminders(vera)[-1].text
    assert "1.1 Обмен" in lines
    assert f"вместо: номер {anna.id}" in lines
    await vera.presses("1.1", message=reminders(vera)[-1])
    assert "1.1" in vera.text


async def test_somebody_who_cannot_write_there_is_no_deputy(calendar: Calendar) -> None:
    """A forged button names nobody of another side, and without an absence nobody at all."""
    anna, boris = calendar.office.anna, calendar.office.boris
    await anna.presses_data(f"ed:{calendar.vera.id}")
    assert anna.alert == "Сначала укажите, до какого дня Вас не будет, затем выберите заместителя."
    await anna.sends("отсутствую до 27.11.2026")
    await anna.presses_data(f"ed:{boris.id}")
    assert anna.alert == "Этот человек не пишет за Ваши ведомства. Выберите другого."
    assert (await select_choices(calendar.bot.db.reader, anna.id)).absence == Absence(FRIDAY)


async def test_only_those_who_write_have_reminders(calendar: Calendar) -> None:
    """A reader has no such settings; a person who is dismissed gets nothing more."""
    anna = calendar.office.anna
    await dismiss(calendar.bot, anna)
    await anna.sends("/settings")
    assert "Напоминания" not in anna.buttons
    await anna.presses_data("er")
    assert anna.alert
    await calendar.comes(FRIDAY)
    assert not reminders(anna)


async def test_hours_and_days_that_no_button_has(calendar: Calendar) -> None:
    """A forged choice is out of date and changes nothing."""
    anna = calendar.office.anna
    for data in ("ec:3:4", "ec:18:9", "ea:1", "ea:0", "ea:3652059", "es:0"):
        await anna.sends("/settings")
        await anna.presses_data(data)
        assert anna.alert, data
    assert await select_choices(calendar.bot.db.reader, anna.id) == UNCHOSEN
