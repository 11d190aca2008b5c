"""Which addresses Telegram takes as links, and how it writes them."""

import re
from urllib.parse import urlsplit

WEB_SCHEMES = {"http", "https"}
APP_SCHEMES = {"tg", "ton", "tonsite"}
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(?://)?(?=\D|$)")


class WrongLinkError(ValueError):
    """Its text is what TDLib says of the address."""


def user_of_link(url: str) -> int | None:
    """The id in `tg://user?id=…`, which makes a text mention."""
    found = re.fullmatch(r"(?i:tg:(?://)?user\?id=)([1-9]\d{0,18})", url)
    return int(found[1]) if found else None


def checked_link(url: str) -> str:
    """The address as Telegram stores it: scheme added, host lowered, a bare host ends in `/`.

    Raises `WrongLinkError` for what Telegram calls a wrong link (TDLib, LinkManager): another scheme, or
    a host without a dot, so `http://localhost` is no link.
    """
    url = url.strip()
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() in APP_SCHEMES:
        return f"{scheme[1].lower()}://{url[scheme.end() :]}"
    if scheme and scheme[1].lower() not in WEB_SCHEMES:
        raise WrongLinkError("Unsupported URL protocol")
    return _web_link(url if scheme else f"http://{url}")


def _web_link(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise WrongLinkError("Wrong HTTP URL") from None
    if not _is_host(host) or re.search(r"\s", url):
        raise WrongLinkError("Wrong HTTP URL")
    place = host + (f":{port}" if port else "")
    tail = url[url.index(parts.netloc) + len(parts.netloc) :]
    return f"{parts.scheme}://{place}{tail if tail.startswith('/') else '/' + tail}"


def _is_host(host: str) -> bool:
    return "." in host.strip(".") and not re.search(r"[:<>\"'`{}|\\^]", host)


def deep_link(url: str, username: str) -> str | None:
    """The payload of `https://t.me/<username>?start=payload`; None for any other address.

    A payload has up to 64 characters of `A-Za-z0-9_-`; with any other the person gets a plain start.
    """
    found = re.fullmatch(rf"https?://t\.me/{re.escape(username)}/?\?start=([^&]*)", url, re.IGNORECASE)
    if found is None or not username:
        return None
    return found[1] if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", found[1]) else ""
