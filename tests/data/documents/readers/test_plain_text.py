"""Texts: encodings, delimiters, rows cut by the program that saved them, drawn tables."""

import pytest

from data.documents.grid import Place, SourceTable
from data.documents.readers.reading import read_content
from data.documents.refusal import DocumentProblem, DocumentRefused
from tests.data.documents.readers.office_files import seen

PLAN = "План мероприятий\n№\tМероприятие\tСрок\n1\tТурнир\t2026"
READ = ["План мероприятий", [["№", "Мероприятие", "Срок"], ["1", "Турнир", "2026"]]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_letters_are_read_in_every_usual_encoding(encoding: str) -> None:
    """With and without a mark, lines ended as on any system."""
    assert seen(PLAN.encode(encoding)) == READ
    assert seen(PLAN.replace("\n", "\r\n").encode(encoding)) == READ


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "mac-cyrillic", "cp1252"])
def test_another_encoding_is_said_to_be_unknown(encoding: str) -> None:
    """Letters are never guessed."""
    text = "été, où, naïf" if encoding == "cp1252" else PLAN.replace("№", "N") + " Совместное проведение" * 3
    with pytest.raises(DocumentRefused) as caught:
        read_content(text.encode(encoding))
    assert caught.value.problem is DocumentProblem.UNDECODABLE


@pytest.mark.parametrize("delimiter", [";", ",", "|"])
def test_csv_is_known_by_its_delimiter(delimiter: str) -> None:
    """A quoted cell holds delimiters, quotes and line breaks; a quote within a cell is a sign."""
    quoted = f'"Форум ""Весна""{delimiter}\r\nтурнир"'
    text = f'№*Мероприятие*Срок\r\n1*{quoted}*2026\r\n2*Выставка "Лето"*2027\r\n'.replace("*", delimiter)
    assert seen(text.encode("cp1251")) == [
        [
            ["№", "Мероприятие", "Срок"],
            ["1", f'Форум "Весна"{delimiter}\nтурнир', "2026"],
            ["2", 'Выставка "Лето"', "2027"],
        ]
    ]
    (table,) = read_content(text.encode()).blocks
    assert isinstance(table, SourceTable)
    assert [row.place for row in table.rows] == [Place(line=1), Place(line=2), Place(line=4)]


def test_a_first_line_that_names_the_delimiter_is_none_of_the_table() -> None:
    """Excel writes and reads it."""
    assert seen("sep=;\r\n№;Мероприятие, срок;2026\r\n".encode()) == [[["№", "Мероприятие, срок", "2026"]]]


def test_tabs_of_excel_have_its_quotes() -> None:
    """«Текст Юникод»: a cell of several lines is quoted; a quote that nothing closes stays."""
    text = '№\tМероприятие\tСрок\r\n1\t"Турнир\nпо ""боксу"""\t2026\r\n2\t"Лето" и зима\t2027\r\n3\t"Осень\t2028\r\n'
    assert seen(text.encode("utf-16")) == [
        [
            ["№", "Мероприятие", "Срок"],
            ["1", 'Турнир\nпо "боксу"', "2026"],
            ["2", '"Лето" и зима', "2027"],
            ["3", '"Осень', "2028"],
        ]
    ]


def test_rows_cut_at_the_paragraphs_of_their_cells_are_whole() -> None:
    """As Word saves them; a heading between rows and signatures below stay lines."""
    text = (
        "№\nп/п\tМероприятие\tот Москвы\tСрок\n1. Спорт\n1.1\tТурнир\nпо боксу\tМинспорт\nМинкульт\tдо 1 июня\n2026 г.\n"
        "1.2\tСбор\tМинспорт\tмай\n2. Труд\n2.1\tЯрмарка\tМинтруд\t2026\n\nМэр\tГубернатор\nА.А. Иванов\tБ.Б. Петров\n"
    )
    assert seen(text.encode()) == [
        [["№\nп/п", "Мероприятие", "от Москвы", "Срок"]],
        "1. Спорт",
        [
            ["1.1", "Турнир\nпо боксу", "Минспорт\nМинкульт", "до 1 июня\n2026 г."],
            ["1.2", "Сбор", "Минспорт", "май"],
        ],
        "2. Труд",
        [
            ["2.1", "Ярмарка", "Минтруд", "2026"],
        ],
        [["Мэр", "Губернатор"], ["А.А. Иванов", "Б.Б. Петров"]],
    ]


DRAWN = """План
┌────┬─────────────┬─────────────────────┬──────┐
│ №  │ Мероприятие │     Исполнители     │ Срок │
│п/п │             ├──────────┬──────────┤      │
│    │             │ от А     │ от Б     │      │
├────┼─────────────┼──────────┼──────────┼──────┤
│ 1. Спорт                                      │
├────┬─────────────┬──────────┬──────────┬──────┤
│1.1 │ Турнир      │ Минспорт │ Минкульт │ 2026 │
│    │ по боксу    │          │          │      │
├────┼─────────────┼──────────┼──────────┤      │
│1.2 │ Сбор        │ Минспорт │ –        │      │
└────┴─────────────┴──────────┴──────────┴──────┘
Подписи"""


def test_drawn_tables_are_read_by_their_columns() -> None:
    """Cells over several lines, merged across and down."""
    assert seen(DRAWN.encode()) == [
        "План",
        [
            ["№\nп/п", "Мероприятие", "Исполнители", "<Исполнители", "Срок"],
            ["^№\nп/п", "^Мероприятие", "от А", "от Б", "^Срок"],
            ["1. Спорт", "<1. Спорт", "<1. Спорт", "<1. Спорт", "<1. Спорт"],
            ["1.1", "Турнир\nпо боксу", "Минспорт", "Минкульт", "2026"],
            ["1.2", "Сбор", "Минспорт", "–", "^2026"],
        ],
        "Подписи",
    ]


def test_a_table_of_plus_signs_is_drawn_too() -> None:
    """The oldest way."""
    text = "+---+--------+\n| 1 | Турнир |\n+---+--------+\n| 2 | Сбор   |\n+---+--------+\n"
    assert seen(text.encode()) == [[["1", "Турнир"], ["2", "Сбор"]]]


def test_lines_without_tabs_are_paragraphs() -> None:
    """Commas of a sentence make no table."""
    assert seen("Спорт, труд, наука.\nВ плане: бег, бокс, бадминтон.\n".encode()) == [
        "Спорт, труд, наука.",
        "В плане: бег, бокс, бадминтон.",
    ]
