"""A new edition of the roadmap: sent as a file, asked about, confirmed or thrown away by buttons."""

from functools import partial

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Document, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.documents import (
    AnswerDoubt,
    ConfirmEdition,
    DiscardEdition,
    OpenProposal,
    RestartAnswers,
)
from bot.screens.documents.problems import document_sentence
from bot.screens.documents.proposal import edition_discarded_screen
from bot.screens.notices import notice
from bot.screens.roadmap.calendar import undelivered_words
from bot.services.documents.edition_proposals import EditionProposals, belongs_to_report, may_be_edition
from bot.services.messages.refusals import show_decided, show_outdated
from bot.services.notes.form_state import FILLING, note_form_state
from bot.telegram.rendering import reply, show
from bot.telegram.session import DownloadFailed
from data.documents.refusal import DocumentRefused
from data.people.rights import Right, holds
from data.primitives.fingerprint import Outdated


def router() -> Router:
    router = Router(name="editions")
    flags = needs(Permission.EDITIONS)
    router.message.register(
        take_edition, F.document.as_("document"), PRIVATE, may_propose, flags=needs(Permission.EDITIONS)
    )
    pressed = router.callback_query.register
    pressed(open_proposal, OpenProposal.filter(), flags=flags)
    pressed(answer_doubt, AnswerDoubt.filter(), flags=flags)
    pressed(restart_answers, RestartAnswers.filter(), flags=flags)
    pressed(confirm_edition, ConfirmEdition.filter(), flags=flags)
    pressed(discard_edition, DiscardEdition.filter(), flags=flags)
    return router


def may_propose(message: Message, user: UserContext) -> bool:
    """Passes a file of the right kind from a person who may confirm an edition; what others send belongs to a report."""
    if message.document is None or user.known is None:
        return False
    is_filling = note_form_state(user.form.note_step or "") in FILLING
    may_confirm = holds(user.known.role, Right.CONFIRM_EDITIONS) and not is_filling
    return may_confirm and may_be_edition(message.document, user.known.role)


async def take_edition(
    message: Message, document: Document, user: UserContext, edition_proposals: EditionProposals
) -> None:
    try:
        offered = await edition_proposals.offer(document)
    except DownloadFailed:
        offered = notice(undelivered_words())
    except DocumentRefused as refused:
        if belongs_to_report(refused, user.known.role if user.known else None):
            raise SkipHandler from None
        offered = notice(document_sentence(refused))
    await reply(message, offered)


async def open_proposal(
    query: CallbackQuery, callback_data: OpenProposal, edition_proposals: EditionProposals
) -> None:
    await show(query, await edition_proposals.screen(callback_data.proposal_id, callback_data.page))


async def answer_doubt(
    query: CallbackQuery, callback_data: AnswerDoubt, edition_proposals: EditionProposals
) -> None:
    now = partial(edition_proposals.screen, callback_data.proposal_id)
    await show_decided(query, edition_proposals.answer(callback_data), now)


async def restart_answers(
    query: CallbackQuery, callback_data: RestartAnswers, edition_proposals: EditionProposals
) -> None:
    await edition_proposals.restart(callback_data.proposal_id)
    await show(query, await edition_proposals.screen(callback_data.proposal_id))


async def confirm_edition(
    query: CallbackQuery, callback_data: ConfirmEdition, edition_proposals: EditionProposals
) -> None:
    try:
        confirmed = await edition_proposals.confirm(callback_data)
    except Outdated:
        await show_outdated(query, await edition_proposals.screen(callback_data.proposal_id))
    else:
        await show(query, confirmed)


async def discard_edition(
    query: CallbackQuery, callback_data: DiscardEdition, edition_proposals: EditionProposals
) -> None:
    await edition_proposals.discard(callback_data.proposal_id)
    await show(query, edition_discarded_screen())
