"""A request to move a deadline: who asks for what, which side has agreed, whose word is awaited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import (
    AgreeMove,
    AskRequestWithdrawal,
    BeginDecision,
    ConfirmAgreement,
    DecisionKindLetter,
    OpenMoveRequest,
    OpenMoveRequests,
    WithdrawRequest,
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

    `deciding` is the side the reader decides for, None for a reader who does not decide; `is_own` is what they asked for
    themselves.
    """

    request: MoveRequest
    activity: Activity
    agency: str
    parties: tuple[Party, ...]
    unstaffed: frozenset[int]
    deciding: DecidingSide | None
    is_own: bool = False

    @property
    def is_open(self) -> bool:
        """True while it waits for a decision."""
        return self.request.state is RequestState.OPEN

    @property
    def may_agree(self) -> bool:
        """True when the reader decides for a side that has not agreed."""
        deciding = self.deciding
        return self.is_open and deciding is not None and deciding.party_id not in self.request.agreed

    @property
    def may_withdraw(self) -> bool:
        """True for the person who asked, until it is decided."""
        return self.is_open and self.is_own


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


def agreement_screen(shown: ShownRequest) -> Screen:
    """Asks once whether to agree for the side."""
    return _question_screen(
        shown,
        _("Agree to the move of the deadline of item {item} for your side?"),
        button(_("Yes, agree"), ConfirmAgreement(request_id=shown.request.id)),
    )


def request_withdrawal_screen(shown: ShownRequest) -> Screen:
    """Asks the author once whether to withdraw the request."""
    return _question_screen(
        shown,
        _("Withdraw the request to move the deadline of item {item}?"),
        button(_("Yes, withdraw"), WithdrawRequest(request_id=shown.request.id)),
    )


def _question_screen(shown: ShownRequest, question: str, yes: InlineKeyboardButton) -> Screen:
    text = as_list(
        Bold(question.format(item=shown.activity.number)),
        shorten(shown.activity.title, TITLE),
        Text(Bold(_("Control date:")), " ", _days(shown.request)),
        Text(Bold(_("Reason:")), " ", shown.request.reason),
        *_standing_in(shown),
    )
    return Screen(text, keyboard([yes], OpenMoveRequest(request_id=shown.request.id)))


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
        RequestState.WITHDRAWN: _("Withdrawn by its author."),
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
    if shown.may_agree:
        yield button(_("Agree"), AgreeMove(request_id=shown.request.id))
    if shown.deciding and shown.is_open:
        refuse = BeginDecision(kind=DecisionKindLetter.REFUSE, subject_id=shown.request.id)
        yield button(_("Decline"), refuse)
    if shown.may_withdraw:
        yield button(_("Withdraw the request"), AskRequestWithdrawal(request_id=shown.request.id))
