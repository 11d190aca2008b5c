"""Word documents of a few parts, written row by row: what Word itself needs and no more."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)
REFERENCES = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `inner` is a table within it, `merge` is «restart» or «continue» of one merged down."""

    text: str = ""
    span: int = 1
    merge: str = ""
    inner: str = ""

    def xml(self) -> str:
        """Returns the cell as Word writes it."""
        merged = f'<w:vMerge w:val="{self.merge}"/>' if self.merge else ""
        lines = "".join(map(paragraph, self.text.split("\n")))
        last = paragraph("") if self.inner else ""
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{self.span}"/>{merged}</w:tcPr>{lines}{self.inner}{last}</w:tc>'


def paragraph(text: str) -> str:
    """Returns a paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(*rows: Sequence[str | Cell]) -> str:
    """Returns a table."""
    written = (
        "".join((cell if isinstance(cell, Cell) else Cell(cell)).xml() for cell in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in written)}</w:tbl>"


def write_docx(path: Path, *blocks: str) -> Path:
    """Writes paragraphs (plain texts) and tables into a document, and returns its path."""
    body = "".join(block if block.startswith("<w:tbl>") else paragraph(block) for block in blocks)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", REFERENCES)
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'
        )
    return path
