"""Handlers of reminders and of their settings."""

from aiogram import Router

from handlers.reminders import actions, preferences


def router() -> Router:
    """Returns the feature's handlers."""
    router = Router(name="reminders")
    router.include_routers(actions.router(), preferences.router())
    return router
