"""Instructions of meetings: one of them, and that it is done."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, needs
from bot.callbacks.decisions import FinishInstruction, OpenInstruction
from bot.services.decisions.instructions import MeetingInstructions
from bot.telegram.rendering import show


def router() -> Router:
    router = Router(name="instructions")
    pressed = router.callback_query.register
    pressed(open_instruction, OpenInstruction.filter(), flags=needs(Permission.READ))
    pressed(finish_instruction, FinishInstruction.filter(), flags=needs(Permission.WRITE))
    return router


async def open_instruction(
    query: CallbackQuery, callback_data: OpenInstruction, meeting_instructions: MeetingInstructions
) -> None:
    await show(query, await meeting_instructions.screen(callback_data.item_id))


async def finish_instruction(
    query: CallbackQuery, callback_data: FinishInstruction, meeting_instructions: MeetingInstructions
) -> None:
    await meeting_instructions.finish(callback_data.item_id)
    await show(query, await meeting_instructions.screen(callback_data.item_id))
