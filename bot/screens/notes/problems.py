"""Why something was not taken into a note, or the note not published: one sentence with what to do."""

from bot.i18n import gettext as _
from bot.i18n import ngettext
from data.notes.attachments import ALLOWED_SUFFIXES, MAX_BYTES, MAX_FILES
from data.notes.confirming_documents import LONGEST_NUMBER
from data.notes.problems import NoteProblem
from data.primitives.refusal import Problem

NOTHING_TO_PUBLISH = (NoteProblem.EMPTY, NoteProblem.NO_DRAFT, NoteProblem.NO_NOTE)


def note_sentences() -> dict[Problem, str]:
    """With `{name}` of a file, and the `{length}` of a text that may have `{limit}` characters."""
    return {
        NoteProblem.TEXT_LENGTH: _(
            "Too long: {length} characters, and a note holds {limit}. This message was not added; nothing else is lost."
            " Shorten it by editing your message above, or send the text as a file."
        ),
        **_of_files(),
        **_of_documents(),
        NoteProblem.UNCHANGED: _("Nothing is changed in the note, so there is nothing to publish."),
        NoteProblem.WITHDRAWN: _("The note was withdrawn meanwhile and cannot be changed."),
        NoteProblem.ITEM_GONE: _(
            "Item {number} was excluded from the roadmap by a new edition, so nothing is published on it. What you have "
            "written is kept: it is shown when you begin another note."
        ),
        NoteProblem.NOT_RESPONSIBLE: _(
            "The agency does not answer for this activity any more. Choose another one."
        ),
        NoteProblem.NO_SUBJECT: _("Choose first for which agency the note is."),
        NoteProblem.INVISIBLE: _(
            "The message has no visible text, so it was not added. Write the text once more."
        ),
        NoteProblem.TAKEN_BACK: _(
            "The other side has taken its word back meanwhile: there is nothing to confirm. The draft is kept: check"
            " its words; published, it says «done» for your side only."
        ),
        NoteProblem.SUPERSEDED: _(
            "The note was changed while you were correcting it. Nothing is published yet, nothing of yours is lost."
        ),
        NoteProblem.DRAFT_CHANGED: _(
            "The draft has changed since. Look at it once more and publish it below."
        ),
        **dict.fromkeys(NOTHING_TO_PUBLISH, _("The note is empty: write a text or add a file.")),
    }


def _of_files() -> dict[Problem, str]:
    types = ", ".join(suffix.removeprefix(".") for suffix in ALLOWED_SUFFIXES)
    allowed = _("{name} was not added. Photos and files of these types are taken: {kinds}.")
    large = _("{name} was not added: it is larger than {megabytes} MB. Send a smaller file.")
    many = ngettext(
        "{name} was not added: a note holds at most {n} file.",
        "{name} was not added: a note holds at most {n} files.",
        MAX_FILES,
    )
    return {
        NoteProblem.FILE_TYPE: allowed.replace("{kinds}", types),
        NoteProblem.FILE_SIZE: large.replace("{megabytes}", str(MAX_BYTES // 2**20)),
        NoteProblem.FILE_COUNT: many.replace("{n}", str(MAX_FILES)),
    }


def _of_documents() -> dict[Problem, str]:
    long = ngettext(
        "The document's number is longer than {n} character. Shorten it.",
        "The document's number is longer than {n} characters. Shorten it.",
        LONGEST_NUMBER,
    )
    return {
        NoteProblem.DOCUMENT_SHAPE: _("A number and a date of the document are needed."),
        NoteProblem.DOCUMENT_UNNAMED: _(
            "The file is attached. Send the document's number and date in one message."
        ),
        NoteProblem.DOCUMENT_DAY: _("There is no such day. Write the day before the month."),
        NoteProblem.DOCUMENT_FUTURE: _(
            "The document's date lies in the future. Check it and send it once more."
        ),
        NoteProblem.DOCUMENT_LENGTH: long.format(n=LONGEST_NUMBER),
    }


def kind_words() -> str:
    return _("A note takes text, photos and documents. This message was not added.")


def reason_words(most: int) -> str:
    return ngettext(
        "The reason is needed in words, at most {n} character.",
        "The reason is needed in words, at most {n} characters.",
        most,
    ).format(n=most)
