"""Which language is spoken."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.i18n import LOCALES, current_locale, gettext, ngettext, speaking, spoken_locale


@pytest.mark.parametrize(
    ("chosen", "telegram", "spoken"),
    [(None, "en-GB", "en"), (None, "EN", "en"), (None, "uk", "ru"), (None, "", "ru"), (None, None, "ru"), ("en", "ru", "en"), ("xx", "en", "en")],
)  # fmt: skip
def test_the_language_of_a_person(chosen: str | None, telegram: str | None, spoken: str) -> None:
    """Their choice, else that of their Telegram, else the default; only languages that are spoken."""
    assert spoken_locale(chosen, telegram, "ru") == spoken


def test_texts_are_looked_up_when_they_are_shown() -> None:
    """The same call says it in the language of the moment, and what was before holds afterwards."""
    before = current_locale()
    said = {}
    for locale in LOCALES:
        with speaking(locale):
            said[locale] = (gettext("Home"), ngettext("{n} sphere", "{n} spheres", 2))
    assert said == {"ru": ("Главная", "{n} сферы"), "en": ("Home", "{n} spheres")}
    assert current_locale() == before


def inside_f_strings(source: str) -> Iterator[int]:
    """The lines where a text is looked up inside an f-string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            calls = [child.func for child in ast.walk(node) if isinstance(child, ast.Call)]
            yield from (
                call.lineno for call in calls if isinstance(call, ast.Name) and call.id in ("_", "ngettext")
            )


def test_no_text_hides_in_an_f_string() -> None:
    """The collector of texts does not look into f-strings before Python 3.12, so none may be looked up there."""
    root = Path(__file__).parents[2]
    files = [path for folder in ("bot", "handlers") for path in (root / folder).rglob("*.py")]
    assert len(files) > 50
    hidden = [
        f"{path}:{line}" for path in files for line in inside_f_strings(path.read_text(encoding="utf-8"))
    ]
    assert not hidden
