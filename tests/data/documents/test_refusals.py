"""What is no roadmap, or a damaged one: refused with the line and a sentence, never half read."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import speaking
from bot.screens.documents.problems import document_sentence
from data.documents.grid import Place
from data.documents.parser import recognise
from data.documents.readers.bounds import LARGEST_FILE
from data.documents.readers.kinds import COMPOUND
from data.documents.readers.reading import read_content
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.roadmap.models import SignedRoadmap
from tests.data.documents.document_fixtures import (
    ACTIVITY,
    HEADER,
    SPHERE,
    TITLE,
    read_document,
    shipped_text,
    signed,
)
from tests.thoroughness import examples


def refusal(*rows: str, title: str = TITLE, header: str = HEADER) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as caught:
        signed(*rows, title=title, header=header)
    return caught.value


def refused_file(path: Path) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as caught:
        read_document(path)
    return caught.value


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        ((), DocumentProblem.NO_ACTIVITIES, None),
        ((SPHERE,), DocumentProblem.EMPTY_SPHERE, 3),
        ((SPHERE, ACTIVITY, "2. В сфере труда"), DocumentProblem.EMPTY_SPHERE, 5),
        ((ACTIVITY,), DocumentProblem.OUTSIDE_SPHERE, 3),
        ((SPHERE, ACTIVITY, ACTIVITY.replace("1.1", "3.1", 1)), DocumentProblem.OUTSIDE_SPHERE, 5),
        ((SPHERE, ACTIVITY, ACTIVITY), DocumentProblem.DUPLICATE_NUMBER, 5),
        (
            (SPHERE, ACTIVITY, SPHERE, ACTIVITY),
            DocumentProblem.DUPLICATE_NUMBER,
            6,
        ),  # the heading may be repeated
        ((SPHERE, ACTIVITY, "1. В сфере труда", ACTIVITY), DocumentProblem.DUPLICATE_NUMBER, 5),
        ((SPHERE, "1.1\t\tКомитет\tДепартамент\t2025"), DocumentProblem.NO_TITLE, 4),
        ((SPHERE, "1.1\tТурнир\t\tДепартамент\t2025", ACTIVITY), DocumentProblem.NO_AGENCIES, 4),
        ((SPHERE, "1.1\tТурнир\t–\t—\t2025"), DocumentProblem.NO_AGENCIES, 4),
        ((SPHERE, "1.1\tТурнир\tКомитет\t;\t2025"), DocumentProblem.NO_AGENCIES, 4),
        ((SPHERE, "1.1\tТурнир\tКомитет\tДепартамент\t"), DocumentProblem.NO_DEADLINE, 4),
        ((SPHERE, "1.1\tТурнир\tКомитет\tДепартамент"), DocumentProblem.NO_DEADLINE, 4),
        ((SPHERE, "1.1\tТур\tнир\tКомитет\tДепартамент\t2025"), DocumentProblem.TOO_MANY_CELLS, 4),
        (
            (SPHERE, "1.1\tТурнир по", "", "боксу\tКомитет\tДепартамент\t2025", ACTIVITY),
            DocumentProblem.BROKEN_ROW,
            6,
        ),
        ((SPHERE, ACTIVITY, "Примечание", "1.2" + ACTIVITY[3:]), DocumentProblem.BROKEN_ROW, 5),
        ((SPHERE, "1\tТурнир\tКомитет\tДепартамент\t2025", ACTIVITY), DocumentProblem.BROKEN_ROW, 4),
        ((SPHERE, "\tпродолжение", ACTIVITY), DocumentProblem.NOTHING_TO_CONTINUE, 4),
        ((SPHERE, ACTIVITY.replace("Турнир", "т" * 4000)), DocumentProblem.TOO_LONG, 4),
    ],
)
def test_a_damaged_table_is_refused_with_its_line(
    rows: tuple[str, ...], code: DocumentProblem, line: int | None
) -> None:
    """Each damage has its own code and points at the line where a person finds it."""
    refused = refusal(*rows)
    assert (refused.problem, refused.line) == (code, line)


@pytest.mark.parametrize(
    ("title", "header", "code"),
    [
        ("Протокол совещания", HEADER, DocumentProblem.NOT_A_ROADMAP),
        (TITLE, "№\tМероприятие\tОтветственный", DocumentProblem.NO_TABLE),
        (TITLE, "№\tМероприятие, срок\tот Москвы\tот Тверской области", DocumentProblem.NO_TABLE),
        (TITLE, "№\tМероприятие\tот Москвы\tСрок", DocumentProblem.NO_PARTIES),
        ("Дорожная карта", "№\tМероприятие\tОтветственные\tОтветственные\tСрок", DocumentProblem.NO_PARTIES),
        (TITLE, "№\tМероприятие\tот Москвы\tот Москвы\tСрок", DocumentProblem.NO_PARTIES),
        (TITLE, f"{HEADER}\tОтметка об исполнении", DocumentProblem.FILLED_REPORT),
        ("ИНФОРМАЦИЯ о ходе исполнения Плана мероприятий", HEADER, DocumentProblem.FILLED_REPORT),
        ("Прайс-лист на 2025 год", HEADER, DocumentProblem.PRICE_LIST),
        ("Счёт на оплату № 5", HEADER, DocumentProblem.INVOICE),
        ("Уважаемый Иван Иванович! Направляем план мероприятий", HEADER, DocumentProblem.LETTER),
        ("Дорожная карта " + "т" * 2000, HEADER, DocumentProblem.TOO_LONG),
    ],
)
def test_what_stands_above_the_table_is_refused_by_its_own_name(
    title: str, header: str, code: DocumentProblem
) -> None:
    """Another document, another table, one party only or a column the roadmap has no place for."""
    assert refusal(SPHERE, ACTIVITY, title=title, header=header).problem is code


def test_without_any_year_there_is_no_period() -> None:
    """Neither the title nor a deadline names a year."""
    row = ACTIVITY.replace("2025 г.", "постоянно")
    assert refusal(SPHERE, row, title="Дорожная карта").problem is DocumentProblem.NO_PERIOD


def test_the_sentence_names_the_line_and_what_to_do() -> None:
    """What is raised knows the line and the details of its sentence."""
    refused = refusal(SPHERE, ACTIVITY, ACTIVITY)
    with speaking("en"):
        told = document_sentence(refused)
    assert told == "Line 5: Number 1.1 was already used: line 4. Correct one of the two."
    assert refused.details == {"number": "1.1", "first": Place(line=4)}


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", DocumentProblem.EMPTY, None),
        (b" \r\n\t\n", DocumentProblem.EMPTY, None),
        (b"PK\x03\x04" + b"word/document.xml" * 9, DocumentProblem.DAMAGED_FILE, None),
        (b"%PDF-1.7 \xd0\xbf", DocumentProblem.OTHER_KIND, None),
        (TITLE.encode() + b"\0", DocumentProblem.BINARY, None),
        (f"{TITLE}\n\n\x07".encode(), DocumentProblem.CONTROL_CHARACTER, 3),
        (f"{TITLE}\n\ufffd".encode(), DocumentProblem.CONTROL_CHARACTER, 2),
        (f"{TITLE}\n{TITLE}".encode()[:-1] + b"\xd1", DocumentProblem.UNDECODABLE, 2),
        (b"\xff\xfe\x00\xd8", DocumentProblem.UNDECODABLE, None),
    ],
)
def test_what_is_not_text_is_refused(
    tmp_path: Path, content: bytes, code: DocumentProblem, line: int | None
) -> None:
    """Nothing, an office archive under another name, control characters and spoilt letters."""
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    refused = refused_file(path)
    assert (refused.problem, refused.line) == (code, line)


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    """A sparse file beyond the limit is refused, whatever it holds."""
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE * 100)
    assert refused_file(path).problem is DocumentProblem.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 1 0 obj << /Type /Page /Resources << /Font 2 0 R >> >>", "pdf"),
        (b"%PDF-1.4 1 0 obj << /Type /XObject /Subtype /Image >>", "scan"),
        (b"\xff\xd8\xff\xe0 JFIF", "scan"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "doc"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "xls"),
        (b"<html><body><table>", "html"),
        (b"Rar!\x1a\x07", "other"),
    ],
)
def test_another_kind_of_file_is_known_by_its_contents(tmp_path: Path, content: bytes, kind: str) -> None:
    """Whatever its name says; the sentence asks for the working text."""
    path = tmp_path / "plan.docx"
    path.write_bytes(content)
    refused = refused_file(path)
    assert (refused.problem, refused.details) == (DocumentProblem.OTHER_KIND, {"kind": kind})
    with speaking("ru"):
        told = document_sentence(refused)
    assert (".xlsx" if kind == "xls" else ".docx") in told


def test_a_password_is_told(tmp_path: Path) -> None:
    """A file with a password is a container of its own."""
    path = tmp_path / "plan.docx"
    path.write_bytes(COMPOUND + "EncryptedPackage".encode("utf-16-le"))
    assert refused_file(path).problem is DocumentProblem.ENCRYPTED


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A link and a pipe are refused at once."""
    (tmp_path / "link.txt").symlink_to(Path("data/shipped/spb-perm-2024-2026.txt").resolve())
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("link.txt", "pipe.txt"):
        assert refused_file(tmp_path / name).problem is DocumentProblem.NOT_A_FILE


