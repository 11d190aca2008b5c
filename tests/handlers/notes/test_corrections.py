"""A correction: what the next words do to it, and what becomes of it when its author goes elsewhere."""

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.people.writing import photo
from tests.bot.outbox.outbox_fixtures import png
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, appoint, coordinate, open_office

RETENTION = "Исправление отчёта № 1 к пункту 1.1 не закончено; опубликованный отчёт остаётся без изменений."


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def corrects(office: Office, text: str = "Открыто 3 филиала.") -> Person:
    """Publishes a note and opens its correction."""
    await office.publishes(office.anna, text)
    await office.anna.presses("Исправить")
    return office.anna


async def test_new_words_take_the_place_of_the_published_ones(office: Office) -> None:
    """The screen says so; what is typed after that is added, and the next screen says that."""
    anna = await corrects(office)
    assert anna.text.startswith("Так увидит группа. Ваше следующее сообщение заменит этот текст;")
    await office.says(anna, "Открыто 4 филиала.")
    assert anna.text.startswith("Так увидит группа. Ваши следующие сообщения и файлы войдут в отчёт.")
    assert "3 филиала" not in anna.text
    await office.says(anna, "Пятый строится.")
    await anna.presses("Опубликовать")
    await anna.sees("исправлен (ред. 2)")
    await office.is_out(anna)
    assert office.posts()[0].text.endswith("Открыто 4 филиала.\n\nПятый строится.")


async def test_words_added_to_the_published_ones(office: Office) -> None:
    """By «Дополнить текст» the old words stay; a status chosen in between changes nothing about that."""
    anna = await corrects(office)
    await anna.presses("Дополнить текст")
    assert "войдут в отчёт" in anna.text
    await anna.presses("Статус")
    await anna.presses("исполняется")
    await office.says(anna, "Четвёртый строится.")
    assert anna.text.endswith("Открыто 3 филиала.\n\nЧетвёртый строится.")


async def test_files_leave_the_words_alone(office: Office) -> None:
    """A picture without words is added, and the next text still takes the place of the old one."""
    anna = await corrects(office)
    await anna.sends_album([photo(png(1)), photo(png(2))])
    await office.bot.settled()
    assert "Вложено 2 файла." in anna.text
    assert "Открыто 3 филиала." in anna.text
    await office.says(anna, "Открыто 4 филиала.")
    assert "3 филиала" not in anna.text


async def test_words_too_long_take_no_place(office: Office) -> None:
    """Refused words leave the old ones; shortened in their message they replace them."""
    anna = await corrects(office)
    said = anna.writes("я" * 3501)
    await anna.sees("3501 при пределе 3500")
    assert await office.count("draft_texts WHERE text = 'Открыто 3 филиала.'") == 1
    await anna.edits_message(said, "Короче.", until="Короче.")
    assert await office.count("draft_texts") == 1


async def test_text_anew_keeps_the_words_until_others_come(office: Office) -> None:
    """In an ordinary draft, too, «Текст заново» loses nothing by itself."""
    await office.begins(office.anna)
    await office.says(office.anna, "Было.")
    await office.anna.presses("Исправить")
    await office.anna.presses("Текст заново")
    assert "заменит этот текст" in office.anna.text
    assert office.anna.text.endswith("Было.")
    await office.says(office.anna, "Стало.")
    assert "Было." not in office.anna.text


async def test_files_are_removed_after_a_question(office: Office) -> None:
    """«Убрать файлы» asks first."""
    await office.begins(office.anna)
    await office.anna.sends_photo(png(1), "Подпись", until="Вложен 1 файл.")
    await office.bot.settled()
    await office.anna.presses("Исправить")
    await office.anna.presses("Убрать файлы")
    assert office.anna.text == "Убрать из отчёта 1 файл?"
    await office.anna.presses("Убрать файлы")
    assert "Вложен" not in office.anna.text


@pytest.mark.parametrize("leaves", ["/start", "/my", "/cancel"])
async def test_unchanged_correction_goes(office: Office, leaves: str) -> None:
    """Nothing was changed, so nothing is in the way of the next note."""
    anna = await corrects(office)
    left = await anna.sends(leaves)
    assert not any("исправление" in label for label in left.buttons)
    assert await office.count("drafts") == 0
    await office.publishes(anna, "Второй отчёт.")


async def test_cancelling_an_unchanged_correction(office: Office) -> None:
    """«Отмена» says that the note stays as it was published."""
    anna = await corrects(office)
    await anna.presses("Отмена")
    assert anna.text == "Ничего не изменено: опубликованный отчёт остаётся прежним."


