"""No roadmap, however large and wordy, breaks what Telegram takes."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from bot.callbacks.decisions import MarkLetter, OpenAgenda, OpenMoveRequests
from bot.callbacks.roadmap import (
    DeadlineList,
    OpenActivity,
    OpenAgency,
    OpenDeadlineList,
    OpenParty,
    OpenSphere,
)
from bot.callbacks.search import OpenAnswer
from bot.i18n import speaking
from bot.screens.decisions.agenda import agenda_screen, item_screen, replacing_screen
from bot.screens.decisions.form import FormFacts, decision_screen
from bot.screens.decisions.news import DecisionNotice, decided_screen
from bot.screens.decisions.request import ShownRequest, request_screen, requests_screen
from bot.screens.guide import guide_screen
from bot.screens.roadmap.activity import CardFacts, activity_screen
from bot.screens.roadmap.activity_status import ActivityStatus
from bot.screens.roadmap.agencies import parties_screen, party_screen
from bot.screens.roadmap.agency import agency_screen
from bot.screens.roadmap.calendar import calendar_screen
from bot.screens.roadmap.deadlines import deadline_list_screen, deadlines_screen
from bot.screens.roadmap.home import Visitor, home_screen
from bot.screens.roadmap.spheres import sphere_screen, spheres_screen
from bot.screens.search.answer import answer_screen
from bot.telegram.screen import Screen
from data.decisions.deadline_requests import MoveRequest, RequestState, Vote
from data.decisions.decision_drafts import DecisionDraft, DecisionKind, DecisionStep
from data.decisions.meetings import AgendaItem, AgendaSection, ItemMark, Meeting
from data.notes.activity_state import ActivityState
from data.notes.statuses import NoteStatus
from data.people.coordination import DecidingSide
from data.primitives.working_days import WorkingCalendar, WorkingYear
from data.roadmap.models import RoadmapContent
from data.search.models import Answer, Intent, IntentKind
from tests.bot.screens.content_fixtures import TODAY, content, contents, sentence
from tests.data.notes.state_fixtures import state_by
from tests.thoroughness import examples

CALENDAR = WorkingCalendar()

LAST = 9_999  # beyond any list: its last page
VIA = "c.1000000000.9999-q.1000000000.9.9999"  # the longest way to come


def all_of(made: RoadmapContent) -> Intent:
    ids = tuple(activity.id for activity in made.activities)
    bodies = tuple(agency.id for agency in made.agencies)
    return Intent(IntentKind.AGENCY, agencies=bodies, words=sentence(300), activities=ids, ongoing=ids)


def awaited(made: RoadmapContent) -> dict[int, ActivityState]:
    """The state with the most words: one side has declared it done, the other is awaited."""
    said = {1: NoteStatus.DONE, 2: None}
    return {a.id: state_by(said, TODAY, a.deadline, a.id) for a in made.activities}


def screens(made: RoadmapContent) -> Iterator[Screen]:
    """One of every kind, at its first and at its last page."""
    yield home_screen(made, Visitor(roadmaps=3, requests=2), TODAY)
    yield guide_screen(made)
    states = awaited(made)
    yield deadlines_screen(made, TODAY, states)
    yield parties_screen(made)
    answer = Answer(all_of(made), (all_of(made),) * 6)
    for page in (0, LAST):
        yield spheres_screen(made, page, states)
        yield sphere_screen(made, OpenSphere(sphere_id=1, page=page), states)
        yield party_screen(made, OpenParty(party_id=1, page=page), states)
        yield agency_screen(made, OpenAgency(agency_id=1, page=page, breadcrumbs=VIA), states)
        yield activity_screen(
            made,
            OpenActivity(activity_id=1, page=page, breadcrumbs=VIA),
            CardFacts(TODAY, CALENDAR, {1: sentence(400)}, ActivityStatus(states[1], notes=1)),
        )
        yield answer_screen(answer, made, OpenAnswer(question_id=10**9, reading=1, page=page), states)
        for which in DeadlineList:
            yield deadline_list_screen(made, OpenDeadlineList(which=which, page=page), TODAY, states)


def decisions() -> Iterator[Screen]:
    """The screens of decisions and meetings with the longest words that they take."""
    made = content(title=sentence(3000), wording=sentence(3000))
    activity, parties = made.activities[0], made.roadmap.parties
    votes = (Vote(1, True, "", 1, 1, stands_in=True), Vote(2, False, sentence(500), 1, 1))
    columns = (1, 1, 1, 1, sentence(3000), None, TODAY, TODAY, sentence(500), 1, 1)
    request = MoveRequest(*columns, RequestState.OPEN, votes)
    deciding = DecidingSide(1, stands_in=True)
    yield request_screen(ShownRequest(request, activity, sentence(500), parties, frozenset({1}), deciding))
    yield requests_screen([request] * 30, made, OpenMoveRequests(page=1))
    yield decided_screen(DecisionNotice(activity, TODAY, sentence(500), sentence(100)))
    items = tuple(
        AgendaItem(
            10**9,
            1,
            n,
            1 + n % 6,
            AgendaSection.AT_RISK,
            ItemMark.INSTRUCTED,
            sentence(500),
            TODAY,
            ended=False,
            number="1.1",
            title=sentence(500),
        )
        for n in range(1, 31)
    )
    facts = FormFacts(activity, TODAY, request, items[0], sentence(200))
    for kind in DecisionKind:
        for step in DecisionStep:
            draft = DecisionDraft(10**9, 1, kind, 10**9, TODAY, sentence(500), step, "", 1)
            yield decision_screen(draft, facts, TODAY, CALENDAR)
    yield replacing_screen(items[0], MarkLetter.HEARD, items[1])
    meeting = Meeting(10**9, 1, TODAY, ended=False, items=items)
    yield agenda_screen(meeting, made, OpenAgenda(page=1), {})
    standing = ActivityStatus(state_by({1: None, 2: None}, TODAY), notes=1)
    yield item_screen(meeting, items[0], made, standing)
    yield calendar_screen(
        WorkingCalendar(dict.fromkeys(range(2000, 2051), WorkingYear(frozenset(), frozenset())))
    )


def test_decisions_and_meetings_fit_a_message() -> None:
    """However much was typed into them and however wordy the roadmap is."""
    for locale in ("ru", "en"):
        with speaking(locale):
            assert all(map(fits, decisions()))


def fits(screen: Screen) -> bool:
    text, entities = screen.text.render()
    buttons = [button for row in screen.keyboard.inline_keyboard for button in row]
    return (
        0 < len(text.encode("utf-16-le")) // 2 <= 4096
        and len(entities) <= 100
        and 0 < len(buttons) <= 100
        and all(len(str(button.callback_data).encode()) <= 64 for button in buttons)
        and all(len(button.text) > 0 for button in buttons)
    )


@pytest.mark.random
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=contents)
def test_every_screen_fits_a_message(made: RoadmapContent) -> None:
    """4,096 units of text, 100 entities, 100 buttons, 64 bytes in each: for any roadmap, on any page."""
    for locale in ("ru", "en"):
        with speaking(locale):
            assert all(map(fits, screens(made)))


def test_a_long_text_is_folded_or_paged_but_never_cut() -> None:
    """All of a title, of its bodies and of its deadline stands on the card's pages together, each page within limits."""
    made = content(1, 1, 40, title=sentence(3000) + " конец", wording=sentence(3000))
    seen, buttons, page, pages = "", set(), 0, 1
    while page < pages:
        screen = activity_screen(made, OpenActivity(activity_id=1, page=page), CardFacts(TODAY, CALENDAR, {}))
        assert fits(screen)
        seen += screen.text.render()[0]
        rows = [[button.text for button in row] for row in screen.keyboard.inline_keyboard]
        buttons |= {label for row in rows for label in row}
        pages = _pages(rows)
        page += 1
    words = seen.split()
    assert [word for word in made.activities[0].title.split() if word not in words] == []
    assert {f"Комитет {n}" for n in range(1, 81)} <= buttons
    assert pages > 5


def _pages(rows: list[list[str]]) -> int:
    """From «‹ 2/5 ›»."""
    return next(int(label.partition("/")[2]) for row in rows for label in row if "/" in label)


def test_a_long_heading_is_shown_whole_before_its_list() -> None:
    """A sphere whose title fills several messages has pages for it, then those of its activities."""
    made = content(1, 20, 1, title=sentence(7000))
    pages = [sphere_screen(made, OpenSphere(sphere_id=1, page=page), {}) for page in range(6)]
    texts = [screen.text.render()[0] for screen in pages]
    assert "".join(texts[:3]).replace(" ", "") == ("1. " + sentence(7000)).replace(" ", "")
    assert "1.1 " in texts[3]
    assert "1.20 " in texts[5]
