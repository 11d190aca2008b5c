"""The form of a decision: every button and message is checked against the person's own draft."""

import sqlite3
from dataclasses import replace
from datetime import date
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.decisions import (
    BeginDecision,
    ChooseDay,
    ConfirmDecision,
    DecisionTurn,
    TurnDecision,
)
from bot.middlewares.form_exit import OF_THE_DECISION
from bot.screens.decisions.form import LONGEST_WORDS, discarded_words, words_needed_words
from bot.screens.notices import notice
from bot.services.decisions.form import DecisionForm, outcome_screen
from bot.services.messages.refusals import return_words
from bot.services.notes.incoming import is_no_command
from bot.services.roadmap.cache import RoadmapCache
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply, show
from bot.telegram.typed_text import typed_text
from data.database import Database
from data.decisions.decision_drafts import DecisionDraft, DecisionStep, select_decision
from data.primitives.text_cleaning import one_line
from data.roadmap.typed_days import DayProblem, DayRefused, read_day
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="decision_filling")
    flags = needs(Permission.WRITE, repeatable=True) | {OF_THE_DECISION: True}
    on_message = router.message.register
    leaves = needs(Permission.READ) | {OF_THE_DECISION: True}
    on_message(cancel, Command("cancel", ignore_case=True), PRIVATE, is_deciding, flags=leaves)
    on_message(cancel, TextCommandFilter(TextCommand.CANCEL), is_deciding, flags=leaves)
    on_message(take_day, F.text, PRIVATE, is_no_command, is_asked(DecisionStep.DAY), flags=flags)
    on_message(take_words, F.text, PRIVATE, is_no_command, is_asked(DecisionStep.WORDS), flags=flags)
    pressed = router.callback_query.register
    pressed(begin, BeginDecision.filter(), flags=flags)
    pressed(choose_day, ChooseDay.filter(), flags=flags)
    pressed(discard, TurnDecision.filter(F.turn == DecisionTurn.DISCARD), flags=flags)
    pressed(drop_day, TurnDecision.filter(F.turn == DecisionTurn.DROP_DAY), flags=flags)
    pressed(turn_over, TurnDecision.filter(), flags=flags)
    pressed(confirm, ConfirmDecision.filter(), flags=flags)
    return router


async def is_deciding(_: Message, user: UserContext, db: Database) -> dict[str, Any] | bool:
    """Passes the draft that the person is filling in."""
    decision_id = user.form.decision_id
    draft = await select_decision(db.reader, decision_id, user.person.user_id) if decision_id else None
    return {"decision": draft} if draft else False


def is_asked(step: DecisionStep) -> Any:
    """Returns a filter: the person's decision waits for such a message."""

    async def waits(message: Message, user: UserContext, db: Database) -> dict[str, Any] | bool:
        return await is_deciding(message, user, db) if user.form.decision_step == step else False

    return waits


async def begin(query: CallbackQuery, callback_data: BeginDecision, decision_form: DecisionForm) -> None:
    opened = await decision_form.begin(callback_data.kind.kind, callback_data.subject_id)
    await show(query, await decision_form.screen(opened))


async def take_day(message: Message, decision: DecisionDraft, decision_form: DecisionForm) -> None:
    try:
        opened = await decision_form.put_day(decision, read_day(message.text or "", decision_form.today))
    except sqlite3.Error:
        await return_words(message, message.text or "")
    else:
        await reply(message, await decision_form.screen(opened))


async def take_words(message: Message, decision: DecisionDraft, decision_form: DecisionForm) -> None:
    words = one_line(typed_text(message))
    if not words or len(words) > LONGEST_WORDS:
        await reply(message, notice(words_needed_words()))
        return
    try:
        opened = await decision_form.put_words(decision, words)
    except sqlite3.Error:
        await return_words(message, message.text or "")
    else:
        await reply(message, await decision_form.screen(opened))


async def choose_day(query: CallbackQuery, callback_data: ChooseDay, decision_form: DecisionForm) -> None:
    """Refuses a day that has passed since the button was made."""
    draft = await decision_form.draft(callback_data.draft_id)
    if callback_data.ordinal < decision_form.today.toordinal():
        raise DayRefused(DayProblem.PAST)
    dated = await decision_form.put_day(draft, date.fromordinal(callback_data.ordinal))
    await show(query, await decision_form.screen(dated))


async def drop_day(query: CallbackQuery, callback_data: TurnDecision, decision_form: DecisionForm) -> None:
    opened = await decision_form.put_day(await decision_form.draft(callback_data.draft_id), None)
    await show(query, await decision_form.screen(opened))


async def turn_over(query: CallbackQuery, callback_data: TurnDecision, decision_form: DecisionForm) -> None:
    """Shows another of the form's screens; what is typed next goes there."""
    steps = {DecisionTurn.SHOW_DAY: DecisionStep.DAY, DecisionTurn.SHOW_WORDS: DecisionStep.WORDS}
    draft = await decision_form.draft(callback_data.draft_id)
    step = steps.get(callback_data.turn, draft.missing)
    await show(query, await decision_form.screen(await decision_form.ask(draft, step)))


async def confirm(
    query: CallbackQuery,
    callback_data: ConfirmDecision,
    decision_form: DecisionForm,
    user: UserContext,
    roadmaps: RoadmapCache,
) -> None:
    """Shows what the decision was about, also to a second press; or the form, where there is something new to look at."""
    opened = await decision_form.decide(callback_data.draft_id, callback_data.fingerprint)
    if opened:
        await show(query, await decision_form.screen(opened))
        return
    changed = replace(user, shown=await roadmaps.content(user.content.roadmap.id))
    await show(query, await outcome_screen(callback_data, decision_form, changed))


async def discard(query: CallbackQuery, callback_data: TurnDecision, decision_form: DecisionForm) -> None:
    await decision_form.discard(await decision_form.draft(callback_data.draft_id))
    await show(query, notice(discarded_words()))


async def cancel(message: Message, decision: DecisionDraft, decision_form: DecisionForm) -> None:
    await decision_form.discard(decision)
    await reply(message, notice(discarded_words()))
