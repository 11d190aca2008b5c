"""Hostile files are refused quickly and within little memory, and the process that asked goes on."""

import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.documents.document import read_source
from data.documents.grid import SourceTable
from data.documents.readers.isolation import read_safely
from data.documents.readers.reading import read_content
from data.documents.refusal import DocumentProblem, DocumentRefused
from tests.data.documents.readers.office_files import (
    WORD,
    cell,
    docx,
    odt,
    paragraph,
    row,
    shown,
    table,
    xlsx,
    zipped,
)
from tests.thoroughness import examples

SAMPLES = Path(__file__).parents[1]
BODY = f'<w:document xmlns:w="{WORD}"><w:body>'
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(20))


def with_part(name: str, content: str | bytes) -> bytes:
    """A Word document with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("План")))) as archive:
        parts: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    return zipped(parts | {name: content})


def main_part(content: str) -> bytes:
    return with_part("word/document.xml", content)


def linked() -> bytes:
    packed = io.BytesIO(docx(paragraph("План")))
    with zipfile.ZipFile(packed, "a") as archive:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return packed.getvalue()


def far_text() -> bytes:
    return xlsx('<sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')


HOSTILE: dict[str, tuple[Callable[[], bytes], DocumentProblem]] = {
    "blanks": (lambda: main_part(BODY + " " * 50_000_000), DocumentProblem.BOMB),
    "one row": (
        lambda: main_part(BODY + "<w:tbl><w:tr>" + "".join(f"<w:tc>{n}</w:tc>" for n in range(250_000))),
        DocumentProblem.BOMB,
    ),
    "attributes": (
        lambda: main_part("<w:document " + " ".join(f'a{n}="{n}"' for n in range(100_000))),
        DocumentProblem.BOMB,
    ),
    "entities": (lambda: main_part(f"<!DOCTYPE a [{ENTITIES}]><a>&a19;</a>"), DocumentProblem.DOCTYPE),
    "entity from outside": (
        lambda: main_part('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        DocumentProblem.DOCTYPE,
    ),
    "nested": (lambda: docx("<w:sdt>" * 10_000 + "</w:sdt>" * 10_000), DocumentProblem.NESTED_TOO_DEEP),
    "nested groups": (lambda: b"{\\rtf1" + b"{" * 1_000_000, DocumentProblem.NESTED_TOO_DEEP),
    "far": (far_text, DocumentProblem.TOO_MANY_COLUMNS),
    "wide": (
        lambda: docx(table(row(cell("а", properties="<w:gridSpan w:val='99999999'/>")))),
        DocumentProblem.TOO_MANY_COLUMNS,
    ),
    "repeated": (
        lambda: odt(
            '<table:table><table:table-row table:number-rows-repeated="19000"><table:table-cell><text:p>'
            + "я" * 9000
            + "</text:p></table:table-cell></table:table-row></table:table>"
        ),
        DocumentProblem.TOO_MUCH_TEXT,
    ),
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), DocumentProblem.MACROS),
    "macros by type": (
        lambda: with_part(
            "[Content_Types].xml", "<Types>application/vnd.ms-word.document.macroEnabled</Types>"
        ),
        DocumentProblem.MACROS,
    ),
    "link": (linked, DocumentProblem.DAMAGED_FILE),
    "cut": (lambda: docx(paragraph("План"))[:-200], DocumentProblem.DAMAGED_FILE),
    "broken": (lambda: main_part(BODY + "<w:p>"), DocumentProblem.DAMAGED_FILE),
    "another zip": (lambda: zipped({"plan.txt": "План"}), DocumentProblem.OTHER_KIND),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_quickly(name: str) -> None:
    """By what they are, in a process that takes less than two seconds."""
    make, problem = HOSTILE[name]
    content = make()
    before = _spent()
    with pytest.raises(DocumentRefused) as caught:
        read_safely(content)
    assert caught.value.problem is problem
    assert _spent() - before < 2


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_process_that_takes_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says nothing any more, and the file is refused; so is one that takes too much memory."""
    for takes in ("while True: pass", "print('x' * 400_000_000)"):
        limited = "from data.documents.readers.child import _limit, LEAST_MEMORY; _limit(1, LEAST_MEMORY)"
        program = f"import sys; sys.path.insert(0, sys.argv[1]); {limited}\n{takes}"
        monkeypatch.setattr("data.documents.readers.isolation.PROGRAM", program)
        began = time.monotonic()
        with pytest.raises(DocumentRefused) as caught:
            read_safely(docx(paragraph("План")))
        assert caught.value.problem is DocumentProblem.TOO_HEAVY
        assert time.monotonic() - began < 20


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("r*.[dxo]*")), ids=lambda path: path.name)
def test_what_comes_from_the_process_is_what_was_read(path: Path) -> None:
    """Places, merges and what is hidden included."""
    assert read_source(path) == read_content(path.read_bytes())


TEXTS = st.text(
    st.characters(
        min_codepoint=0x20,
        max_codepoint=0x1FFFF,
        exclude_categories=["Cs", "Cc", "Cn", "Co", "Zs", "Zl", "Zp"],
    )
    | st.just(" "),
    max_size=40,
).map(lambda text: " ".join(text.replace("\u00ad", "").split()))


def _rtf(text: str) -> bytes:
    units = text.encode("utf-16-le")
    codes = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return b"".join(rb"\u%d?" % code for code in codes)


def _odt_cell(text: str) -> str:
    return f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"


def _written(texts: list[str]) -> dict[str, bytes]:
    inline = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' for text in texts
    )
    quoted = "\t".join('"' + text.replace('"', '""') + '"' for text in texts)
    cells = b"".join(rb"\cellx%d" % (1000 * n) for n in range(1, len(texts) + 1))
    return {
        "docx": docx(table(row(*map(cell, texts)))),
        "xlsx": xlsx(f'<sheetData><row r="1">{inline}</row></sheetData>'),
        "odt": odt(
            "<table:table><table:table-row>"
            + "".join(map(_odt_cell, texts))
            + "</table:table-row></table:table>"
        ),
        "rtf": b"{\\rtf1\\trowd"
        + cells
        + b"".join(b"\\intbl " + _rtf(text) + b"\\cell" for text in texts)
        + b"\\row}",
        "txt": quoted.encode("utf-16"),
    }


@pytest.mark.random
@settings(max_examples=examples(60), deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_any_text_survives_each_kind(texts: list[str]) -> None:
    """What stands in a cell is read from it, letter by letter."""
    texts[-1] = f"я{texts[-1]}"  # a sheet ends with its last filled column
    for kind, content in _written(texts).items():
        document = read_content(content)
        assert document.kind == {"txt": "tsv"}.get(kind, kind)
        assert isinstance(document.blocks[0], SourceTable), kind
        assert shown(document) == [[texts]], kind
