"""Why a file cannot be read at all, and what to send in its place."""

from bot.i18n import gettext as _
from data.documents.readers.kinds import SourceKind
from data.documents.refusal import DocumentProblem
from data.primitives.refusal import Problem


def file_sentences() -> dict[Problem, str]:
    """Returns the sentences of the problems of files."""
    return {
        DocumentProblem.OTHER_KIND: "{kind_sentence}",
        DocumentProblem.DAMAGED_FILE: _(
            "The file is damaged: an office program could not open it either. Save the document anew and send it as .docx."
        ),
        DocumentProblem.ENCRYPTED: _(
            "The file is protected by a password. Remove the password and send it again."
        ),
        DocumentProblem.MACROS: _("The file holds macros. Save it without them, as .docx or .xlsx."),
        DocumentProblem.NOT_A_FILE: _("This is a link or a device, not a file. Give the file itself."),
        DocumentProblem.DOCTYPE: _(
            "The file holds a declaration that no office program writes, and is not read. Save the document anew as .docx."
        ),
        DocumentProblem.BOMB: _(
            "The file is many times larger unpacked than any roadmap, and is not read. Save the document anew as .docx."
        ),
        DocumentProblem.TOO_HEAVY: _(
            "Reading the file takes more time or memory than any roadmap needs. Save the document anew as .docx without"
            " pictures and drawings."
        ),
        DocumentProblem.NESTED_TOO_DEEP: _(
            "Tables or drawings are nested too deep. Copy the table into a new document and send that as .docx."
        ),
        DocumentProblem.TOO_MUCH_TEXT: _(
            "There is more text than in any roadmap. Leave only the roadmap in the file."
        ),
        DocumentProblem.TOO_MANY_ROWS: _(
            "There are more than {most} rows. Leave only the roadmap in the file, and delete what stands far below it."
        ),
        DocumentProblem.TOO_MANY_COLUMNS: _(
            "There are more than {most} columns. Leave only the roadmap in the file, and delete what stands far to the"
            " right of it."
        ),
    }


def kind_sentence(kind: str) -> str:
    """Returns what a file of a kind that is not read is, and what to send."""
    return {
        SourceKind.DOC.value: _(
            "This is a document of an old Word (.doc). Open it, save it as .docx and send that."
        ),
        SourceKind.XLS.value: _(
            "This is a workbook of an old Excel (.xls). Open it, save it as .xlsx and send that."
        ),
        SourceKind.ODS.value: _("This is a workbook of LibreOffice (.ods). Save it as .xlsx and send that."),
        SourceKind.PDF.value: _(
            "This is a PDF, in which a table cannot be read reliably. Send its working text as .docx."
        ),
        SourceKind.SCAN.value: _(
            "This is a scan or a picture: there is no text in it. Send the working text as .docx."
        ),
        SourceKind.PRESENTATION.value: _("This is a presentation. Send the roadmap as .docx."),
        SourceKind.HTML.value: _(
            "This is a web page, whatever its name says. Open it in an office program and save it as .docx."
        ),
        SourceKind.XML.value: _(
            "This is XML, whatever its name says. Open it in an office program and save it as .docx."
        ),
        SourceKind.ARCHIVE.value: _("This is an archive. Unpack it and send the roadmap itself as .docx."),
    }.get(
        kind,
        _("Files of this kind are not read. Send the roadmap as .docx, .xlsx, .odt, .rtf, .csv or .txt."),
    )
