"""Plans of other layouts: columns, spheres, numbers, bodies and deadlines in every form that plans have."""

import pytest

from data.documents.json_form import roadmap_json
from data.documents.names import Names
from data.documents.parser import recognise
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.edition import make_edition
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import SignedActivity, SignedRoadmap
from tests.data.documents.grids import document

TITLE = "План мероприятий по развитию сотрудничества между Правительством Тверской области и Правительством Пермского края на 2025-2027 годы"
PARTIES = ("Правительство Тверской области", "Правительство Пермского края")
TVER, PERM = "Министерство культуры Тверской области", "Министерство культуры Пермского края"
HEADER = ["№ п/п", "Мероприятие", "от Тверской области", "от Пермского края", "Срок исполнения"]


def read(*blocks: str | list[list[str]], title: str = TITLE) -> SignedRoadmap:
    return recognise(document(title, *blocks))


def numbers(signed: SignedRoadmap) -> list[tuple[str, list[str]]]:
    return [(sphere.number, [one.number for one in sphere.activities]) for sphere in signed.spheres]


def only(signed: SignedRoadmap) -> SignedActivity:
    ((activity,),) = [sphere.activities for sphere in signed.spheres]
    return activity


def test_one_column_holds_the_bodies_of_both_sides() -> None:
    """The region in a body's name tells its side, or the line above it does."""
    header = ["№", "Содержание работы", "Исполнители", "Срок"]
    by_name = read([header, ["1. Культура"], ["1.1", "Гастроли", f"{TVER}\n{PERM}", "2026 год"]])
    assert by_name.parties == PARTIES
    assert only(by_name).agencies == ((TVER,), (PERM,))
    headed = "от Тверской области:\nМинистерство культуры\nот Пермского края:\nМинистерство культуры\nМинистерство туризма"
    by_line = read([header, ["1. Культура"], ["1.1", "Гастроли", headed, "2026 год"]])
    assert only(by_line).agencies == (
        ("Министерство культуры",),
        ("Министерство культуры", "Министерство туризма"),
    )


def test_start_and_end_stand_in_two_columns() -> None:
    header = ["№", "Мероприятие", "Начало", "Окончание", "от Тверской области", "от Пермского края"]
    signed = read([header, ["1. Культура"], ["1.1", "Гастроли", "01.03.2025", "30.11.2026", TVER, PERM]])
    assert only(signed).deadline == "01.03.2025 – 30.11.2026"


def test_further_columns_are_facts_and_no_reason_to_refuse() -> None:
    """A result, a source of money and a remark are kept under their headings; whom to call is not."""
    header = [*HEADER, "Ожидаемый результат", "Источник финансирования", "Контактное лицо"]
    signed = read(
        [
            header,
            ["1. Культура"],
            ["1.1", "Гастроли", TVER, PERM, "2026", "Десять гастролей", "", "Иванов И.И."],
        ]
    )
    assert only(signed).facts == (("Ожидаемый результат", "Десять гастролей"),)
    assert roadmap_json(signed)["spheres"][0]["activities"][0]["facts"] == {
        "Ожидаемый результат": "Десять гастролей"
    }


def test_the_header_may_have_two_lines_and_be_numbered() -> None:
    above = ["№ п/п", "Наименование мероприятия", "Ответственный исполнитель", "<", "Срок исполнения"]
    below = ["^", "^", "от Тверской области", "от Пермского края", "^"]
    signed = read(
        [above, below, ["1", "2", "3", "4", "5"], ["1. Культура"], ["1.1", "Гастроли", TVER, PERM, "2026"]]
    )
    assert (only(signed).agencies, only(signed).deadline) == (((TVER,), (PERM,)), "2026")


def test_columns_stand_in_any_order() -> None:
    header = [
        "Срок реализации",
        "Ответственные от Пермского края",
        "Мероприятие",
        "Ответственные от Тверской области",
        "№",
    ]
    signed = read([header, ["1. Культура"], ["2026", PERM, "Гастроли", TVER, "1.1"]])
    assert signed.parties == PARTIES[::-1]
    assert (only(signed).title, only(signed).agencies) == ("Гастроли", ((PERM,), (TVER,)))


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        (["1. Культура"], "1", "Культура"),
        (["I. Культура"], "I", "Культура"),
        (["Раздел II. Культура"], "II", "Культура"),
        (["Раздел 3 – Культура"], "3", "Культура"),
        (["4", "Культура", "", "", ""], "4", "Культура"),
        (["V.", "Культура", "<", "<", "<"], "V", "Культура"),
        (["Культура"], "1", "Культура"),
    ],
)
def test_spheres_are_numbered_in_any_way(heading: list[str], number: str, title: str) -> None:
    signed = read(
        [HEADER, heading, ["1", "Гастроли", TVER, PERM, "2026"], ["2", "Выставка", TVER, PERM, "2026"]]
    )
    assert [(sphere.number, sphere.title) for sphere in signed.spheres] == [(number, title)]


def test_spheres_are_paragraphs_between_tables() -> None:
    """Each sphere has a table under its line, numbered or not."""
    first = [HEADER, ["1", "Гастроли", TVER, PERM, "2026"]]
    second = [HEADER, ["1", "Турнир", TVER, PERM, "2027"]]
    for culture, sport in (("Культура", "Спорт"), ("1. Культура", "2. Спорт")):
        signed = read(culture, first, sport, second)
        assert numbers(signed) == [("1", ["1"]), ("2", ["1"])]
        assert [sphere.title for sphere in signed.spheres] == ["Культура", "Спорт"]
        assert signed.title == TITLE


