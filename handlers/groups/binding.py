"""`/bind`: binds a roadmap to the group where its notes are published."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRESSED_PRIVATELY, PRIVATE, Permission, UserContext, needs
from bot.callbacks.groups import (
    BindHere,
    ChooseGroupLanguage,
    FormerBinding,
    LeaveBinding,
    OpenGroupLanguage,
    PostEarlierNotes,
)
from bot.screens.groups.binding import how_to_bind_words, left_connected_words
from bot.screens.notices import notice, plain
from bot.services.groups.binding import Binding, BindingTarget
from bot.services.groups.earlier_notes import EarlierNotes
from bot.services.messages.refusals import show_outdated
from bot.telegram.rendering import reply, show
from data.primitives.fingerprint import Outdated
from data.roadmap.lookup import StaleButton
from data.roadmap.models import Roadmap

BIND = Command("bind", ignore_case=True)


def router() -> Router:
    router = Router(name="binding")
    router.message.register(explain_binding, BIND, PRIVATE, flags=needs(Permission.ADMIN))
    router.message.register(bind_group, BIND, ~PRIVATE, flags=needs(Permission.BIND))
    pressed = router.callback_query.register
    pressed(bind_here, BindHere.filter(), ~PRESSED_PRIVATELY, flags=needs(Permission.BIND))
    pressed(show_binding, FormerBinding.filter(), ~PRESSED_PRIVATELY, flags=needs(Permission.BIND))
    pressed(post_earlier_notes, PostEarlierNotes.filter(), flags=needs(Permission.ADMIN))
    pressed(open_language, OpenGroupLanguage.filter(), flags=needs(Permission.ADMIN))
    pressed(choose_language, ChooseGroupLanguage.filter(), flags=needs(Permission.ADMIN))
    pressed(leave_binding, LeaveBinding.filter(), ~PRESSED_PRIVATELY, flags=needs(Permission.BIND))
    return router


async def explain_binding(message: Message) -> None:
    await reply(message, notice(how_to_bind_words()))


async def bind_group(message: Message, binding: Binding, user: UserContext) -> None:
    question = await binding.propose(_place(message), user.readable)
    if question:
        await reply(message, question)


async def bind_here(
    query: CallbackQuery, callback_data: BindHere, binding: Binding, user: UserContext
) -> None:
    roadmap = _roadmap(user, callback_data.roadmap_id)
    if not isinstance(query.message, Message):
        raise StaleButton
    place = _place(query.message)
    try:
        bound = await binding.confirm(place, roadmap, callback_data.fingerprint)
    except Outdated:
        await show_outdated(query, await binding.question(place, roadmap))
    else:
        await show(query, bound)


async def show_binding(
    query: CallbackQuery, callback_data: FormerBinding, binding: Binding, user: UserContext
) -> None:
    """Answers a button of an earlier version with the question as it is now."""
    roadmap = _roadmap(user, callback_data.roadmap_id)
    if not isinstance(query.message, Message):
        raise StaleButton
    await show_outdated(query, await binding.question(_place(query.message), roadmap))


async def post_earlier_notes(
    query: CallbackQuery,
    callback_data: PostEarlierNotes,
    earlier_notes: EarlierNotes,
    binding: Binding,
    user: UserContext,
) -> None:
    """Posts what was written before the connection; elsewhere by now, the offer for that group is made once more."""
    roadmap = _roadmap(user, callback_data.roadmap_id)
    try:
        posted = await earlier_notes.post(roadmap, callback_data.fingerprint)
    except Outdated:
        await show_outdated(query, await binding.current(roadmap))
    else:
        await show(query, posted)


async def open_language(
    query: CallbackQuery, callback_data: OpenGroupLanguage, binding: Binding, user: UserContext
) -> None:
    await show(query, await binding.language(_roadmap(user, callback_data.roadmap_id)))


async def choose_language(
    query: CallbackQuery, callback_data: ChooseGroupLanguage, binding: Binding, user: UserContext
) -> None:
    roadmap = _roadmap(user, callback_data.roadmap_id)
    await show(query, await binding.choose_language(roadmap, callback_data.locale))


async def leave_binding(query: CallbackQuery) -> None:
    await show(query, plain(left_connected_words()))


def _roadmap(user: UserContext, roadmap_id: int) -> Roadmap:
    for roadmap in user.readable:
        if roadmap.id == roadmap_id:
            return roadmap
    raise StaleButton


def _place(message: Message) -> BindingTarget:
    topic = message.message_thread_id if message.is_topic_message else None
    return BindingTarget(message.chat.id, topic, message.chat.title or "")
