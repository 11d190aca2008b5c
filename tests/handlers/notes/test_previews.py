"""What the author is shown before publishing is what the group gets: words, marks, files and their order."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import speaking
from bot.sandbox.people.writing import document, photo
from bot.sandbox.state.chats import Message
from bot.screens.notes.form import BODY, NoteFormView, preview_screen
from bot.screens.notes.post import NotePost, note_text
from bot.services.notes.post_calls import note_calls
from bot.telegram.text_length import units
from data.notes.drafts import Draft
from data.notes.notes import ConfirmingDocument
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk
from data.primitives.text_cleaning import cleaned
from data.roadmap.models import Activity, Deadline, DeadlineKind
from tests.bot.outbox.outbox_fixtures import png
from tests.bot.services.notes.test_post_calls import SUBJECT
from tests.bot_harness import BotHarness
from tests.data.notes.note_fixtures import photo as attached
from tests.handlers.notes.note_fixtures import Office, open_office

ACTIVITY = Activity(
    1, 1, "3.2", "Обмен опытом", Deadline("", DeadlineKind.BY_SCHEDULE, (), False, False, (), ())
)
LONG = ("Этап " + "🏗" * 30 + ".\n\n") * 80


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def short(office: Office) -> None:
    await office.says(office.anna, "Строка <b>один</b> & «два»\n\n👨‍👩‍👧 и \u202eсправа\u202c")


async def long(office: Office) -> None:
    await office.says(office.anna, LONG)


async def one_photo(office: Office) -> None:
    await office.anna.sends_photo(png(1), "Открытие", until="Вложен 1 файл.")


async def everything(office: Office) -> None:
    """Documents first, then pictures: the group gets the pictures first, in both places."""
    files = [document(f"{number}.pdf", b"%PDF" + bytes([number])) for number in range(3)]
    await office.anna.sends_album(files, "Акты", until="Вложено 3 файла.")
    await office.anna.sends_album([photo(png(number)) for number in range(2)], until="Вложено 5 файлов.")


def look(message: Message, number: str = "") -> tuple[Any, ...]:
    """What a person sees of it; without the note's number, which a preview has not."""
    words = message.text.replace(number, "")
    marks = [
        (entity["type"], message.words.covered(entity).replace(number, "") if message.words else "")
        for entity in (message.words.entities if message.words else ())
    ]
    file = next(iter((message.media or {}).values()), None)
    return words, marks, message.kind, file, bool(message.album)


@pytest.mark.parametrize("written", [short, long, one_photo, everything])
async def test_shown_as_it_will_be(office: Office, written: Callable[[Office], Awaitable[None]]) -> None:
    """«Показать как в группе» sends what the group then gets, message by message, with the author's office."""
    async with office.bot.db.writing() as connection:
        await connection.execute(
            "UPDATE person_agencies SET position = 'начальник отдела' WHERE user_id = ?", (office.anna.id,)
        )
    await office.begins(office.anna)
    await written(office)
    await office.bot.settled()
    before = set(office.anna.private.messages)
    if "Показать как в группе" in office.anna.buttons:
        await office.anna.presses("Показать как в группе")
        await office.bot.settled()
        fresh = [message for number, message in office.anna.private.messages.items() if number not in before]
        shown = [look(message) for message in fresh[:-1]]  # the last is the form again
    else:
        words, marks, *rest = look(office.anna.private.messages[office.anna.screen.message_id])
        shown = [(words.split("\n\n", 1)[1], marks[1:], *rest)]  # the first is the remark above
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert [look(post, "№ 1 ") for post in office.posts()] == shown
    assert "Санкт-Петербурга, начальник отдела\n" in office.posts()[0].text


@given(
    text=st.text(min_size=1, max_size=400).filter(cleaned),
    status=st.sampled_from([None, *NoteStatus]),
    confirmed=st.booleans(),
    files=st.integers(0, 3),
)
def test_the_preview_says_what_the_post_says(
    text: str, status: NoteStatus | None, confirmed: bool, files: int
) -> None:
    """For any words: below the remark stand the post's words and marks, but for the number in the first line."""
    draft = Draft(
        1, 1, 1, 11, None, status, ConfirmingDocument("15-р" if confirmed else ""), "words", None, 0,
        (TextChunk(cleaned(text), 0),), tuple(attached(str(number)) for number in range(files)),
    )  # fmt: skip
    with speaking("ru"):
        body = note_text(NotePost(SUBJECT, draft))
        screen = preview_screen(NoteFormView(draft, ACTIVITY, (), {}, post=body))
        shown, marks = screen.text.render()
        part = note_calls(NotePost(SUBJECT, draft, number=1))[0].payload
    posted = str(part.get("text", part.get("caption"))).replace("Отчёт № 1 к", "Отчёт к", 1)
    assert units(posted) < BODY
    lead, _, rest = shown.partition("\n\n")
    assert rest.startswith(posted)
    shift = units(lead) + 2
    there = [(mark.type, mark.offset - shift, mark.length) for mark in marks if mark.offset >= shift]
    expected = [
        (mark["type"], max(0, mark["offset"] - 4), mark["length"] - 4 * (mark["offset"] == 0))
        for mark in part.get("entities") or part["caption_entities"]
    ]
    assert there[: len(expected)] == expected


async def test_the_office_is_that_of_the_day(office: Office) -> None:
    """A post keeps the office its author held when it was published; a correction is signed with the one held then."""
    await promote(office, "советник")
    await office.publishes(office.anna, "Начато.")
    await promote(office, "директор")
    await office.anna.presses("Исправить")
    await office.says(office.anna, "Идёт.")
    await office.anna.presses("Опубликовать")
    await office.anna.sees("исправлен (ред. 2)")
    await office.is_out(office.anna)
    assert "Санкт-Петербурга, директор\n" in office.posts()[0].text
    await promote(office, "министр")
    await office.anna.presses("История")
    assert "Санкт-Петербурга, директор\n" in office.anna.text
    await office.anna.presses("›")
    assert "Санкт-Петербурга, советник\n" in office.anna.text


async def promote(office: Office, position: str) -> None:
    async with office.bot.db.writing() as connection:
        await connection.execute(
            "UPDATE person_agencies SET position = ? WHERE user_id = ?", (position, office.anna.id)
        )
