"""The sections of a weekly summary, each with its items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from aiogram.utils.formatting import Bold, Italic, Text, TextLink

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import day_figures
from bot.screens.fragments import status_words
from bot.screens.phrases import short_names, titled, with_region
from bot.screens.roadmap.instructions import instruction_words
from bot.screens.summaries.text import Summary, no_reports_title
from bot.telegram.deep_links import card_link, post_link
from bot.telegram.text_length import shorten
from data.notes.counted import CountedNote
from data.notes.statuses import TROUBLED
from data.roadmap.lookup import known_activity, known_agency, known_party
from data.roadmap.models import Activity, Agency, RoadmapContent
from data.summaries.facts import WeekFacts

TITLE: Final = 70  # units, as the others
AGENCY: Final = 60
NOTE: Final = 120
SPHERE: Final = 60
REGION: Final = 40
NO_REPORTS_SHOWN: Final = 5  # agencies of each side


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its items, which are folded together."""

    title: str
    items: tuple[Text, ...]


def sections(summary: Summary) -> tuple[Section, ...]:
    """Those that have something in them."""
    facts = summary.facts
    every = _closing(summary) if summary.is_closing else _weekly(summary, facts)
    return tuple(section for section in every if section.items)


def _closing(summary: Summary) -> tuple[Section, ...]:
    """Totals by sphere and by side, what is new since the last summary, and what lacks a closing word."""
    done = summary.facts.counted.done
    missing = [activity for activity in summary.content.activities if activity.id not in done]
    return (
        Section(_("By sphere"), tuple(_spheres(summary))),
        Section(_("By side"), tuple(_sides(summary))),
        Section(_("News since the last summary"), tuple(_news(summary))),
        Section(_("Without a closing word"), tuple(_activity(summary, activity) for activity in missing)),
    )


def _spheres(summary: Summary) -> Iterator[Text]:
    for sphere in summary.content.spheres:
        within = {activity.id for activity in summary.content.activities if activity.sphere_id == sphere.id}
        title = shorten(titled(sphere.number, sphere.title), SPHERE)
        yield Text(f"{title} — ", _done_words(len(within & summary.facts.counted.done), len(within)))


def _sides(summary: Summary) -> Iterator[Text]:
    regions = {party.id: party.region for party in summary.content.roadmap.parties}
    for side in summary.facts.sides:
        yield Text(f"{regions[side.party_id]} — ", _done_words(side.done, side.total))


def _done_words(done: int, total: int) -> str:
    return _("done: {n} of {total}").format(n=done, total=total)


def _weekly(summary: Summary, facts: WeekFacts) -> tuple[Section, ...]:
    return (
        Section(_("Done"), tuple(_activity(summary, row) for row in facts.done)),
        Section(_("News of the week"), tuple(_news(summary))),
        Section(_("At risk and in need of another date"), tuple(_at_risk(summary))),
        Section(_("Dates changed"), tuple(_changes(summary))),
        Section(_("Due within 14 days"), tuple(_due(summary))),
        Section(_("Overdue"), tuple(_overdue(summary))),
        Section(_("Instructions of meetings"), tuple(_instructions(summary))),
        Section(_("Waiting for the other side"), tuple(_awaited(summary))),
        Section(no_reports_title(), tuple(_no_reports(summary))),
    )


def _news(summary: Summary) -> Iterator[Text]:
    """By sphere and activity; the first item of each stands under its title."""
    content = summary.content
    placed = [(known_activity(content, note.activity_id), note) for note in summary.facts.news]
    spheres = {sphere.id: sphere for sphere in (*content.spheres, *content.gone.spheres)}
    activities = (*content.activities, *content.gone.activities)
    order = list(spheres)
    placed.sort(key=lambda pair: (order.index(pair[0].sphere_id), activities.index(pair[0])))
    for sphere_id, members in groupby(placed, key=lambda pair: pair[0].sphere_id):
        sphere = spheres[sphere_id]
        head: list[Text | str] = [Italic(shorten(titled(sphere.number, sphere.title), SPHERE)), "\n"]
        for activity, notes in groupby(members, key=lambda pair: pair[0]):
            head += [_activity(summary, activity), "\n"]
            for __, note in notes:
                yield Text(*head, _note_text(summary, note))
                head = []


def _note_text(summary: Summary, news: CountedNote) -> Text:
    words = " ".join(news.text.split()) or _("files")
    status = f", {status_words(news.status)}" if news.status else ""
    agency = _signed(summary.content, known_agency(summary.content, news.agency_id))
    link = post_link(news.post) if news.post else None
    label = _("note No. {number}").format(number=news.number)
    text = f"{agency}{status}: {shorten(words, NOTE)} ("
    return Text(text, TextLink(label, url=link) if link else label, ")")


