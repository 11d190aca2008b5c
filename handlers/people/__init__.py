"""Handlers of people: access, roles, invitations, the journal."""

from aiogram import Router

from handlers.people import access, appointing, handing_over, invitations, job_title, journal, members


def router() -> Router:
    """Returns the feature's handlers."""
    router = Router(name="people")
    router.include_routers(
        invitations.router(),
        job_title.router(),
        access.router(),
        members.router(),
        appointing.router(),
        handing_over.router(),
        journal.router(),
    )
    return router
