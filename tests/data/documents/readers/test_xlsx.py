"""Workbooks as people make them: formats, dates, merges, what is hidden, cells far away."""

import pytest

from data.documents.grid import Place, SourceTable
from data.documents.readers.cell_formats import shown_number
from data.documents.readers.reading import read_content
from data.documents.refusal import DocumentProblem, DocumentRefused
from tests.data.documents.readers.office_files import seen, xlsx


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


@pytest.mark.parametrize(
    ("raw", "form", "shown"),
    [
        ("1.1", "0.00", "1.10"),
        ("1.2000000000000002", "0.0", "1.2"),
        ("1.2000000000000002", "General", "1.2"),
        ("10", "0.0", "10.0"),
        ("2026", "General", "2026"),
        ("1", '0"."', "1."),
        ("3", '"Раздел "0', "Раздел 3"),
        ("1.5", "@", "1.5"),
        ("0.25", "0%", "25%"),
        ("1234567.5", "#,##0.00", "1\u00a0234\u00a0567.50"),
        ("-3", "0;(0)", "(3)"),
        ("7", "000", "007"),
        ("1E+2", "0", "100"),
        ("45658", "DD.MM.YYYY", "01.01.2025"),
        ("46022.5", "dd.mm.yyyy", "31.12.2025"),
        ("46174", "[$-419]d mmmm yyyy;@", "1 июня 2026"),
        ("46174", 'mmmm yyyy" г."', "июнь 2026 г."),
        ("46174", "mmm.yy", "июн.26"),
        ("46174.75", "dd.mm.yyyy hh:mm", "01.06.2026 18:00"),
        ("46174", "yyyy", "2026"),
        ("46174", "[$-F800]dddd, mmmm dd, yyyy", "понедельник, июня 01, 2026"),
        ("44197", "ДД.ММ.ГГГГ", "01.01.2021"),
        ("n/a", "0.0", "n/a"),
        ("99999999999", "dd.mm.yyyy", "99999999999"),
    ],
)
def test_numbers_and_days_are_written_as_their_format_shows_them(raw: str, form: str, shown: str) -> None:
    """The tenth activity stays 1.10, a day stays a day."""
    assert shown_number(raw, form) == shown


def test_cells_of_every_type_are_read() -> None:
    """Shared and rich texts without their phonetics, formulas by their last value, errors, truth."""
    shared = "<si><t>Турнир</t></si><si><r><t>Мин</t></r><r><t>спорт</t></r><rPh><t>x</t></rPh></si>"
    styles = '<numFmts><numFmt numFmtId="170" formatCode="0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs>'
    row = (
        '<row r="1"><c r="A1" s="1"><v>1.1</v></c><c r="B1" t="s"><v>0</v></c><c t="s"><v>1</v></c>'
        '<c r="D1" t="str"><f>A1</f><v>1_x000D_\n2</v></c><c r="E1" s="2"><v>45658</v></c><c r="F1" t="b"><v>1</v></c>'
        '<c r="G1" t="e"><v>#REF!</v></c><c r="H1" t="d"><v>2026-06-01T00:00:00</v></c><c r="I1" t="s"><v>99</v></c></row>'
    )
    assert seen(xlsx(sheet(row), styles=styles, sharedStrings=shared)) == [
        [["1.10", "Турнир", "Минспорт", "1\n2", "01.01.2025", "ИСТИНА", "#REF!", "01.06.2026"]]
    ]


def test_merges_and_what_is_hidden_are_marked() -> None:
    """Sheets, rows and columns that are hidden; empty rows are left out, and the rest keeps its numbers."""
    rows = (
        f'<row r="1">{text("A1", "План")}</row><row r="2"/>',
        f'<row r="4">{text("A4", "1")}{text("B4", "черновик")}{text("C4", "2026")}</row>',
        f'<row r="5" hidden="1">{text("A5", "2")}</row><row r="900"><c r="A900" s="3"/></row>',
    )
    content = xlsx(
        sheet(
            *rows,
            before='<cols><col min="2" max="2" hidden="1"/></cols>',
            after='<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="C4:C5"/></mergeCells>',
        ),
        sheet(f'<row r="1">{text("A1", "было")}</row>'),
        names=("План", "Архив"),
        states=("visible", "veryHidden"),
    )
    assert seen(content) == [
        [["План", "~<План", "<План"], ["1", "~черновик", "2026"], ["~2", "~", "~^2026"]],
        [["~было"]],
    ]
    tables = [block for block in read_content(content).blocks if isinstance(block, SourceTable)]
    assert [table.name for table in tables] == ["План", "Архив"]
    assert tables[0].rows[1].cells[2].place == Place(sheet="План", row=4, column=3)


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("XFD1048576", DocumentProblem.TOO_MANY_ROWS),
        ("XFD2", DocumentProblem.TOO_MANY_COLUMNS),
        ("A20001", DocumentProblem.TOO_MANY_ROWS),
    ],
)
def test_a_far_cell_is_refused_by_its_name(place: str, problem: DocumentProblem) -> None:
    """Nothing is laid out up to it."""
    row = "".join(filter(str.isdigit, place))
    with pytest.raises(DocumentRefused) as caught:
        read_content(xlsx(sheet(f'<row r="{row}">{text(place, "x")}</row>')))
    assert caught.value.problem is problem
    assert caught.value.place
    assert (caught.value.place.sheet, caught.value.place.row) == ("План", int(row))


def test_merges_of_a_whole_sheet_cost_nothing() -> None:
    """A merge goes as far as the sheet is filled."""
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rows = f'<row r="1">{text("A1", "а")}</row><row r="2">{text("B2", "б")}</row>'
    assert seen(xlsx(sheet(rows, after=merged))) == [[["а", "<а"], ["^а", "^а"]]]
