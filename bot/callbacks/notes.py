"""What the buttons around notes carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from enum import StrEnum
from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import Fingerprint, Id, PageNumber


class OpenOwnActivities(CallbackData, prefix="m"):
    page: PageNumber = 0


class OpenNotes(CallbackData, prefix="nl"):
    """The roadmap's notes, newest first."""

    page: PageNumber = 0


class OpenAgencyNotes(CallbackData, prefix="ng"):
    agency_id: Id
    page: PageNumber = 0


class OpenHistory(CallbackData, prefix="nh"):
    """All that was reported and decided on an activity, newest first."""

    activity_id: Id
    page: PageNumber = 0


class OpenNote(CallbackData, prefix="no"):
    """`page` 0 is the latest version, the following ones are what the note said before."""

    note_id: Id
    page: PageNumber = 0


class SendNoteFiles(CallbackData, prefix="nf"):
    note_id: Id


class WriteNote(CallbackData, prefix="nw"):
    """Idempotent: opens the person's draft, a new one where there is none."""

    activity_id: Id


class ContinueDraft(CallbackData, prefix="nc"):
    """Idempotent: opens the person's draft."""


class ReplaceDraft(CallbackData, prefix="nr"):
    """`draft_id` is the draft to be thrown away: a newer one is not. Idempotent: it is thrown away once."""

    draft_id: Id
    activity_id: Id


class ReplaceDraftWith(CallbackData, prefix="nj"):
    """The same, and the new draft begins with what was said outside the form. Idempotent: it is thrown away once."""

    draft_id: Id
    activity_id: Id
    unassigned_id: Id


class AddToDraft(CallbackData, prefix="nu"):
    """What was said outside the form goes into that draft, and into no newer one. Idempotent: the words go in once."""

    draft_id: Id
    unassigned_id: Id


class ChooseSubject(CallbackData, prefix="nt"):
    """The choice of an activity for what was said outside the form."""

    unassigned_id: Id
    page: PageNumber = 0


class BeginWith(CallbackData, prefix="nb"):
    """Idempotent: what was said outside the form is put into a draft once."""

    unassigned_id: Id
    activity_id: Id


class DraftStep(StrEnum):
    """What a button under the form does; the letters are frozen as prefixes are."""

    SHOW_FORM = "f"
    SHOW_STATUSES = "s"
    SHOW_DOCUMENT = "d"
    SHOW_FIXES = "x"
    SHOW_POSTS = "p"
    DROP_DOCUMENT = "o"
    WORDS_ANEW = "w"
    DROP_FILES = "i"
    CHOOSE_AGENCY = "a"
    REPEAT_LAST = "r"
    POSTPONE = "l"
    CANCEL = "c"
    ASK_DISCARD = "t"
    DISCARD = "z"
    ADD_WORDS = "b"
    ASK_FILES = "j"


class TurnDraft(CallbackData, prefix="nd"):
    """Idempotent: the step is the one that the button names, in the person's own draft."""

    draft_id: Id
    step: DraftStep


class ChooseStatus(CallbackData, prefix="ns"):
    """Idempotent: the status is the one that the button names, in the person's own draft."""

    draft_id: Id
    status: Literal["not_due", "in_progress", "at_risk", "done", "needs_extension"]


class SignFor(CallbackData, prefix="na"):
    """Idempotent: the agency is the one that the button names, in the person's own draft."""

    draft_id: Id
    agency_id: Id


class PublishDraft(CallbackData, prefix="np"):
    """`fingerprint` is of what the person has seen: only that is published."""

    draft_id: Id
    fingerprint: Fingerprint = 0


class AskInstead(CallbackData, prefix="nn"):
    """What was typed last into the draft was a question: it is answered, and leaves the draft.

    Idempotent: where the draft has no such words any more, nothing leaves it.
    """

    draft_id: Id


class CorrectNote(CallbackData, prefix="ne"):
    """Idempotent: opens the correction, which keeps the version it was begun on."""

    note_id: Id


class AskWithdrawal(CallbackData, prefix="nx"):
    """Idempotent: only where the note is shown is written down."""

    note_id: Id


class WithdrawalReason(StrEnum):
    ERROR = "e"
    DUPLICATE = "d"
    EARLY = "y"
    OWN_WORDS = "w"


class FormerWithdrawal(CallbackData, prefix="ny"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing.

    Idempotent: only where the note is shown is written down.
    """

    note_id: Id
    reason: WithdrawalReason


class WithdrawNote(FormerWithdrawal, prefix="nz"):
    """`fingerprint` is the version that the screen was about: a newer one is not withdrawn."""

    fingerprint: Fingerprint


class OpenDelivery(CallbackData, prefix="nv"):
    """Idempotent: only where the note is shown is written down."""

    note_id: Id


class ConfirmPost(CallbackData, prefix="nk"):
    """The author has seen the uncertain post in the group. Idempotent: a doubt is settled once."""

    row_id: Id


class RepeatPost(CallbackData, prefix="nq"):
    """The author has not found it there, or it failed. Idempotent: a doubt is settled once."""

    row_id: Id
