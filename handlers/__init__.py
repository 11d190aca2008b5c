"""What people can do, one router a file; the fallback comes last."""

from aiogram import Router

from bot.middlewares.authorization import AuthorizationMiddleware
from bot.middlewares.form_exit import DECISION, JOB_TITLE, NoteFormExit, QuestionExit
from bot.middlewares.interrupted_update import InterruptedUpdateMiddleware
from bot.middlewares.services import ServicesMiddleware
from bot.middlewares.user_context import ThrottlingMiddleware, UserContextMiddleware
from handlers import errors as failures
from handlers import fallback, guide, home, settings
from handlers.decisions import agenda, requests
from handlers.decisions import filling as decision_filling
from handlers.groups import binding
from handlers.groups import changes as groups
from handlers.notes import assigning as placing
from handlers.notes import beginning, edits, filling, form, own_activities, publishing, reading
from handlers.people import access, appointing, handing_over, invitations, journal
from handlers.people import job_title as job_title
from handlers.people import members as people
from handlers.reminders import actions as reminders
from handlers.reminders import preferences as reminder_settings
from handlers.roadmap import activities, agencies, calendar, deadlines, spheres
from handlers.roadmap import choosing as roadmaps
from handlers.search import questions
from handlers.summaries import summaries

PARTS = (
    failures,
    groups,
    invitations,
    beginning,
    job_title,
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

    Among the dispatcher's data it needs `db`, `settings`, `roadmaps`, `language_cache` and `membership`, and `interrupted` with an update whose
    reply was begun before the bot was killed; `clock` (-> aware datetime) and `throttle` may replace the usual ones.
    """
    root = Router(name="roadmap-bot")
    acquaintance, throttling, admission = (
        UserContextMiddleware(),
        ThrottlingMiddleware(),
        AuthorizationMiddleware(),
    )
    acting = ServicesMiddleware()
    for observer in (root.message, root.edited_message, root.callback_query):
        observer.outer_middleware(acquaintance)
        observer.outer_middleware(throttling)
        observer.outer_middleware(acting)
    for observer in (root.my_chat_member, root.errors):
        observer.outer_middleware(acquaintance)
        observer.outer_middleware(acting)
    root.message.middleware(InterruptedUpdateMiddleware())
    root.edited_message.middleware(admission)
    root.message.middleware(admission)
    root.callback_query.middleware(admission)
    for leaving in (NoteFormExit(), QuestionExit(DECISION), QuestionExit(JOB_TITLE)):
        root.message.middleware(leaving)
        root.callback_query.middleware(leaving)
    root.include_routers(*(part.router() for part in PARTS))
    return root
