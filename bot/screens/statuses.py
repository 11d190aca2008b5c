"""What a note says of its activity, in words."""

from bot.i18n import gettext as _
from data.statuses import NoteStatus


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
