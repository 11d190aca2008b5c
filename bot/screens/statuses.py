"""What a note says of its activity, in words."""

from bot.i18n import gettext as _
from data.notes.statuses import NoteStatus, SideStatus


def status_words(status: NoteStatus) -> str:
    match status:
        case NoteStatus.NOT_DUE:
            return _("not due yet")
        case NoteStatus.IN_PROGRESS:
            return _("in progress")
        case NoteStatus.AT_RISK:
            return _("at risk")
        case NoteStatus.DONE:
            return _("done")
        case NoteStatus.NEEDS_EXTENSION:
            return _("needs an extension")


def word_words(word: SideStatus | None, last: int | None) -> str:
    """What a side last said; `last` is the number of its newest note, which may have named no status."""
    if word:
        return _("{status} (note No. {number})").format(
            status=status_words(word.status), number=word.note_number
        )
    return _("status not given (note No. {number})").format(number=last) if last else _("no word yet")
