"""What the buttons of a new edition carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import Fingerprint, Id, PageNumber


class OpenProposal(CallbackData, prefix="dp"):
    """The question that is open, or the difference."""

    proposal_id: Id
    page: PageNumber = 0


class AnswerDoubt(CallbackData, prefix="dq"):
    """`fingerprint` is of the question: the answer to one counts for no other."""

    proposal_id: Id
    fingerprint: Fingerprint
    is_same: bool


class RestartAnswers(CallbackData, prefix="dr"):
    """Asks all questions anew. Idempotent: no answer is left."""

    proposal_id: Id


class ConfirmEdition(CallbackData, prefix="dc"):
    """`fingerprint` is of the difference as the screen showed it: only that is put into force."""

    proposal_id: Id
    fingerprint: Fingerprint


class DiscardEdition(CallbackData, prefix="dz"):
    """Idempotent: the person's own file is thrown away once."""

    proposal_id: Id
