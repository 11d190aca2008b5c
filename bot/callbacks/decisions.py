"""What the buttons of decisions on deadlines and of joint meetings carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks.fields import Fingerprint, Id, PageNumber
from data.decisions.decision_drafts import DecisionKind

Ordinal = Annotated[int, Field(ge=0, le=3_652_059)]  # of a day: `date.toordinal`


class DecisionKindLetter(StrEnum):
    """A `DecisionKind` in a button."""

    SET = "s"
    MOVE = "m"
    REFUSE = "r"
    REOPEN = "o"
    INSTRUCT = "i"

    @property
    def kind(self) -> DecisionKind:
        return DecisionKind[self.name]


class BeginDecision(CallbackData, prefix="tb"):
    """Idempotent: opens the form, which keeps what it was begun on."""

    kind: DecisionKindLetter
    subject_id: Id


class ChooseDay(CallbackData, prefix="td"):
    """Idempotent: the day is the one that the button names, in the person's own form."""

    draft_id: Id
    ordinal: Ordinal


class DecisionTurn(StrEnum):
    """What a button under the form does."""

    SHOW_DAY = "d"
    SHOW_WORDS = "w"
    SHOW_PREVIEW = "p"
    DROP_DAY = "n"
    DISCARD = "z"


class TurnDecision(CallbackData, prefix="tt"):
    """Idempotent: the turn is the one that the button names, in the person's own form."""

    draft_id: Id
    turn: DecisionTurn


class ConfirmDecision(CallbackData, prefix="tc"):
    """`fingerprint` is of what the person has seen; `kind` and `subject_id` tell what to show when it is decided already."""

    draft_id: Id
    kind: DecisionKindLetter
    subject_id: Id
    fingerprint: Fingerprint = 0


class OpenMoveRequest(CallbackData, prefix="to"):
    """A request to move a deadline."""

    request_id: Id


class OpenMoveRequests(CallbackData, prefix="tl"):
    """The requests that wait for the person's decision."""

    page: PageNumber = 0


class AgreeMove(CallbackData, prefix="ta"):
    """Asks whether to agree, once."""

    request_id: Id


class ConfirmAgreement(CallbackData, prefix="ty"):
    """Idempotent: a side decides once, on a request whose words never change; one that ended meanwhile says so."""

    request_id: Id


class AskRequestWithdrawal(CallbackData, prefix="tx"):
    """Asks the author of a request whether to withdraw it."""

    request_id: Id


class WithdrawRequest(CallbackData, prefix="tz"):
    """Idempotent: the person's own request ends once."""

    request_id: Id


class AgreeDate(CallbackData, prefix="tg"):
    """Asks whether to agree to a control date that another side has set."""

    move_id: Id


class ConfirmDate(CallbackData, prefix="th"):
    """Idempotent: agrees to the very date that was shown; one that no longer holds is refused in words."""

    move_id: Id


class RestoreDate(CallbackData, prefix="ti"):
    """Asks whether to bring the calculated date back."""

    activity_id: Id


class ConfirmRestore(CallbackData, prefix="tj"):
    """Idempotent: where the calculated date holds already, nothing is brought back."""

    activity_id: Id


class ConfirmDone(CallbackData, prefix="tf"):
    """The other side confirms that the activity is done: opens the form of a note that says so.

    Idempotent: opens the draft that confirms it.
    """

    activity_id: Id


class ConfirmDecisionPost(CallbackData, prefix="tp"):
    """The post of a decision is in the group. Idempotent: a doubt is settled once."""

    row_id: Id


class RepeatDecisionPost(CallbackData, prefix="tr"):
    """The post of a decision is not in the group: it is sent once more. Idempotent: a doubt is settled once."""

    row_id: Id


class OpenAgenda(CallbackData, prefix="g"):
    """The meeting under way, or an offer to open one."""

    page: PageNumber = 0


class BeginMeeting(CallbackData, prefix="gb"):
    """Idempotent: opens the meeting under way, a new one where there is none."""


class OpenItem(CallbackData, prefix="gi"):
    item_id: Id


class MarkLetter(StrEnum):
    """An `ItemMark` in a button, or its removal."""

    HEARD = "h"
    DROPPED = "d"
    NONE = "n"


class MarkItem(CallbackData, prefix="gm"):
    """Idempotent: the mark is the one that the button names; what is decided already is asked about first."""

    item_id: Id
    mark: MarkLetter


class ReplaceMark(CallbackData, prefix="gx"):
    """In place of what is decided on the item already; `fingerprint` is of that, as the person has seen it."""

    item_id: Id
    mark: MarkLetter
    fingerprint: Fingerprint


class OpenInstruction(CallbackData, prefix="gj"):
    """An instruction of a meeting."""

    item_id: Id


class FinishInstruction(CallbackData, prefix="gd"):
    """Idempotent: marks an instruction as done; one that is done stays so."""

    item_id: Id


class SendProtocol(CallbackData, prefix="gp"):
    meeting_id: Id


class ConfirmEnd(CallbackData, prefix="gc"):
    meeting_id: Id


class FormerMeetingEnd(CallbackData, prefix="ge"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    meeting_id: Id


class EndMeeting(FormerMeetingEnd, prefix="gf"):
    """`fingerprint` is of the marks and instructions as the screen counted them."""

    fingerprint: Fingerprint
