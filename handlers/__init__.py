"""What people can do, one router a file; the fallback comes last."""

from aiogram import Router

from bot.doors.acquaintance import Acquaintance, Throttling
from bot.doors.acting import Acting
from bot.doors.admission import Admission
from bot.doors.interruption import Interruption
from bot.doors.leaving import DECISION, OFFICE, AskedLeaving, FormLeaving
from handlers import (
    access,
    activities,
    agencies,
    agenda,
    appointing,
    binding,
    calendar,
    deadlines,
    failures,
    fallback,
    groups,
    guide,
    handing_over,
    home,
    invitations,
    journal,
    office,
    own_activities,
    people,
    questions,
    refusals,
    reminder_settings,
    reminders,
    roadmaps,
    settings,
    spheres,
    summaries,
)
from handlers.decisions import filling as decision_filling
from handlers.decisions import requests
from handlers.notes import beginning, edits, filling, form, placing, publishing, reading

PARTS = (
    refusals,
    failures,
    groups,
    invitations,
    beginning,
    office,
    decision_filling,
    requests,
    filling,
    form,
    publishing,
    edits,
    own_activities,
    reading,
    reminders,
    reminder_settings,
    summaries,
    home,
    spheres,
    agencies,
    deadlines,
    activities,
    agenda,
    questions,
    guide,
    settings,
    roadmaps,
    access,
    people,
    appointing,
    handing_over,
    journal,
    binding,
    calendar,
    placing,
    fallback,
)


def router() -> Router:
    """All handlers behind their doors.

    Among the dispatcher's data it needs `db`, `settings`, `roadmaps`, `tongues` and `membership`, and `interrupted` with an update whose
    reply was begun before the bot was killed; `clock` (-> aware datetime) and `throttle` may replace the usual ones.
    """
    root = Router(name="roadmap-bot")
    acquaintance, throttling, admission = Acquaintance(), Throttling(), Admission()
    acting = Acting()
    for observer in (root.message, root.edited_message, root.callback_query):
        observer.outer_middleware(acquaintance)
        observer.outer_middleware(throttling)
        observer.outer_middleware(acting)
    for observer in (root.my_chat_member, root.errors):
        observer.outer_middleware(acquaintance)
        observer.outer_middleware(acting)
    root.message.middleware(Interruption())
    root.edited_message.middleware(admission)
    root.message.middleware(admission)
    root.callback_query.middleware(admission)
    for leaving in (FormLeaving(), AskedLeaving(DECISION), AskedLeaving(OFFICE)):
        root.message.middleware(leaving)
        root.callback_query.middleware(leaving)
    root.include_routers(*(part.router() for part in PARTS))
    return root
