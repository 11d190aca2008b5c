"""Deadlines in words."""

from datetime import date

import pytest

from bot.i18n import speaking
from bot.screens.deadline_words import deadline_line, deadline_lines, rule_words
from data.documents.deadlines import read_deadline
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Deadline, DeadlineKind

CALENDAR = WorkingCalendar()

TODAY = date(2026, 11, 24)


def lines(wording: str, locale: str = "ru") -> list[str]:
    deadline = read_deadline(wording, 2024, 2026, CALENDAR)
    with speaking(locale):
        return [line.render()[0] for line in deadline_lines(deadline, deadline.in_force(TODAY), CALENDAR)]


def listed(wording: str) -> str:
    deadline = read_deadline(wording, 2024, 2026, CALENDAR)
    return deadline_line(deadline, deadline.in_force(TODAY))


@pytest.mark.parametrize(
    ("wording", "control", "why"),
    [
        ("Ежегодно в декабре", "30 декабря 2026, ср (расчётно)", "ежегодно, последний день названного месяца; 31 декабря — нерабочий день, взят предыдущий рабочий"),
        ("2025 гг.", "30 декабря 2025, вт (расчётно)", "конец названного года; 31 декабря — нерабочий день, взят предыдущий рабочий"),
        ("2024-2026 гг.", "30 декабря 2026, ср (расчётно)", "конец последнего года периода; 31 декабря — нерабочий день, взят предыдущий рабочий"),
        ("до 25.11.2026", "25 ноября 2026, ср", "день назван в документе"),
        ("ежеквартально", "11 января 2027, пн (расчётно)", "ежеквартально: 10-е число месяца после квартала; 10 января — нерабочий день, взят следующий рабочий: раньше отчётный период не окончен; переносы выходных 2027 года ещё не учтены"),
        ("постоянно", "20 января 2027, ср (расчётно)", "постоянно: 20 января следующего года; переносы выходных 2027 года ещё не учтены"),
    ],
)  # fmt: skip
def test_the_control_date_and_why(wording: str, control: str, why: str) -> None:
    """The day, marked where it was calculated, and the rule that gives it, with the move from a day off."""
    assert lines(wording) == [f"Контрольная дата: {control}", f"Почему: {why}"]


def test_a_wording_without_a_day_says_so() -> None:
    """Where a schedule decides there is no date, and the card says why not."""
    assert lines("Ежегодно по отдельному графику") == [
        "Почему: дату определяет отдельный график или договорённость, в тексте её нет"
    ]


def test_a_wording_that_no_rule_understands_says_so() -> None:
    """A year somewhere in it is not taken for the deadline, and the card says what to do."""
    assert lines("2025 год, после ввода объекта") == ["Почему: срок не распознан, дату устанавливают вручную"]


def test_in_a_list_one_line_says_both() -> None:
    """The signed wording, an arrow, the date in figures, and the mark that matters most."""
    with speaking("ru"):
        assert listed("2024 гг.") == "2024 гг. → 28.12.2024, расчётно"
        assert listed("по согласованию") == "по согласованию"
        assert listed("до начала сезона 2025 года") == "до начала сезона 2025 года → срок не распознан"
    with speaking("en"):
        line = listed("Ежегодно в декабре")
        assert line == "Ежегодно в декабре → 30 December 2026, calculated"


@pytest.mark.parametrize("kind", DeadlineKind)
@pytest.mark.parametrize("assumed", [True, False])
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_kind_has_its_words(kind: DeadlineKind, assumed: bool, locale: str) -> None:
    """No deadline is left without a reason, whatever its kind."""
    with speaking(locale):
        assert rule_words(Deadline("слова", kind, (), recurring=False, assumed=assumed, months=(), years=()))
