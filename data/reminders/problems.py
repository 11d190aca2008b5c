"""Why an absence, a deputy or a question to an agency is refused."""

from data.primitives.refusal import Problem


class ReminderProblem(Problem):
    PAST = "past"  # today
    FAR = "far"  # today; more than a year ahead
    PRESENT = "present"  # a deputy is chosen during an absence only
    DEPUTY = "deputy"  # cannot write for any agency of the person's, or no longer
    ASKED_ALREADY = "asked_already"  # at: Unix seconds of the question within the week
    NO_REACHABLE_OFFICIAL = (
        "nobody_to_ask"  # no person writes for the agency, or the bot can message none of them
    )
