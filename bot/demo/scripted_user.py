"""Plays a report of the story as its author would: through messages and buttons of the bot."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.notes import (
    AskWithdrawal,
    ChooseStatus,
    DraftStep,
    PublishDraft,
    SignFor,
    TurnDraft,
    WithdrawalReason,
    WithdrawNote,
)
from bot.demo.characters import Characters
from bot.demo.pictures import building_site
from bot.demo.story import CALENDAR, Report
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.people import actions
from bot.sandbox.people.person import Person
from bot.sandbox.people.writing import File, document, photo
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Message
from data.notes.statuses import NoteStatus

PATIENCE: Final = 30.0  # seconds, for slow machines


class ScriptedUser:
    """The author of one report. Finds buttons by their callback data, so that it works in any language."""

    def __init__(self, sandbox: Sandbox, characters: Characters, report: Report) -> None:
        self._sandbox = sandbox
        self._characters = characters
        self._report = report
        self._person: Person = characters.people[report.who]
        self._words: Seen | None = None
        self._form: Message | None = None

    async def publish(self) -> None:
        """Goes from «/start n_3-1» to the post in the group."""
        report = self._report
        self._person.writes(f"/start n_{report.on.replace('.', '-')}")
        if report.agency:
            await self._press(SignFor, labelled=report.agency)
        await self._sees(TurnDraft, step=DraftStep.CANCEL)
        self._write()
        await self._press(TurnDraft, step=DraftStep.SHOW_STATUSES)
        await self._press(ChooseStatus, status=report.status.value)
        if report.status is NoteStatus.DONE:
            await self._confirm()
        self._form = await self._press(PublishDraft)
        await self._until(lambda: self._is_posted(report.text), "the report did not reach the group")
        await self._sees(AskWithdrawal)

    async def correct(self) -> None:
        """Edits the message the report was written in."""
        if self._words is None:
            return
        message = self._person.private.messages[self._words.message_id]
        actions.edit(
            self._sandbox.telegram, self._person.user, message, actions.typed(self._report.corrected)
        )
        await self._until(lambda: self._is_posted(self._report.corrected), "the post was not corrected")

    async def withdraw(self) -> None:
        await self._press(AskWithdrawal)
        await self._press(WithdrawNote, reason=WithdrawalReason.ERROR)
        await self._until(lambda: not self._is_posted(self._report.text), "the post was not withdrawn")

    def _write(self) -> None:
        if file := self._file():
            kind, upload = file
            stored = self._sandbox.state.files.keep(kind, upload)
            fields: dict[str, Any] = {"media": stored.media(), "words": actions.typed(self._report.text)}
            actions.write(self._sandbox.telegram, self._person.user, self._person.private, **fields)
        else:
            self._words = self._person.writes(self._report.text)

    def _file(self) -> File | None:
        if self._report.photo:
            return photo(building_site())
        attached = self._report.document
        return document(attached.name, attached.text.encode("utf-8-sig")) if attached else None

    async def _confirm(self) -> None:
        if not self._report.confirmed:
            await self._press(TurnDraft, step=DraftStep.DROP_DOCUMENT)
            return
        await self._sees(TurnDraft, step=DraftStep.DROP_DOCUMENT)
        today = datetime.fromtimestamp(self._sandbox.clock.now(), UTC).date()
        signed = CALENDAR.working_days_before(today, 1)
        self._person.writes(f"{self._report.confirmed} от {signed:%d.%m.%Y}")

    async def _press(self, kind: type[CallbackData], labelled: str = "", **fields: Any) -> Message:
        message, data = await self._sees(kind, labelled, **fields)
        query = actions.press(self._sandbox.telegram, self._person.user, message, data)
        await self._until(lambda: query.answer is not None, f"{kind.__name__} was not answered")
        return message

    async def _sees(self, kind: type[CallbackData], labelled: str = "", **fields: Any) -> tuple[Message, str]:
        """Waits for the button with this callback data: on the form once published, before on the latest message."""
        found: list[tuple[Message, str]] = []

        def look() -> bool:
            found[:] = [
                (message, data)
                for message in self._candidates()
                for label, data in _callback_buttons(message)
                if _is_labelled(label, labelled) and _matches(data, kind, fields)
            ]
            return bool(found)

        await self._until(look, f"{self._person.user.name} has no button {kind.__name__}")
        return found[0]

    async def _until(self, happened: Callable[[], bool], what: str) -> None:
        if not await self._sandbox.telegram.events.until(happened, PATIENCE):
            raise NotSeen(what)

    def _candidates(self) -> list[Message]:
        own = [message for message in self._person.private.messages.values() if self._is_of_bot(message)]
        return [self._form] if self._form else own[-1:]

    def _is_posted(self, text: str) -> bool:
        """True when a message of the bot in the group contains the text."""
        messages = self._characters.group.messages.values()
        return any(text in message.text for message in messages if self._is_of_bot(message))

    def _is_of_bot(self, message: Message) -> bool:
        return message.sender is self._sandbox.state.bot


def _callback_buttons(message: Message) -> Iterator[tuple[str, str]]:
    """Label and callback data of every button that has data."""
    for row in message.markup.rows if message.markup else []:
        yield from ((button["text"], button["callback_data"]) for button in row if "callback_data" in button)


def _is_labelled(label: str, wanted: str) -> bool:
    """True when the button shows the wanted name, which may be shortened with an ellipsis."""
    return not wanted or wanted.startswith(label.partition("…")[0].strip())


def _matches(data: str, kind: type[CallbackData], fields: dict[str, Any]) -> bool:
    try:
        unpacked = kind.unpack(data)
    except (TypeError, ValueError):
        return False
    return all(getattr(unpacked, name) == value for name, value in fields.items())
