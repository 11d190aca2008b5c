"""Why a note is not published, or something is not taken into one."""

from data.primitives.refusal import Problem, Refused


class NoteProblem(Problem):
    TEXT_LENGTH = "text_length"  # length, limit: characters

    FILE_TYPE = "file_type"  # name
    FILE_SIZE = "file_size"  # name
    FILE_COUNT = "file_count"  # name

    DOCUMENT_SHAPE = "document_shape"  # no number, or no date
    DOCUMENT_UNNAMED = "document_unnamed"  # the file is kept, its number and date are not known
    DOCUMENT_DAY = "document_day"  # no such day
    DOCUMENT_FUTURE = "document_future"
    DOCUMENT_LENGTH = "document_length"

    NO_DRAFT = "no_draft"  # gone, or another person's
    NO_SUBJECT = "no_subject"  # the activity or the agency is not chosen, or left the roadmap
    ITEM_GONE = "item_gone"  # number: an edition left the activity out
    NOT_RESPONSIBLE = "not_responsible"  # the agency does not answer for the activity
    INVISIBLE = "invisible"  # the message has no visible sign
    EMPTY = "empty"  # neither words nor files, or no reason
    NO_NOTE = "no_note"
    WITHDRAWN = "withdrawn"  # the note was withdrawn meanwhile
    UNCHANGED = "unchanged"
    TAKEN_BACK = "taken_back"  # what the draft confirms, the other side does not declare any more
    SUPERSEDED = "superseded"  # the note has got another version since its correction was begun
    DRAFT_CHANGED = "draft_changed"  # not what the person has seen


class ContentRefused(Refused):
    """Words or a file that a note does not take; the draft stays as it was."""
