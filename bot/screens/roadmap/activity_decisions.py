"""What people decided about an activity, for its card: moved dates, an open request, and that it was opened again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.callbacks.decisions import AgreeDate, BeginDecision, DecisionKindLetter, OpenMoveRequest, RestoreDate
from bot.callbacks.reminders import AskAgency
from bot.i18n import gettext as _
from bot.screens.dates import day, day_figures
from bot.screens.keyboard import button
from bot.screens.roadmap.instructions import instruction_buttons, instruction_lines
from bot.telegram.text_length import shorten
from data.decisions.deadline_requests import MoveRequest
from data.decisions.instructions import Instruction
from data.decisions.reopenings import Reopening
from data.roadmap.control_dates import DeadlineMove

REASON: Final = 300


@dataclass(frozen=True, slots=True)
class ActivityDecisions:
    """`instructions` are those of meetings that are not done.

    `coordinates` and `speaks` are what the reader may decide: dates, and requests and reopenings.

    `agreed` are the sides that agree to a date set by hand, by the id of the move; `agreeable` is the id of the one the
    reader may agree to, 0 for none.
    `askable` are the agencies that the reader may ask for information: ids and names.
    """

    moves: tuple[DeadlineMove, ...]
    request: MoveRequest | None
    reopening: Reopening | None
    zone: ZoneInfo
    today: date
    instructions: tuple[Instruction, ...] = ()
    coordinates: bool = False
    speaks: bool = False
    agreed: Mapping[int, frozenset[int]] = field(default_factory=dict)
    agreeable: int = 0
    askable: Mapping[int, str] = field(default_factory=dict)


def decision_lines(decided: ActivityDecisions, regions: Mapping[int, str]) -> Iterator[Text]:
    for move in decided.moves:
        side = regions.get(move.party_id, "") if move.party_id else ""
        who = _("set by hand, {side}").format(side=side) if side else _("agreed by all sides")
        head = _("{day}: {who} on {date}.").format(
            day=day_figures(move.day), who=who, date=day(move.at, decided.zone)
        )
        yield Text(head, " ", _("Reason: {reason}").format(reason=shorten(move.reason, REASON)))
        yield from _awaiting(move, decided, regions)
    yield from instruction_lines(decided.instructions, decided.today)
    if decided.request:
        yield from _request_lines(decided.request, regions)
    if decided.reopening:
        party_id = decided.reopening.party_id
        side = regions.get(party_id, "") if party_id else ""
        head = _("Opened again on {date}, {side}.").format(
            date=day(decided.reopening.at, decided.zone), side=side
        )
        yield Text(head, " ", _("Reason: {reason}").format(reason=shorten(decided.reopening.reason, REASON)))


def _awaiting(move: DeadlineMove, decided: ActivityDecisions, regions: Mapping[int, str]) -> Iterator[Text]:
    """Of a day that one side has set: which others have to agree."""
    if move.party_id is None:
        return
    given = decided.agreed.get(move.id, frozenset()) | {move.party_id}
    awaited = ", ".join(region for party, region in regions.items() if party not in given)
    yield Text(_("Agreement is awaited: {awaited}.").format(awaited=awaited))


def decision_buttons(
    decided: ActivityDecisions, activity_id: int, *, closed: bool
) -> Iterator[InlineKeyboardButton]:
    if decided.coordinates and not closed:
        place = BeginDecision(kind=DecisionKindLetter.SET, subject_id=activity_id)
        yield button(_("Control date by hand"), place)
        if decided.agreeable:
            yield button(_("Agree to the date"), AgreeDate(move_id=decided.agreeable))
        if decided.moves:
            yield button(_("Bring back the calculated date"), RestoreDate(activity_id=activity_id))
    if not closed:
        for agency_id, name in decided.askable.items():
            yield button(_("Ask: {agency}").format(agency=name), AskAgency(agency_id=agency_id))
    if decided.request and (decided.speaks or decided.coordinates):
        yield button(_("Request"), OpenMoveRequest(request_id=decided.request.id))
    elif decided.speaks and not closed:
        yield button(
            _("Ask to move the deadline"), BeginDecision(kind=DecisionKindLetter.MOVE, subject_id=activity_id)
        )
    yield from instruction_buttons(decided.instructions)
    if decided.speaks and closed:
        yield button(_("Open again"), BeginDecision(kind=DecisionKindLetter.REOPEN, subject_id=activity_id))


def _request_lines(request: MoveRequest, regions: Mapping[int, str]) -> Iterator[Text]:
    asked = _("A move of the deadline to {day} is asked for.").format(day=day_figures(request.day))
    yield Text(Bold(_("Request:")), " ", asked, " ", _side_words(request, regions))
    yield Text(_("Reason: {reason}").format(reason=shorten(request.reason, REASON)))


def _side_words(request: MoveRequest, regions: Mapping[int, str]) -> str:
    awaited = ", ".join(region for party, region in regions.items() if party not in request.agreed)
    agreed = ", ".join(regions.get(party, "") for party in request.agreed)
    if agreed:
        return _("Agreed: {agreed}; awaited: {awaited}").format(agreed=agreed, awaited=awaited)
    return _("Awaited: {awaited}").format(awaited=awaited)
