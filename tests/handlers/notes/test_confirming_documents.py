"""The document that confirms a note: asked for, refused with a way on, shown as it was written."""

from typing import Final

import pytest

from bot.sandbox.people.writing import photo
from data.roadmap.roadmap import select_content
from tests.bot.sandbox.tiny_png import png
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, appoint, open_office

PHOTO: Final = png(8, 8)


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    """Anna has said «исполнено» and is asked for the document."""
    opened = await open_office(bot)
    await opened.boris.sends("/start")
    await opened.begins(opened.anna)
    await opened.says(opened.anna, "Сделано.")
    await opened.anna.presses("Статус")
    await opened.anna.presses("исполнено")
    return opened


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("№ 15-р от 20 ноября 2026 г.", "Подтверждающий документ: № 15-р от 20 ноября 2026 г."),
        ("Акт от 20.11.26 № 15-р", "Подтверждающий документ: Акт № 15-р от 20 ноября 2026 г."),
        ("Акт от 20.11.2026", "Подтверждающий документ: Акт от 20 ноября 2026 г."),
    ],
)
async def test_the_group_reads_it_as_it_was_written(office: Office, typed: str, shown: str) -> None:
    """The kind of the document stays before its number; a number alone gets its sign."""
    await office.says(office.anna, typed)
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    (post,) = office.posts()
    assert " ".join(post.text.split()).endswith(shown)  # a narrow space stands before «г.»


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("акт без даты", "Нужны номер и дата документа."),
        ("№ 5 от 31.02.2026", "Такого дня нет."),
        ("№ 5 от 25.12.2026", "Дата документа ещё не наступила."),
        (f"№ {'9' * 101} от 20.11.2026", "Номер документа длиннее 100 знаков."),
    ],
)
async def test_a_refusal_has_an_example_and_the_way_without(office: Office, typed: str, why: str) -> None:
    """Whatever was wrong: why, how it is written, and «Без документа» under both the question and the refusal."""
    assert "Например: № 123-п от 15.03.2026" in office.anna.text
    assert "Без документа" in office.anna.buttons
    refused = await office.says(office.anna, typed)
    assert refused.text.startswith(why)
    assert "Например: № 123-п от 15.03.2026" in refused.text
    await office.anna.presses("Без документа")
    assert "Статус: исполнено" in office.anna.text
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert "документ" not in office.posts()[0].text


async def test_a_right_that_is_gone_is_no_fault_of_the_document(office: Office) -> None:
    """Who writes for another agency by now is refused as everywhere else, and the journal keeps the attempt."""
    content = await select_content(office.bot.db.reader, 1)
    assert content
    responsible = {agency.id for agency in (*office.north, *office.south)}
    await appoint(
        office.bot, office.anna, next(each for each in content.agencies if each.id not in responsible)
    )
    refused = await office.says(office.anna, "№ 15-р от 20.11.2026")
    assert refused.text.startswith("Этот отчёт не Ваш.")
    assert "Без документа" not in office.anna.buttons
    assert await office.count("audit WHERE action = 'attempted'") == 1


async def test_a_photo_of_the_document_is_kept_and_its_caption_read(office: Office) -> None:
    """The caption names the document, the photo goes into the note."""
    await office.anna.sends_photo(PHOTO, "Акт № 7 от 20.11.2026", until="Вложен 1 файл")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    (post,) = office.posts()
    assert post.media
    assert "Акт № 7 от 20 ноября 2026" in post.text


async def test_a_photo_without_a_caption_is_kept_and_the_number_asked_for(office: Office) -> None:
    """What was sent is not sent again: the number comes in the next message, or by an edit of the caption."""
    await office.anna.sends_photo(PHOTO, until="Файл приложен. Укажите номер и дату документа")
    sent = await office.says(office.anna, "Акт № 7 от 20.11.2026")
    assert "Акт № 7" in sent.text
    assert await office.count("draft_files") == 1


async def test_an_album_of_the_document_needs_one_caption(office: Office) -> None:
    """Two pages, the caption under the first: both are kept, and one answer comes."""
    pages = [photo(PHOTO), photo(PHOTO)]
    before = len(office.anna.history())
    await office.anna.sends_album(pages, "Акт № 7 от 20.11.2026")
    await office.bot.settled()
    assert await office.count("draft_files") == 2
    assert "Акт № 7" in office.anna.text
    assert len([seen for seen in office.anna.history()[before:] if "Так увидит группа" in seen.text]) == 1


async def test_an_edited_answer_is_taken_as_the_document(office: Office) -> None:
    """A slip is put right where it was made."""
    slip = office.anna.writes("№ 5 от 31.02.2026")
    await office.anna.sees("Такого дня нет.")
    await office.anna.edits_message(slip, "№ 5 от 20.02.2026")
    await office.anna.sees("№ 5 от 20 февраля 2026")
