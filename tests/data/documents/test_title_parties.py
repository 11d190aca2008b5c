"""Sides as the title names them, for columns that call them otherwise."""

import pytest

from data.documents.refusal import DocumentProblem, DocumentRefused
from tests.data.documents.document_fixtures import ACTIVITY, SPHERE, signed

PSKOV = "Правительство Псковской области"
MOGILEV = "Могилевский областной исполнительный комитет"


def parties(sides: str, *columns: str) -> tuple[str, ...]:
    title = f"План мероприятий («дорожная карта») по развитию сотрудничества между {sides} на 2026–2028 годы"
    header = "\t".join(
        ["№ п/п", "Наименование мероприятия", *(f"от {one}" for one in columns), "Срок исполнения"]
    )
    return signed(SPHERE, ACTIVITY, title=title, header=header).parties


@pytest.mark.parametrize(
    "column",
    [
        "Могилевского областного исполнительного комитета",
        "Могилёвского облисполкома",
        "Республики Беларусь",
        "белорусской стороны",
        "Могилевской области",
    ],
)
@pytest.mark.parametrize(
    "title",
    [
        "Правительством Псковской области (Российская Федерация) и Могилевским областным исполнительным комитетом (Республика Беларусь)",
        "Правительством Псковской области и Могилёвским областным исполнительным комитетом",
    ],
)
def test_a_side_abroad_is_known_by_any_of_its_names(title: str, column: str) -> None:
    """The committee, its region and its country in the column's header are the one side of the title."""
    first, second = parties(title, "Псковской области", column)
    assert (first, second.replace("ё", "е")) == (PSKOV, MOGILEV)


@pytest.mark.parametrize(
    ("title", "columns", "named"),
    [
        (
            "Правительством Санкт-Петербурга и Правительством Республики Саха (Якутия)",
            ("Санкт-Петербурга", "Якутии"),
            ("Правительство Санкт-Петербурга", "Правительство Республики Саха (Якутия)"),
        ),
        (
            "Правительством Москвы и Правительством Пермского края",
            ("г. Москвы", "Пермского края"),
            ("Правительство Москвы", "Правительство Пермского края"),
        ),
        (
            "ПРАВИТЕЛЬСТВОМ КЕМЕРОВСКОЙ ОБЛАСТИ — КУЗБАССА И КАБИНЕТОМ МИНИСТРОВ РЕСПУБЛИКИ ТАТАРСТАН",
            ("Кузбасса", "Республики Татарстан"),
            ("Правительство Кемеровской области — Кузбасса", "Кабинет Министров Республики Татарстан"),
        ),
        (
            "Правительством Зареченской области и Правительством Лесного края",
            ("Зареченской области", "Лесного края"),
            ("Правительство Зареченской области", "Правительство Лесного края"),
        ),
        (
            "Правительством Амурской области (РФ) и Народным правительством провинции Хэйлунцзян (Китайская Народная Республика)",
            ("российской стороны", "китайской стороны"),
            ("Правительство Амурской области", "Народное правительство провинции Хэйлунцзян"),
        ),
        (
            "Правительством Омской области и Акиматом Павлодарской области",
            ("Омской области", "Павлодарской области"),
            ("Правительство Омской области", "Акимат Павлодарской области"),
        ),
        (
            "Правительством Нижегородской области Российской Федерации и Минским облисполкомом Республики Беларусь",
            ("российской стороны", "белорусской стороны"),
            ("Правительство Нижегородской области", "Минский облисполком"),
        ),
        (
            "Правительством Республики Марий Эл и Главой Удмуртской Республики",
            ("Республики Марий Эл", "Удмуртии"),
            ("Правительство Республики Марий Эл", "Глава Удмуртской Республики"),
        ),
        (
            "городом Москвой и Пермским краем",
            ("города Москвы", "Пермского края"),
            ("Москва", "Пермский край"),
        ),
    ],
)
def test_the_party_is_as_the_title_names_it(
    title: str, columns: tuple[str, ...], named: tuple[str, ...]
) -> None:
    """Notes in brackets, capitals and «и» belong to no party."""
    assert parties(title, *columns) == named


@pytest.mark.parametrize("column", ["Брестской области", "Гомельского облисполкома", "заказчика"])
def test_a_column_of_no_side_is_refused(column: str) -> None:
    """The title names both sides, and the column is neither: no side is made up of what stands around."""
    title = "Правительством Псковской области (Российская Федерация) и Правительством Пермского края"
    with pytest.raises(DocumentRefused) as caught:
        parties(f"{title}, Могилевским облисполкомом", "Псковской области", column, "Москвы")
    assert caught.value.problem is DocumentProblem.UNKNOWN_SIDE
    assert caught.value.line == 2
    with pytest.raises(DocumentRefused) as caught:
        parties("Тюменской областью и Правительством Пермского края", "г. Москвы", "Пермского края")
    assert caught.value.problem is DocumentProblem.UNKNOWN_SIDE
