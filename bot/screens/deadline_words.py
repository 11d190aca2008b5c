"""A deadline as signed, the control date beside it, and in words why it is that day."""

from collections.abc import Iterator
from datetime import date

from aiogram.utils.formatting import Bold, Text

from bot.i18n import gettext as _
from bot.screens.dates import day_and_month, day_figures, day_words
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Activity, ControlDate, Deadline, DeadlineKind


def deadline_line(deadline: Deadline, when: ControlDate | None) -> str:
    """Returns a deadline on one line of a list, with the control date in force: «Ежегодно в декабре → 30.12.2026, расчётно»."""
    if when is None:
        unread = [_("deadline not recognised")] if deadline.kind is DeadlineKind.UNKNOWN else []
        return " → ".join([deadline.wording, *unread])
    return f"{deadline.wording} → {', '.join([day_figures(when.day), *_marks(deadline, when)])}"


def activity_deadline_line(activity: Activity, when: ControlDate | None) -> str:
    """Returns the deadline on one line; of an activity that is gone its wording, and that it is."""
    if activity.gone_at is None:
        return deadline_line(activity.deadline, when)
    return " → ".join([activity.deadline.wording, _("excluded by a new edition")])


def deadline_lines(deadline: Deadline, when: ControlDate | None, calendar: WorkingCalendar) -> Iterator[Text]:
    """Yields the control date in force and the rule that gives it, for a card that has the wording itself."""
    if when:
        marks = ", ".join(_marks(deadline, when))
        yield Text(Bold(_("Control date:")), " ", day_words(when.day), f" ({marks})" if marks else "")
        if when.is_one_sided and when.last_day != date.max:
            yield Text(_("Until all sides agree, the day is {day}.").format(day=day_words(when.last_day)))
    yield Text(Bold(_("Why:")), " ", _reason(deadline, when, calendar))


def _marks(deadline: Deadline, when: ControlDate) -> list[str]:
    if when.is_one_sided:
        return [_("set by one side")]
    if when.by_hand:
        return [_("by decision")]
    return [_("calculated")] if deadline.assumed else []


def _reason(deadline: Deadline, when: ControlDate | None, calendar: WorkingCalendar) -> str:
    if when and when.by_hand:
        return _("decided by the coordinators, see below")
    reasons = [rule_words(deadline)]
    if when and when.day != when.nominal:
        reasons.append(_moved(when).format(day=day_and_month(when.nominal)))
    if when and not calendar.is_known(when.nominal.year):
        reasons.append(_("the moved days off of {year} are not known yet").format(year=when.nominal.year))
    return "; ".join(reasons)


def _moved(when: ControlDate) -> str:
    if when.day < when.nominal:
        return _("{day} is a day off, so the working day before it")
    return _("{day} is a day off, so the working day after it: before it the time reported on has not ended")


def rule_words(deadline: Deadline) -> str:
    """The rule of `data.documents.deadlines` that was applied."""
    named = _named_day(deadline.kind) if not deadline.assumed else None
    return named or _assumed_day(deadline.kind)


def _named_day(kind: DeadlineKind) -> str | None:
    words = {
        DeadlineKind.DATE: _("the day stands in the document"),
        DeadlineKind.ANNUAL_MONTH: _("every year on the day that stands in the document"),
        DeadlineKind.QUARTERLY: _("every quarter by the day that stands in the document"),
        DeadlineKind.MONTHLY: _("every month by the day that stands in the document"),
    }
    return words.get(kind)


def _assumed_day(kind: DeadlineKind) -> str:
    words = {
        DeadlineKind.DATE: _("the day stands in the document"),
        DeadlineKind.YEAR: _("the end of the year named"),
        DeadlineKind.PERIOD: _("the end of the last year of the period"),
        DeadlineKind.MONTH: _("the last day of the month named"),
        DeadlineKind.QUARTER: _("the last day of the quarter named"),
        DeadlineKind.HALF_YEAR: _("the last day of the half-year"),
        DeadlineKind.ANNUAL: _("every year, no month is named: the end of the year"),
        DeadlineKind.ANNUAL_MONTH: _("every year on the last day of the month named"),
        DeadlineKind.QUARTERLY: _("every quarter: the 10th of the month after it"),
        DeadlineKind.MONTHLY: _("every month: the 10th of the next one"),
        DeadlineKind.ONGOING: _("ongoing: 20 January of the next year"),
        DeadlineKind.BY_SCHEDULE: _("a separate schedule or agreement decides, the wording gives no day"),
        DeadlineKind.UNKNOWN: _("the deadline is not recognised, its date is set by hand"),
    }
    return words[kind]
