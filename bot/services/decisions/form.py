"""The form of a decision: begins it, fills it in step by step, previews it, decides."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import aiosqlite
from aiogram import Bot

from bot.access import UserContext
from bot.callbacks.decisions import ConfirmDecision
from bot.callbacks.roadmap import OpenActivity
from bot.screens.decisions.form import decision_screen
from bot.screens.decisions.request import request_screen
from bot.services.decisions.deadline_requests import agree, ask_move, refuse
from bot.services.decisions.decision_actions import instruct, reopen, set_date
from bot.services.decisions.meetings import Meetings
from bot.services.decisions.record import DecisionContext
from bot.services.decisions.subjects import DecisionSubject, require_deciding, shown_request, subject_of
from bot.services.messages.notifier import Notifier
from bot.services.roadmap.activity_card import activity_card
from bot.telegram.screen import Screen
from data.audit import AuditContext
from data.database import Database
from data.decisions.deadline_requests import MoveRequest, RequestState, select_open_request, select_request
from data.decisions.decision_drafts import (
    DecisionDraft,
    DecisionKind,
    DecisionStep,
    begin_decision,
    delete_decision,
    select_decision,
    update_decision_day,
    update_decision_step,
    update_decision_words,
)
from data.decisions.problems import DecisionProblem
from data.notes.statuses import select_activity_state
from data.primitives.refusal import Refused
from data.roadmap.lookup import StaleButton

DecisionAction = Callable[
    [aiosqlite.Connection, DecisionContext, DecisionSubject, DecisionDraft], Awaitable[None]
]
ACTIONS: Final[dict[DecisionKind, DecisionAction]] = {
    DecisionKind.SET: set_date,
    DecisionKind.MOVE: ask_move,
    DecisionKind.REFUSE: refuse,
    DecisionKind.REOPEN: reopen,
    DecisionKind.INSTRUCT: instruct,
}


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """Acts for the person that `audit` names; `wake` wakes the outbox after each commit.

    Its methods raise `NotAllowed` for want of a right, `StaleButton` for what is gone, and `Refused` with a
    `DecisionProblem` for what cannot be done as things stand.
    """

    db: Database
    bot: Bot
    audit: AuditContext
    notifier: Notifier
    today: date
    wake: Callable[[], None]

    @property
    def user_id(self) -> int:
        """The person's Telegram id; raises `LookupError` when the console or the bot acts."""
        return self.audit.person_id

    async def begin(self, kind: DecisionKind, subject_id: int) -> DecisionDraft:
        """Opens the person's draft of that decision; refuses at once what would be refused in the end.

        Raises `NotAllowed`, `StaleButton` and `Refused`.
        """
        async with self.db.writing() as connection:
            subject = await subject_of(connection, kind, subject_id)
            await require_deciding(connection, kind, subject, self.audit)
            await _require_open(connection, kind, subject)
            return await begin_decision(connection, self.user_id, kind, subject_id, self.audit.at)

    async def draft(self, draft_id: int) -> DecisionDraft:
        """Loads the person's draft; raises `StaleButton` when it is gone."""
        draft = await select_decision(self.db.reader, draft_id, self.user_id)
        if draft is None:
            raise StaleButton
        return draft

    async def ask(self, draft: DecisionDraft, step: DecisionStep) -> DecisionDraft:
        """Sets the step that the person's next message is for."""
        async with self.db.writing() as connection:
            return await update_decision_step(connection, draft, step, self.audit.at)

    async def put_day(self, draft: DecisionDraft, day: date | None) -> DecisionDraft:
        """Stores the day; returns the draft at what it still lacks."""
        async with self.db.writing() as connection:
            dated = await update_decision_day(connection, draft, day, self.audit.at)
            return await update_decision_step(connection, dated, dated.missing, self.audit.at)

    async def put_words(self, draft: DecisionDraft, words: str) -> DecisionDraft:
        """Stores the reason or instruction; returns the draft at what it still lacks."""
        async with self.db.writing() as connection:
            stored = await update_decision_words(connection, draft, words, self.audit.at)
            return await update_decision_step(connection, stored, stored.missing, self.audit.at)

    async def discard(self, draft: DecisionDraft) -> None:
        """Deletes the draft."""
        async with self.db.writing() as connection:
            await delete_decision(connection, draft.id)

    async def screen(self, draft: DecisionDraft) -> Screen:
        """Returns the screen of the draft's step."""
        subject = await subject_of(self.db.reader, draft.kind, draft.subject_id)
        current = subject.day(self.today)
        return decision_screen(draft, subject.activity, current, self.today, self.db.calendar)

    async def decide(self, draft_id: int, fingerprint: int) -> None:
        """Decides what the draft says, once however often it is pressed.

        Raises `NotAllowed`, and `Refused` when the draft has another fingerprint by now or cannot be decided.
        """
        context = await self._context()
        async with self.db.writing() as connection:
            draft = await select_decision(connection, draft_id, self.user_id)
            if draft is None:
                return
            if draft.fingerprint != fingerprint or draft.missing is not DecisionStep.PREVIEW:
                raise Refused(DecisionProblem.CHANGED)
            subject = await subject_of(connection, draft.kind, draft.subject_id)
            await require_deciding(connection, draft.kind, subject, self.audit)
            await ACTIONS[draft.kind](connection, context, subject, draft)
            await delete_decision(connection, draft.id)
        self.wake()

    async def agree(self, request_id: int) -> None:
        """Agrees to a request for the person's sides; raises `StaleButton` and `NotAllowed`."""
        context = await self._context()
        async with self.db.writing() as connection:
            await agree(connection, context, await _request(connection, request_id))
        self.wake()

    async def request_screen(self, request_id: int) -> Screen:
        """Returns the request as the person may act on it; raises `StaleButton`."""
        request = await _request(self.db.reader, request_id)
        admins = self.audit.first_admins
        return request_screen(await shown_request(self.db.reader, request, admins, self.user_id))

    async def open_request(self, activity_id: int) -> MoveRequest | None:
        """Loads the request about the activity that is not decided yet; None when there is none."""
        return await select_open_request(self.db.reader, activity_id)

    async def _context(self) -> DecisionContext:
        me = await self.bot.me()
        return DecisionContext(self.audit, self.today, me.username or "", self.notifier)


