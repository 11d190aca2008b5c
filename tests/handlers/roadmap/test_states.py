"""The state of activities on every list, and the lists of each state."""

import re

from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import open_office


async def test_each_line_says_the_state_and_home_leads_to_each(bot: BotHarness) -> None:
    """One side's word is awaited, both have closed it: lists, counts, buttons and answers say so at once."""
    office = await open_office(bot)
    anna, number = office.anna, office.number
    for person in (anna, office.boris):
        await person.sends("/start")
    await office.publishes(anna, "Сделано.", "исполнено")
    await anna.sends("/start")
    await anna.presses("По состоянию")
    assert "36 мероприятий\nПод угрозой и нужен перенос: 0\nИсполнено: 0" in anna.text
    assert anna.buttons[:3] == ["Просрочено (2)", "Ждут второй стороны (1)", "Без сведений (35)"]
    await anna.presses("Ждут второй стороны")
    assert "исполнено: Санкт-Петербург; ожидается: Пермский край · " in anna.text
    assert anna.buttons == [number, "‹ Назад", "Главная"]
    await anna.presses(number)
    assert "Состояние: исполнено: Санкт-Петербург; ожидается: Пермский край" in anna.text
    await anna.presses("‹ Назад")
    await anna.presses("‹ Назад")
    assert anna.text.startswith("По состоянию")
    await office.publishes(office.boris, "Сделано.", "исполнено")
    await anna.presses("Главная")
    assert "Открытых: 35 из 36 · 14 сфер" in anna.text
    assert "Ближайшая контрольная дата: 30 декабря 2026, ср, 31 мероприятие" in anna.text
    await anna.presses("По состоянию")
    await anna.presses("Исполнено")
    assert f"{number} " in anna.text
    assert re.search(r"исполнено \d\d\.\d\d\.\d{4} · ", anna.text)
    await anna.presses("Главная")
    await anna.presses("Сферы")
    assert "Открытых: 35 из 36" in anna.text
    assert any(label.endswith("(2 из 3)") or " из " in label for label in anna.buttons)
    sphere = number.partition(".")[0]
    await anna.presses(f"{sphere}. ")
    assert re.search(r"исполнено \d\d\.\d\d\.\d{4} · ", anna.text)
    assert "срок истёк" not in anna.text
