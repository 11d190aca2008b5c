"""Every text a person sees, in both languages."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
LANGUAGES = ["ru", "en"]


def catalogue(path: Path, locale: str | None = None) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), locale=locale)


def messages(catalog: Catalog) -> dict[str, Message]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalog
        if message.id
    }


def written(forms: object) -> list[str]:
    """One text, or its plural forms, as a list; a missing one is empty."""
    return [str(form or "") for form in (forms if isinstance(forms, list | tuple) else [forms])]


def placeholders(forms: list[str]) -> set[str]:
    return {found for form in forms for found in PLACEHOLDER.findall(form)}


@cache
def in_the_source() -> set[str]:
    found = [
        entry
        for folder in ("bot", "handlers")
        for entry in extract_from_dir(ROOT / folder, keywords=KEYWORDS)
    ]
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def test_the_template_holds_what_the_source_says() -> None:
    """`make texts` was run: no text is missing from the template, and none lingers."""
    assert set(messages(catalogue(ROOT / "locales" / "messages.pot"))) == in_the_source()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    """Each text has its translation in every plural form, with the same placeholders, and none is doubtful."""
    catalog = catalogue(ROOT / "locales" / language / "LC_MESSAGES" / "messages.po", language)
    translated = messages(catalog)
    assert set(translated) == in_the_source()
    for text, message in translated.items():
        forms = written(message.string)
        assert len(forms) == (catalog.num_plurals if message.pluralizable else 1), text
        assert all(forms), text
        assert not message.fuzzy, text
        assert placeholders(forms) <= placeholders(written(message.id)), text