def test_a_plan_without_spheres_has_one() -> None:
    signed = read([HEADER, ["1", "Гастроли", TVER, PERM, "2026"], ["2", "Турнир", TVER, PERM, "2027"]])
    assert numbers(signed) == [("1", ["1", "2"])]


def test_rows_without_numbers_are_counted() -> None:
    header = HEADER[1:]
    signed = read([header, ["Культура"], ["Гастроли", TVER, PERM, "2026"], ["Турнир", TVER, PERM, "2027"]])
    assert numbers(signed) == [("1", ["1", "2"])]


def test_numbers_that_begin_anew_are_found_by_their_section() -> None:
    """They stay as printed, and what is stored has the section before them, so that no two are alike."""
    rows = [
        ["I. Культура"],
        ["1", "Гастроли", TVER, PERM, "2026"],
        ["II. Спорт"],
        ["1", "Турнир", TVER, PERM, "2027"],
    ]
    signed = read([HEADER, *rows])
    assert numbers(signed) == [("I", ["1"]), ("II", ["1"])]
    edition = make_edition(signed, Names(), WorkingCalendar())
    assert [activity.number for activity in edition.activities] == ["I.1", "II.1"]


def test_numbers_of_three_parts_stand_under_a_heading_item() -> None:
    rows = [
        ["1. Культура"],
        ["1.1", "Театры", "", "", ""],
        ["1.1.1", "Гастроли", TVER, PERM, "2026"],
        ["1.2", "Музеи", TVER, PERM, "2027"],
    ]
    assert numbers(read([HEADER, *rows])) == [("1", ["1.1.1", "1.2"])]


def test_cells_merged_down_hold_for_each_row() -> None:
    """A deadline or a body merged over rows is that of every activity beside it."""
    rows = [["1. Культура"], ["1.1", "Гастроли", TVER, PERM, "2026"], ["1.2", "Выставка", "^", PERM, "^"]]
    last = read([HEADER, *rows]).spheres[0].activities[1]
    assert (last.agencies, last.deadline) == (((TVER,), (PERM,)), "2026")


def test_a_number_merged_down_is_one_activity() -> None:
    """Its further bodies stand in further rows."""
    more = "Министерство туризма Пермского края"
    rows = [["1. Культура"], ["1.1", "Гастроли", TVER, PERM, "2026"], ["^", "^", "^", more, "^"]]
    assert only(read([HEADER, *rows])).agencies == ((TVER,), (PERM, more))


def test_a_side_may_have_no_body_but_not_all() -> None:
    rows = [["1. Культура"], ["1.1", "Гастроли", TVER, "–", "2026"]]
    assert only(read([HEADER, *rows])).agencies == ((TVER,), ())
    with pytest.raises(DocumentRefused) as refused:
        read([HEADER, ["1. Культура"], ["1.1", "Гастроли", "–", "—", "2026"]])
    assert refused.value.problem is DocumentProblem.NO_AGENCIES


def test_paragraphs_of_a_cell_are_bodies_unless_one_goes_on() -> None:
    wrapped = "Министерство экономического развития\nТверской области\nОГКУ «Архив» (по согласованию)\nКанцелярия Губернатора"
    rows = [["1. Культура"], ["1.1", "Гастроли", wrapped, PERM, "2026"]]
    assert only(read([HEADER, *rows])).agencies[0] == (
        "Министерство экономического развития Тверской области",
        "ОГКУ «Архив» (по согласованию)",
        "Канцелярия Губернатора",
    )


def test_signatures_inside_the_table_are_no_activity() -> None:
    rows = [
        ["1. Культура"],
        ["1.1", "Гастроли", TVER, PERM, "2026"],
        ["", "Губернатор Тверской области", "", "Губернатор Пермского края", ""],
        ["", "______ И.П. Петров", "", "______ Д.Н. Сидоров", ""],
    ]
    signed = read([HEADER, *rows])
    assert (only(signed).title, [one.name for one in signed.signatories]) == (
        "Гастроли",
        ["И.П. Петров", "Д.Н. Сидоров"],
    )


def test_a_title_is_cut_over_lines_below_a_cover() -> None:
    signed = recognise(
        document(
            "УТВЕРЖДАЮ", "Губернатор", "ПЛАН", "мероприятий («дорожная карта») между Правительством Тверской",
            "области и Правительством Пермского края от 18 апреля 2019 года", "на 2025 - 2027 гг.",
            [HEADER, ["1. Культура"], ["1.1", "Гастроли", TVER, PERM, "2026"]],
        )
    )  # fmt: skip
    assert signed.parties == PARTIES
    assert signed.period == "2025-2027"
    assert signed.title.startswith("ПЛАН мероприятий")


def test_a_heading_repeated_on_the_next_page_begins_nothing() -> None:
    rows = [
        ["2. Культура"], ["2.1", "Гастроли", TVER, PERM, "2026"], HEADER,
        ["2. Культура (продолжение)"], ["2.2", "Выставка", TVER, PERM, "2026"],
    ]  # fmt: skip
    assert numbers(read([HEADER, *rows])) == [("2", ["2.1", "2.2"])]


def test_a_refusal_names_the_table_and_the_row() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read([HEADER, ["1. Культура"], ["1.1", "Гастроли", TVER, PERM, ""]])
    assert refused.value.problem is DocumentProblem.NO_DEADLINE
    assert refused.value.place
    assert (refused.value.place.table, refused.value.place.row) == (1, 3)
