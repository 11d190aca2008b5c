"""A new edition leaves out what was reported and decided on: it is kept, says so, and is in no list and no count."""

from dataclasses import replace

import pytest

from bot.sandbox.people.person import Person
from data.roadmap.models import SignedActivity
from tests.bot_harness import BotHarness
from tests.edition_fixtures import new_edition, same, without
from tests.handlers.notes.note_fixtures import Office, coordinate, open_office

SAINT_PETERSBURG = 1
EXCLUDED = "Пункт 1.1 исключён из дорожной карты новой редакцией"


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    """The activity is 1.1."""
    return await open_office(bot)


@pytest.fixture
async def olga(office: Office) -> Person:
    """The coordinator of Saint Petersburg."""
    person = office.bot.person("Ольга", id=801)
    await person.sends("/start")
    await coordinate(office.bot, person, SAINT_PETERSBURG)
    return person


async def test_an_excluded_activity_keeps_its_notes_and_returns_with_them(
    office: Office, olga: Person
) -> None:
    """Its old card, its history and its note are read and say so; lists, counts and questions pass it over."""
    anna = office.anna
    await office.publishes(anna, "Площадка выбрана.", "под угрозой")
    card = await olga.sends("/1_1")
    await anna.sends("/start")
    await anna.presses("Сферы")
    before = anna.text
    await new_edition(office.bot, without("1.1"))
    await olga.presses("История", message=card)
    assert "Площадка выбрана." in olga.text
    await olga.presses("‹ Назад")
    assert olga.text.startswith(
        "1.1\nИсключено из дорожной карты новой редакцией 24.11.2026. Отчёты сохранены."
    )
    assert office.activity.title in olga.text.replace("\n", " ")
    assert office.activity.deadline.wording in olga.text
    assert "Контрольная дата" not in olga.text
    assert {"Контрольная дата", "Написать отчёт", "Запросить перенос"} & set(olga.buttons) == set()
    notes = await olga.sends("/notes")
    assert "№ 1 к пункту 1.1" in notes.text
    await olga.presses(next(label for label in olga.buttons if "№ 1" in label))
    assert "Площадка выбрана." in olga.text
    assert (await anna.sends("/my")).buttons.count("1.1") == 0
    await anna.sends("/start")
    await anna.presses("Сферы")
    assert before.startswith("Сферы\n36")
    assert anna.text.startswith("Сферы\n35")
    await new_edition(office.bot, same)
    again = await olga.sends("/1_1")
    assert "Исключено" not in again.text
    assert any(label.startswith("История") for label in again.buttons)


async def test_a_link_in_a_post_leads_to_what_it_was_about(office: Office, olga: Person) -> None:
    """1.1 goes and 1.2 takes its number: the post's button opens the card of the one that is gone."""
    await office.publishes(office.anna, "Площадка выбрана.")
    keyboard = office.posts()[0].keyboard or {}
    [[button]] = [row for row in keyboard["inline_keyboard"] if "url" in row[0]]
    await new_edition(
        office.bot,
        lambda activity: {"1.1": None, "1.2": replace(activity, number="1.1")}.get(activity.number, activity),
    )
    payload = str(button["url"]).partition("?start=")[2]
    assert (await olga.starts(payload)).text.startswith("1.1\nИсключено из дорожной карты")
    assert "Исключено" not in (await olga.sends("1.1")).text
    assert (await olga.starts("c_99999")).text.startswith("Дорожная карта")


async def test_an_excluded_agency_is_offered_to_nobody(office: Office) -> None:
    """A button of an older list says so and invites nobody; what is listed anew lacks the agency."""
    admin = office.bot.admin()
    await admin.sends("/invite")
    await admin.presses("Новое приглашение")
    listed = await admin.presses("Сотрудник ведомства")
    label = listed.buttons[0]
    numbers = await office.bot.db.reader.execute_fetchall(
        "SELECT a.number FROM activities AS a JOIN responsibilities AS r ON r.activity_id = a.id WHERE r.agency_id ="
        " (SELECT id FROM agencies WHERE name LIKE ? || '%')",
        (label.rstrip("…")[:20],),
    )
    await new_edition(office.bot, without(*(str(number) for (number,) in numbers)))
    await admin.presses(label, message=listed)
    assert str(admin.alert).startswith("Ведомство исключено из дорожной карты новой редакцией")
    assert await office.count("invitations") == 0
    await admin.sends("/invite")
    await admin.presses("Новое приглашение")
    await admin.presses("Сотрудник ведомства")
    assert label not in admin.buttons


