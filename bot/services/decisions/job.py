"""Ends requests whose time is over, and asks once more where the question did not arrive."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from aiogram import Bot

from bot.services.decisions.deadline_requests import end_by_time
from bot.services.decisions.record import DecisionContext
from bot.services.decisions.request_letters import ask_person
from bot.services.decisions.subjects import blocks
from bot.services.messages.notifier import Notifier
from bot.settings import Settings
from data.audit import THE_BOT, AuditContext
from data.database import Database
from data.decisions.deadline_requests import (
    MoveRequest,
    asked_key,
    select_open_requests,
    select_request,
    select_unasked,
)
from data.decisions.deciders import deciders_of
from data.roadmap.roadmap import select_activity

log = logging.getLogger(__name__)


class DecisionJob:
    """Looks after the open requests; `wake` wakes the outbox after each commit."""

    def __init__(
        self, db: Database, bot: Bot, settings: Settings, notifier: Notifier, wake: Callable[[], None]
    ) -> None:
        self._db = db
        self._bot = bot
        self._settings = settings
        self._notifier = notifier
        self._wake = wake

    async def review_requests(self, now: datetime) -> None:
        """A job of `bot.scheduler`; `now` is aware."""
        requests = await select_open_requests(self._db.reader)
        if not requests:
            return
        me = await self._bot.me()
        audit = AuditContext(THE_BOT, int(now.timestamp()), None, self._settings.admin_ids)
        today = now.astimezone(self._settings.zone).date()
        context = DecisionContext(audit, today, me.username or "", self._notifier, self._settings.zone)
        for request in requests:
            await self._attempt(request, context)

    async def _attempt(self, request: MoveRequest, context: DecisionContext) -> None:
        """Logs what goes wrong with one request, so that it holds up no other."""
        try:
            await self._review(request, context)
        except Exception:
            log.exception("the request %d is not reviewed", request.id)

    async def _review(self, request: MoveRequest, context: DecisionContext) -> None:
        activity = await select_activity(self._db.reader, request.activity_id)
        if activity is None or not blocks(request, activity, context.audit.at, context.today):
            async with self._db.writing() as connection:
                await end_by_time(connection, context, request)
            self._wake()
        elif await self._unasked(request, context.today):
            await self._ask_again(request, context)

    async def _ask_again(self, request: MoveRequest, context: DecisionContext) -> None:
        """Asks those who decide now and have no question on its way or in their chat, at most once a day."""
        async with self._db.writing() as connection:
            current = await select_request(connection, request.id)
            for user_id in await self._unasked(request, context.today):
                if current:
                    key = f"{asked_key(request.id)}:{context.today.isoformat()}"
                    await ask_person(connection, context, current, user_id, key)
        self._wake()

    async def _unasked(self, request: MoveRequest, today: date) -> list[int]:
        deciders = await deciders_of(self._db.reader, request, self._settings.admin_ids)
        awaited = [party for party in deciders.own if party not in request.agreed]
        people = {person for party in awaited for person in deciders.people_of(party)} - {request.asked_by}
        return await select_unasked(self._db.reader, request.id, sorted(people), today)
