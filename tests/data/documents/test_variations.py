"""Other documents of the same kind: other programs, other habits, other parties."""

import pytest

from data.documents.parser import recognise
from data.documents.readers.reading import read_content
from data.roadmap.models import Signatory
from tests.data.documents.document_fixtures import (
    ACTIVITY,
    HEADER,
    SECOND,
    SIGNED,
    SPHERE,
    TITLE,
    read_document,
    shipped_text,
    signed,
)


def reread(text: str, encoding: str = "utf-8") -> object:
    return recognise(read_content(text.encode(encoding)))


@pytest.fixture(scope="module")
def shipped() -> object:
    return reread(shipped_text())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_the_encoding_does_not_matter(shipped: object, encoding: str) -> None:
    """A mark at the beginning, UTF-16 and Windows-1251 give the same roadmap."""
    assert reread(shipped_text(), encoding) == shipped


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(shipped: object, end: str) -> None:
    """Windows and old Mac line ends give the same roadmap, line numbers included."""
    assert reread(shipped_text().replace("\n", end)) == shipped


def test_spaces_of_every_kind_are_one(shipped: object) -> None:
    """No-break spaces, soft hyphens and zero-width marks are never seen."""
    assert (
        reread(shipped_text().replace(" по ", "\u00a0по\u202f").replace("ение", "е\u00adние\u200b"))
        == shipped
    )


def test_missing_and_extra_tabs_at_the_end_do_not_matter(shipped: object) -> None:
    """Sphere rows without their empty cells, or every row with one more, are the same."""
    lines = shipped_text().split("\n")
    assert reread("\n".join(line.rstrip("\t") for line in lines)) == shipped
    assert reread("\n".join(f"{line}\t" if "\t" in line else line for line in lines)) == shipped


def test_a_header_repeated_on_every_page_is_passed_over() -> None:
    """Pages may repeat the whole header, the numbers of the columns and their own number."""
    page = (HEADER, "1\t2\t3\t4\t5", "- 2 -")
    cut = ("1.1\tТурнир\tКомитет по спорту\t\t2025", *page, "\tпо самбо\t\tДепартамент спорта\tг.")
    (activity,) = signed(SPHERE, *cut, *page).spheres[0].activities
    assert activity.title == "Турнир по самбо"
    assert activity.agencies == (("Комитет по спорту",), ("Департамент спорта",))
    assert activity.deadline == "2025 г."


@pytest.mark.parametrize("number", ["1.1.", "1,1", "1.1)", "01.01"])
def test_the_number_may_be_written_otherwise(number: str) -> None:
    """A dot at the end, a comma or a leading zero do not make another number."""
    (activity,) = signed(SPHERE, ACTIVITY.replace("1.1", number, 1)).spheres[0].activities
    assert activity.number == "1.1"


@pytest.mark.parametrize(
    "sphere", ["1\tВ сфере спорта", "Раздел 1. В сфере спорта", "1) В сфере спорта\t\t\t\t"]
)
def test_the_sphere_may_be_written_otherwise(sphere: str) -> None:
    """The number in a cell of its own, or the word «раздел», begin a sphere too."""
    assert [(one.number, one.title) for one in signed(sphere, ACTIVITY).spheres] == [("1", "В сфере спорта")]


def test_three_parties_have_three_columns() -> None:
    """Parties are as many as the header has columns, in its order."""
    read = signed(
        SPHERE,
        "1.1\tТурнир\tКомитет\tДепартамент\tУправление\t2025",
        title="Дорожная карта между Правительством Тверской области, Правительством Москвы и Республикой Крым на 2025 год",
        header="№\tМероприятие\tот Тверской области\tот Москвы\tот Республики Крым\tСрок",
    )
    assert read.parties == ("Правительство Тверской области", "Правительство Москвы", "Республика Крым")
    assert read.spheres[0].activities[0].agencies == (("Комитет",), ("Департамент",), ("Управление",))


def test_columns_may_stand_in_another_order_and_be_named_without_of() -> None:
    """The deadline may come before the agencies; a region named in the title is a column without «от»."""
    read = signed(
        SPHERE,
        "1.1\tТурнир\t2025\tКомитет\tДепартамент",
        header="№\tМероприятия\tСрок\tИсполнители: Тверская область\tМосква",
    )
    assert read.parties == ("Правительство Тверской области", "Правительство Москвы")
    assert read.spheres[0].activities[0].deadline == "2025"


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("на 2024–2026 годы", (2024, 2026)),
        ("с 2024 года по 2026 год", (2024, 2026)),
        ("на 2025 год", (2025, 2025)),
        ("до 2026 года", (2025, 2026)),  # the first year is the earliest deadline's
        ("", (2025, 2025)),
    ],
)
def test_the_period_is_found(title: str, years: tuple[int, int]) -> None:
    """Years with any dash, in words, a single one, or only in the deadlines."""
    read = signed(SPHERE, ACTIVITY, title=f"Дорожная карта Тверской области и Москвы {title}")
    assert (read.first_year, read.last_year) == years


