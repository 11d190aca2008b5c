"""Word documents as people make them: lists, merges, tracked changes, frames."""

from data.documents.grid import Place, SourceTable
from data.documents.readers.reading import read_content
from tests.data.documents.readers.office_files import cell, docx, paragraph, row, run, seen, table

NUMBERED = "<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{num}'/></w:numPr>"


def numbered(level: int, text: str = "", num: int = 1) -> str:
    return paragraph(text, NUMBERED.format(level=level, num=num))


def definition(identifier: int, *levels: tuple[str, str]) -> str:
    """A list whose levels have these formats and templates."""
    written = "".join(
        f"<w:lvl w:ilvl='{place}'><w:start w:val='1'/><w:numFmt w:val='{style}'/><w:lvlText w:val='{template}'/></w:lvl>"
        for place, (style, template) in enumerate(levels)
    )
    return f"<w:abstractNum w:abstractNumId='{identifier}'>{written}</w:abstractNum>"


def num(identifier: int, abstract: int, start: int | None = None) -> str:
    override = (
        f"<w:lvlOverride w:ilvl='0'><w:startOverride w:val='{start}'/></w:lvlOverride>" if start else ""
    )
    return f"<w:num w:numId='{identifier}'><w:abstractNumId w:val='{abstract}'/>{override}</w:num>"


def test_automatic_lists_are_counted_on_all_levels() -> None:
    """Spheres in Roman figures, activities under them beginning anew, a second list that begins at five."""
    numbering = definition(0, ("upperRoman", "Раздел %1."), ("decimal", "%2)"), ("russianLower", "%3)"))
    numbering += num(1, 0) + num(2, 0, start=5)
    body = numbered(0, "Спорт") + numbered(1, "Турнир") + numbered(2, "бокс") + numbered(2, "бег")
    body += numbered(1, "Сбор") + numbered(0, "Труд") + numbered(1, "Ярмарка") + numbered(0, "Наука", num=2)
    assert seen(docx(body, numbering)) == [
        *("Раздел I. Спорт", "1) Турнир", "а) бокс", "б) бег", "2) Сбор"),
        *("Раздел II. Труд", "1) Ярмарка", "Раздел V. Наука"),
    ]


def test_a_list_may_come_from_a_style_and_its_numbers_be_alone_in_a_cell() -> None:
    """«1.1.» of an empty numbered paragraph stands in its cell; a style below another has its level."""
    numbering = definition(0, ("upperRoman", "%1."), ("decimal", "%1.%2.")).replace(
        "<w:lvl w:ilvl='1'>", "<w:lvl w:ilvl='1'><w:isLgl/><w:pStyle w:val='Item'/>"
    )
    styles = (
        "<w:style w:styleId='Base'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='Item'><w:basedOn w:val='Base'/></w:style>"
    )
    item = "<w:pStyle w:val='Item'/>"
    body = table(
        row(cell(paragraph("Спорт", "<w:pStyle w:val='Base'/>"), properties="<w:gridSpan w:val='2'/>")),
        row(cell(paragraph("", item)), "Турнир"),
        row(cell(paragraph("", item)), "Сбор"),
        row(cell(paragraph("Прочее", item + "<w:numPr><w:numId w:val='0'/></w:numPr>")), "Встреча"),
    )
    assert seen(docx(body, numbering + num(1, 0), styles)) == [
        [["I. Спорт", "<I. Спорт"], ["1.1.", "Турнир"], ["1.2.", "Сбор"], ["Прочее", "Встреча"]]
    ]


def test_merges_repeat_the_first_cell() -> None:
    """Across, down, both at once, of the old kind, and rows that begin or end later than the table."""
    down, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body = table(
        row(cell("А", properties=down + "<w:gridSpan w:val='2'/>"), "Б"),
        row(cell("скрыто", properties=on + "<w:gridSpan w:val='2'/>"), "В"),
        row(cell("Г", properties="<w:hMerge w:val='restart'/>"), cell("", properties="<w:hMerge/>"), "Д"),
        row("Е", "Ж", properties="<w:gridBefore w:val='1'/>"),
        row("З"),
    )
    assert seen(docx(body)) == [
        [["А", "<А", "Б"], ["^А", "^А", "В"], ["Г", "<Г", "Д"], ["", "Е", "Ж"], ["З", "", ""]]
    ]


