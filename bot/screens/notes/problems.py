"""Why something was not taken into a note: one sentence with what to do."""

from aiogram.utils.formatting import ExpandableBlockQuote, Text

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.keyboard import way_home
from bot.screens.notices import unsaved_words
from bot.telegram.screen import Screen
from bot.telegram.text_split import split_plain
from data.notes.attachments import ALLOWED_SUFFIXES, MAX_BYTES, MAX_FILES, FileProblem, FileRefused
from data.notes.confirming_documents import (
    LONGEST_NUMBER,
    ConfirmingDocumentProblem,
    ConfirmingDocumentRefused,
)
from data.notes.publishing import PublishingRefused
from data.notes.text_chunks import TextTooLong

ROOM = 3900  # units of the text that comes back, beside the sentence


def content_words(refused: TextTooLong | FileRefused) -> str:
    if isinstance(refused, TextTooLong):
        return too_long_words(refused)
    return file_words(refused)


def too_long_words(refused: TextTooLong) -> str:
    return _(
        "Too long: {length} characters, and a note holds {limit}. This message was not added; nothing else is lost."
        " Shorten it by editing your message above, or send the text as a file."
    ).format(length=refused.length, limit=refused.limit)


def file_words(refused: FileRefused) -> str:
    name = refused.name or _("the file")
    match refused.problem:
        case FileProblem.TYPE:
            kinds = ", ".join(suffix.removeprefix(".") for suffix in ALLOWED_SUFFIXES)
            return _("{name} was not added. Photos and files of these types are taken: {kinds}.").format(
                name=name, kinds=kinds
            )
        case FileProblem.SIZE:
            return _("{name} was not added: it is larger than {megabytes} MB. Send a smaller file.").format(
                name=name, megabytes=MAX_BYTES // 2**20
            )
        case FileProblem.COUNT:
            return ngettext(
                "{name} was not added: a note holds at most {n} file.",
                "{name} was not added: a note holds at most {n} files.",
                MAX_FILES,
            ).format(name=name, n=MAX_FILES)


def kind_words() -> str:
    return _("A note takes text, photos and documents. This message was not added.")


def document_words(refused: ConfirmingDocumentRefused) -> str:
    match refused.problem:
        case ConfirmingDocumentProblem.SHAPE:
            return _("A number and a date of the document are needed.")
        case ConfirmingDocumentProblem.DAY:
            return _("There is no such day. Write the day before the month.")
        case ConfirmingDocumentProblem.FUTURE:
            return _("The document's date lies in the future. Check it and send it once more.")
        case ConfirmingDocumentProblem.LENGTH:
            return ngettext(
                "The document's number is longer than {n} character. Shorten it.",
                "The document's number is longer than {n} characters. Shorten it.",
                LONGEST_NUMBER,
            ).format(n=LONGEST_NUMBER)


def changed_words() -> str:
    return _("The draft has changed since. Look at it once more and publish it below.")


def publishing_words(refused: PublishingRefused) -> str:
    """At most 200 characters: they stand in an alert."""
    match refused:
        case PublishingRefused.UNCHANGED:
            return _("Nothing is changed in the note, so there is nothing to publish.")
        case PublishingRefused.WITHDRAWN:
            return _("The note was withdrawn meanwhile and cannot be changed.")
        case PublishingRefused.NOT_RESPONSIBLE:
            return _("The agency does not answer for this activity any more. Choose another one.")
        case PublishingRefused.NO_SUBJECT:
            return _("Choose first for which agency the note is.")
        case _:
            return _("The note is empty: write a text or add a file.")


def reason_words(most: int) -> str:
    return ngettext(
        "The reason is needed in words, at most {n} character.",
        "The reason is needed in words, at most {n} characters.",
        most,
    ).format(n=most)


def unsaved_screens(text: str) -> list[Screen]:
    """The person's words come back with the sentence, in a second message where one does not hold them."""
    first, *others = split_plain(text, ROOM)
    quoted = [Text("\n\n"), ExpandableBlockQuote(first)] if first else []
    screens = [Screen(Text(unsaved_words(), *quoted), way_home())]
    return screens + [Screen(Text(ExpandableBlockQuote(each)), way_home()) for each in others]
