"""What the buttons of the binding of a group carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import Fingerprint, Id


class FormerBinding(CallbackData, prefix="bh"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    roadmap_id: Id


class BindHere(FormerBinding, prefix="bg"):
    """Binds the roadmap to the chat and topic of the button; `fingerprint` is of the group it was shown in until now."""

    fingerprint: Fingerprint


class LeaveBinding(CallbackData, prefix="bl"):
    pass


class PostEarlierNotes(CallbackData, prefix="be"):
    """Posts what was written before the group was connected; `fingerprint` is of the group it was offered for."""

    roadmap_id: Id
    fingerprint: Fingerprint


class OpenGroupLanguage(CallbackData, prefix="bo"):
    roadmap_id: Id


class ChooseGroupLanguage(CallbackData, prefix="bc"):
    """Writes to the group of the roadmap in that language from now on. Idempotent: the language is what the button says."""

    roadmap_id: Id
    locale: Literal["ru", "en"]
