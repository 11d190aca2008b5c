"""The parts of an office file, a zip archive, never unpacked beyond the limits."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NoReturn

from data.documents.readers.bounds import BOMB_RATIO, BOMB_SIZE, LARGEST_PART, MEGABYTE, MOST_PARTS
from data.documents.refusal import DocumentProblem, DocumentRefused

ENCRYPTED = 0x1  # flag of a zip entry
CHUNK = 64 * 1024
UNREADABLE_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class Archive:
    """An office file; raises `DocumentRefused` for one that is damaged, encrypted or a bomb."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (*UNREADABLE_ZIP, ValueError) as error:
            raise DocumentRefused(DocumentProblem.DAMAGED_FILE) from error
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
        try:
            with self._zip.open(self._entries[name]) as opened:
                yield _chunks(opened)
        except UNREADABLE_ZIP as error:
            raise DocumentRefused(DocumentProblem.DAMAGED_FILE) from error

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


def _chunks(opened: IO[bytes]) -> Iterator[bytes]:
    read = 0
    while chunk := opened.read(CHUNK):
        read += len(chunk)
        if read > LARGEST_PART:
            _refuse_bomb()
        yield chunk


def _refuse_bomb() -> NoReturn:
    raise DocumentRefused(DocumentProblem.BOMB)
