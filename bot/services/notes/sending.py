"""A note's messages sent to one person, as the group gets them."""

from collections.abc import Callable, Iterable

from bot.i18n import speaking
from bot.outbox.calls import CALLS
from bot.services.notes.form import NoteForm
from data.messaging.outbox import OutboxCall


async def send_parts(form: NoteForm, parts: Callable[[], Iterable[OutboxCall]]) -> None:
    """`parts` are worded in the group's language."""
    with speaking(form.settings.default_locale):
        drawn = list(parts())
    for part in drawn:
        await form.bot(CALLS[part.method].model_validate({**part.payload, "chat_id": form.user_id}))
