"""Plans laid out as other regions do it, as files: written for what people sign, not for what the parser does."""

from pathlib import Path
from time import monotonic

import pytest

from data.documents.refusal import DocumentProblem, DocumentRefused
from data.roadmap.models import SignedRoadmap
from tests.data.documents.document_fixtures import read_document
from tests.data.documents.written_docx import Cell, table, write_docx

HERE, THERE = "Министерство культуры Тульской области", "Министерство культуры Республики Карелия"
SIDES = "между Правительством Тульской области и Правительством Республики Карелия"
TITLE = (
    "ПЛАН",
    f"совместных мероприятий на 2025-2027 годы по реализации Соглашения {SIDES} от 5 мая 2019 года",
)
HEADER = (
    "№ п/п",
    "Мероприятие",
    "Срок",
    "Ответственные от Тульской области",
    "Ответственные от Республики Карелия",
)
BELOW = Cell(merge="continue")


def item(number: str, title: str = "Выставка", here: str = HERE, there: str = THERE) -> tuple[str, ...]:
    return number, title, "2025 год", here, there


def tall(text: str) -> Cell:
    return Cell(text, merge="restart")


def across(text: str, width: int = 5) -> tuple[Cell]:
    return (Cell(text, width),)


FIRST, SECOND = table(HEADER, item("1"), item("2")), table(HEADER, item("3"))
LAYOUTS = {
    "numbers begin anew in each section": (
        (
            *TITLE,
            table(
                HEADER,
                across("Раздел I. Культура"),
                item("1"),
                item("2"),
                across("Раздел II. Спорт"),
                item("1"),
            ),
        ),
        {"Культура": ["1", "2"], "Спорт": ["1"]},
    ),
    "a paragraph over each table": (
        (*TITLE, "1. Культура", table(HEADER, item("1.1")), "2. Спорт", table(HEADER, item("2.1"))),
        {"Культура": ["1.1"], "Спорт": ["2.1"]},
    ),
    "paragraphs without numbers": (
        (*TITLE, "Культура", FIRST, "Спорт", SECOND),
        {"Культура": ["1", "2"], "Спорт": ["3"]},
    ),
    "items under a heading item": (
        (
            *TITLE,
            table(HEADER, across("1. Культура"), ("1.1", "Выставки", "", "", ""), item("1.1.1"), item("1.2")),
        ),
        {"Культура": ["1.1.1", "1.2"]},
    ),
    "header and section repeated on a page": (
        (
            *TITLE,
            table(
                HEADER,
                ("1", "2", "3", "4", "5"),
                across("1. Культура"),
                item("1.1"),
                HEADER,
                across("1. Культура (продолжение)"),
                item("1.2"),
            ),
        ),
        {"Культура": ["1.1", "1.2"]},
    ),
    "a plan in a frame": (
        (table((Cell("\n".join(TITLE), inner=table(HEADER, across("1. Культура"), item("1.1"))),)),),
        {"Культура": ["1.1"]},
    ),
    "the sphere in a column": (
        (
            *TITLE,
            table(
                ("№", "Сфера", "Мероприятие", "Срок", "от Тульской области", "от Республики Карелия"),
                ("1", tall("Культура"), "Выставка", "2025", HERE, THERE),
                ("2", BELOW, "Форум", "2026", HERE, THERE),
                ("3", "Спорт", "Турнир", "2026", HERE, THERE),
            ),
        ),
        {"Культура": ["1", "2"], "Спорт": ["3"]},
    ),
    "signatures and an edition above": (
        (
            table(("УТВЕРЖДАЮ\nГубернатор\n____ И.И. Иванов", "УТВЕРЖДАЮ\nГлава\n____ П.П. Петров")),
            "(в редакции от 01.12.2025)",
            *TITLE,
            table(HEADER, across("1. Культура"), item("1.1")),
        ),
        {"Культура": ["1.1"]},
    ),
}


