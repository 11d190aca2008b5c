"""Audit rows, private messages and the group post for a decision."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

import aiosqlite

from bot.screens.dates import day_figures
from bot.screens.decisions.news import DecisionNotice, with_card
from bot.services.decisions.subjects import DecisionSubject
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.telegram.screen import Screen
from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.decisions.deadline_requests import MoveRequest
from data.decisions.decision_drafts import DecisionDraft
from data.decisions.problems import DecisionProblem
from data.messaging.chats import select_bound_chat
from data.messaging.outbox import Destination
from data.notes.activity_state import Moment
from data.primitives.refusal import Refused
from data.roadmap.control_dates import DeadlineMove
from data.roadmap.roadmap import select_parties


@dataclass(frozen=True, slots=True)
class DecisionContext:
    """Who decides and on which day; `username` is the bot's, for the links to cards.

    `pressed` is the message in the chat of the person who decides that shows them the outcome, None where there is none.
    """

    audit: AuditContext
    today: date
    username: str
    notifier: Notifier
    zone: ZoneInfo
    pressed: int | None = None

    @property
    def group(self) -> "GroupPosts":
        """The posts of the decision in the group."""
        return GroupPosts(self.notifier, self.username)

    @property
    def now(self) -> Moment:
        """The moment of the decision."""
        return Moment(self.audit.at, self.zone)

    @property
    def actor(self) -> int:
        """The Telegram id of the person who decides; raises `LookupError` without one."""
        return self.audit.person_id


@dataclass(frozen=True, slots=True)
class DecisionMessage:
    """The message about a decision; with the same `key` no person gets it twice."""

    kind: MessageKind
    key: str
    activity_id: int
    at: int
    screen: Callable[[], Screen]


async def tell_people(
    connection: aiosqlite.Connection, notifier: Notifier, people: Iterable[int], message: DecisionMessage
) -> None:
    """Queues the message for each of them in the caller's transaction."""
    for user_id in sorted(set(people)):
        way = Queued(connection, f"{message.key}:{user_id}", message.at, message.activity_id)
        await notifier.to_person(user_id, message.kind, message.screen, way)


@dataclass(frozen=True, slots=True)
class GroupPosts:
    """Posts about decisions in the group of a roadmap; `username` is the bot's, for the link to the card."""

    notifier: Notifier
    username: str

    async def tell(self, connection: aiosqlite.Connection, roadmap_id: int, message: DecisionMessage) -> None:
        """Queues a silent post where a group is bound; its button leads to the card."""
        chat = await select_bound_chat(connection, roadmap_id)
        if chat is None:
            return
        place = Destination(chat.chat_id, chat.thread_id, roadmap_id)
        way = Queued(connection, message.key, message.at, message.activity_id, silent=True)
        screen = partial(_with_card, message, self.username)
        await self.notifier.to_group(place, message.kind, screen, way)


def _with_card(message: DecisionMessage, username: str) -> Screen:
    return with_card(message.screen(), username, message.activity_id)


def another_day(subject: DecisionSubject, draft: DecisionDraft, today: date) -> date:
    """Returns the day of the draft; raises `Refused` when it is the control date already, or has passed."""
    if draft.day and draft.day < today:
        raise Refused(DecisionProblem.DAY_PASSED, past=day_figures(draft.day))
    if draft.day is None or draft.day == subject.day(today):
        raise Refused(DecisionProblem.SAME_DAY)
    return draft.day


async def decision_notice(
    connection: aiosqlite.Connection,
    subject: DecisionSubject,
    day: date | None,
    reason: str,
    party_id: int | None,
) -> DecisionNotice:
    """Returns the view of a decision for its messages; `party_id` is the deciding side, None when all agreed."""
    parties = await select_parties(connection, subject.roadmap_id)
    side = next((party.region for party in parties if party.id == party_id), "")
    return DecisionNotice(subject.activity, day, reason, side)


async def audit_date(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, move: DeadlineMove
) -> None:
    """Writes the journal's row of a control date set by hand: the day before and after, and the reason."""
    before = subject.day(context.today)
    states = ({"day": before and before.isoformat()}, {"day": move.day.isoformat(), "reason": move.reason})
    change = AuditChange(AuditAction.DATED, AuditSubject.ACTIVITY, move.activity_id, *states)
    await insert_audit(connection, context.audit, change)


async def audit_request(
    connection: aiosqlite.Connection,
    context: DecisionContext,
    action: AuditAction,
    request: MoveRequest,
    **state: object,
) -> None:
    """Writes the journal's row of what became of a request."""
    await insert_audit(
        connection, context.audit, AuditChange(action, AuditSubject.REQUEST, request.id, None, state)
    )
