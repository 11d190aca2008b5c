"""Why the process ends by itself; the command line turns each into a code and a sentence."""


class FatalError(Exception):
    """The process cannot go on, and starting it again at once would not help."""


class TokenMissing(FatalError):
    """No BOT_TOKEN is set."""


class TokenRefused(FatalError):
    """Telegram does not know the token, or no longer."""


class AnotherPoller(FatalError):
    """Another process, perhaps on another machine, fetches the updates of the same bot."""


class PortTaken(FatalError):
    """Nothing can be received at WEBHOOK_LISTEN: another process listens there, or the address is not ours."""