def read(folder: Path, *blocks: str) -> SignedRoadmap:
    return read_document(write_docx(folder / "plan.docx", *blocks))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_recognised(tmp_path: Path, layout: str) -> None:
    """Spheres, numbers, parties and years are found, without lists, styles or references in the file."""
    blocks, spheres = LAYOUTS[layout]
    signed = read(tmp_path, *blocks)
    assert {s.title: [one.number for one in s.activities] for s in signed.spheres} == spheres
    assert signed.parties == ("Правительство Тульской области", "Правительство Республики Карелия")
    assert signed.period == "2025-2027"
    assert all(one.agencies == ((HERE,), (THERE,)) for s in signed.spheres for one in s.activities)


def test_a_body_in_a_row_of_its_own_belongs_to_the_activity_merged_beside_it(tmp_path: Path) -> None:
    """Number, text, deadline and the other side are merged over two rows, one for each body."""
    sport = "Министерство спорта Тульской области"
    first = (tall("1.1"), tall("Выставка"), tall("2025"), HERE, tall(THERE))
    rows = (HEADER, across("1. Культура"), first, (BELOW, BELOW, BELOW, sport, BELOW))
    (activity,) = read(tmp_path, *TITLE, table(*rows)).spheres[0].activities
    assert activity.agencies == ((HERE, sport), (THERE,))


def test_a_wrapped_region_is_no_body(tmp_path: Path) -> None:
    """In narrow cells the name of a region stands in a line of its own."""
    rows = (HEADER, across("1. Культура"), item("1.1", there="Министерство культуры\nРеспублики\nКарелия"))
    assert read(tmp_path, *TITLE, table(*rows)).spheres[0].activities[0].agencies == ((HERE,), (THERE,))


LINED = (
    *TITLE,
    *("№ п/п", "Наименование мероприятия", "Ответственный исполнитель", "Срок исполнения", ""),
    *("от Тульской области", "от Республики Карелия", "", "    1. Культура", "        1.1. ", "Выставка"),
    *(
        HERE,
        "Министерство спорта Тульской области",
        THERE,
        "2025 год",
        "1.2.",
        "Форум",
        HERE,
        THERE,
        "2026 год",
    ),
    *("Правительство Тульской области", "____ И.О. Фамилия"),
)


def test_a_text_with_a_cell_a_line_is_read(tmp_path: Path) -> None:
    """So office programs save a table as text; two bodies of a side stand one under the other."""
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(LINED), encoding="utf-8-sig")
    first, second = read_document(path).spheres[0].activities
    assert first.agencies == ((HERE, "Министерство спорта Тульской области"), (THERE,))
    assert (first.title, first.deadline, second.deadline) == ("Выставка", "2025 год", "2026 год")


def test_a_text_with_a_cell_a_line_that_lacks_one_is_refused(tmp_path: Path) -> None:
    """Where a merged or empty cell left no line nothing tells which is missing, and nothing is guessed."""
    path = tmp_path / "plan.txt"
    lines = [*LINED[:-3], *LINED[-2:]]
    lines.remove("Форум")
    path.write_text("\n".join(lines[:-2]), encoding="utf-8")
    with pytest.raises(DocumentRefused) as refused:
        read_document(path)
    assert refused.value.problem is DocumentProblem.NO_TABLE


@pytest.mark.parametrize("sign", ["План мероприятий ", ";"])
def test_a_line_of_megabytes_is_refused_at_once(tmp_path: Path, sign: str) -> None:
    """Words or delimiters without a line end are no plan, and are not searched for one."""
    path = tmp_path / "plan.txt"
    path.write_text(sign * (8_000_000 // len(sign)), encoding="utf-8")
    began = monotonic()
    with pytest.raises(DocumentRefused) as refused:
        read_document(path)
    assert refused.value.problem is DocumentProblem.TOO_LONG
    assert monotonic() - began < 2
