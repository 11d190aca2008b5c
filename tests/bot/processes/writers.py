"""Officials who publish notes of every kind, patiently, while the bot dies and comes back."""

from dataclasses import dataclass
from typing import Final

from bot.sandbox.inspection.failure_report import seen_message
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people import actions
from bot.sandbox.people.person import Person
from bot.sandbox.people.writing import document

PATIENCE: Final = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note as it is written; `tokens` are what the group must show of it, each once."""

    mark: str
    words: str
    files: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()


def short(mark: str) -> WrittenNote:
    return WrittenNote(mark, f"{mark}< Проведена встреча.", tokens=(f"{mark}<",))


def long(mark: str) -> WrittenNote:
    """Takes two messages."""
    words = f"{mark}< " + ("Этап работ: " + "🏗" * 30 + ".\n\n") * 70 + f"{mark}>"
    return WrittenNote(mark, words, tokens=(f"{mark}<", f"{mark}>"))


def with_file(mark: str) -> WrittenNote:
    """One message: the file with the words under it."""
    return WrittenNote(mark, f"{mark}< Подписан акт.", (f"{mark}.pdf",), (f"{mark}<", f"{mark}.pdf"))


def with_album(mark: str) -> WrittenNote:
    """Two calls: the words, then three files at once."""
    files = tuple(f"{mark}-{number}.pdf" for number in range(3))
    return WrittenNote(mark, f"{mark}< Подписаны акты.", files, (f"{mark}<", *files))


KINDS: Final = (short, long, with_album, with_file)


@dataclass(frozen=True, slots=True)
class Writer:
    """`number` is the activity they write about."""

    person: Person
    number: str

    async def publishes(self, said: WrittenNote) -> None:
        """From the link to the form until the bot has said «записан», however often it is interrupted."""
        preview = await self.prepares(said)
        self.person.taps("Опубликовать", message=preview)
        await self.sees("записан.", preview)

    async def prepares(self, said: WrittenNote) -> Seen:
        """Until the preview."""
        form = await self.begins()
        written = self._writes(said)
        return await self.sees(said.mark, written if said.files else form, len(said.files))

    async def begins(self) -> Seen:
        """The form, by a link."""
        opened = self.person.writes(f"/start n_{self.number.replace('.', '-')}")
        return await self.sees("Напишите текст отчёта", opened)

    def is_asked(self, number: int) -> Seen | None:
        """The message that asks whether note `number` has arrived."""
        own = [seen for seen in self._heard(0) if f"Отчёт № {number} " in seen.text]
        return next((seen for seen in own if "Уже в чате" in seen.buttons), None)

    def _writes(self, said: WrittenNote) -> Seen:
        if not said.files:
            return self.person.writes(said.words)
        captions = [said.words, *[""] * (len(said.files) - 1)]
        items = [
            self.person._media(document(name, name.encode()), caption)
            for name, caption in zip(said.files, captions, strict=True)
        ]
        written = actions.write_album(self.person.telegram, self.person.user, self.person.private, items)
        return seen_message(written[-1][0])

    async def sees(self, text: str, since: Seen, files: int = 0) -> Seen:
        """A message of the bot not older than `since` that holds the text, and says so many files are with it."""

        def found() -> list[Seen]:
            heard = [seen for seen in self._heard(since.message_id) if text in seen.text]
            return [seen for seen in heard if not files or f" {files} файл" in seen.text]

        await self.person.telegram.events.until(lambda: bool(found()), PATIENCE)
        assert found(), (text, [seen.text[:80] for seen in self._heard(since.message_id)])
        return found()[-1]

    def _heard(self, since: int) -> list[Seen]:
        messages = self.person.private.messages
        own = [message for number, message in messages.items() if number >= since]
        return [seen_message(message) for message in own if message.sender is self.person.telegram.bot]
