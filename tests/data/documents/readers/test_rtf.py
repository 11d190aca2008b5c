"""Rich texts as Word, WordPad and LibreOffice write them."""

from tests.data.documents.readers.office_files import seen

HEAD = rb"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset0 Arial;}}{\colortbl;\red0;}"


def rtf(body: str | bytes) -> bytes:
    return HEAD + (body.encode("cp1251") if isinstance(body, str) else body) + b"}"


def test_letters_are_read_in_whatever_way_they_are_written() -> None:
    """Bytes of the code page, of the font, escaped, Unicode with its replacement, signs above 65,535."""
    body = rb"\f0 \'cf\'eb\'e0\'ed\par \f1\u1055 ?\u-10191?{\f0\uc2\u1088\'f0\'f0}\uc0\u1083 \u1072 \u55357?\u56832\par "
    assert seen(rtf(body))[0] == "План"
    assert (
        seen(rtf(rb"\f0 A\~B\_C\-D\endash E\{F\}\\\line G\tab H\par "))[0] == "A\u00a0B\u2011CD–E{F}\\\nG\tH"
    )
    assert seen(rtf(rb"\uc1\u1055?\u1083?\u1072\'e0\u1085?\par"))[0] == "План"
    assert seen(rtf(rb"\u55357?\u56832?\par"))[0] == "\U0001f600"


def test_groups_that_are_no_text_are_left_out() -> None:
    """Notes, headers, fields' codes, hidden and deleted text, unknown groups; a field's result stays."""
    body = (
        r"{\header Лист}{\*\unknown нечто}{\field{\*\fldinst PAGE}{\fldrslt 7}}{\v скрыто}{\deleted старое}"
    )
    assert seen(rtf(body + r"{\footnote сноска} План\par{\info{\author Кто-то}}")) == ["7 План"]


def row(edges: str, *cells: str) -> str:
    written = "".join(rf"\pard\intbl {cell}\cell" for cell in cells)
    return rf"\trowd {edges}{written}\row "


def test_tables_have_the_columns_that_their_edges_make() -> None:
    """A row merged across has one edge; merges down are marked; a list's number is written out."""
    body = row(r"\clvmgf\cellx1000\cellx2000\cellx3000", "№", "Мероприятие", "Срок")
    body += row(r"\clvmrg\cellx1010\cellx2000\cellx2990", "", "Б", r"В\par Г")
    body += row(r"\cellx3000", r"{\listtext\f0 1.\tab}Спорт")
    body += row(r"\clmgf\cellx1000\clmrg\cellx2000\cellx3000", "Д", "", r"{\listtext\'b7\tab}Е")
    assert seen(rtf("План\\par " + body + r"\pard Подписи\par")) == [
        "План",
        [
            ["№", "Мероприятие", "Срок"],
            ["^№", "Б", "В\nГ"],
            ["1. Спорт", "<1. Спорт", "<1. Спорт"],
            ["Д", "<Д", "Е"],
        ],
        "Подписи",
    ]


def test_a_plan_inside_a_frame_is_a_table_of_its_own() -> None:
    """The definition of a nested row follows its cells."""
    nested = r"\pard\intbl\itap2 №\nestcell Мероприятие\nestcell Срок\nestcell{\*\nesttableprops\trowd\cellx1\cellx500\cellx900\nestrow}"
    body = (
        r"\trowd\cellx1000\pard\intbl План\par "
        + nested * 2
        + r"\pard\intbl\itap1 Конец\cell\row\pard Подписи\par"
    )
    assert seen(rtf(body)) == ["План", [["№", "Мероприятие", "Срок"]] * 2, "Конец", "Подписи"]
