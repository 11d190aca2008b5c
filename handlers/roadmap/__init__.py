"""Handlers of the roadmap: spheres, agencies, deadlines, activities, the calendar."""

from aiogram import Router

from handlers.roadmap import activities, agencies, calendar, choosing, deadlines, spheres


def router() -> Router:
    """Returns the feature's handlers."""
    router = Router(name="roadmap")
    router.include_routers(
        spheres.router(),
        agencies.router(),
        deadlines.router(),
        activities.router(),
        choosing.router(),
        calendar.router(),
    )
    return router
