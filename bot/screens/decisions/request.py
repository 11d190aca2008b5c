"""A request to move a deadline: who asks for what, which side has agreed, whose word is awaited."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import AgreeMove, BeginDecision, DecisionKindLetter
from bot.callbacks.roadmap import OpenActivity
from bot.i18n import gettext as _
from bot.screens.dates import day_words
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.decisions.deadline_requests import MoveRequest, RequestState
from data.roadmap.models import Activity, Party

TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """`unstaffed` are the sides without a coordinator, for which administrators decide; `decides`: the reader may."""

    request: MoveRequest
    activity: Activity
    agency: str
    parties: tuple[Party, ...]
    unstaffed: frozenset[int]
    decides: bool


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
    )
    return Screen(text, keyboard(list(_buttons(shown)), OpenActivity(activity_id=request.activity_id)))


def request_lines(shown: ShownRequest) -> Iterator[str]:
    """Yields the state of a request, then a line for each side."""
    request = shown.request
    words = {
        RequestState.OPEN: _("It waits for the decision of every side."),
        RequestState.GRANTED: _("Granted: all sides agreed."),
        RequestState.REFUSED: _("Refused."),
    }
    yield words[request.state]
    votes = {vote.party_id: vote for vote in request.votes}
    for party in shown.parties:
        vote = votes.get(party.id)
        if vote:
            yield f"{party.region}: " + (
                _("agreed") if vote.agreed else _("refused: {reason}").format(reason=vote.reason)
            )
        elif request.state is RequestState.OPEN:
            yield f"{party.region}: " + (
                _("no coordinator, an administrator decides") if party.id in shown.unstaffed else _("awaited")
            )


def _days(request: MoveRequest) -> str:
    before = day_words(request.current) if request.current else "—"
    return f"{before} → {day_words(request.day)}"


def _buttons(shown: ShownRequest) -> Iterator[InlineKeyboardButton]:
    if shown.decides and shown.request.state is RequestState.OPEN:
        yield button(_("Agree"), AgreeMove(request_id=shown.request.id))
        refuse = BeginDecision(kind=DecisionKindLetter.REFUSE, subject_id=shown.request.id)
        yield button(_("Decline"), refuse)
