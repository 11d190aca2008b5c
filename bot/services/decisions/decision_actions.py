"""Takes decisions of one side: stores them, audits them and queues the messages, in the caller's transaction."""

from dataclasses import replace
from functools import partial

import aiosqlite

from bot.screens.decisions.news import reopened_screen
from bot.services.decisions.deadline_requests import end_request
from bot.services.decisions.hand_dates import tell_date_set
from bot.services.decisions.record import (
    DecisionContext,
    DecisionMessage,
    another_day,
    audit_date,
    decision_notice,
    tell_people,
)
from bot.services.decisions.subjects import DecisionSubject, speaker
from bot.services.messages.kinds import MessageKind
from data.audit import AuditAction, AuditChange, AuditSubject, insert_audit
from data.decisions.deadline_requests import RequestState
from data.decisions.decision_drafts import DecisionDraft
from data.decisions.meetings import ItemMark, decide_item
from data.decisions.problems import DecisionProblem
from data.decisions.reopenings import insert_reopening
from data.people.coordination import (
    require_coordinator,
    select_party_ids,
    select_responsible_people,
)
from data.primitives.refusal import Refused
from data.roadmap.control_dates import DeadlineMove, insert_move, select_moved_day
from data.roadmap.hand_dates import select_standing_moves


async def set_date(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, draft: DecisionDraft
) -> None:
    """Sets a control date by hand, which the other sides' coordinators are asked to agree to, and tells the group.

    A request about the activity that is open ends with it.

    Raises `NotAllowed`, and `Refused` when the day is the control date already.
    """
    activity, audit = subject.activity, context.audit
    party = await require_coordinator(connection, subject.roadmap_id, audit)
    day = another_day(subject, draft, context.today)
    nominal = await select_moved_day(connection, activity.id, activity.deadline, context.today)
    move = DeadlineMove(0, activity.id, nominal, day, draft.words, party, None, context.actor, audit.at)
    await insert_move(connection, move, activity.deadline.wording)
    await audit_date(connection, context, subject, move)
    await end_request(connection, context, subject, RequestState.SUPERSEDED)
    latest = await select_standing_moves(connection, activity.id, nominal.isoformat() if nominal else None)
    await tell_date_set(connection, context, subject, latest[-1])


async def reopen(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, draft: DecisionDraft
) -> None:
    """Reopens a closed activity and queues messages to the responsible people of every side and the group.

    Raises `NotAllowed`, and `Refused` when the activity is not closed.
    """
    activity = subject.activity
    agency = await speaker(connection, activity.id, context.audit)
    if not subject.state.now.is_done:
        raise Refused(DecisionProblem.NOT_CLOSED)
    by = (context.actor, context.audit.at)
    made = await insert_reopening(connection, activity.id, agency.party_id, draft.words, by)
    state = {"reason": draft.words, "side": agency.party_id}
    change = AuditChange(AuditAction.REOPENED, AuditSubject.ACTIVITY, activity.id, None, state)
    await insert_audit(connection, context.audit, change)
    notice = await decision_notice(connection, subject, None, draft.words, agency.party_id)
    people: set[int] = set()
    for party in await select_party_ids(connection, subject.roadmap_id):
        people |= set(await select_responsible_people(connection, activity.id, party))
    key, draw = f"reopened:{made.id}", partial(reopened_screen, notice)
    message = DecisionMessage(MessageKind.ACTIVITY_REOPENED, key, activity.id, context.audit.at, draw)
    await tell_people(connection, context.notifier, people - {context.actor}, message)
    await context.group.tell(connection, subject.roadmap_id, message)


async def instruct(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, draft: DecisionDraft
) -> None:
    """Stores the instruction, and its day if it has one, on an item of the agenda, with a row of the journal.

    Raises `NotAllowed`, and `Refused` when the meeting is over.
    """
    await require_coordinator(connection, subject.roadmap_id, context.audit)
    if subject.item is None or subject.item.ended:
        raise Refused(DecisionProblem.ENDED)
    decided = replace(subject.item, mark=ItemMark.INSTRUCTED, instruction=draft.words, day=draft.day)
    await decide_item(connection, context.audit, subject.item, decided)