def test_no_file_and_no_file_at_all_are_told(tmp_path: Path) -> None:
    """A missing name and a folder are refused in a sentence, not with a traceback."""
    (tmp_path / "folder.txt").mkdir()
    for path in (tmp_path / "absent.txt", tmp_path / "folder.txt", tmp_path / "nul\0.txt"):
        assert refused_file(path).problem is DocumentProblem.UNREADABLE


PIECES = st.sampled_from(
    [
        "\t",
        "\n",
        "1.1",
        "2.",
        "1. В сфере",
        ";",
        "2025",
        "**",
        "",
        "\r",
        "\u00a0",
        "№",
        "срок",
        "от ",
        "I",
        "\x0b",
        "1\t2\t3\t4\t5",
    ]
) | st.text(max_size=8)
SHIPPED_TEXT = shipped_text()
EDITS = st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 400), PIECES), min_size=1, max_size=6)


def read_if_sound(content: bytes) -> SignedRoadmap | None:
    try:
        return recognise(read_content(content))
    except DocumentRefused:
        return None


@pytest.mark.random
@settings(max_examples=examples(150), deadline=None)
@given(EDITS)
def test_a_mutated_document_is_read_or_refused(edits: list[tuple[int, int, str]]) -> None:
    """Whatever is cut out of the real document or put into it, there is a sound roadmap or a refusal, nothing else."""
    text = SHIPPED_TEXT
    for place, length, piece in edits:
        text = text[:place] + piece + text[place + length :]
    if read := read_if_sound(text.encode("utf-8", "surrogatepass")):
        assert_sound(read)


@pytest.mark.random
@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=2000) | st.text(max_size=2000).map(lambda text: text.encode("utf-8", "ignore")))
def test_any_bytes_are_refused(content: bytes) -> None:
    """Noise under the name of a document is no roadmap."""
    assert read_if_sound(content) is None


def assert_sound(read: SignedRoadmap) -> None:
    """What every roadmap that was read has: several parties, and all of them in every activity."""
    assert len(set(read.parties)) == len(read.parties) >= 2
    for sphere in read.spheres:
        assert sphere.activities
        for activity in sphere.activities:
            assert activity.number.startswith(f"{sphere.number}.")
            assert activity.title
            assert activity.deadline
            assert len(activity.agencies) == len(read.parties)
            assert all(activity.agencies)
