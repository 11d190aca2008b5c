"""A rich text (.rtf) in pieces: control words, groups and letters, whatever way the letters are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from data.documents.readers.bounds import DEEPEST
from data.documents.refusal import DocumentProblem, DocumentRefused

TOKEN: Final = re.compile(
    rb"\\(?:(?P<word>[A-Za-z]{1,32})(?P<value>-?[0-9]{1,10})?(?P<blank> )?|'(?P<hex>[0-9A-Fa-f]{2})|(?P<sign>[^A-Za-z]))"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
CODE_PAGES: Final = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
KNOWN_PAGES: Final = frozenset({437, 850, 852, 855, 866, 874, 932, 936, 949, 950, *range(1250, 1259), 65001})
SIGN_TEXTS: Final = {
    b"~": "\u00a0",
    b"_": "\u2011",
    b"-": "",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\n": "\n",
    b"\r": "\n",
}
WORD_TEXTS: Final = {
    "line": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
# Groups that are no text of the document; every unknown group that begins with \* is another.
SKIPPED: Final = frozenset(
    {
        *(
            "fonttbl",
            "colortbl",
            "stylesheet",
            "info",
            "pict",
            "header",
            "headerl",
            "headerr",
            "headerf",
            "footer",
        ),
        *(
            "footerl",
            "footerr",
            "footerf",
            "footnote",
            "ftnsep",
            "ftnsepc",
            "ftncn",
            "annotation",
            "object",
            "listtable",
        ),
        *(
            "listoverridetable",
            "rsidtbl",
            "themedata",
            "colorschememapping",
            "datastore",
            "latentstyles",
            "generator",
        ),
        *(
            "fldinst",
            "bkmkstart",
            "bkmkend",
            "nonesttables",
            "revtbl",
            "filetbl",
            "xmlnstbl",
            "mmathPr",
            "atnid",
        ),
        *(
            "atnauthor",
            "atrfstart",
            "atrfend",
            "atndate",
            "template",
            "private",
            "xe",
            "tc",
            "userprops",
            "docvar",
        ),
    }
)
STARRED_TEXT: Final = frozenset({"nesttableprops", "shpinst", "shptxt"})


@dataclass(frozen=True, slots=True)
class _State:
    """What a group hands on to the groups within it."""

    page: str = "cp1252"
    skips_after_unicode: int = 1
    is_skipped: bool = False
    is_hidden: bool = False  # hidden, or deleted and the change not yet accepted
    is_label: bool = False  # the number of an automatic list, written out


@dataclass(frozen=True, slots=True)
class RtfToken:
    """A text, or a control word with its number; `is_label` for the number of an automatic list."""

    word: str
    value: int | None = None
    text: str = ""
    is_label: bool = False


class RtfTokens:
    """Reads the pieces of a text; raises `DocumentRefused` for one that nests too deep."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._default_page = "cp1252"
        self._font = 0
        self._in_fonts = 0  # the depth of the table of fonts
        self._is_starred = False
        self._to_skip = 0  # signs that stand for a Unicode one in older programs
        self._bytes = bytearray()

    def __iter__(self) -> Iterator[RtfToken]:
        for found in TOKEN.finditer(self._content):
            kind = found.lastgroup
            if kind in ("open", "close"):
                yield from self._flushed()
                self._open() if kind == "open" else self._close()
            elif found["word"]:
                yield from self._word(found["word"].decode(), found["value"])
            elif found["hex"]:
                self._add(bytes.fromhex(found["hex"].decode()))
            elif found["sign"]:
                yield from self._sign(found["sign"])
            elif found["text"]:
                self._add(found["text"])
        yield from self._flushed()

    def _open(self) -> None:
        self._stack.append(self._state)
        self._is_starred, self._to_skip = False, 0
        if len(self._stack) > DEEPEST * 4:
            raise DocumentRefused(DocumentProblem.NESTED_TOO_DEEP)

    def _close(self) -> None:
        if self._stack:
            self._state = self._stack.pop()
        if len(self._stack) < self._in_fonts:
            self._in_fonts = 0
        self._is_starred, self._to_skip = False, 0

    def _add(self, content: bytes) -> None:
        skipped = min(self._to_skip, len(content))
        self._to_skip -= skipped
        if not self._state.is_skipped and not self._state.is_hidden:
            self._bytes += content[skipped:]

    def _flushed(self) -> Iterator[RtfToken]:
        if self._bytes:
            text = self._bytes.decode(self._state.page, "replace")
            self._bytes.clear()
            yield RtfToken("", text=text, is_label=self._state.is_label)

    def _text(self, text: str) -> Iterator[RtfToken]:
        yield from self._flushed()
        if text and not self._state.is_skipped and not self._state.is_hidden:
            yield RtfToken("", text=text, is_label=self._state.is_label)

    def _sign(self, sign: bytes) -> Iterator[RtfToken]:
        if sign == b"*":
            self._is_starred = True
        elif sign in (b"\n", b"\r"):
            yield from self._flushed()
            yield RtfToken("par")
        elif self._to_skip and sign in (b"\\", b"{", b"}"):
            self._to_skip -= 1
        else:
            yield from self._text(SIGN_TEXTS.get(sign, ""))

    def _word(self, word: str, raw: bytes | None) -> Iterator[RtfToken]:
        value = int(raw) if raw else None
        if word == "u" and value is not None:
            yield from self._text(_letter(value))
            self._to_skip = self._state.skips_after_unicode
            return
        yield from self._flushed()
        self._to_skip = 0
        starred, self._is_starred = self._is_starred, False
        if word in SKIPPED or (starred and word not in STARRED_TEXT):
            self._in_fonts = len(self._stack) if word == "fonttbl" else self._in_fonts
            self._state = replace(self._state, is_skipped=True)
        elif not self._changes_state(word, value) and not self._state.is_skipped:
            yield from self._text(WORD_TEXTS[word]) if word in WORD_TEXTS else iter((RtfToken(word, value),))

    def _changes_state(self, word: str, value: int | None) -> bool:
        state = self._state
        if word == "uc":
            self._state = replace(state, skips_after_unicode=value or 0)
        elif word == "ansicpg" and value in KNOWN_PAGES:
            self._default_page = "utf-8" if value == 65001 else f"cp{value}"
            self._state = replace(state, page=self._default_page)
        elif word == "f" and value is not None:
            self._font = value
            self._state = replace(state, page=self._fonts.get(value, self._default_page))
        elif word in ("fcharset", "cpg") and self._in_fonts:
            page = (
                CODE_PAGES.get(value or 0)
                if word == "fcharset"
                else f"cp{value}"
                if value in KNOWN_PAGES
                else None
            )
            if page and value:
                self._fonts[self._font] = page
        elif word in ("v", "deleted"):
            self._state = replace(state, is_hidden=value != 0)
        elif word == "plain":
            self._state = replace(state, is_hidden=False, page=self._default_page)
        elif word in ("listtext", "pntext"):
            self._state = replace(state, is_label=True)
        else:
            return False
        return True


def _letter(value: int) -> str:
    code = value % 65536
    return "" if 0xE000 <= code < 0xF900 else chr(code)
