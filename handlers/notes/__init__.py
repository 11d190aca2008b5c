"""Handlers of notes: the form, publishing, reading."""

from aiogram import Router

from handlers.notes import assigning, beginning, edits, filling, form, own_activities, publishing, reading


def router() -> Router:
    """Returns what takes a person's words into a note, and the buttons of the form."""
    router = Router(name="notes")
    router.include_routers(
        beginning.router(),
        filling.router(),
        form.router(),
        publishing.router(),
        edits.router(),
    )
    return router


def reading_router() -> Router:
    """Returns what is called by a command or a word of the menu: it comes after all that waits for a person's words."""
    router = Router(name="reading_notes")
    router.include_routers(own_activities.router(), reading.router())
    return router


def late_router() -> Router:
    """Returns what comes after all other features: files outside a form, edits of such messages."""
    router = Router(name="late_notes")
    router.include_routers(assigning.router())
    return router