def test_parties_are_found_under_the_table_when_the_title_has_none() -> None:
    """Without «между» the signing agencies name the parties; without them the region does."""
    read = signed(SPHERE, ACTIVITY, *SIGNED, title="Дорожная карта сотрудничества на 2025 год")
    assert read.parties == ("Правительство Тверской области", "Москва")


@pytest.mark.parametrize(
    "lines",
    [
        ("Губернатор Тверской области\tМэр Москвы", "_____ В.А. Королев\t_____ Собянин С.С."),
        ("Губернатор Тверской области\t\tВ.А. Королев", "Мэр Москвы\t\t/Собянин С.С./"),
        (
            "М.П.",
            "Правительство Москвы",
            "**Мэр",
            "Москвы**",
            "Собянин С.С.",
            *SIGNED[:2],
            "Тверской области",
            SIGNED[2],
        ),
    ],
)
def test_signatures_are_read_in_every_arrangement(lines: tuple[str, ...]) -> None:
    """Side by side, line by line with the name behind, or one under the other in any order of the parties."""
    assert set(signed(SPHERE, ACTIVITY, *lines).signatories) == {
        Signatory("Правительство Тверской области", "Губернатор Тверской области", "В.А. Королев"),
        Signatory("Правительство Москвы", "Мэр Москвы", "Собянин С.С."),
    }


def test_an_unsigned_draft_is_read() -> None:
    """A document without signatures has no signatories, and remarks under the table are nobody's."""
    assert signed(SPHERE, ACTIVITY, "Согласовано", "* при наличии средств").signatories == ()


def test_a_wholly_different_roadmap_is_read() -> None:
    """Another title, capitals, column order, numbers with dots, a cut row and signatures side by side."""
    read = read_document(SECOND)
    assert read.title.startswith("ДОРОЖНАЯ КАРТА по развитию")
    assert read.parties == ("Кабинет Министров Республики Татарстан", "Правительство Астраханской области")
    assert read.period == "2025-2027"
    numbers = [activity.number for sphere in read.spheres for activity in sphere.activities]
    assert numbers == ["1.1", "1.2", "1.10", "2.1", "2.2", "3.1", "3.2"]
    cut = read.spheres[2].activities[0]
    assert cut.title == "Гастроли театров и музейные обмены"
    assert [one.name for one in read.signatories] == ["А.В. Песошин", "И.Ю. Бабушкин"]
    assert read.signatories[0].position == "Премьер-министр Республики Татарстан"


def test_what_stands_above_the_title_is_not_the_title() -> None:
    """«Приложение» and «Утверждаю» above the title are left out."""
    assert signed(SPHERE, ACTIVITY, title=f"УТВЕРЖДАЮ\n{TITLE}").title == TITLE


@pytest.mark.parametrize(
    ("between", "columns", "parties"),
    [
        (
            "Правительством Москвы и Правительством Пермского края",
            ("г. Москвы", "Пермского края"),
            ("Правительство Москвы", "Правительство Пермского края"),
        ),
        (
            "Правительством города Москвы и Правительством Пермского края",
            ("Москвы", "Пермского края"),
            ("Правительство Москвы", "Правительство Пермского края"),
        ),
        (
            "Министерством экономики и промышленности Пермского края и Республикой Татарстан",
            ("Пермского края", "Республики Татарстан"),
            ("Министерство экономики и промышленности Пермского края", "Республика Татарстан"),
        ),
    ],
)
def test_a_side_is_never_made_of_two(
    between: str, columns: tuple[str, str], parties: tuple[str, str]
) -> None:
    """A city is itself with and without «г.», and what «и» joins to a side's name is the other side's."""
    title = f"Дорожная карта сотрудничества между {between} на 2024-2026 годы"
    header = f"№ п/п\tМероприятие\tот {columns[0]}\tот {columns[1]}\tСрок исполнения"
    assert signed(SPHERE, ACTIVITY, title=title, header=header).parties == parties
