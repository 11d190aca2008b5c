"""Handlers of signed documents that are sent to the bot."""

from handlers.documents.editions import router

__all__ = ["router"]
