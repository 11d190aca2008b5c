"""The parts of an office file, a zip archive, never unpacked beyond the limits."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final, NoReturn

from data.documents.readers.bounds import BOMB_RATIO, BOMB_SIZE, LARGEST_PART, MEGABYTE, MOST_PARTS
from data.documents.refusal import DocumentProblem, DocumentRefused

ENCRYPTED = 0x1  # flag of a zip entry
CHUNK = 64 * 1024
# What zipfile and its decompressors raise for contents that are broken, or packed in a way that is not known.
BROKEN_CONTENT: Final[tuple[type[Exception], ...]] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
)


class Archive:
    """An office file; raises `DocumentRefused` for one that is damaged, encrypted or a bomb."""

    def __init__(self, content: bytes) -> None:
        with _damage_refused(ValueError):  # of a directory that points outside the file
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS:
            raise DocumentRefused(DocumentProblem.BOMB)
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}
        for entry in entries:
            _check(entry)

    @property
    def names(self) -> frozenset[str]:
        """The paths of all parts."""
        return frozenset(self._entries)

    def size(self, name: str) -> int:
        """Returns how many bytes the part says to have unpacked, 0 for one that is not there."""
        return self._entries[name].file_size if name in self._entries else 0

    @contextmanager
    def part(self, name: str) -> Iterator[Iterator[bytes]]:
        """Gives the part in chunks, nothing where there is none; raises `DocumentRefused` while it is read."""
        if name not in self._entries:
            yield iter(())
            return
        with _damage_refused():
            opened = self._zip.open(self._entries[name])
        with opened:
            yield _chunks(opened)

    def whole(self, name: str, largest: int = MEGABYTE) -> bytes:
        """Returns a small part; raises `DocumentRefused` when it is larger than `largest` bytes."""
        if self.size(name) > largest:
            raise DocumentRefused(DocumentProblem.BOMB)
        with self.part(name) as chunks:
            return b"".join(chunks)


def _check(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & ENCRYPTED:
        raise DocumentRefused(DocumentProblem.ENCRYPTED)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise DocumentRefused(DocumentProblem.DAMAGED_FILE)
    is_dense = entry.file_size > BOMB_SIZE and entry.file_size > BOMB_RATIO * max(entry.compress_size, 1)
    if entry.file_size > LARGEST_PART or is_dense:
        raise DocumentRefused(DocumentProblem.BOMB)


@contextmanager
def _damage_refused(*more: type[Exception]) -> Iterator[None]:
    """Stands around reading the archive alone: an error of what uses its parts is not the file's."""
    try:
        yield
    except (*BROKEN_CONTENT, *more) as error:
        raise DocumentRefused(DocumentProblem.DAMAGED_FILE) from error


def _chunks(opened: IO[bytes]) -> Iterator[bytes]:
    read = 0
    while chunk := _chunk(opened):
        read += len(chunk)
        if read > LARGEST_PART:
            _refuse_bomb()
        yield chunk


def _chunk(opened: IO[bytes]) -> bytes:
    with _damage_refused():
        return opened.read(CHUNK)


def _refuse_bomb() -> NoReturn:
    raise DocumentRefused(DocumentProblem.BOMB)
