"""Control dates that one side has set: the others agree, or the calculated date is brought back."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import aiosqlite

from bot.screens.dates import day_figures
from bot.screens.decisions.news import DecisionNotice, decided_screen, restored_screen
from bot.services.decisions.record import (
    DecisionContext,
    DecisionMessage,
    audit_date,
    decision_notice,
    tell_people,
)
from bot.services.decisions.subjects import DecisionSubject, subject_of
from bot.services.messages.kinds import MessageKind
from data.audit import AuditAction, AuditChange, AuditSubject, insert_audit
from data.decisions.decision_drafts import DecisionKind
from data.decisions.problems import DecisionProblem
from data.people.coordination import (
    DecidingSide,
    require_coordinator,
    select_coordinators,
    select_deciders,
    select_party_ids,
)
from data.primitives.refusal import Refused
from data.roadmap.control_dates import DeadlineMove, insert_move
from data.roadmap.hand_dates import (
    end_moves,
    insert_date_agreement,
    select_date_votes,
    select_one_sided,
    select_standing_moves,
)
from data.roadmap.models import ControlDate


async def agreeing_side(
    connection: aiosqlite.Connection, context: DecisionContext, move: DeadlineMove, roadmap_id: int
) -> DecidingSide | None:
    """Returns the side for which the actor may agree to the day; None when there is nothing to agree to for them."""
    votes = await select_date_votes(connection, move)
    deciders = await select_deciders(connection, roadmap_id, context.audit.first_admins, votes)
    side = deciders.require_side(context.audit.actor_id, "agree")
    return None if side.party_id in votes.values() else side


async def agree_date(connection: aiosqlite.Connection, context: DecisionContext, move_id: int) -> int:
    """Agrees for the actor's side to a day that another has set, and returns the activity's id.

    The day binds all sides when the last of them agrees. Raises `NotAllowed`, and `Refused` for a day that was decided
    otherwise meanwhile, has passed, or is of a closed activity.
    """
    move = await select_one_sided(connection, move_id)
    if move is None:
        raise Refused(DecisionProblem.DECIDED_ALREADY)
    subject = await subject_of(connection, DecisionKind.SET, move.activity_id, context.now)
    side = await agreeing_side(connection, context, move, subject.roadmap_id)
    if side is None:
        return move.activity_id
    _require_open(subject)
    if move.day < context.today and move.day != _signed_day(subject, move):
        raise Refused(DecisionProblem.DAY_PASSED, past=day_figures(move.day))
    by = (context.actor, context.audit.at, side.stands_in)
    await insert_date_agreement(connection, move.id, side.party_id, by)
    state = {"side": side.party_id, "day": move.day.isoformat()}
    change = AuditChange(AuditAction.AGREED, AuditSubject.ACTIVITY, move.activity_id, None, state)
    await insert_audit(connection, context.audit, change)
    agreed = {move.party_id, *(await select_date_votes(connection, move)).values()}
    if agreed >= set(await select_party_ids(connection, subject.roadmap_id)):
        await _bind(connection, context, subject, move)
    return move.activity_id


async def restore_date(connection: aiosqlite.Connection, context: DecisionContext, activity_id: int) -> None:
    """Brings the calculated date back: at once where one side alone had set another, else for the others to agree to.

    Raises `NotAllowed`, and `Refused` where the calculated date holds already or the activity is closed.
    """
    subject = await subject_of(connection, DecisionKind.SET, activity_id, context.now)
    party = await require_coordinator(connection, subject.roadmap_id, context.audit)
    _require_open(subject)
    when = subject.activity.deadline.in_force(context.today)
    moves = await _moves_on(connection, activity_id, when)
    if when is None or not moves or moves[-1].day == when.signed:
        raise Refused(DecisionProblem.SAME_DAY)
    is_agreed = any(move.party_id is None for move in moves)
    if is_agreed and when.signed:
        proposed = replace(
            moves[-1],
            day=when.signed,
            reason=subject.activity.deadline.wording,
            party_id=party,
            request_id=None,
            decided_by=context.actor,
            at=context.audit.at,
        )
        await insert_move(connection, proposed, subject.activity.deadline.wording)
        await audit_date(connection, context, subject, proposed)
        latest = (await _moves_on(connection, activity_id, when))[-1]
        await tell_date_set(connection, context, subject, latest)
    else:
        await end_moves(connection, moves[-1], context.audit.at, party)
        await audit_date(connection, context, subject, replace(moves[-1], day=when.signed or moves[-1].day))
        notice = await decision_notice(connection, subject, when.signed, "", party)
        await _tell(
            connection, context, subject, partial_message(context, notice, f"restored:{moves[-1].id}")
        )


async def tell_date_set(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, move: DeadlineMove
) -> None:
    """Asks the coordinators of the other sides to agree to the day, and tells the group."""
    notice = await decision_notice(connection, subject, move.day, move.reason, move.party_id)
    key, draw = f"dated:{move.id}", partial(decided_screen, notice, move.id)
    message = DecisionMessage(MessageKind.DEADLINE_SET, key, move.activity_id, context.audit.at, draw)
    await _tell(connection, context, subject, message)


def partial_message(context: DecisionContext, notice: DecisionNotice, key: str) -> DecisionMessage:
    """Returns the message that the calculated date holds again."""
    draw = partial(restored_screen, notice)
    return DecisionMessage(MessageKind.DEADLINE_SET, key, notice.activity.id, context.audit.at, draw)


async def _bind(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, move: DeadlineMove
) -> None:
    """The day binds all sides from now on; that of the wording needs no decision any more."""
    if move.day == _signed_day(subject, move):
        await end_moves(connection, move, context.audit.at, move.party_id)
    else:
        agreed = replace(move, party_id=None, decided_by=context.actor, at=context.audit.at)
        await insert_move(connection, agreed, subject.activity.deadline.wording)
    notice = await decision_notice(connection, subject, move.day, move.reason, None)
    key, draw = f"date-agreed:{move.id}", partial(decided_screen, notice)
    message = DecisionMessage(MessageKind.DEADLINE_GRANTED, key, move.activity_id, context.audit.at, draw)
    await _tell(connection, context, subject, message, (move.decided_by,))


def _require_open(subject: DecisionSubject) -> None:
    if subject.state.is_closed:
        raise Refused(DecisionProblem.CLOSED)


def _signed_day(subject: DecisionSubject, move: DeadlineMove) -> object:
    dates = subject.activity.deadline.control_dates
    return next((when.signed for when in dates if when.nominal == (move.nominal or move.day)), None)


async def _moves_on(
    connection: aiosqlite.Connection, activity_id: int, when: ControlDate | None
) -> list[DeadlineMove]:
    """Loads the decisions on the control date, also where the wording gives no day."""
    if when is None:
        return []
    found = await select_standing_moves(connection, activity_id, when.nominal.isoformat())
    return found or await select_standing_moves(connection, activity_id, None)


async def _tell(
    connection: aiosqlite.Connection,
    context: DecisionContext,
    subject: DecisionSubject,
    message: DecisionMessage,
    also: Iterable[int] = (),
) -> None:
    """Tells the coordinators of every side but the one who acts, and the group."""
    people = set(also)
    for party in await select_party_ids(connection, subject.roadmap_id):
        people |= set(await select_coordinators(connection, party, context.audit.first_admins))
    await tell_people(connection, context.notifier, people - {context.actor}, message)
    await context.group.tell(connection, subject.roadmap_id, message)
