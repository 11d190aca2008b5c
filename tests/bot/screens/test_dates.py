"""Times by the clocks of both sides."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import speaking
from bot.screens.dates import clock_words, zone_city
from data.roadmap.models import Party


def sides(*regions: str) -> list[Party]:
    return [Party(number, region, region) for number, region in enumerate(regions, start=1)]


@pytest.mark.parametrize(
    ("zone", "regions", "words"),
    [
        ("Europe/Moscow", ["Санкт-Петербург", "Пермский край"], "10:00 МСК (12:00 в Перми)"),
        (
            "Europe/Moscow",
            ["Кемеровская область — Кузбасс", "Республика Саха"],
            "10:00 МСК (14:00 в Кемерове, 16:00 в Якутске)",
        ),
        (
            "Europe/Kaliningrad",
            ["Санкт-Петербург", "Пермский край"],
            "10:00 в Калининграде (11:00 МСК, 13:00 в Перми)",
        ),
        ("Europe/Berlin", ["Санкт-Петербург"], "10:00 (часовой пояс — Берлин) (12:00 МСК)"),
        ("UTC", ["Республика Карелия"], "10:00 (часовой пояс — UTC) (13:00 МСК)"),
        (
            "Asia/Yekaterinburg",
            ["Псковская область", "Могилевская область"],
            "10:00 в Екатеринбурге (08:00 МСК)",
        ),
        (
            "Europe/Moscow",
            ["провинция Хэйлунцзян", "город Екатеринбург"],
            "10:00 МСК (15:00 в Харбине, 12:00 в Екатеринбурге)",
        ),
        (
            "Europe/Moscow",
            ["Республика Казахстан", "Республика Армения"],
            "10:00 МСК (12:00 в Астане, 11:00 в Ереване)",
        ),
        ("Europe/Moscow", ["Зареченская область"], "10:00 МСК"),
    ],
)
def test_a_time_is_said_by_each_clock(zone: str, regions: list[str], words: str) -> None:
    """Each side's own time by the name of a city, never by an offset; a side whose clock is unknown has none."""
    with speaking("ru"):
        assert clock_words(datetime(2026, 11, 2, 10, tzinfo=ZoneInfo(zone)), sides(*regions)) == words


def test_a_zone_is_called_by_its_city() -> None:
    """In both languages, where no list of ours has the zone."""
    with speaking("ru"):
        assert (zone_city("Asia/Tashkent"), zone_city("UTC")) == ("Ташкент", "UTC")
    with speaking("en"):
        assert zone_city("Asia/Tashkent") == "Tashkent"