def test_tracked_changes_count_as_accepted() -> None:
    """Inserted and moved text and rows are there; deleted ones are not, and a deleted end joins two paragraphs."""
    body = (
        f"<w:p><w:ins>{run('План ')}</w:ins><w:del><w:r><w:delText>старый</w:delText></w:r></w:del>{run('работ')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('на 2026')}</w:p>{paragraph(' год')}"
        f"<w:p><w:moveFrom>{run('отсюда')}</w:moveFrom><w:moveTo>{run('сюда')}</w:moveTo></w:p>"
        + table(row("1", "да", properties="<w:ins/>"), row("2", "нет", properties="<w:del/>"))
    )
    assert seen(docx(body)) == ["План работ", "на 2026 год", "сюда", [["1", "да"]]]


def test_content_controls_hide_nothing() -> None:
    """Around text, a cell, a row and a whole table."""

    def controlled(inside: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    body = controlled(
        table(
            row(controlled(cell("1")), "а"),
            controlled(row("2", cell(f"<w:p>{controlled(run('б'))}</w:p>"))),
        )
    )
    assert seen(docx(body)) == [[["1", "а"], ["2", "б"]]]


def test_signs_of_word_are_letters() -> None:
    """Line breaks, tabs, hyphens, symbols; marks of notes, hidden text and field codes are left out."""
    signs = "<w:r><w:t>Цель</w:t><w:noBreakHyphen/><w:t>2</w:t><w:br/><w:t>спо</w:t><w:softHyphen/><w:t>рт</w:t></w:r>"
    notes = "<w:r><w:footnoteReference w:id='2' w:customMarkFollows='1'/><w:t>*</w:t></w:r><w:r><w:footnoteReference/></w:r>"
    hidden = (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    symbols = "<w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:sym w:char='2013'/><w:tab/><w:t>да\u00adлее</w:t></w:r>"
    assert seen(docx(f"<w:p>{signs}{notes}{hidden}{symbols}</w:p>")) == ["Цель\u20112\nспорт–\tдалее"]


def test_a_text_box_stands_before_its_paragraph_once() -> None:
    """Word writes it twice, for itself and for older programs."""
    box = f"<w:txbxContent>{paragraph('УТВЕРЖДАЮ')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('План')}</w:p>"
    )
    assert seen(docx(body)) == ["УТВЕРЖДАЮ", "План"]


def test_a_plan_inside_a_frame_is_a_table_of_its_own() -> None:
    """The frame's texts are paragraphs in their order; a small table in a cell is the cell's text."""
    plan = table(row("№", "Мероприятие", "Срок"), row("1", "Турнир", "2026"))
    small = table(row("Минспорт"), row("Минкульт"))
    body = table(row(cell("План", plan, "Подписи")), row("Внизу"))
    assert seen(docx(body)) == [
        "План",
        [["№", "Мероприятие", "Срок"], ["1", "Турнир", "2026"]],
        "Подписи",
        "Внизу",
    ]
    assert seen(docx(table(row("1", cell(small, "")), row("2", "б")))) == [
        [["1", "Минспорт\nМинкульт\n"], ["2", "б"]]
    ]


def test_places_count_tables_and_rows() -> None:
    """«Таблица 2, строка 1», and the paragraph between."""
    document = read_content(docx(table(row("1", "а")) + paragraph("Раздел") + table(row("2", "б"))))
    tables = [block for block in document.blocks if isinstance(block, SourceTable)]
    assert tables[1].rows[0].place == Place(table=2, row=1)
    assert tables[1].rows[0].cells[1].place == Place(table=2, row=1, column=2)
