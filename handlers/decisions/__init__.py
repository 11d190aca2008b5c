"""Handlers of decisions on deadlines and of joint meetings."""

from aiogram import Router

from handlers.decisions import agenda, filling, history, instructions, requests


def router() -> Router:
    """Returns the feature's handlers."""
    router = Router(name="decisions")
    router.include_routers(
        filling.router(), requests.router(), agenda.router(), history.router(), instructions.router()
    )
    return router