async def _request(connection: aiosqlite.Connection, request_id: int) -> MoveRequest:
    request = await select_request(connection, request_id)
    if request is None:
        raise StaleButton
    return request


async def _require_open(
    connection: aiosqlite.Connection, kind: DecisionKind, subject: DecisionSubject
) -> None:
    """Raises `Refused` when there is nothing to decide."""
    request, item = subject.request, subject.item
    if kind is DecisionKind.MOVE and await select_open_request(connection, subject.activity.id):
        raise Refused(DecisionProblem.ASKED_ALREADY)
    if kind is DecisionKind.REFUSE and request and request.state is not RequestState.OPEN:
        raise Refused(DecisionProblem.DECIDED_ALREADY)
    if kind is DecisionKind.INSTRUCT and item and item.ended:
        raise Refused(DecisionProblem.ENDED)
    if kind is DecisionKind.REOPEN:
        state = await select_activity_state(connection, subject.activity.id)
        if not state.is_closed:
            raise Refused(DecisionProblem.NOT_CLOSED)


async def outcome_screen(place: ConfirmDecision, form: DecisionForm, user: UserContext) -> Screen:
    """Returns the request, the item of the agenda or the activity's card that the decision was about.

    Raises `StaleButton` when it is gone.
    """
    kind, subject_id = place.kind.kind, place.subject_id
    if kind is DecisionKind.REFUSE:
        return await form.request_screen(subject_id)
    if kind is DecisionKind.INSTRUCT:
        return await Meetings(form.db, user).item_screen(subject_id)
    request = await form.open_request(subject_id) if kind is DecisionKind.MOVE else None
    if request:
        return await form.request_screen(request.id)
    return await activity_card(user, OpenActivity(activity_id=subject_id), form.db)
