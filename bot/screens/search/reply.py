"""The answer to a question: the answer in words, then the lines it speaks of, and how else it may be meant."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.callbacks.breadcrumbs import extended
from bot.callbacks.notes import OpenNote, WriteNote
from bot.callbacks.roadmap import OpenAgency, OpenHome, OpenSphere
from bot.callbacks.search import OpenAnswer
from bot.callbacks.summaries import OpenSummary
from bot.i18n import gettext as _
from bot.screens.dates import day_words
from bot.screens.fragments import activity_entry, status_words
from bot.screens.keyboard import button, keyboard
from bot.screens.paging import Entry, Heading, Route, long_listing
from bot.screens.phrases import examples_line, numbered
from bot.screens.search.answer import answer_screen, corrections, sectioned
from bot.screens.search.examples import example_questions
from bot.screens.search.help_words import help_place
from bot.screens.search.intent import intent_label
from bot.screens.search.intent_names import understood_reply
from bot.screens.search.reply_words import owner_names, reply_words
from bot.telegram.screen import Screen
from data.roadmap.lookup import known_activity, known_agency
from data.roadmap.models import RoadmapContent
from data.search.intents.models import Measure, QuestionIntent
from data.search.models import QuestionRefusal
from data.search.replies.facts import ReportLine
from data.search.replies.models import Reply

OF_REPORTS = frozenset({QuestionIntent.NOTES, QuestionIntent.CHANGES, QuestionIntent.SUMMARY})


def reply_screen(
    reply: Reply,
    content: RoadmapContent,
    place: OpenAnswer,
    today: date,
    buttons: Sequence[InlineKeyboardButton] = (),
) -> Screen:
    """The page of an answer; `buttons` are further ones that lead elsewhere.

    Raises `StaleButton` when the question has no such interpretation (any more).
    """
    subject = reply.asked.subject
    refused_in_words = reply.refused and reply.asked.recognized.topic is None
    if place.reading or refused_in_words or subject.refusal is QuestionRefusal.NOTHING_FITS:
        return answer_screen(subject, content, place, reply.states, buttons)
    if reply.refused or reply.intent in {QuestionIntent.HELP, QuestionIntent.SMALLTALK}:
        return _talk_screen(reply, content, today, buttons)
    entries = _entries(reply, content, place)
    route = Route(OpenHome(), place.page, lambda to: place.model_copy(update={"page": to}))
    offered = [*_steps(reply), *corrections(subject, content, place), *buttons]
    heading = Heading(reply_words(reply, content, today), _remark(reply, content))
    return long_listing(heading, entries, lambda entry: entry(), route, offered)


def _talk_screen(
    reply: Reply, content: RoadmapContent, today: date, buttons: Sequence[InlineKeyboardButton]
) -> Screen:
    words = reply_words(reply, content, today)
    text = "\n\n".join([words, examples_line(example_questions(content)[:2])]) if reply.refused else words
    step = (
        [button(_("Open"), help_place(reply.asked.recognized.topic))]
        if reply.intent is QuestionIntent.HELP
        else []
    )
    return Screen(Text(text), keyboard([*step, *buttons], OpenHome()))


def _remark(reply: Reply, content: RoadmapContent) -> str:
    """How the question was understood, where that can be corrected or an earlier question completed it."""
    if reply.asked.subject.others:
        return understood_reply(reply, content, date.min)
    return "" if reply.asked.whole else intent_label(reply.asked.subject.intent, content)


def _steps(reply: Reply) -> Iterator[InlineKeyboardButton]:
    if reply.intent is QuestionIntent.SUMMARY:
        yield button(_("Summary"), OpenSummary())


Entries = list[Callable[[], Entry]]


def _entries(reply: Reply, content: RoadmapContent, place: OpenAnswer) -> Entries:
    """The lines of the list, each made only when its page is shown."""
    breadcrumbs = extended("", place)
    if reply.intent in OF_REPORTS or (reply.intent is QuestionIntent.COUNT and reply.reports):
        return [partial(_report_entry, line, content) for line in reply.reports]
    if reply.ranking:
        return _ranking_entries(reply, content, breadcrumbs)
    agencies = reply.agencies or (
        tuple(one.agency_id for one in reply.silent)
        if reply.asked.recognized.measure is Measure.AGENCIES
        else ()
    )
    by_side = _by_side(agencies, content)
    found: Entries = [partial(_agency_entry, agency, content, breadcrumbs) for agency in by_side]
    if (reply.intent is QuestionIntent.COUNT and agencies) or (reply.silent and agencies):
        return found
    if _is_side(reply):
        return found
    if reply.intent is QuestionIntent.WRITE:
        return [partial(_write_entry, activity, content) for activity in reply.activities]
    lines = sectioned(
        reply.activities if reply.asked.subject.intent.activities or reply.asked.whole else (),
        reply.asked.subject.intent.ongoing,
        content,
    )
    return found + [
        partial(activity_entry, content, activity, reply.states, breadcrumbs, section)
        for activity, section in lines
    ]


def _by_side(agencies: Iterable[int], content: RoadmapContent) -> list[int]:
    """The sections are the sides: each stands once, in the roadmap's order."""
    sides = [party.id for party in content.roadmap.parties]
    place = {agency.id: sides.index(agency.party_id) for agency in content.agencies}
    return sorted(agencies, key=place.__getitem__)


