"""Days and months in the words of the current language."""

from datetime import date
from typing import Final

from babel.dates import format_date

from bot.i18n import current_locale

DAYS: Final = {"ru": "d MMMM y, EEE", "en": "EEE, d MMMM y"}
FIGURES: Final = {"ru": "dd.MM.y", "en": "d MMM y"}


def day_words(day: date) -> str:
    """«31 декабря 2026, чт» or “Thu, 31 December 2026”."""
    return format_date(day, DAYS[current_locale()], locale=current_locale())


def day_figures(day: date) -> str:
    """«30.12.2026» or “30 Dec 2026”: for lists."""
    return format_date(day, FIGURES[current_locale()], locale=current_locale())


def day_and_month(day: date) -> str:
    """«31 декабря» or “31 December”."""
    return format_date(day, "d MMMM", locale=current_locale())


def month_name(month: int) -> str:
    """«декабрь» or “December”; `month` is 1 to 12."""
    return format_date(date(2000, month, 1), "LLLL", locale=current_locale())


def years_words(years: tuple[int, ...]) -> str:
    """«2024–2026» for years that follow each other, else «2024, 2026»."""
    ordered = sorted(set(years))
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}–{ordered[-1]}"
    return ", ".join(map(str, ordered))
