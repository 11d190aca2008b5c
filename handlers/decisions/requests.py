"""Requests to move a deadline, and the other side's decision on them."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, UserContext, needs
from bot.callbacks.decisions import (
    AgreeMove,
    AskRequestWithdrawal,
    ConfirmAgreement,
    ConfirmDecisionPost,
    ConfirmDone,
    OpenMoveRequest,
    OpenMoveRequests,
    RepeatDecisionPost,
    WithdrawRequest,
)
from bot.middlewares.form_exit import OF_THE_FORM
from bot.screens.decisions.news import post_known_words
from bot.screens.notices import notice
from bot.screens.summaries.notices import published_words
from bot.services.decisions.form import DecisionForm
from bot.services.decisions.post_doubts import DecisionPosts
from bot.services.notes.drafts import DraftInTheWay, begin_confirmation, draft_conflict
from bot.services.notes.form import NoteForm
from bot.telegram.rendering import show


def router() -> Router:
    router = Router(name="decision_requests")
    writes = needs(Permission.WRITE)
    pressed = router.callback_query.register
    pressed(open_request, OpenMoveRequest.filter(), flags=writes)
    pressed(open_requests, OpenMoveRequests.filter(), flags=writes)
    pressed(ask_agreement, AgreeMove.filter(), flags=writes)
    pressed(agree_move, ConfirmAgreement.filter(), flags=writes)
    pressed(ask_withdrawal, AskRequestWithdrawal.filter(), flags=writes)
    pressed(withdraw_request, WithdrawRequest.filter(), flags=writes)
    pressed(confirm_post, ConfirmDecisionPost.filter(), flags=writes)
    pressed(repeat_post, RepeatDecisionPost.filter(), flags=writes)
    pressed(confirm_done, ConfirmDone.filter(), flags=writes | {OF_THE_FORM: True})
    return router


async def open_request(
    query: CallbackQuery, callback_data: OpenMoveRequest, decision_form: DecisionForm, user: UserContext
) -> None:
    await show(query, await decision_form.opened_request(callback_data.request_id, user))


async def open_requests(
    query: CallbackQuery, callback_data: OpenMoveRequests, decision_form: DecisionForm, user: UserContext
) -> None:
    await show(query, await decision_form.requests_screen(user.content, callback_data))


async def ask_agreement(query: CallbackQuery, callback_data: AgreeMove, decision_form: DecisionForm) -> None:
    await show(query, await decision_form.agreement_screen(callback_data.request_id))


async def ask_withdrawal(
    query: CallbackQuery, callback_data: AskRequestWithdrawal, decision_form: DecisionForm
) -> None:
    await show(query, await decision_form.withdrawal_screen(callback_data.request_id))


async def withdraw_request(
    query: CallbackQuery, callback_data: WithdrawRequest, decision_form: DecisionForm
) -> None:
    await decision_form.withdraw(callback_data.request_id)
    await show(query, await decision_form.request_screen(callback_data.request_id))


async def agree_move(
    query: CallbackQuery, callback_data: ConfirmAgreement, decision_form: DecisionForm
) -> None:
    pressed = query.message.message_id if query.message else None
    await decision_form.agree(callback_data.request_id, pressed)
    await show(query, await decision_form.request_screen(callback_data.request_id))


async def confirm_post(
    query: CallbackQuery, callback_data: ConfirmDecisionPost, decision_posts: DecisionPosts
) -> None:
    await decision_posts.confirm(callback_data.row_id)
    await show(query, notice(post_known_words()))


async def repeat_post(
    query: CallbackQuery, callback_data: RepeatDecisionPost, decision_posts: DecisionPosts
) -> None:
    await decision_posts.repeat(callback_data.row_id)
    await show(query, notice(published_words()))


async def confirm_done(query: CallbackQuery, callback_data: ConfirmDone, note_form: NoteForm) -> None:
    """The form of a note with «done» and words to publish as they are, or to add to; first the confirming document is asked."""
    try:
        draft = await begin_confirmation(note_form, callback_data.activity_id)
    except DraftInTheWay as other:
        await show(query, await draft_conflict(note_form, other.draft, callback_data.activity_id))
    else:
        await note_form.open(query, draft)
