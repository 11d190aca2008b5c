"""The words of a weekly summary: what a telephone shows at once, then each section with its items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_interval

from bot.i18n import current_locale, ngettext
from bot.i18n import gettext as _
from bot.screens.dates import clock_words, moment_words
from bot.screens.phrases import agency_count, roadmap_name, short_names
from bot.telegram.text_length import shorten
from data.roadmap.models import RoadmapContent
from data.roadmap.phases import Phase, phase_on
from data.roadmap.thresholds import NO_REPORTS_WEEKS
from data.summaries.facts import WeekFacts
from data.summaries.summaries import Period, SkipReason, SummaryRow

ACTIVITIES_NAMED: Final = 6  # of those by which a figure has changed
AGENCIES_NAMED: Final = 2
AGENCY: Final = 40  # units of a name in the line of a figure


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said of the summary itself. Moments in Unix seconds.

    `late` is when it was published, when that was not in time; `missed` are the weeks before it that had none;
    `amended` is when notes that came late were added; `unfinished` is a week that still goes on.
    """

    late: int | None = None
    missed: Sequence[SummaryRow] = ()
    amended: int | None = None
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary to be worded; `username` is the bot's, for the addresses of cards, "" when there is none."""

    facts: WeekFacts
    zone: ZoneInfo
    username: str = ""
    remarks: Remarks = Remarks()

    @property
    def content(self) -> RoadmapContent:
        return self.facts.content

    @property
    def is_closing(self) -> bool:
        """True for the one that comes after the last day of the roadmap."""
        return self.phase.is_over

    @property
    def phase(self) -> Phase:
        """Where the roadmap stood when the days of the summary ended."""
        day = self.moment(self.facts.period.until).date()
        return phase_on(self.content.roadmap.last_year, day)

    def moment(self, at: int) -> datetime:
        return datetime.fromtimestamp(at, UTC).astimezone(self.zone)


def summary_title(summary: Summary) -> str:
    if summary.is_closing:
        roadmap = summary.content.roadmap
        return _("Closing summary, {first}–{last}").format(first=roadmap.first_year, last=roadmap.last_year)
    return _("Weekly summary, {days}").format(days=period_words(summary.facts.period, summary.zone))


def period_words(period: Period, zone: ZoneInfo) -> str:
    """«16–23 нояб. 2026 г.»."""
    since, until = (
        datetime.fromtimestamp(at, UTC).astimezone(zone).date() for at in (period.since, period.until)
    )
    return str(format_interval(since, until, "yMMMd", locale=current_locale()))


def brief(summary: Summary) -> Iterator[str]:
    """The lines below the title: what it is of, what is remarkable about it, and the figures."""
    yield roadmap_name(summary.content.roadmap)
    yield as_of_words(summary)
    yield from _remarks(summary)
    yield ""
    yield from _totals(summary.facts) if summary.is_closing else _figures(summary.facts)
    if summary.phase in (Phase.ENDING, Phase.FINAL_ROUND):
        missing = len(summary.content.activities) - summary.facts.figures.done
        yield _("Without a closing word: {n}").format(n=missing)


def as_of_words(summary: Summary) -> str:
    moment = summary.moment(summary.facts.period.until)
    return _("As of {moment}").format(moment=moment_words(moment, summary.content.roadmap.parties))


def no_reports_title() -> str:
    return ngettext(
        "No information for {n} week or longer", "No information for {n} weeks or longer", NO_REPORTS_WEEKS
    ).format(n=NO_REPORTS_WEEKS)


def _remarks(summary: Summary) -> Iterator[str]:
    remarks, parties = summary.remarks, summary.content.roadmap.parties
    if remarks.unfinished:
        yield _("The week is not over yet.")
    if remarks.late is not None:
        moment = moment_words(summary.moment(remarks.late), parties)
        yield _("Published late, {moment}.").format(moment=moment)
    yield from _missed(remarks.missed, summary.zone)
    if remarks.amended is not None:
        yield _("Amended {time}.").format(time=clock_words(summary.moment(remarks.amended), parties))


def _missed(rows: Sequence[SummaryRow], zone: ZoneInfo) -> Iterator[str]:
    """Weeks that follow each other and were missed for one reason stand in one sentence."""
    for reason, together in groupby(rows, key=lambda row: row.reason):
        periods = [row.period for row in together]
        days = period_words(Period(periods[-1].week, periods[0].since, periods[-1].until), zone)
        if reason is None:
            yield _("There was no summary for {days}.").format(days=days)
        else:
            yield _("There was no summary for {days}: {reason}.").format(days=days, reason=skip_words(reason))


def skip_words(reason: SkipReason) -> str:
    """Why a week was not published, as the end of a sentence."""
    words = {
        SkipReason.NOT_RUNNING: _("the bot was not working"),
        SkipReason.OFF: _("summaries were switched off"),
        SkipReason.REMOVED: _("the bot was not in the group"),
        SkipReason.NO_RIGHTS: _("the bot was not allowed to write in the group"),
        SkipReason.TOPIC_CLOSED: _("the topic of the group was closed"),
        SkipReason.NOT_FOUND: _("the group could not be reached"),
        SkipReason.RESTORED: _("the data were restored from a copy"),
    }
    return words[reason]


def _totals(facts: WeekFacts) -> Iterator[str]:
    total, done = len(facts.content.activities), facts.figures.done
    yield _("The period of the roadmap is over.")
    yield _("Done: {n} of {total}").format(n=done, total=total)
    yield _("Without a closing word: {n}").format(n=total - done)


def _figures(facts: WeekFacts) -> Iterator[str]:
    now, total = facts.figures, len(facts.content.activities)
    yield _("New notes: {n}").format(n=len(facts.news)) if facts.news else _("No new information this week.")
    yield _("Done: {n} of {total}").format(n=now.done, total=total) + _change(facts, "done")
    yield _("In the zone of risk: {n}").format(n=now.at_risk) + _change(facts, "at_risk")
    yield _("Due within 14 days: {n}").format(n=len(facts.due))
    yield _("Overdue: {n}").format(n=now.overdue) + _change(facts, "overdue")
    yield _("Waiting for the other side: {n}").format(n=now.awaited) + _change(facts, "awaited")
    yield f"{no_reports_title()}: {agency_count(now.no_reports)}{_change(facts, 'no_reports')}"


def _change(facts: WeekFacts, figure: str) -> str:
    """« (+1: 3.2; −1: 4.1)» against the summary before; nothing where nothing changed, or nothing is known."""
    if facts.before is None:
        return ""
    now, before = getattr(facts.counted, figure), getattr(facts.before, figure)
    moved = (("+", now - before), ("−", before - now))
    words = [f"{sign}{len(ids)}: {_names(facts, figure, ids)}" for sign, ids in moved if ids]
    return f" ({'; '.join(words)})" if words else ""


def _names(facts: WeekFacts, figure: str, ids: frozenset[int]) -> str:
    """Numbers of activities, or names of agencies; the first few."""
    content = facts.content
    if figure == "no_reports":
        agencies = [agency for agency in (*content.agencies, *content.gone.agencies) if agency.id in ids]
        names = [shorten(name, AGENCY) for name in short_names(content, agencies)]
        most = AGENCIES_NAMED
    else:
        every = (*content.activities, *content.gone.activities)
        names = [activity.number for activity in every if activity.id in ids]
        most = ACTIVITIES_NAMED
    left = len(ids) - len(names[:most])
    return ", ".join(names[:most]) + (_(" and {n} more").format(n=left) if left else "")
