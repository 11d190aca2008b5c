"""The letters that ask people to decide on a request: sent, and renewed in their chats when something is decided."""

from functools import partial

import aiosqlite

from bot.outbox.payloads import edit_call
from bot.screens.decisions.request import request_screen
from bot.services.decisions.record import DecisionContext, DecisionMessage, tell_people
from bot.services.decisions.subjects import shown_request
from bot.services.messages.kinds import MessageKind
from data.decisions.deadline_requests import (
    MoveRequest,
    RequestState,
    asked_key,
    select_letters,
    select_request,
)
from data.decisions.deciders import deciders_of
from data.messaging.outbox import Destination, OutboxBatch, Reference, insert_batch


async def ask_deciders(connection: aiosqlite.Connection, context: DecisionContext, request_id: int) -> None:
    """Asks the people who decide for the sides that have not decided; nothing when the request is ended by now."""
    request = await select_request(connection, request_id)
    if request is None or request.state is not RequestState.OPEN:
        return
    deciders = await deciders_of(connection, request, context.audit.first_admins)
    awaited = [party for party in deciders.own if party not in request.agreed]
    for user_id in sorted({person for party in awaited for person in deciders.people_of(party)}):
        await ask_person(connection, context, request, user_id, asked_key(request.id))


async def ask_person(
    connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest, user_id: int, key: str
) -> None:
    """Queues the request for a person who decides on it; the same `key` is sent to them once."""
    shown = await shown_request(connection, request, context.audit.first_admins, user_id)
    draw = partial(request_screen, shown)
    message = DecisionMessage(
        MessageKind.DEADLINE_REQUESTED, key, request.activity_id, context.audit.at, draw
    )
    await tell_people(connection, context.notifier, (user_id,), message)


async def renew_letters(connection: aiosqlite.Connection, context: DecisionContext, request_id: int) -> None:
    """Queues edits of the letters about the request: each shows what is decided, and no button that is used up."""
    request = await select_request(connection, request_id)
    if request is None:
        return
    decided = f"{request.state}:{'.'.join(map(str, request.agreed))}"
    for letter in await select_letters(connection, request.id):
        if letter.user_id == context.audit.actor_id and context.pressed in letter.message_ids:
            continue
        shown = await shown_request(connection, request, context.audit.first_admins, letter.user_id)
        with await context.notifier.language_of(letter.user_id, connection):
            call = edit_call(request_screen(shown), letter.row_id)
        key = f"renewed:{letter.row_id}:{decided}"
        about = Reference(request.activity_id)
        await insert_batch(
            connection, OutboxBatch(key, Destination(letter.user_id), about, (call,)), context.audit.at
        )
