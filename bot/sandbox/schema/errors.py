"""Refusals in the words of the Bot API."""

from bot.sandbox.schema.bot_api import Payload, present

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
}


class ApiError(Exception):
    """A refusal. `parameters` may hold `retry_after` (seconds) or `migrate_to_chat_id`."""

    def __init__(self, code: int, message: str = "", parameters: Payload | None = None) -> None:
        self.code = code
        self.description = described(code, message)
        self.parameters = parameters
        super().__init__(self.description)

    def payload(self) -> Payload:
        return present(
            ok=False, error_code=self.code, description=self.description, parameters=self.parameters
        )


def described(code: int, message: str) -> str:
    """The description line: prefix, colon, message with its first letter lowered.

    A message whose second character is a capital or `_` is a name (`BUTTON_DATA_INVALID`) and stays
    as it is (official Bot API server, error mapping of Client.cpp).
    """
    prefix = PREFIXES[code]
    if not message or message.startswith(prefix):
        return message or prefix
    return f"{prefix}: {_lowered(message)}"


def _lowered(message: str) -> str:
    second = message[1:2]
    if second == "_" or second.isupper():
        return message
    return message[0].lower() + message[1:]


def bad_request(message: str) -> ApiError:
    return ApiError(400, message)


def forbidden(message: str) -> ApiError:
    return ApiError(403, message)


def not_implemented(what: str) -> ApiError:
    """Error 501 for a feature of Telegram that the local Telegram does not implement; it never guesses."""
    return ApiError(501, f"the local Telegram does not implement {what}")


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(429, f"retry after {retry_after}", {"retry_after": retry_after})


def migrated(chat_id: int) -> ApiError:
    message = "group chat was upgraded to a supergroup chat"
    return ApiError(400, message, {"migrate_to_chat_id": chat_id})
