"""A request to move a deadline: who asks for what, which side has agreed, whose word is awaited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import (
    AgreeMove,
    BeginDecision,
    DecisionKindLetter,
    OpenMoveRequest,
    OpenMoveRequests,
)
from bot.callbacks.roadmap import OpenActivity, OpenHome
from bot.i18n import gettext as _
from bot.screens.dates import day_words
from bot.screens.keyboard import button, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.decisions.deadline_requests import MoveRequest, RequestState, Vote
from data.people.coordination import DecidingSide
from data.roadmap.models import Activity, Party, RoadmapContent

TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """`unstaffed` are the sides without a coordinator, for which administrators decide.

    `deciding` is the side the reader decides for, None for a reader who does not decide.
    """

    request: MoveRequest
    activity: Activity
    agency: str
    parties: tuple[Party, ...]
    unstaffed: frozenset[int]
    deciding: DecidingSide | None


def request_screen(shown: ShownRequest) -> Screen:
    request = shown.request
    text = as_list(
        Bold(_("Request to move the deadline of item {item}").format(item=shown.activity.number)),
        shorten(shown.activity.title, TITLE),
        Text(Bold(_("Deadline:")), " ", shorten(request.wording, TITLE)),
        Text(Bold(_("Control date:")), " ", _days(request)),
        Text(Bold(_("Reason:")), " ", request.reason),
        Text(Bold(_("For:")), " ", shorten(shown.agency, TITLE)),
        "",
        *request_lines(shown),
        *_standing_in(shown),
    )
    return Screen(text, keyboard(list(_buttons(shown)), OpenActivity(activity_id=request.activity_id)))


def requests_screen(
    waiting: Sequence[MoveRequest], content: RoadmapContent, place: OpenMoveRequests
) -> Screen:
    """The requests that wait for the reader's decision; an activity that is gone is left out."""
    numbers = {activity.id: activity for activity in content.activities}
    entries = [
        Entry(
            button(activity.number, OpenMoveRequest(request_id=request.id)),
            lead=activity.number,
            text=activity.title,
            detail=_days(request),
        )
        for request in waiting
        if (activity := numbers.get(request.activity_id))
    ]
    remark = _("Your side's decision is awaited.") if entries else _("No request waits for your decision.")
    route = Route(OpenHome(), place.page, lambda to: OpenMoveRequests(page=to))
    return listing(Heading(_("Requests to move deadlines"), remark), entries, route)


def request_lines(shown: ShownRequest) -> Iterator[str]:
    """Yields the state of a request, then a line for each side."""
    request = shown.request
    words = {
        RequestState.OPEN: _("It waits for the decision of every side."),
        RequestState.GRANTED: _("Granted: all sides agreed."),
        RequestState.REFUSED: _("Refused."),
        RequestState.EXPIRED: _(
            "Its time is over: the sides have not decided in time. It can be asked for anew."
        ),
        RequestState.SUPERSEDED: _(
            "It was taken off: the deadline is another one by now. It can be asked for anew."
        ),
    }
    if request.state is RequestState.SUPERSEDED and shown.activity.gone_at is not None:
        yield _("It was taken off: a new edition has excluded the item.")
    else:
        yield words[request.state]
    votes = {vote.party_id: vote for vote in request.votes}
    for party in shown.parties:
        vote = votes.get(party.id)
        if vote:
            yield f"{party.region}: {_vote_words(vote)}"
        elif request.state is RequestState.OPEN:
            yield f"{party.region}: " + (
                _("no coordinator, an administrator decides") if party.id in shown.unstaffed else _("awaited")
            )


def _days(request: MoveRequest) -> str:
    before = day_words(request.current) if request.current else "—"
    return f"{before} → {day_words(request.day)}"


def _vote_words(vote: Vote) -> str:
    words = _("agreed") if vote.agreed else _("refused: {reason}").format(reason=vote.reason)
    return _("{vote} (an administrator for the side)").format(vote=words) if vote.stands_in else words


def _standing_in(shown: ShownRequest) -> Iterator[str]:
    """Tells an administrator for which side they decide."""
    if shown.deciding and shown.deciding.stands_in and shown.request.state is RequestState.OPEN:
        regions = {party.id: party.region for party in shown.parties}
        side = regions.get(shown.deciding.party_id, "")
        yield _("You decide for one side: {side}.").format(side=side)


def _buttons(shown: ShownRequest) -> Iterator[InlineKeyboardButton]:
    if shown.deciding and shown.request.state is RequestState.OPEN:
        if shown.deciding.party_id not in shown.request.agreed:
            yield button(_("Agree"), AgreeMove(request_id=shown.request.id))
        refuse = BeginDecision(kind=DecisionKindLetter.REFUSE, subject_id=shown.request.id)
        yield button(_("Decline"), refuse)
