"""What every decision leaves: a row of the journal, a silent post, and the words of both."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import aiosqlite

from bot.screens.decisions.news import DecisionNotice, decided_screen, with_card
from bot.services.decisions.subjects import DecisionSubject
from bot.services.messages.private_messages import PrivateMessage, write_to_group
from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.decisions.deadline_requests import MoveRequest
from data.decisions.decision_drafts import DecisionDraft
from data.decisions.problems import DecisionProblem
from data.refusal import Refused
from data.roadmap.control_dates import DeadlineMove
from data.roadmap.roadmap import select_parties


@dataclass(frozen=True, slots=True)
class Taking:
    """Who decides, on which day, and how the bot speaks: its username for addresses, the language of groups."""

    audit: AuditContext
    today: date
    username: str
    locale: str

    @property
    def actor(self) -> int:
        return self.audit.actor_id or 0

    def post(self, key: str, activity_id: int) -> PrivateMessage:
        return PrivateMessage(key, activity_id, self.audit.at, self.locale)


def another_day(subject: DecisionSubject, draft: DecisionDraft, today: date) -> date:
    """The day of the draft; raises `Refused` when it is the control date already."""
    if draft.day is None or draft.day == subject.day(today):
        raise Refused(DecisionProblem.SAME_DAY)
    return draft.day


async def told(
    connection: aiosqlite.Connection, subject: DecisionSubject, day: date | None, said: tuple[str, int | None]
) -> DecisionNotice:
    """`said` is the reason and the side that decided, None when all agreed."""
    reason, party_id = said
    parties = await select_parties(connection, subject.roadmap_id)
    side = next((party.region for party in parties if party.id == party_id), "")
    return DecisionNotice(subject.activity, day, reason, side)


async def journal_day(
    connection: aiosqlite.Connection, taking: Taking, subject: DecisionSubject, move: DeadlineMove
) -> None:
    before = subject.day(taking.today)
    states = ({"day": before and before.isoformat()}, {"day": move.day.isoformat(), "reason": move.reason})
    change = AuditChange(AuditAction.DATED, AuditSubject.ACTIVITY, move.activity_id, *states)
    await insert_audit(connection, taking.audit, change)


async def journal_request(
    connection: aiosqlite.Connection,
    taking: Taking,
    action: AuditAction,
    request: MoveRequest,
    **state: object,
) -> None:
    await insert_audit(
        connection, taking.audit, AuditChange(action, AuditSubject.REQUEST, request.id, None, state)
    )


async def post_day(
    connection: aiosqlite.Connection,
    taking: Taking,
    subject: DecisionSubject,
    post: PrivateMessage,
    said: DecisionNotice,
) -> None:
    """Tells the group of a control date that was decided."""
    draw = partial(decided_screen, said)
    await write_to_group(
        connection,
        subject.roadmap_id,
        post,
        lambda: with_card(draw(), taking.username, subject.activity.number),
    )
