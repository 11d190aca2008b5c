"""Why a document is refused: one code and one sentence for each reason."""

from enum import StrEnum


class DocumentProblem(StrEnum):
    """What is wrong; the comment names the fields that come with it."""

    UNKNOWN_FORMAT = "unknown_format"  # suffix, known
    UNREADABLE = "unreadable"  # reason
    EMPTY = "empty"
    TOO_LARGE = "too_large"  # megabytes
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    CONTROL_CHARACTER = "control_character"  # character
    NOT_A_ROADMAP = "not_a_roadmap"
    NO_TABLE = "no_table"
    NO_PARTIES = "no_parties"
    UNKNOWN_COLUMN = "unknown_column"  # column
    NO_PERIOD = "no_period"
    NO_ACTIVITIES = "no_activities"
    BROKEN_ROW = "broken_row"  # text
    TOO_MANY_CELLS = "too_many_cells"  # text
    NOTHING_TO_CONTINUE = "nothing_to_continue"
    OUTSIDE_SPHERE = "outside_sphere"  # number
    DUPLICATE_NUMBER = "duplicate_number"  # number, first_line
    EMPTY_SPHERE = "empty_sphere"  # number
    NO_TITLE = "no_title"  # number
    NO_AGENCIES = "no_agencies"  # number, party
    NO_DEADLINE = "no_deadline"  # number
    TOO_LONG = "too_long"  # text, limit
    HAS_NOTES = "has_notes"  # numbers
    CUT_SHORT = "cut_short"  # numbers
    BODY_HAS_NOTES = "body_has_notes"  # name
    NAMES_NOT_JSON = "names_not_json"  # reason
    NAMES_NOT_TEXT = "names_not_text"  # place, limit
    NAMES_NOT_LIST = "names_not_list"  # place
    NAMES_NOT_OBJECT = "names_not_object"  # place
    NAMES_UNKNOWN_KEY = "names_unknown_key"  # place, key, known
    NAMES_UNKNOWN_PARTY = "names_unknown_party"  # name, known
    NAMES_TWICE = "names_twice"  # place, name


SENTENCES = {
    DocumentProblem.UNKNOWN_FORMAT: "Files of the kind “{suffix}” are not read. Save the document as one of: {known}.",
    DocumentProblem.UNREADABLE: "The file cannot be read ({reason}). Check its name and that you may open it.",
    DocumentProblem.EMPTY: "The file is empty. Check that the right one was chosen.",
    DocumentProblem.TOO_LARGE: "The file is larger than {megabytes} MB, which no roadmap is. Check that the right one was"
    " chosen.",
    DocumentProblem.BINARY: "The file is not text, whatever its name says. Open it in an office program and save it as"
    " plain text.",
    DocumentProblem.UNDECODABLE: "The letters cannot be read. Save the file as text in UTF-8.",
    DocumentProblem.CONTROL_CHARACTER: "There is a character that no document has ({character}). Remove it, or save the"
    " document as text anew.",
    DocumentProblem.NOT_A_ROADMAP: "This is not a roadmap: no line of it says «план мероприятий» or «дорожная карта»."
    " Check that the right file was chosen.",
    DocumentProblem.NO_TABLE: "The table was not found. Its header must name the activity («Наименование мероприятия») and"
    " the deadline («Срок исполнения»), with a tab between the cells.",
    DocumentProblem.NO_PARTIES: "The table's header names fewer than two parties. Each needs its column, such as «от"
    " Пермского края».",
    DocumentProblem.UNKNOWN_COLUMN: "The column “{column}” has no place in a roadmap. Remove it: the number, the activity,"
    " the bodies of each party and the deadline are read.",
    DocumentProblem.NO_PERIOD: "The years of the roadmap are named neither in its title nor in its deadlines. Add them to"
    " the title: «на 2024-2026 годы».",
    DocumentProblem.NO_ACTIVITIES: "The table has no activities. Each needs a row that begins with its number, such as 1.1.",
    DocumentProblem.BROKEN_ROW: "The row “{text}” begins neither with the number of a sphere («1. В сфере…») or an"
    " activity (1.1) nor with an empty cell. A line break inside a cell looks so: join the row.",
    DocumentProblem.TOO_MANY_CELLS: "The row has more cells than the header: “{text}” has no column. Remove the extra tab.",
    DocumentProblem.NOTHING_TO_CONTINUE: "The row has no number, and there is no activity above that it could continue."
    " Give it its number.",
    DocumentProblem.OUTSIDE_SPHERE: "Activity {number} does not stand under the sphere of its number. Move the row or"
    " correct the number.",
    DocumentProblem.DUPLICATE_NUMBER: "Number {number} was already used in line {first_line}. Correct one of the two.",
    DocumentProblem.EMPTY_SPHERE: "Sphere {number} has no activities. Add them or remove the sphere.",
    DocumentProblem.NO_TITLE: "Number {number} has no text. Add it in the second column.",
    DocumentProblem.NO_AGENCIES: "Activity {number} names nobody responsible for «{party}». Add the body, and check that"
    " no tab is missing in the row.",
    DocumentProblem.NO_DEADLINE: "Activity {number} has no deadline. Add it, and check that no tab is missing in the row.",
    DocumentProblem.TOO_LONG: "The text “{text}…” is longer than {limit} characters. Check that no line break is missing.",
    DocumentProblem.HAS_NOTES: "The edition lacks activities that have notes: {numbers}. Put them back: what was reported"
    " must not be lost.",
    DocumentProblem.CUT_SHORT: "The document has no signatures any longer and lacks activities: {numbers}. It seems to be"
    " cut short; check that the file is whole.",
    DocumentProblem.BODY_HAS_NOTES: "The edition no longer names «{name}», which has written notes. Put the body back: what"
    " was reported must not be lost.",
    DocumentProblem.NAMES_NOT_JSON: "The file of names is not JSON ({reason}). Correct that place.",
    DocumentProblem.NAMES_NOT_TEXT: "In the file of names, {place} must be a text in quotes of 1 to {limit} characters.",
    DocumentProblem.NAMES_NOT_LIST: "In the file of names, {place} must be a list in square brackets.",
    DocumentProblem.NAMES_NOT_OBJECT: "In the file of names, {place} must be an object in curly brackets.",
    DocumentProblem.NAMES_UNKNOWN_KEY: "In the file of names, {place} has the key “{key}”, which means nothing. Use:"
    " {known}.",
    DocumentProblem.NAMES_UNKNOWN_PARTY: "The file of names speaks of «{name}», which is no party of this roadmap. Its"
    " parties are: {known}.",
    DocumentProblem.NAMES_TWICE: "In the file of names, “{name}” stands twice in {place}. Keep one.",
}


class DocumentRefused(Exception):
    """A document or its file of names that cannot be imported; nothing was changed.

    `code` and `fields` are for whoever words the refusal; `line` counts from 1 and is None when no line is to blame.
    """

    def __init__(self, code: DocumentProblem, line: int | None = None, **fields: object) -> None:
        sentence = SENTENCES[code].format(**fields)
        super().__init__(sentence if line is None else f"Line {line}: {sentence}")
        self.code = code
        self.line = line
        self.fields = fields
