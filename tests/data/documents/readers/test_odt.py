"""OpenDocument texts as LibreOffice writes them."""

from tests.data.documents.readers.office_files import odt, seen

LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." '
    'text:display-levels="2"/><text:list-level-style-bullet text:level="3"/></text:list-style>'
)


def item(*content: str) -> str:
    return f"<text:list-item>{''.join(content)}</text:list-item>"


def paragraph(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def listed(*items: str, attributes: str = "") -> str:
    return f'<text:list text:style-name="L" {attributes}>{"".join(items)}</text:list>'


def cell(text: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{paragraph(text) if text else ''}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def test_lists_are_counted_and_continued() -> None:
    """Levels, a list that goes on in the next cell, one that begins anew, bullets without a label."""
    body = listed(
        item(
            paragraph("Спорт"),
            "<text:list>" + item(paragraph("Турнир")) + item(paragraph("Сбор")) + "</text:list>",
        ),
        attributes='xml:id="a"',
    )
    body += listed(item(paragraph("Труд"), paragraph("и занятость")), attributes='text:continue-list="a"')
    body += listed(item(paragraph("Иное")), item("<text:list><text:list-item><text:list>" + item(paragraph("точка"))
                   + "</text:list></text:list-item></text:list>"))  # fmt: skip
    assert seen(odt(body, LIST)) == [
        *("I. Спорт", "I.1. Турнир", "I.2. Сбор", "II. Труд", "и занятость", "I. Иное", "точка")
    ]


def test_repeated_and_covered_cells_make_the_grid() -> None:
    """Cells and rows written once for many, merges both ways, hidden columns and rows, blanks that are counted."""
    body = "<table:table><table:table-column/><table:table-column table:visibility='collapse'/><table:table-column/>"
    body += "<table:table-header-rows>" + row(
        cell("А", 'table:number-rows-spanned="2"'),
        cell("Б", 'table:number-columns-spanned="2"'),
        "<table:covered-table-cell/>",
    )
    body += "</table:table-header-rows>"
    body += row(
        "<table:covered-table-cell/>", cell("В<text:s text:c='2'/>Г", 'table:number-columns-repeated="2"')
    )
    body += row(
        cell("1"),
        cell("", 'table:number-columns-repeated="16384"'),
        attributes='table:number-rows-repeated="2"',
    )
    body += row(cell("2"), attributes="table:visibility='filter'")
    body += row(
        cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"'
    )
    assert seen(odt(body + "</table:table>")) == [
        [
            ["А", "~Б", "<Б"],
            ["^А", "~В  Г", "В  Г"],
            ["1", "~", ""],
            ["1", "~", ""],
            ["~2", "~", "~"],
            ["", "~", ""],
        ]
    ]


def test_what_was_deleted_and_notes_are_left_out() -> None:
    """Tracked deletions lie apart; comments and footnotes are no text; a text box comes first."""
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>старое</text:p></text:deletion>"
    )
    body = deleted + "</text:changed-region></text:tracked-changes>"
    body += (
        "<text:p>План<text:change/>\n   работ<text:note><text:p>сноска</text:p></text:note><text:line-break/>на<text:tab/>2026"
        "<draw:frame><draw:text-box><text:p>УТВЕРЖДАЮ</text:p></draw:text-box></draw:frame> год\u00ad</text:p>"
    )
    assert seen(odt(body)) == ["УТВЕРЖДАЮ", "План работ\nна\t2026 год"]


def test_a_plan_inside_a_frame_is_a_table_of_its_own() -> None:
    """The same as in Word."""
    plan = "<table:table>" + row(cell("№"), cell("Мероприятие"), cell("Срок")) * 2 + "</table:table>"
    frame = f"<table:table><table:table-row><table:table-cell><text:p>План</text:p>{plan}</table:table-cell>"
    assert seen(odt(frame + "</table:table-row></table:table>")) == [
        "План",
        [["№", "Мероприятие", "Срок"]] * 2,
    ]
