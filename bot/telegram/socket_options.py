"""Keepalive of the connections to Telegram, and the address of a proxy as logs may show it."""

import socket
from typing import Any, Final
from urllib.parse import urlsplit

IDLE_SECONDS: Final = 5
PROBE_SECONDS: Final = 3
PROBES: Final = 3


def watched_socket(address: Any) -> socket.socket:
    """Returns a socket whose dead connection is given up after about 15 s, not after the system's two hours."""
    family, kind, protocol = address[:3]
    created = socket.socket(family, kind, protocol)
    created.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_KEEPIDLE", IDLE_SECONDS),
        ("TCP_KEEPINTVL", PROBE_SECONDS),
        ("TCP_KEEPCNT", PROBES),
    ):
        if hasattr(socket, name):
            created.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    return created


def without_password(proxy_url: str) -> str:
    parts = urlsplit(proxy_url)
    login = f"{parts.username}:•••@" if parts.username else ""
    return f"{parts.scheme}://{login}{parts.hostname}:{parts.port}"
