"""The clock and the working days of the side a person belongs to."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import speaking
from bot.screens.reminders.settings import Panel, reminders_screen
from bot.services.reminders.loading import own_calendar, own_zone
from data.people.appointments import Appointment
from data.people.members import Member
from data.people.people import Role
from data.reminders.choices import UNCHOSEN
from data.roadmap.models import RoadmapContent
from tests.bot.screens.content_fixtures import content

DEFAULT = ZoneInfo("Europe/Samara")


def between(*regions: str) -> RoadmapContent:
    made = content()
    sides = tuple(
        replace(party, name=f"Правительство ({region})", region=region)
        for party, region in zip(made.roadmap.parties, regions, strict=True)
    )
    return replace(made, roadmap=replace(made.roadmap, parties=sides))


def coordinator(made: RoadmapContent) -> Member:
    first = made.roadmap.parties[0].id
    return Member(1, "Анна", True, 0, Appointment(Role.COORDINATOR, {}, frozenset({first})))


@pytest.mark.parametrize(
    ("region", "zone", "abroad"),
    [
        ("Кемеровская область — Кузбасс", "Asia/Novokuznetsk", False),
        ("Ханты-Мансийский автономный округ — Югра", "Asia/Yekaterinburg", False),
        ("Республика Саха", "Asia/Yakutsk", False),
        ("Якутия", "Asia/Yakutsk", False),
        ("удмуртия", "Europe/Samara", False),
        ("город Екатеринбург", "Asia/Yekaterinburg", False),
        ("Ташкент", "Asia/Tashkent", True),
        ("Республика Казахстан", "Asia/Almaty", True),
        ("Армения", "Asia/Yerevan", True),
        ("провинция Хэйлунцзян", "Asia/Shanghai", True),
        ("Могилёвская область", "Europe/Minsk", True),
        ("Зареченская область", DEFAULT.key, False),
    ],
)
def test_a_person_lives_by_the_side_s_clock_and_days_off(region: str, zone: str, *, abroad: bool) -> None:
    """Whatever the side is called; where it is not known the bot's zone and Russia's calendar hold."""
    made = between(region, "Санкт-Петербург")
    assert own_zone(coordinator(made), UNCHOSEN, [made], DEFAULT).key == zone
    assert (own_calendar(coordinator(made), [made]) is not None) == abroad


def test_unknown_holidays_are_said_in_the_settings() -> None:
    """A person of a side abroad reads that only Saturdays and Sundays are taken for days off, and the city's name."""
    made = between("Ташкентская область", "Санкт-Петербург")
    calendar = own_calendar(coordinator(made), [made])
    panel = Panel(UNCHOSEN, datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("Asia/Tashkent")), coordinates=True)
    with speaking("ru"):
        text, _entities = reminders_screen(replace(panel, calendar=calendar)).text.render()
        plain, _entities = reminders_screen(panel).text.render()
    assert "Праздники страны Вашей стороны неизвестны: выходными считаются суббота и воскресенье." in text
    assert "Ташкент" in text
    assert "Праздники" not in plain
