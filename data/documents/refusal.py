"""Why a document is refused: one code for each reason."""

from typing import Any

from data.documents.grid import Place
from data.primitives.refusal import Problem, Refused


class DocumentProblem(Problem):
    """What is wrong; the comment names the details that come with it."""

    UNREADABLE = "unreadable"  # reason
    EMPTY = "empty"
    OTHER_KIND = "other_kind"  # kind: PDF, SCAN and so on, see `data.documents.readers.kinds`
    DAMAGED_FILE = "damaged_file"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    NOT_A_FILE = "not_a_file"
    DOCTYPE = "doctype"
    BOMB = "bomb"
    TOO_HEAVY = "too_heavy"
    NESTED_TOO_DEEP = "nested_too_deep"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_MANY_ROWS = "too_many_rows"  # most
    TOO_MANY_COLUMNS = "too_many_columns"  # most
    TOO_LARGE = "too_large"  # megabytes
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    CONTROL_CHARACTER = "control_character"  # character
    NOT_A_ROADMAP = "not_a_roadmap"
    FILLED_REPORT = "filled_report"  # text
    INVOICE = "invoice"  # text
    PRICE_LIST = "price_list"  # text
    LETTER = "letter"  # text
    NO_TABLE = "no_table"
    NO_PARTIES = "no_parties"
    UNKNOWN_SIDE = "unknown_side"  # column, sides
    NO_PERIOD = "no_period"
    NO_ACTIVITIES = "no_activities"
    BROKEN_ROW = "broken_row"  # text
    TOO_MANY_CELLS = "too_many_cells"  # text
    NOTHING_TO_CONTINUE = "nothing_to_continue"
    OUTSIDE_SPHERE = "outside_sphere"  # number
    DUPLICATE_NUMBER = "duplicate_number"  # number, first
    EMPTY_SPHERE = "empty_sphere"  # number
    NO_TITLE = "no_title"  # number
    NO_AGENCIES = "no_agencies"  # number, party
    NO_DEADLINE = "no_deadline"  # number
    TOO_LONG = "too_long"  # text, limit
    CUT_SHORT = "cut_short"  # numbers
    DOUBTFUL = "doubtful"  # doubts: those of data.editions.doubts
    CHANGED_MEANWHILE = "changed_meanwhile"
    MAP_UNKNOWN = "map_unknown"  # pair
    MAP_TWICE = "map_twice"  # pair
    NO_SUCH_ROADMAP = "no_such_roadmap"  # id, known
    SAME_TITLE = "same_title"  # id
    NAMES_NOT_JSON = "names_not_json"  # reason
    NAMES_NOT_TEXT = "names_not_text"  # place, limit
    NAMES_NOT_LIST = "names_not_list"  # place
    NAMES_NOT_OBJECT = "names_not_object"  # place
    NAMES_UNKNOWN_KEY = "names_unknown_key"  # place, key, known
    NAMES_UNKNOWN_PARTY = "names_unknown_party"  # name, known
    NAMES_TWICE = "names_twice"  # place, name


class DocumentRefused(Refused):
    """A document or its file of names that cannot be imported; `place` is None when no place is to blame."""

    def __init__(self, problem: DocumentProblem, place: Place | None = None, /, **details: Any) -> None:
        super().__init__(problem, **details)
        self.place = place

    @property
    def line(self) -> int | None:
        """The line of a text, counted from 1; None where there is none to blame."""
        return (self.place.line or None) if self.place else None
