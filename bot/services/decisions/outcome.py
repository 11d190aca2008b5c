"""What is shown after a decision: its request, its item of the agenda or the activity's card."""

from bot.access import UserContext
from bot.callbacks.decisions import ConfirmDecision
from bot.callbacks.roadmap import OpenActivity
from bot.services.decisions.form import DecisionForm
from bot.services.decisions.meetings import Meetings
from bot.services.roadmap.activity_card import activity_card
from bot.telegram.screen import Screen
from data.decisions.decision_drafts import DecisionKind


async def outcome_screen(place: ConfirmDecision, form: DecisionForm, user: UserContext) -> Screen:
    """Raises `StaleButton` when what was decided about is gone."""
    kind, subject_id = place.kind.kind, place.subject_id
    if kind is DecisionKind.REFUSE:
        return await form.request_screen(subject_id)
    if kind is DecisionKind.INSTRUCT:
        return await Meetings(form.db, user).item_screen(subject_id)
    request = await form.open_request(subject_id) if kind is DecisionKind.MOVE else None
    if request:
        return await form.request_screen(request.id)
    return await activity_card(user, OpenActivity(activity_id=subject_id), form.db)
