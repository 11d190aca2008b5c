"""The people of the story at their telephones: each report goes through the bot as anybody's does."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from aiogram.filters.callback_data import CallbackData

from bot.demo.cast import Troupe
from bot.demo.pictures import building_site
from bot.demo.story import Report, working_days_before
from bot.notes.callbacks import (
    AskWithdrawal,
    ChooseStatus,
    DraftStep,
    PublishDraft,
    SignFor,
    TurnDraft,
    WithdrawalReason,
    WithdrawNote,
)
from bot.sandbox import acts
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.seen import Seen
from bot.sandbox.server import Sandbox
from bot.sandbox.watching import Unseen
from bot.sandbox.writing import File, document, photo
from data.statuses import NoteStatus

PATIENCE: Final = 30.0  # seconds; a slow machine is slow at everything at once


class Actor:
    """Acts one report; goes by what buttons do, so that it does not matter in which language they speak."""

    def __init__(self, sandbox: Sandbox, troupe: Troupe, report: Report) -> None:
        self._sandbox = sandbox
        self._troupe = troupe
        self._report = report
        self._person: Person = troupe.people[report.who]
        self._words: Seen | None = None

    async def publish(self) -> None:
        """From «/start n_3-1» to the post in the group."""
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
        posts = len(self._posts())
        await self._press(PublishDraft)
        await self._until(lambda: len(self._posts()) > posts, "the report did not reach the group")
        await self._sees(AskWithdrawal)

    async def correct(self) -> None:
        """The author edits the message the report was written in."""
        if self._words is None:
            return
        message = self._person.private.messages[self._words.message_id]
        acts.edit(self._sandbox.telegram, self._person.user, message, acts.typed(self._report.corrected))
        await self._until_posted(self._report.corrected)

    async def withdraw(self) -> None:
        await self._press(AskWithdrawal)
        await self._press(WithdrawNote, reason=WithdrawalReason.ERROR)
        await self._until(
            lambda: self._report.text not in self._posts()[-1].text, "the post was not marked as withdrawn"
        )

    def _write(self) -> None:
        if file := self._file():
            kind, upload = file
            stored = self._sandbox.world.files.keep(kind, upload)
            fields: dict[str, Any] = {"media": stored.media(), "words": acts.typed(self._report.text)}
            acts.write(self._sandbox.telegram, self._person.user, self._person.private, **fields)
        else:
            self._words = self._person.writes(self._report.text)

    def _file(self) -> File | None:
        if self._report.photo:
            return photo(building_site())
        paper = self._report.paper
        return document(paper.name, paper.text.encode("utf-8-sig")) if paper else None

    async def _confirm(self) -> None:
        if not self._report.confirmed:
            await self._press(TurnDraft, step=DraftStep.DROP_DOCUMENT)
            return
        await self._sees(TurnDraft, step=DraftStep.DROP_DOCUMENT)
        today = datetime.fromtimestamp(self._sandbox.clock.now(), UTC).date()
        signed = working_days_before(today, 1)
        self._person.writes(f"{self._report.confirmed} от {signed:%d.%m.%Y}")

    async def _press(self, kind: type[CallbackData], labelled: str = "", **fields: Any) -> None:
        message, data = await self._sees(kind, labelled, **fields)
        query = acts.press(self._sandbox.telegram, self._person.user, message, data)
        await self._until(lambda: query.answer is not None, f"{kind.__name__} was not answered")

    async def _sees(self, kind: type[CallbackData], labelled: str = "", **fields: Any) -> tuple[Message, str]:
        """The button that does this, on what the bot has said last in the private chat."""
        found: list[tuple[Message, str]] = []

        def look() -> bool:
            found[:] = _buttons(self._person, kind, labelled, fields)
            return bool(found)

        await self._until(look, f"{self._person.user.name} has no button {kind.__name__}")
        return found[0]

    async def _until_posted(self, text: str) -> None:
        await self._until(lambda: text in self._posts()[-1].text, "the post was not corrected")

    async def _until(self, happened: Callable[[], bool], what: str) -> None:
        if not await self._sandbox.telegram.events.until(happened, PATIENCE):
            raise Unseen(what)

    def _posts(self) -> list[Message]:
        bot = self._sandbox.world.bot
        return [each for each in self._troupe.group.messages.values() if each.sender is bot]


def _buttons(
    person: Person, kind: type[CallbackData], labelled: str, fields: dict[str, Any]
) -> list[tuple[Message, str]]:
    """The buttons of that kind under the bot's newest message to the person."""
    own = [each for each in person.private.messages.values() if each.sender is person.telegram.bot]
    rows = own[-1].markup.rows if own and own[-1].markup else []
    pressable = (button for row in rows for button in row if "callback_data" in button)
    return [
        (own[-1], button["callback_data"])
        for button in pressable
        if _begins(button["text"], labelled) and _does(button["callback_data"], kind, fields)
    ]


def _begins(label: str, wanted: str) -> bool:
    """A long name stands shortened on its button."""
    return not wanted or wanted.startswith(label.partition("…")[0].strip())


def _does(data: str, kind: type[CallbackData], fields: dict[str, Any]) -> bool:
    try:
        unpacked = kind.unpack(data)
    except (TypeError, ValueError):
        return False
    return all(getattr(unpacked, name) == value for name, value in fields.items())
