"""The languages of the interface: texts are looked up when they are shown, never when a module is loaded.

Imports nothing of Telegram's, so that the command line starts without delay.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from typing import Final

LOCALES: Final = {"ru": "Русский", "en": "English"}
CURRENT_LOCALE: Final[ContextVar[str]] = ContextVar("locale", default="ru")


class NotCompiled(Exception):
    """A catalogue was not compiled; the message says how to compile it."""


def gettext(message: str) -> str:
    return _catalogue(CURRENT_LOCALE.get()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Returns the plural form for `n`; the caller fills in `{n}`."""
    return _catalogue(CURRENT_LOCALE.get()).ngettext(singular, plural, n)


def current_locale() -> str:
    return CURRENT_LOCALE.get()


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Looks up the texts of the block in this language, also outside an update."""
    token = CURRENT_LOCALE.set(locale)
    try:
        yield
    finally:
        CURRENT_LOCALE.reset(token)


def spoken_locale(chosen: str | None, language_code: str | None, default: str) -> str:
    """Returns the person's choice, else the language of their Telegram if it has a catalogue, else the default.

    >>> spoken_locale(None, "en-GB", "ru"), spoken_locale(None, "uk", "ru"), spoken_locale("en", "ru", "ru")
    ('en', 'ru', 'en')
    """
    named = (language_code or "").replace("_", "-").partition("-")[0].lower()
    return next((locale for locale in (chosen, named) if locale in LOCALES), default)


@cache
def _catalogue(locale: str) -> GNUTranslations:
    compiled = files("locales") / locale / "LC_MESSAGES" / "messages.mo"
    try:
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    except FileNotFoundError as error:
        raise NotCompiled(
            f"The texts in the language {locale!r} are not compiled: run `make texts.mo`."
        ) from error
