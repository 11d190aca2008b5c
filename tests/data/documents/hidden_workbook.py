"""A workbook with hidden rows, a hidden column, a hidden sheet and a deadline that no rule knows."""

from typing import Final

from tests.data.documents.readers.office_files import xlsx

HEADER: Final = (
    "№",
    "Мероприятие",
    "Сроки",
    "Исполнители Омской области",
    "Исполнители Республики Алтай",
    "Служебное",
)
PLAN_ROWS: Final = (
    ("1", "Культура", "", "", "", ""),
    (
        "1.1",
        "Выставка",
        "когда зацветёт сакура",
        "Минкультуры Омской области",
        "Минкультуры Республики Алтай",
        "черновик",
    ),
    ("1.2", "Фестиваль", "2026 г.", "Минкультуры Омской области", "Минкультуры Республики Алтай", ""),
    ("1.3", "Концерт", "2026 г.", "Минкультуры Омской области", "Минкультуры Республики Алтай", ""),
    ("1.4", "Гастроли", "2026 г.", "Минкультуры Омской области", "Минкультуры Республики Алтай", ""),
)
PLAN_TITLE: Final = "План мероприятий между Омской областью и Республикой Алтай на 2026–2027 годы"


def workbook(hidden_rows: tuple[int, ...]) -> bytes:
    """A plan with a hidden column F, these hidden rows, and a hidden sheet."""
    written = (
        f'<row r="{place}" hidden="{int(place in hidden_rows)}">'
        + "".join(
            f'<c r="{letter}{place}" t="inlineStr"><is><t>{value}</t></is></c>'
            for letter, value in zip("ABCDEF", row, strict=False)
            if value
        )
        + "</row>"
        for place, row in enumerate(((PLAN_TITLE,), HEADER, *PLAN_ROWS), start=1)
    )
    columns = '<cols><col min="6" max="6" hidden="1"/></cols>'
    plan = f"{columns}<sheetData>{''.join(written)}</sheetData>"
    old = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Примечание</t></is></c></row></sheetData>'
    return xlsx(plan, old, names=("План", "Архив"), states=("visible", "hidden"))
