"""Why a day or a calendar of working days was not taken: one sentence with what to do."""

from bot.i18n import gettext as _
from data.primitives.refusal import Problem
from data.roadmap.calendars import CalendarProblem
from data.roadmap.lookup import RoadmapProblem
from data.roadmap.typed_days import DayProblem


def day_sentences() -> dict[Problem, str]:
    return {
        DayProblem.SHAPE: _("A date is needed as day, month and year, for example 15 December 2026"),
        DayProblem.ABSENT: _(
            "There is no such day. Write the date as day, month and year, for example 15 December 2026"
        ),
        DayProblem.PAST: _("This day has passed. Write a day to come, for example 15 December 2026"),
        DayProblem.FAR: _("This day is more than ten years ahead. Check the year and write it once more."),
    }


def gone_sentences() -> dict[Problem, str]:
    return {
        RoadmapProblem.ACTIVITY_GONE: _(
            "Item {number} was excluded from the roadmap by a new edition: nothing can be written or decided on it. "
            "Its notes are kept."
        ),
        RoadmapProblem.AGENCY_GONE: _(
            "A new edition has excluded the agency from the roadmap, its notes are kept: {agency}"
        ),
        RoadmapProblem.SPHERE_GONE: _("A new edition has excluded the sphere from the roadmap: {sphere}"),
        RoadmapProblem.PARTY_GONE: _("A new edition has excluded the side from the roadmap: {party}"),
    }


def calendar_sentences() -> dict[Problem, str]:
    """With `{where}`, the year or day at fault."""
    return {
        CalendarProblem.SIZE: _("The file is too large for a calendar: it holds at most 200 KB."),
        CalendarProblem.SHAPE: _(
            "This is no calendar: years with the lists “days_off” and “working_weekends” are needed. See /calendar"
        ),
        CalendarProblem.YEAR: _(
            "“{where}” is no year from 2000 to 2100. Correct it and send the file again."
        ),
        CalendarProblem.DAY: _(
            "“{where}” is no day of its year, or stands there twice. Write days as 2027-01-01 and send the file again."
        ),
        CalendarProblem.WEEKDAY: _(
            "{where} is in the wrong list: days off are weekdays, worked weekends are Saturdays and Sundays."
        ),
        CalendarProblem.FEW: _("In {where} hardly any working day would be left. Check the days off."),
    }
