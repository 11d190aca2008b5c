"""Moments in the figures of the current language, in a zone that is named by whoever shows them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.screens.dates import day_figures


def moment(at: int, zone: ZoneInfo) -> str:
    """«24.11.2026 12:00»; `at` is in Unix seconds."""
    local = datetime.fromtimestamp(at, UTC).astimezone(zone)
    return f"{day_figures(local.date())} {local:%H:%M}"


def day(at: int, zone: ZoneInfo) -> str:
    """«24.11.2026»; `at` is in Unix seconds."""
    return day_figures(datetime.fromtimestamp(at, UTC).astimezone(zone).date())