async def test_an_open_form_of_a_date_does_not_set_that_of_another_activity(
    office: Office, olga: Person
) -> None:
    """At the preview 1.1 is excluded and another text takes its number: nothing is set, the words stay to be read."""
    await olga.sends("/1_1")
    await olga.presses("Контрольная дата")
    await olga.sends("15.02.2027", until="причина")
    preview = await olga.sends("Письмо № 5 от 20.11.2026", until="Причина: Письмо № 5")

    def renewed(activity: SignedActivity) -> SignedActivity:
        title = "Организация речных перевозок туристов между городами"
        return replace(activity, title=title) if activity.number == "1.2" else activity

    await new_edition(office.bot, without("1.1"))
    await new_edition(office.bot, lambda activity: renewed(activity) if activity.number != "1.1" else None)
    await olga.presses("Установить дату", message=preview)
    assert str(olga.alert).startswith(EXCLUDED)
    assert "Причина: Письмо № 5" in preview.text
    await office.bot.settled()
    assert await office.count("deadline_moves") == 0
    assert office.posts() == []


async def test_a_form_that_waits_for_words_says_so_and_lets_go(office: Office, olga: Person) -> None:
    """The reason sent after the exclusion is refused in words and stored; the next message is a question again."""
    await olga.sends("/1_1")
    await olga.presses("Контрольная дата")
    await olga.sends("15.02.2027", until="причина")
    await new_edition(office.bot, without("1.1"))
    refused = await olga.sends("Письмо № 5", until="исключён")
    assert refused.text.startswith(EXCLUDED)
    assert await office.count("decision_drafts WHERE words = 'Письмо № 5' AND step = 'left'") == 1
    assert (await olga.sends("2.1")).text.startswith("2.1")


async def test_a_draft_of_a_note_says_so_and_loses_nothing(office: Office) -> None:
    """The preview publishes nothing, more words are kept, and beginning another note shows all that was written."""
    anna = office.anna
    card = await anna.sends("/1_1")
    await office.begins(anna)
    preview = await office.says(anna, "Площадка выбрана")
    await anna.sends("/1_1")
    await anna.presses("Продолжить черновик к 1.1")
    await new_edition(office.bot, without("1.1"))
    await anna.presses("Опубликовать", message=preview)
    assert str(anna.alert).startswith("Пункт 1.1 исключён из дорожной карты новой редакцией")
    told = await anna.sends("Договор подписан", until="исключён")
    assert "Написанное сохранено" in told.text
    mine = await anna.sends("/my", until="Мои мероприятия")
    await anna.presses(next(label for label in mine.buttons if label[0].isdigit()), message=mine)
    assert "мероприятии, которого больше нет в дорожной карте" in anna.text
    assert "Площадка выбрана" in anna.text
    assert "Договор подписан" in anna.text
    await anna.presses("Написать отчёт", message=card)
    assert str(anna.alert).startswith(EXCLUDED)
    assert await office.count("notes") == 0


async def test_what_was_decided_keeps_its_words(office: Office, olga: Person) -> None:
    """The protocol of a meeting that has ended says what it said, whatever the edition drops or rewrites."""
    await office.publishes(office.anna, "Нет поставщика.", "под угрозой")
    await olga.sends("/agenda")
    await olga.presses("Открыть совещание")
    await olga.presses("1.1")
    await olga.presses("Рассмотрено")
    agenda = await olga.sends("/agenda")
    await olga.presses("Завершить совещание", message=agenda)
    await olga.presses("Завершить")
    ended = olga.screen
    await olga.presses("Проект протокола", until="ПРОТОКОЛ (ПРОЕКТ)")
    await office.bot.settled()
    before = olga.history()[-2].text
    assert office.activity.title in before

    def rewritten(activity: SignedActivity) -> SignedActivity | None:
        return None if activity.number == "1.1" else replace(activity, deadline="до 1 июня 2026 года")

    await new_edition(office.bot, rewritten)
    await olga.presses("Проект протокола", message=ended, until="ПРОТОКОЛ (ПРОЕКТ)")
    await office.bot.settled()
    assert olga.history()[-2].text == before
