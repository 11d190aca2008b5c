"""The form of a decision: begins it, fills it in step by step, previews it, decides."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

import aiosqlite
from aiogram import Bot

from bot.access import UserContext
from bot.callbacks.decisions import ConfirmDecision, OpenMoveRequests
from bot.callbacks.roadmap import OpenActivity
from bot.screens.dates import day_figures
from bot.screens.decisions.form import FormFacts, decision_screen
from bot.screens.decisions.hand_dates import date_agreement_screen, date_restoring_screen
from bot.screens.decisions.request import (
    ShownRequest,
    agreement_screen,
    request_screen,
    request_withdrawal_screen,
    requests_screen,
)
from bot.screens.refusals import refusal_text
from bot.services.decisions.deadline_requests import agree, ask_move, refuse, withdraw
from bot.services.decisions.decision_actions import instruct, reopen, set_date
from bot.services.decisions.hand_dates import agree_date, agreeing_side, restore_date
from bot.services.decisions.meetings import Meetings
from bot.services.decisions.record import DecisionContext, decision_notice
from bot.services.decisions.subjects import (
    DecisionSubject,
    require_deciding,
    require_open,
    shown_request,
    subject_of,
)
from bot.services.messages.notifier import Notifier
from bot.services.roadmap.activity_card import activity_card
from bot.telegram.screen import Screen
from data.audit import AuditContext
from data.database import Database
from data.decisions.deadline_requests import MoveRequest, select_open_request, select_request
from data.decisions.deciders import deciders_of, select_awaited_requests
from data.decisions.decision_drafts import (
    DecisionDraft,
    DecisionKind,
    DecisionStep,
    begin_decision,
    close_decision,
    delete_decision,
    is_decided,
    select_decision,
    update_decision_base,
    update_decision_day,
    update_decision_step,
    update_decision_words,
)
from data.decisions.problems import DecisionProblem
from data.notes.activity_state import Moment
from data.people.coordination import require_coordinator
from data.primitives.refusal import Refused
from data.roadmap.hand_dates import select_one_sided
from data.roadmap.lookup import StaleButton
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import refuse_gone_activity

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
RECENT: Final = (
    12 * 3600
)  # seconds after which the person is told that the form holds what they typed earlier


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A draft as it is shown; `remark` says what the person has to look at, None where nothing is new."""

    draft: DecisionDraft
    remark: Refused | None = None


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
    zone: ZoneInfo
    wake: Callable[[], None]

    @property
    def _now(self) -> Moment:
        return Moment(self.audit.at, self.zone)

    @property
    def user_id(self) -> int:
        """The person's Telegram id; raises `LookupError` when the console or the bot acts."""
        return self.audit.person_id

    async def begin(self, kind: DecisionKind, subject_id: int) -> OpenForm:
        """Opens the person's draft of that decision; refuses at once what would be refused in the end.

        Raises `NotAllowed`, `StaleButton` and `Refused`.
        """
        async with self.db.writing() as connection:
            subject = await subject_of(connection, kind, subject_id, self._now)
            await require_deciding(connection, kind, subject, self.audit)
            require_open(kind, subject, self.audit, self.today)
            draft = await begin_decision(connection, self.user_id, kind, subject_id, self.audit.at)
            opened = await self._look(connection, draft, subject)
        is_old = not draft.is_blank and self.audit.at - draft.updated_at > RECENT
        remark = opened.remark or (
            Refused(DecisionProblem.TYPED_EARLIER, at=draft.updated_at) if is_old else None
        )
        return OpenForm(opened.draft, remark)

    async def draft(self, draft_id: int) -> DecisionDraft:
        """Loads the person's draft; raises `StaleButton` when it is gone."""
        draft = await select_decision(self.db.reader, draft_id, self.user_id)
        if draft is None:
            raise StaleButton
        return draft

    async def ask(self, draft: DecisionDraft, step: DecisionStep) -> OpenForm:
        """Sets the step that the person's next message is for."""
        return await self._looked(draft, step)

    async def put_day(self, draft: DecisionDraft, day: date | None) -> OpenForm:
        """Stores the day; returns the draft at what it still lacks."""
        async with self.db.writing() as connection:
            dated = await update_decision_day(connection, draft, day, self.audit.at)
        return await self._looked(dated)

    async def put_words(self, draft: DecisionDraft, words: str) -> OpenForm:
        """Stores the reason or instruction; returns the draft at what it still lacks."""
        async with self.db.writing() as connection:
            stored = await update_decision_words(connection, draft, words, self.audit.at)
        return await self._looked(stored)

    async def discard(self, draft: DecisionDraft) -> None:
        """Deletes the draft."""
        async with self.db.writing() as connection:
            await delete_decision(connection, draft.id)

    async def screen(self, opened: OpenForm) -> Screen:
        """Returns the screen of the draft's step, with what holds at this moment."""
        draft, remark = opened.draft, opened.remark
        subject = await subject_of(self.db.reader, draft.kind, draft.subject_id, self._now)
        words = refusal_text(remark.problem, self.zone, **remark.details) if remark else ""
        facts = FormFacts(
            subject.activity, subject.day(self.today), subject.open_request, subject.item, words
        )
        return decision_screen(draft, facts, self.today, self.db.calendar)

    async def decide(self, draft_id: int, fingerprint: int) -> OpenForm | None:
        """Decides what the draft says, once however often it is pressed; returns None then.

        Returns the draft to be looked at once more when it, or what it was taken on, is not what the person has seen.
        Raises `NotAllowed`, `StaleButton` for a draft that was thrown away, and `Refused`.
        """
        context = await self._context()
        async with self.db.writing() as connection:
            draft = await select_decision(connection, draft_id, self.user_id)
            if draft is None:
                await _require_decided(connection, draft_id)
                return None
            subject = await subject_of(connection, draft.kind, draft.subject_id, self._now)
            await require_deciding(connection, draft.kind, subject, self.audit)
            require_open(draft.kind, subject, self.audit, self.today)
            seen = await self._look(connection, draft, subject)
            if (
                seen.remark
                or seen.draft.fingerprint != fingerprint
                or draft.missing is not DecisionStep.PREVIEW
            ):
                return OpenForm(seen.draft, seen.remark or Refused(DecisionProblem.CHANGED))
            await ACTIONS[draft.kind](connection, context, subject, draft)
            await close_decision(connection, draft.id, self.audit.at)
        self.wake()
        return None

    async def agree(self, request_id: int, pressed: int | None = None) -> None:
        """Agrees to a request for the person's side; raises `StaleButton`, `NotAllowed` and `Refused`.

        `pressed` is the message that is to show the outcome.
        """
        context = replace(await self._context(), pressed=pressed)
        async with self.db.writing() as connection:
            request = await _request(connection, request_id)
            await refuse_gone_activity(connection, request.activity_id)
            await agree(connection, context, request)
        self.wake()

    async def agreement_screen(self, request_id: int) -> Screen:
        """Asks whether to agree; shows the request where the person's side has decided, or it has ended.

        Raises `StaleButton`, `NotAllowed` and `Refused` as `agree` does.
        """
        request = await _request(self.db.reader, request_id)
        await refuse_gone_activity(self.db.reader, request.activity_id)
        deciders = await deciders_of(self.db.reader, request, self.audit.first_admins)
        deciders.require_side(self.user_id, "agree")
        shown = await self._shown(request_id)
        return agreement_screen(shown) if shown.may_agree else request_screen(shown)

    async def withdrawal_screen(self, request_id: int) -> Screen:
        """Asks the author whether to withdraw the request; shows it to other people, and once it has ended."""
        shown = await self._shown(request_id)
        return request_withdrawal_screen(shown) if shown.may_withdraw else request_screen(shown)

    async def withdraw(self, request_id: int) -> None:
        """Withdraws a request of the person's own; raises `StaleButton`, `NotAllowed` and `Refused`."""
        context = await self._context()
        async with self.db.writing() as connection:
            await withdraw(connection, context, await _request(connection, request_id))
        self.wake()

    async def date_screen(self, move_id: int) -> Screen | None:
        """Asks whether to agree to a day that another side has set; None where the person's side has agreed.

        Raises `NotAllowed`, and `Refused` for a day that was decided otherwise meanwhile.
        """
        move = await select_one_sided(self.db.reader, move_id)
        if move is None:
            raise Refused(DecisionProblem.DECIDED_ALREADY)
        subject = await subject_of(self.db.reader, DecisionKind.SET, move.activity_id, self._now)
        side = await agreeing_side(self.db.reader, await self._context(), move, subject.roadmap_id)
        notice = await decision_notice(self.db.reader, subject, move.day, move.reason, move.party_id)
        return date_agreement_screen(subject.activity, move, notice.side) if side else None

    async def agree_date(self, move_id: int) -> int:
        """Agrees to the day for the person's side and returns the activity's id; raises as `date_screen`."""
        context = await self._context()
        async with self.db.writing() as connection:
            activity_id = await agree_date(connection, context, move_id)
        self.wake()
        return activity_id

    async def restoring_screen(self, activity_id: int) -> Screen:
        """Asks whether to bring the calculated date back; raises `NotAllowed`, `StaleButton` and `Refused`."""
        subject = await subject_of(self.db.reader, DecisionKind.SET, activity_id, self._now)
        await require_coordinator(self.db.reader, subject.roadmap_id, self.audit)
        when = subject.activity.deadline.in_force(self.today)
        if when is None or not when.by_hand:
            raise Refused(DecisionProblem.SAME_DAY)
        return date_restoring_screen(subject.activity, when, is_agreed=not when.is_one_sided)

    async def restore_date(self, activity_id: int) -> None:
        """Brings the calculated date back; raises as `restoring_screen`."""
        context = await self._context()
        async with self.db.writing() as connection:
            await restore_date(connection, context, activity_id)
        self.wake()

    async def opened_request(self, request_id: int, user: UserContext) -> Screen:
        """Returns the request; raises `StaleButton` also where its roadmap may not be shown."""
        request = await _request(self.db.reader, request_id)
        if not user.may_open(request.roadmap_id):
            raise StaleButton
        return await self.request_screen(request_id)

    async def request_screen(self, request_id: int) -> Screen:
        """Returns the request as the person may act on it; raises `StaleButton`."""
        return request_screen(await self._shown(request_id))

    async def requests_screen(self, content: RoadmapContent, place: OpenMoveRequests) -> Screen:
        """Returns the requests of the roadmap that wait for the person's decision."""
        admins = self.audit.first_admins
        waiting = await select_awaited_requests(self.db.reader, content.roadmap.id, self.user_id, admins)
        return requests_screen(waiting, content, place)

    async def open_request(self, activity_id: int) -> MoveRequest | None:
        """Loads the request about the activity that is not decided yet; None when there is none."""
        return await select_open_request(self.db.reader, activity_id)

    async def _shown(self, request_id: int) -> ShownRequest:
        request = await _request(self.db.reader, request_id)
        return await shown_request(self.db.reader, request, self.audit.first_admins, self.user_id)

    async def _looked(self, draft: DecisionDraft, step: DecisionStep | None = None) -> OpenForm:
        """Raises `Refused` when the activity is gone; then the form is left, with what was typed in it."""
        try:
            async with self.db.writing() as connection:
                return await self._look(connection, draft, step=step)
        except Refused:
            async with self.db.writing() as connection:
                await update_decision_step(connection, draft, DecisionStep.LEFT, self.audit.at)
            raise

    async def _look(
        self,
        connection: aiosqlite.Connection,
        draft: DecisionDraft,
        subject: DecisionSubject | None = None,
        step: DecisionStep | None = None,
    ) -> OpenForm:
        """Stores what holds now as what the person sees, at that step or the next one.

        Remarks on what has changed since they last saw it, and takes out a day that has passed.
        """
        subject = subject or await subject_of(connection, draft.kind, draft.subject_id, self._now)
        base = subject.base(draft.kind, self.today)
        remark = None
        if draft.base != base:
            remark = None if draft.is_blank else Refused(DecisionProblem.CHANGED)
            draft = await update_decision_base(connection, draft, base)
        if draft.day and draft.day < self.today:
            remark = Refused(DecisionProblem.DAY_PASSED, past=day_figures(draft.day))
            draft = await update_decision_day(connection, draft, None, self.audit.at)
        return OpenForm(
            await update_decision_step(connection, draft, step or draft.missing, self.audit.at), remark
        )

    async def _context(self) -> DecisionContext:
        me = await self.bot.me()
        return DecisionContext(self.audit, self.today, me.username or "", self.notifier, self.zone)


async def _require_decided(connection: aiosqlite.Connection, draft_id: int) -> None:
    if not await is_decided(connection, draft_id):
        raise StaleButton


async def _request(connection: aiosqlite.Connection, request_id: int) -> MoveRequest:
    request = await select_request(connection, request_id)
    if request is None:
        raise StaleButton
    return request


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