def _at_risk(summary: Summary) -> Iterator[Text]:
    """Each with what was said, by which side."""
    regions = {party.id: party.region for party in summary.content.roadmap.parties}
    for activity, state in summary.facts.at_risk:
        words = [
            with_region(status_words(word.status), shorten(regions.get(party, ""), REGION))
            for party, word in state.words
            if word and word.kind in TROUBLED
        ]
        yield Text(_activity(summary, activity), " — ", "; ".join(words))


def _changes(summary: Summary) -> Iterator[Text]:
    """Each with the day that holds now, why, and by whom where one side has decided alone."""
    regions = {party.id: party.region for party in summary.content.roadmap.parties}
    for change in summary.facts.changes:
        day = _("control date {day}").format(day=day_figures(change.day))
        words = (
            with_region(day, shorten(regions[change.party_id], REGION)) if change.party_id in regions else day
        )
        activity = known_activity(summary.content, change.activity_id)
        yield Text(
            _activity(summary, activity), f" — {words}: {shorten(' '.join(change.reason.split()), NOTE)}"
        )


def _due(summary: Summary) -> Iterator[Text]:
    for activity, day in summary.facts.due:
        mark = " (" + _("calculated") + ")" if activity.deadline.assumed else ""
        yield Text(_activity(summary, activity), f" — {day_figures(day)}{mark}")


def _overdue(summary: Summary) -> Iterator[Text]:
    for activity, state in summary.facts.overdue:
        passed = [day_figures(state.now.since)] if state.now.since else []
        yield Text(_activity(summary, activity), *(f" — {day}" for day in passed))


def _instructions(summary: Summary) -> Iterator[Text]:
    """What meetings ordered and is not done: of the activity, in its words, and by when."""
    day = summary.moment(summary.facts.period.until).date()
    for activity, instruction in summary.facts.instructions:
        link = card_link(summary.username, activity.id) if summary.username else None
        number = TextLink(activity.number, url=link) if link else Bold(activity.number)
        yield Text(number, " ", instruction_words(instruction, day))


def _awaited(summary: Summary) -> Iterator[Text]:
    regions = {party.id: party.region for party in summary.content.roadmap.parties}
    for activity, state in summary.facts.awaited:
        awaited = ", ".join(regions.get(party, "") for party in state.now.awaited)
        yield Text(_activity(summary, activity), " — ", _("awaited: {sides}").format(sides=awaited))


def _no_reports(summary: Summary) -> Iterator[Text]:
    """Side by side: those that the summary before did not name, the others in one line."""
    named = summary.facts.before.no_reports if summary.facts.before else frozenset()
    for party in summary.content.roadmap.parties:
        members = [pair for pair in summary.facts.no_reports if pair[0].party_id == party.id]
        members.sort(key=lambda pair: -pair[1])
        fresh = [pair for pair in members if pair[0].id not in named]
        lines = [
            *_newly_silent(summary, fresh),
            *_long_silent(summary, [pair for pair in members if pair not in fresh]),
        ]
        for number, line in enumerate(lines):
            yield Text(*([] if number else [Italic(party.region), "\n"]), line)


def _newly_silent(summary: Summary, members: Sequence[tuple[Agency, int]]) -> Iterator[str]:
    for agency, weeks in members[:NO_REPORTS_SHOWN]:
        yield f"{_agency(summary.content, agency)} — {_weeks_words(weeks)}"
    if left := len(members[NO_REPORTS_SHOWN:]):
        yield ngettext("and {n} more agency", "and {n} more agencies", left).format(n=left)


def _long_silent(summary: Summary, members: Sequence[tuple[Agency, int]]) -> Iterator[str]:
    """One line for all that were silent a week ago, too, with the longest silence."""
    if members:
        agency, weeks = members[0]
        words = ngettext(
            "still, as a week ago: {n} agency", "still, as a week ago: {n} agencies", len(members)
        )
        longest = f"{_agency(summary.content, agency)} — {_weeks_words(weeks)}"
        yield words.format(n=len(members)) + f" ({longest})"


def _weeks_words(weeks: int) -> str:
    return ngettext("{n} week", "{n} weeks", weeks).format(n=weeks)


def _activity(summary: Summary, activity: Activity) -> Text:
    link = card_link(summary.username, activity.id) if summary.username else None
    number = TextLink(activity.number, url=link) if link else Bold(activity.number)
    return Text(number, " ", shorten(activity.title, TITLE))


def _agency(content: RoadmapContent, agency: Agency) -> str:
    [name] = short_names(content, [agency])
    return shorten(name, AGENCY)


def _signed(content: RoadmapContent, agency: Agency) -> str:
    """With its side: both have a ministry of construction."""
    region = known_party(content, agency.party_id).region
    return with_region(_agency(content, agency), shorten(region, REGION))
