"""Control dates that one side has set: the other sides agree, or the calculated date is brought back."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, UserContext, needs
from bot.callbacks.decisions import AgreeDate, ConfirmDate, ConfirmRestore, RestoreDate
from bot.callbacks.roadmap import OpenActivity
from bot.screens.decisions.problems import date_agreed_words
from bot.screens.notices import notice
from bot.services.decisions.form import DecisionForm
from bot.services.roadmap.activity_card import activity_card
from bot.services.roadmap.cache import RoadmapCache
from bot.telegram.rendering import show


def router() -> Router:
    router = Router(name="hand_dates")
    writes = needs(Permission.WRITE)
    pressed = router.callback_query.register
    pressed(ask_agreement, AgreeDate.filter(), flags=writes)
    pressed(agree_date, ConfirmDate.filter(), flags=writes)
    pressed(ask_restoring, RestoreDate.filter(), flags=writes)
    pressed(restore_date, ConfirmRestore.filter(), flags=writes)
    return router


async def ask_agreement(query: CallbackQuery, callback_data: AgreeDate, decision_form: DecisionForm) -> None:
    asked = await decision_form.date_screen(callback_data.move_id)
    await show(query, asked or notice(date_agreed_words()))


async def agree_date(
    query: CallbackQuery,
    callback_data: ConfirmDate,
    decision_form: DecisionForm,
    user: UserContext,
    roadmaps: RoadmapCache,
) -> None:
    activity_id = await decision_form.agree_date(callback_data.move_id)
    await _show_card(query, activity_id, decision_form, user, roadmaps)


async def ask_restoring(
    query: CallbackQuery, callback_data: RestoreDate, decision_form: DecisionForm
) -> None:
    await show(query, await decision_form.restoring_screen(callback_data.activity_id))


async def restore_date(
    query: CallbackQuery,
    callback_data: ConfirmRestore,
    decision_form: DecisionForm,
    user: UserContext,
    roadmaps: RoadmapCache,
) -> None:
    await decision_form.restore_date(callback_data.activity_id)
    await _show_card(query, callback_data.activity_id, decision_form, user, roadmaps)


async def _show_card(
    query: CallbackQuery,
    activity_id: int,
    decision_form: DecisionForm,
    user: UserContext,
    roadmaps: RoadmapCache,
) -> None:
    """The card with what holds now."""
    changed = replace(user, shown=await roadmaps.content(user.content.roadmap.id))
    await show(query, await activity_card(changed, OpenActivity(activity_id=activity_id), decision_form.db))