async def test_changed_correction_is_kept_and_named(office: Office) -> None:
    """Everywhere it is said to be a correction, of which note, and that the note stays as it is."""
    anna = await corrects(office)
    await office.says(anna, "Открыто 4 филиала.")
    await anna.presses("Отмена")
    assert anna.text == RETENTION
    home = await anna.sends("/start", until="Дорожная карта")
    assert "Продолжить исправление № 1" in home.buttons
    await office.begins(anna)
    assert RETENTION in anna.text
    assert "Отказаться и начать новый отчёт" in anna.buttons
    await anna.presses("Продолжить исправление № 1")
    assert anna.text.endswith("Открыто 4 филиала.")
    await anna.presses("Отмена")
    await anna.presses("Отказаться от исправления")
    assert anna.text.startswith("Отказаться от исправления?")
    await anna.presses("Отказаться от исправления")
    assert anna.text == "Исправление отменено; опубликованный отчёт остаётся прежним."
    assert office.posts()[0].text.endswith("Открыто 3 филиала.")


async def test_choice_of_agency_says_what_is_kept_only_if_something_is(office: Office) -> None:
    """With nothing written yet there is nothing to be kept."""
    await appoint(office.bot, office.anna, *office.north)
    await office.begins(office.anna)
    assert office.anna.text.endswith("За какое ведомство отчёт?")
    await office.says(office.anna, "Слова.")
    assert office.anna.text.endswith("За какое ведомство отчёт? Написанное сохранено.")


async def test_correction_of_a_superseded_version(office: Office) -> None:
    """A status alone never brings back older words: the author reads what has changed, and publishes it with that."""
    anna, boris = await corrects(office), office.boris
    await coordinate(office.bot, boris, office.north[0].party_id)
    await _opens_correction(boris)
    await office.says(anna, "Открыто 4 филиала.")
    await anna.presses("Опубликовать")
    await office.is_out(anna)
    await boris.presses("Статус")
    await boris.presses("под угрозой")
    await boris.presses("Опубликовать")
    await office.bot.settled()
    assert office.posts()[0].text.endswith("Открыто 4 филиала.")
    told = next(seen.text for seen in boris.history() if "был изменён" in seen.text)
    assert "сейчас редакция 2" in told
    assert "Изменено: текст." in told
    assert "Открыто 4 филиала." in boris.text
    await boris.presses("Опубликовать")
    await boris.sees("исправлен (ред. 3)")
    await office.bot.settled()
    assert office.posts()[0].text.endswith("Открыто 4 филиала.")
    assert "под угрозой" in office.posts()[0].text


async def test_both_have_changed_the_words(office: Office) -> None:
    """What was typed stays in the draft, the words it would replace are shown, and the second press replaces them."""
    anna, boris = await corrects(office), office.boris
    await coordinate(office.bot, boris, office.north[0].party_id)
    await _opens_correction(boris)
    await office.says(boris, "Открыто 5 филиалов.")
    await office.says(anna, "Открыто 4 филиала.")
    await anna.presses("Опубликовать")
    await office.is_out(anna)
    await boris.presses("Опубликовать")
    await office.bot.settled()
    told = next(seen.text for seen in boris.history() if "был изменён" in seen.text)
    assert "Открыто 4 филиала." in told
    assert "Ваш вариант сохранён" in told
    assert boris.text.endswith("Открыто 5 филиалов.")
    await boris.presses("Опубликовать")
    await boris.sees("исправлен (ред. 3)")
    await office.bot.settled()
    assert office.posts()[0].text.endswith("Открыто 5 филиалов.")


async def test_an_old_correction_says_what_has_changed_when_it_is_opened(office: Office) -> None:
    """Before anything is published, by «Продолжить» and by «Исправить» alike; once told it opens as any other."""
    anna, boris = await corrects(office), office.boris
    await coordinate(office.bot, boris, office.north[0].party_id)
    await _opens_correction(boris)
    await office.says(boris, "Открыто 5 филиалов.")
    await boris.sends("/start")
    await office.says(anna, "Открыто 4 филиала.")
    await anna.presses("Опубликовать")
    await office.is_out(anna)
    await boris.presses("Продолжить")
    await office.bot.settled()
    assert "Отчёт изменён, пока Вы его исправляли." in (boris.alert or "")
    assert len(_told(boris)) == 1
    assert "сейчас редакция 2" in _told(boris)[0]
    assert "Ваш вариант сохранён" in _told(boris)[0]
    assert boris.text.endswith("Открыто 5 филиалов.")
    await boris.sends("/start")
    await boris.presses("Продолжить")
    assert len(_told(boris)) == 1
    await boris.sends("/start")
    await _opens_correction(anna)
    await office.says(anna, "Открыто 6 филиалов.")
    await anna.presses("Опубликовать")
    await anna.sees("исправлен (ред. 3)")
    await office.bot.settled()
    await boris.presses("Последние отчёты")
    await boris.presses("№ 1")
    await boris.presses("Исправить")
    await office.bot.settled()
    assert len(_told(boris)) == 2
    await boris.presses("Опубликовать")
    await boris.sees("исправлен (ред. 4)")
    await office.bot.settled()
    assert office.posts()[0].text.endswith("Открыто 5 филиалов.")


def _told(person: Person) -> list[str]:
    return [seen.text for seen in person.history() if "был изменён" in seen.text]


async def _opens_correction(person: Person) -> None:
    await person.sends("/notes", until="отчёт")
    await person.presses("1")
    await person.presses("Исправить")
