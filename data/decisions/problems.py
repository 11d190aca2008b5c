"""Why a decision cannot be taken as things stand."""

from data.primitives.refusal import Problem


class DecisionProblem(Problem):
    SAME_DAY = "same_day"  # that is the control date already
    ASKED_ALREADY = "asked_already"  # a request about the activity is open
    DECIDED_ALREADY = "decided_already"  # the request was granted or refused
    NOT_CLOSED = "not_closed"  # only a closed activity is opened again
    ENDED = "ended"  # the meeting is over
    CHANGED = "changed"  # not what the person has seen
    TYPED_EARLIER = "typed_earlier"  # at: typed then (Unix seconds), to be checked before it is decided
    DAY_PASSED = "day_passed"  # past: the day in words
    CLOSED = "closed"  # the activity is closed: it is to be opened again first
    UNDOES_CLOSING = "undoes_closing"  # a note may not undo what all sides have confirmed
    CONFIRMED = "confirmed"  # by all sides already
    NOT_DECLARED = "not_declared"  # the other side has not declared the activity done, or has taken it back
    SAME_PERSON = "same_person"  # the person has declared it done for another side
    WORDING_CHANGED = "wording_changed"  # the deadline does not give the day that was to be moved any more
