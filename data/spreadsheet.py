"""Rows as a file that a Russian Excel opens by double click, and in which no cell comes alive."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from data.primitives.text_cleaning import cleaned

# What begins so is a formula to a spreadsheet, https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_file(rows: Iterable[Sequence[str | int]]) -> bytes:
    """UTF-8 with its mark, semicolons between cells; a text that looks like a formula gets an apostrophe in front."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    text = cleaned(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
