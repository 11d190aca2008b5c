"""Handlers of decisions on deadlines and of joint meetings."""

from aiogram import Router

from handlers.decisions import agenda, filling, hand_dates, history, instructions, requests


def router() -> Router:
    """Returns the feature's handlers."""
    router = Router(name="decisions")
    router.include_routers(filling.router(), requests.router(), agenda.router(), hand_dates.router())
    router.include_routers(history.router(), instructions.router())
    return router