def _is_side(reply: Reply) -> bool:
    """True where a side was named and nothing else: its bodies answer, not all of the plan."""
    meant = reply.asked.subject.intent
    return (
        reply.intent is QuestionIntent.WHO
        and bool(meant.parties)
        and not (meant.spheres or meant.words or meant.time)
        and len(meant.agencies) > 1
    )


def _report_entry(line: ReportLine, content: RoadmapContent) -> Entry:
    item = known_activity(content, line.activity_id).number
    text = " ".join(line.text.split())
    return Entry(
        button(f"{numbered(line.number)} · {item}", OpenNote(note_id=line.note_id)),
        lead=_("No. {number} on item {item}").format(number=line.number, item=item),
        text=f"{status_words(line.status)}: {text}" if line.status else text,
        detail=" · ".join([day_words(line.day), known_agency(content, line.agency_id).name]),
    )


def _agency_entry(agency_id: int, content: RoadmapContent, breadcrumbs: str) -> Entry:
    agency = known_agency(content, agency_id)
    side = next(party.region for party in content.roadmap.parties if party.id == agency.party_id)
    return Entry(
        button(agency.name, OpenAgency(agency_id=agency_id, breadcrumbs=breadcrumbs)),
        text=agency.name,
        section=side,
    )


def _write_entry(activity_id: int, content: RoadmapContent) -> Entry:
    activity = known_activity(content, activity_id)
    return Entry(
        button(activity.number, WriteNote(activity_id=activity_id)), lead=activity.number, text=activity.title
    )


def _ranking_entries(reply: Reply, content: RoadmapContent, breadcrumbs: str) -> Entries:
    names = owner_names(reply, content)
    ranked = reply.asked.recognized.ranked

    def entry(owner: int, count: int) -> Entry:
        name = names[owner]
        if ranked is Measure.SPHERES:
            to = button(name, OpenSphere(sphere_id=owner))
        elif ranked is Measure.PARTIES:
            to = button(name, OpenHome())
        else:
            to = button(name, OpenAgency(agency_id=owner, breadcrumbs=breadcrumbs))
        return Entry(to, lead=str(count), text=name)

    return [partial(entry, one.owner, one.count) for one in reply.ranking]


def nearest_buttons(questions: Mapping[int, str]) -> list[InlineKeyboardButton]:
    """Returns buttons that ask other questions, by the ids these are stored under."""
    return [
        button(_("Perhaps: {question}").format(question=text), OpenAnswer(question_id=question_id))
        for question_id, text in questions.items()
    ]
