"""Whose error it is: the file's, or the program's that reads it."""

import io
import logging
import zipfile

import pytest

from data.documents.readers import isolation
from data.documents.readers.archive import Archive
from data.documents.refusal import DocumentProblem, DocumentRefused


def packed(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        made.writestr("part.xml", "план мероприятий " * 500)
    return file.getvalue()


@pytest.mark.parametrize("error", [RuntimeError, RecursionError, NotImplementedError, OSError, EOFError])
def test_an_error_of_what_uses_a_part_is_not_the_files(error: type[Exception]) -> None:
    """A sound file is never called damaged because the program fails over it."""

    def use() -> None:
        with Archive(packed()).part("part.xml") as chunks:
            assert b"".join(chunks)
            raise error

    with pytest.raises(error):
        use()


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_broken_contents_are_refused_however_packed(method: int) -> None:
    """Of every packing that zip files have; the directory at the end stays whole."""
    content = bytearray(packed(method))
    start = content.index(b"part.xml") + len("part.xml")
    content[start + 8 : start + 40] = bytes(32)
    with pytest.raises(DocumentRefused) as refused, Archive(bytes(content)).part("part.xml") as chunks:
        b"".join(chunks)
    assert refused.value.problem is DocumentProblem.DAMAGED_FILE


def test_an_error_of_the_program_in_its_process_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The person hears that the file was not read, the log says why."""
    monkeypatch.setattr(isolation, "PROGRAM", "raise KeyError('no such style')")
    with caplog.at_level(logging.ERROR), pytest.raises(DocumentRefused):
        isolation.read_safely(packed())
    assert "no such style" in caplog.text
