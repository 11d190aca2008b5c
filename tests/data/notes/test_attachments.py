"""Which files a note takes."""

import pytest

from data.notes.attachments import Attachment, FileKind, check_file
from data.notes.problems import ContentRefused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("скан.pdf ", "application/octet-stream"),
        (" скан.PDF\t", ""),
        ("скан.pdf.", ""),
        ("", "application/pdf"),
        ("скан", "application/pdf"),
        ("", WORD),
        ("", "text/plain; charset=utf-8"),
        ("", "image/jpeg"),
    ],
)
def test_a_file_is_known_by_its_name_or_by_its_type(name: str, mime: str) -> None:
    """Blanks around the name change nothing, and a file without a name has the type that Telegram gives."""
    check_file(Attachment(FileKind.DOCUMENT, "id", "unique", name, mime))


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("архив.zip ", "application/pdf"),
        ("", "application/zip"),
        ("", ""),
        ("run.pdf.exe", "application/pdf"),
    ],
)
def test_the_name_counts_before_the_type(name: str, mime: str) -> None:
    """What calls itself an archive or a program is refused, whatever type is given."""
    with pytest.raises(ContentRefused):
        check_file(Attachment(FileKind.DOCUMENT, "id", "unique", name, mime))
