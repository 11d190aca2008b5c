"""Problems of rules about people."""

from data.primitives.refusal import Problem


class PeopleProblem(Problem):
    SHARED = "shared"  # an id many people share
    MACHINE = "machine"  # a bot
    INCOMPLETE = "incomplete"  # an official without an agency, a coordinator without a side
    ABSENT = "absent"  # the person is not admitted
    TWO_SIDES = "two_sides"  # sides: a coordinator would act for two sides of a roadmap
    FIRST_ADMIN = "first_admin"  # named in the settings: not demoted, not removed
    LAST_ADMIN = "last_admin"  # without them no administrator would be left

    NOTHING = "nothing"  # no agency and no side was named to be handed over
    NOT_HELD = "not_held"  # the predecessor does not hold them, or no longer
    SAME_PERSON = "same_person"
    NOT_ADMITTED = "not_admitted"  # the successor has to be invited first

    UNKNOWN = "unknown"  # no such invitation
    ACCEPTED = "accepted"  # by another person, or by one who was removed since
    REVOKED = "revoked"
    EXPIRED = "expired"
    VOID = "void"  # its issuer has lost the right, or what it gives is gone
    HOURS = "hours"  # less than one, or more than `MAX_HOURS`

    NOT_ADMIN = "not_admin"
    NOT_AUTHOR = "not_author"  # may not write, correct or withdraw that note, or no longer
    NOT_COORDINATOR = "not_coordinator"  # coordinates no side of the roadmap, or no longer
    VOTED = "voted"  # has decided for another side of the same question
    NOT_ASKER = "not_asker"  # only the person who asked withdraws a request
    NOT_SPEAKER = "not_speaker"  # speaks for no agency that answers for the activity, or no longer
