"""Why a decision cannot be taken as things stand."""

from data.primitives.refusal import Problem


class DecisionProblem(Problem):
    SAME_DAY = "same_day"  # that is the control date already
    ASKED_ALREADY = "asked_already"  # a request about the activity is open
    DECIDED_ALREADY = "decided_already"  # the request was granted or refused
    NOT_CLOSED = "not_closed"  # only a closed activity is opened again
    ENDED = "ended"  # the meeting is over
    CHANGED = "changed"  # not what the person has seen
