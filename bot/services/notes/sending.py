"""Sends the messages of a note to one person as the group gets them."""

from collections.abc import Callable, Iterable

from bot.outbox.calls import CALLS
from bot.services.messages.languages import in_language_of_groups
from bot.services.notes.form import NoteForm
from data.messaging.outbox import OutboxCall


async def send_calls(form: NoteForm, parts: Callable[[], Iterable[OutboxCall]]) -> None:
    """Sends the calls that `parts` returns; it is called in the language of groups."""
    with in_language_of_groups(form.settings):
        drawn = list(parts())
    for part in drawn:
        await form.bot(CALLS[part.method].model_validate({**part.payload, "chat_id": form.user_id}))
