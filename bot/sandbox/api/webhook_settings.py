"""What setWebhook accepts."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.sandbox.schema.errors import ApiError, bad_request
from bot.sandbox.schema.parameters import Parameters

PORTS = frozenset({80, 88, 443, 8443})
SECRET = re.compile(r"[A-Za-z0-9_-]*")
LONGEST_SECRET = 256
USUAL_CONNECTIONS = 40
MOST_CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    url: str
    secret: str
    connections: int


def webhook_settings(parameters: Parameters, *, local: bool) -> WebhookSettings:
    """`local` allows plain HTTP to any port and address, as a self-hosted server does.

    Raises `ApiError` 400 in the words of the official server (WebhookActor.cpp).
    """
    url = parameters.text("url").strip()
    secret = parameters.text("secret_token")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _check_url(url, local=local)
    connections = parameters.integer("max_connections", USUAL_CONNECTIONS)
    return WebhookSettings(url, secret, min(max(1, connections), MOST_CONNECTIONS))


def _check_url(url: str, *, local: bool) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not host or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if not local:
        _check_public(parts.scheme, host, port or 443)


def _check_public(scheme: str, host: str, port: int) -> None:
    if scheme != "https":
        raise _bad_webhook("An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise _bad_webhook("Webhook can be set up only on ports 80, 88, 443 or 8443")
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        return
    if not address.is_global:
        raise _bad_webhook(f"IP address {address} is reserved")


def _bad_webhook(what: str) -> ApiError:
    return bad_request(f"bad webhook: {what}")
