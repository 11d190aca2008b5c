"""Photos and documents sent while no form waits for them."""

import pytest

from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people.writing import document, photo
from tests.bot.outbox.outbox_fixtures import png
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, coordinate, open_office


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


def offers(office: Office) -> list[Seen]:
    return [seen for seen in office.anna.history() if "ни в одном отчёте" in seen.text]


async def test_photo_while_a_draft_waits(office: Office) -> None:
    """A picture sent after the form was left goes into the draft with its caption."""
    await office.begins(office.anna)
    await office.says(office.anna, "Открыто.")
    await office.anna.sends("/start", until="Дорожная карта")
    await office.anna.sends_photo(png(1), "Вид с улицы", until="Получен 1 файл")
    assert f"Продолжить черновик к {office.number}" in office.anna.buttons
    await office.anna.presses(f"Добавить в отчёт к {office.number}")
    assert "Вложен 1 файл." in office.anna.text
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    (post,) = office.posts()
    assert post.text.endswith("Открыто.\n\nВид с улицы")


async def test_album_without_a_draft(office: Office) -> None:
    """Ten pictures are asked about once, and all of them begin a note on an activity of the person's own."""
    await office.anna.sends_album([photo(png(number)) for number in range(10)], "Фото с открытия")
    await office.bot.settled()
    (offered,) = offers(office)
    assert offered.text.startswith("Получено 10 файлов")
    await office.anna.presses("Написать отчёт")
    await office.anna.presses(office.number)
    assert "Вложено 10 файлов." in office.anna.text
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert len([post for post in office.posts() if post.album]) == 10


async def test_album_with_a_file_of_a_foreign_kind(office: Office) -> None:
    """What a note does not take is named, the others are offered; alone it is refused at once."""
    files = [document("акт.pdf", b"%PDF"), document("setup.exe", b"MZ")]
    await office.anna.sends_album(files)
    await office.bot.settled()
    (offered,) = offers(office)
    assert "setup.exe не добавлен." in offered.text
    assert "Получен 1 файл;" in offered.text
    alone = await office.anna.sends_document("setup.exe", b"MZ")
    assert alone.text.startswith("setup.exe не добавлен.")
    assert alone.buttons == ["Главная"]


async def test_more_files_than_a_note_holds(office: Office) -> None:
    """As many as fit go in; the others are named and may be added once there is room."""
    await office.begins(office.anna)
    await office.anna.sends_album([photo(png(number)) for number in range(9)], until="Вложено 9 файлов.")
    await office.anna.sends("/start", until="Дорожная карта")
    await office.anna.sends_album([document("а.pdf", b"%PDF"), document("б.pdf", b"%PDF")])
    await office.bot.settled()
    await office.anna.presses("Добавить в отчёт", until="б.pdf не добавлен")
    assert any("Добавить в отчёт" in label for label in office.anna.buttons)
    assert await office.count("draft_files") == 10


async def test_photo_on_the_screen_about_another_draft(office: Office) -> None:
    """There, too, a picture is asked about, and may begin the other note in place of the draft."""
    await coordinate(office.bot, office.anna, office.north[0].party_id)
    await office.anna.starts(f"n_{office.number.replace('.', '-')}")
    await office.anna.presses(office.north[0].name[:20])
    await office.says(office.anna, "Не закончено")
    other = next(
        label
        for label in (await office.anna.sends("/my")).buttons
        if label[:1].isdigit() and label != office.number and "/" not in label
    )
    await office.anna.presses(other)
    assert "незаконченный отчёт" in office.anna.text
    await office.anna.sends_photo(png(1), until="Получен 1 файл")
    await office.anna.presses(f"Добавить в отчёт к {office.number}")
    assert "Не закончено" in office.anna.text
    assert "Вложен 1 файл." in office.anna.text


async def test_reply_about_another_activity_loses_nothing(office: Office) -> None:
    """A picture in reply to another card finds the draft in the way; by one tap it begins the other note."""
    await office.begins(office.anna)
    await office.says(office.anna, "Не закончено")
    mine = await office.anna.sends("/my")
    other = next(
        label for label in mine.buttons if label[:1].isdigit() and label != office.number and "/" not in label
    )
    card = await office.anna.sends(f"/{other.replace('.', '_')}", until="Срок:")
    await office.anna.replies(card, "Готовим соглашение.", until="Присланное сейчас сохранено")
    await office.anna.presses("Удалить и начать новый отчёт")
    assert f"Отчёт к пункту {other}" in office.anna.text
    assert office.anna.text.endswith("Готовим соглашение.")


async def test_album_of_somebody_who_may_not_write(office: Office) -> None:
    """One sentence, and nothing is kept."""
    vera = office.bot.person("Вера")
    await vera.sends_album([photo(png(number)) for number in range(3)])
    await office.bot.settled()
    told = [seen for seen in vera.history() if seen.text.startswith("Фотографии и файлы принимаются")]
    assert len(told) == 1
    assert await office.count("unplaced") == 0
