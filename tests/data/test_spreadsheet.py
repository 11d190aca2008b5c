"""Rows as a file for a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.spreadsheet import FORMULA_STARTS, csv_file


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_excel_opens_it_in_russian() -> None:
    """The mark of UTF-8 comes first, cells part at semicolons, numbers stay numbers."""
    assert csv_file([["№", "Кто"], [-100, "Анна; отдел «А»"]]) == (
        b"\xef\xbb\xbf" + '№;Кто\r\n-100;"Анна; отдел «А»"\r\n'.encode()
    )


@pytest.mark.parametrize("formula", ["=1+1", "+7", "-5", "@SUM(A1)", "\t=1", "  =1", "＝1", "\x00=1", "=\n1"])
def test_no_text_is_a_formula(formula: str) -> None:
    """Whatever would come alive in a cell is text there."""
    [[cell]] = read(csv_file([[formula]]))
    assert cell.startswith("'")


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=4))
def test_every_file_opens_and_is_inert(rows: list[list[str]]) -> None:
    """Any text at all gives a readable file of as many rows and cells, none of them a formula."""
    found = read(csv_file(rows))
    assert [len(row) for row in found] == [len(row) for row in rows]
    assert not any(cell.startswith(FORMULA_STARTS) for row in found for cell in row)
