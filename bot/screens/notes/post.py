"""The text of a note's post: agency, activity, status, the note itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from aiogram.utils.formatting import Bold, Italic, Text

from bot.i18n import gettext as _
from bot.screens.dates import day_formal
from bot.screens.fragments import status_words
from bot.screens.phrases import with_region
from bot.telegram.text_length import shorten
from data.notes.attachments import Attachment
from data.notes.confirming_documents import is_bare
from data.notes.notes import ConfirmingDocument
from data.notes.statuses import NoteStatus
from data.notes.subjects import NoteSubject

TITLE: Final = 160  # UTF-16 units, as the others
SPHERE: Final = 120
DOCUMENT: Final = 100
JOB_TITLE: Final = 100
REASON: Final = 300


class NoteContent(Protocol):
    """What a version of a note says, or a draft that is to become one."""

    @property
    def text(self) -> str: ...

    @property
    def status(self) -> NoteStatus | None: ...

    @property
    def document(self) -> ConfirmingDocument: ...

    @property
    def files(self) -> tuple[Attachment, ...]: ...


@dataclass(frozen=True, slots=True)
class NotePost:
    """Everything a post shows.

    `number` None is a preview; `edition` is the version, when the group has seen an earlier one; `withdrawn` is the
    reason, which then stands in place of the words; `card_url` the address behind the button; `job_title` is what the
    author is in the agency: a post never has their name.
    """

    subject: NoteSubject
    content: NoteContent
    number: int | None = None
    edition: int | None = None
    withdrawn: str | None = None
    card_url: str | None = None
    job_title: str = ""


def note_text(post: NotePost) -> Text:
    """The whole post; what people wrote is never read as markup."""
    subject = post.subject
    lines: list[Text | str] = [
        Bold(head_words(post)),
        shorten(subject.activity_title, TITLE),
        Italic(shorten(f"{subject.sphere_number}. {subject.sphere_title}", SPHERE)),
        _signature(post),
    ]
    if post.withdrawn is not None:
        return _stacked([*lines, "", _withdrawal(post.withdrawn)])
    if post.content.status:
        lines.append(Text(_("Status:"), " ", Bold(status_words(post.content.status))))
    if post.content.text:
        lines += ["", post.content.text]
    if confirmed := _confirmation(post.content.document):
        lines += ["", confirmed]
    return _stacked(lines)


def _signature(post: NotePost) -> str:
    subject = post.subject
    agency = with_region(shorten(subject.agency, TITLE), subject.region)
    return f"{agency}, {shorten(post.job_title, JOB_TITLE)}" if post.job_title else agency


def removed_text(post: NotePost) -> Text:
    """The text of a message of the post that a shorter version no longer needs."""
    return _stacked([Bold(head_words(post)), _("This part was taken out when the note was corrected.")])


def removed_caption(post: NotePost) -> Text:
    """The caption of a file that does not belong to the note any more and cannot be deleted."""
    return _stacked([Bold(head_words(post)), _("This file was taken out when the note was corrected.")])


def withdrawn_caption(post: NotePost) -> Text:
    """The caption of the files of a withdrawn note, and the text of its messages after the first."""
    return _stacked([Bold(head_words(post)), _withdrawal(post.withdrawn or "")])


def says_withdrawn(words: str, reason: str) -> bool:
    """True when a mark with these words is that of a note withdrawn for that reason, in any language."""
    return words.endswith(shorten(reason, REASON))


def head_words(post: NotePost) -> str:
    item = post.subject.activity_number
    if post.number is None:
        return _("Note on item {item}").format(item=item)
    if post.edition is None:
        return _("Note No. {number} on item {item}").format(number=post.number, item=item)
    return _("Note No. {number} on item {item} (rev. {edition})").format(
        number=post.number, item=item, edition=post.edition
    )


def continued_words(post: NotePost, part: int, parts: int) -> str:
    return _("{note}: continued, {part} of {parts}").format(note=head_words(post), part=part, parts=parts)


def _withdrawal(reason: str) -> Text:
    return Text(Bold(_("Withdrawn.")), " ", _("Reason: {reason}").format(reason=shorten(reason, REASON)))


def _confirmation(document: ConfirmingDocument) -> str:
    number = shorten(document.number, DOCUMENT)
    named = _("No. {number}").format(number=number) if is_bare(number) else number
    if number and document.day:
        return _("Confirmed by document: {document} of {day}").format(
            document=named, day=day_formal(document.day)
        )
    if document.day:
        return _("Confirmed by a document of {day}").format(day=day_formal(document.day))
    return _("Confirmed by document: {document}").format(document=named) if number else ""


def _stacked(lines: Sequence[Text | str]) -> Text:
    return Text(*_with_breaks(lines))


def _with_breaks(lines: Sequence[Text | str]) -> Iterator[Text | str]:
    for position, line in enumerate(lines):
        if position:
            yield "\n"
        yield line
