"""Entities that Telegram finds in a text itself: mentions, hashtags, commands, links."""

import re

from bot.sandbox.formatting.formatted import end_of, utf16_length
from bot.sandbox.schema.bot_api import Payload

ENDINGS = "ru|com|org|net|info|рф|io|me|dev|app|su|gov|edu|eu|de|uk|us|by|kz|ua|online|site|pro|biz|xyz|ai"
HOST = r"(?:[\w-]+\.)+"
TAIL = r"(?::\d{1,5})?(?:[/?#][^\s<>\"«»]*)?"
PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[A-Za-zА-Яа-я]{2,}")),
    ("url", re.compile(rf"(?<![\w@.])(?:https?|ftp)://(?:[^\s/@]+@)?{HOST}[\w-]{{2,}}{TAIL}", re.IGNORECASE)),
    ("url", re.compile(rf"(?<![\w@./-]){HOST}(?:{ENDINGS})(?![\w-]){TAIL}", re.IGNORECASE)),
    ("url", re.compile(r"(?<!\w)(?:tg|ton|tonsite)://[a-z0-9_-]+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)),
    ("mention", re.compile(r"(?<![\w/])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?!\w)")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{3,8}(?!\w)")),
)
PUNCTUATION = ".:;,('?!`)]}"


def found_entities(text: str) -> list[Payload]:
    """Sorted, without overlaps, as TDLib's `find_entities` returns them, for the kinds a bot meets.

    Phone and bank card numbers and media timestamps are not looked for.
    """
    found = [_entity(text, kind, match) for kind, pattern in PATTERNS for match in pattern.finditer(text)]
    kept: list[Payload] = []
    for entity in sorted(found, key=lambda one: (one["offset"], -one["length"])):
        if not kept or entity["offset"] >= end_of(kept[-1]):
            kept.append(entity)
    return kept


def _entity(text: str, kind: str, match: re.Match[str]) -> Payload:
    covered = _without_punctuation(match[0]) if kind == "url" else match[0]
    return {
        "type": kind,
        "offset": utf16_length(text[: match.start()]),
        "length": utf16_length(covered),
    }


def _without_punctuation(url: str) -> str:
    """A closing bracket belongs to the address when it was opened there."""
    while url and url[-1] in PUNCTUATION:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url
