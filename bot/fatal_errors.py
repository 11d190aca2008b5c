"""Errors that end the process; the command line turns each into an exit code and a sentence."""


class FatalError(Exception):
    """The process cannot go on, and starting it again at once would not help."""


class TokenMissing(FatalError):
    """No BOT_TOKEN is set."""


class TokenRefused(FatalError):
    """Telegram does not know the token, or no longer."""


class AnotherPoller(FatalError):
    """Another process, perhaps on another machine, fetches the updates of the same bot."""


class PortTaken(FatalError):
    """WEBHOOK_LISTEN cannot be listened on: another process does, or the address is not of this machine."""


class LoopFailed(FatalError):
    """A part of the bot that has to run for ever failed again and again; `loop` names it as the log does."""

    def __init__(self, loop: str) -> None:
        super().__init__(loop)
        self.loop = loop


class StorageFailed(FatalError):
    """The database refuses what it has to take, and not because it is busy or full."""
