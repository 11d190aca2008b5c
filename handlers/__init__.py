"""What people can do, one router a file; the fallback comes last."""

from aiogram import Router

from bot.acquaintance import Acquaintance, Throttling
from bot.acting import Acting
from bot.admission import Admission
from bot.form_leaving import FormLeaving
from bot.interruption import Interruption
from bot.membership import Membership
from handlers import (
    access,
    activities,
    agencies,
    appointing,
    binding,
    deadlines,
    failures,
    fallback,
    groups,
    guide,
    handing_over,
    home,
    invitations,
    journal,
    note_beginning,
    note_edits,
    note_form,
    note_publishing,
    notes,
    own_activities,
    people,
    questions,
    refusals,
    roadmaps,
    settings,
    spheres,
)

PARTS = (
    refusals,
    failures,
    groups,
    invitations,
    note_beginning,
    note_form,
    note_publishing,
    note_edits,
    own_activities,
    notes,
    home,
    spheres,
    agencies,
    deadlines,
    activities,
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
    fallback,
)


def router() -> Router:
    """All handlers behind their doors.

    Among the dispatcher's data it needs `db`, `settings` and `roadmaps`, and `interrupted` with an update whose
    reply was begun before the bot was killed; `clock` (-> aware datetime) and `throttle` may replace the usual ones.
    """
    root = Router(name="roadmap-bot")
    acquaintance, throttling, admission = Acquaintance(), Throttling(), Admission(Membership())
    acting, leaving = Acting(), FormLeaving()
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
    root.message.middleware(leaving)
    root.callback_query.middleware(leaving)
    root.include_routers(*(part.router() for part in PARTS))
    return root
