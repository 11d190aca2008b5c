"""Handlers of the roadmap: spheres, activities, agencies, deadlines, the calendar."""

from aiogram import Router

from handlers.roadmap import agencies, calendar, choosing, deadlines, spheres, states


def router() -> Router:
    """Returns the feature's handlers."""
    router = Router(name="roadmap")
    router.include_routers(
        spheres.router(),
        agencies.router(),
        deadlines.router(),
        states.router(),
        choosing.router(),
        calendar.router(),
    )
    return router
