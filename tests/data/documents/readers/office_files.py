"""Small writers of the kinds that are read, and a short way to look at what was read."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from data.documents.grid import Merge, SourceDocument, SourceParagraph
from data.documents.readers.reading import read_content

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "draw")
)
MARKS = {Merge.NONE: "", Merge.ACROSS: "<", Merge.DOWN: "^"}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def relationships(**targets: str) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f"<Relationships>{found}</Relationships>"


def docx(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A Word document of this body; `w:` is its namespace."""
    root = f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": relationships(numbering="numbering.xml", styles="styles.xml"),
            "word/document.xml": f"<w:document {root}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": f"<w:numbering {root}>{numbering}</w:numbering>",
            "word/styles.xml": f"<w:styles {root}>{styles}</w:styles>",
        }
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    written = "".join(one if one.startswith("<w:") else paragraph(one) for one in content or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{written}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    written = "".join(one if one.startswith("<w:") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def xlsx(
    *sheets: str, names: tuple[str, ...] = ("План",), states: tuple[str, ...] = (), **parts: str
) -> bytes:
    """A workbook of these sheets' contents; `styles` and `sharedStrings` are the insides of their parts."""
    states = states or ("visible",) * len(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="worksheet{n}"/>'
        for n, (name, state) in enumerate(zip(names, states, strict=True), start=1)
    )
    targets = {f"worksheet{n}": f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)}
    roots = {"styles": "styleSheet", "sharedStrings": "sst"}
    written = {
        f"xl/{name}.xml": f'<{roots[name]} xmlns="{SHEET}">{inside}</{roots[name]}>'
        for name, inside in parts.items()
    }
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships(officeDocument="/xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": relationships(**targets, **{name: f"{name}.xml" for name in parts}),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
            **{
                f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>'
                for n, sheet in enumerate(sheets, start=1)
            },
            **written,
        }
    )


def odt(body: str, styles: str = "") -> bytes:
    """An OpenDocument text of this body."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest/>",
            "styles.xml": f"<office:document-styles {ODF}>{styles}</office:document-styles>",
            "content.xml": f"<office:document-content {ODF}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        }
    )


def seen(content: bytes) -> list[str | list[list[str]]]:
    """What is read, paragraphs as texts and tables as rows; `<` and `^` before what a merge covers, `~` for hidden."""
    return shown(read_content(content))


def shown(document: SourceDocument) -> list[str | list[list[str]]]:
    return [
        block.text
        if isinstance(block, SourceParagraph)
        else [
            [
                ("~" if one.is_hidden or row.is_hidden or block.is_hidden else "")
                + MARKS[one.merge]
                + one.text
                for one in row.cells
            ]
            for row in block.rows
        ]
        for block in document.blocks
    ]
