"""The languages of the interface: texts are looked up when they are shown, never when a module is loaded.

Knows nothing of Telegram, so that the command line speaks at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from typing import Final

LOCALES: Final = {"ru": "Русский", "en": "English"}
SPOKEN: Final[ContextVar[str]] = ContextVar("spoken", default="ru")


class NotCompiled(Exception):
    """A catalogue was not compiled; its text says how to do it."""


def gettext(message: str) -> str:
    return _catalogue(SPOKEN.get()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form that goes with `n`; `{n}` in it is left to the caller."""
    return _catalogue(SPOKEN.get()).ngettext(singular, plural, n)


def current_locale() -> str:
    return SPOKEN.get()


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Texts looked up inside the context are in this language, also outside an update."""
    token = SPOKEN.set(locale)
    try:
        yield
    finally:
        SPOKEN.reset(token)


def spoken_locale(chosen: str | None, language_code: str | None, default: str) -> str:
    """The person's choice, else the language of their Telegram if we speak it, else the default.

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
