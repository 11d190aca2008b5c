"""A new edition is sent to the bot as a file, looked at, asked about and confirmed by buttons."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.sandbox.api.options import Options
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from data.documents.readers.kinds import COMPOUND
from data.editions.edition_store import SHIPPED
from tests.bot.services.documents.edition_fixtures import in_row
from tests.bot_harness import NOW, BotHarness, serving
from tests.data.documents.hidden_workbook import workbook
from tests.data.documents.readers.office_files import docx, paragraph, row, table
from tests.edition_fixtures import new_edition, without
from tests.handlers.notes.note_fixtures import Office, coordinate, open_office

SAINT_PETERSBURG, PERM = 1, 2
TEXT = next(SHIPPED.glob("*.txt")).read_text(encoding="utf-8")
DAY = "до 1 декабря 2026 года"
OLD = "Ничего не изменено: экран устарел"


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def coordinator(bot: BotHarness, name: str, side: int, person_id: int) -> Person:
    person = bot.person(name, id=person_id)
    await person.sends("/start")
    await coordinate(bot, person, side)
    return person


def another_day(office: Office) -> str:
    return in_row(office, office.activity.deadline.wording, DAY)(TEXT)


async def sends(person: Person, text: str, name: str = "Редакция.TXT") -> Seen:
    await person.sends_document(name, text.encode())
    return person.screen


async def days(office: Office) -> list[str]:
    rows = await office.bot.db.reader.execute_fetchall(
        "SELECT day FROM control_dates WHERE activity_id = ?", (office.activity.id,)
    )
    return [row["day"] for row in rows]


async def test_a_coordinator_sends_an_edition_and_confirms_it_once(office: Office) -> None:
    """The difference in words first, nothing written; then it holds, and the other side's coordinator is told."""
    olga = await coordinator(office.bot, "Ольга", SAINT_PETERSBURG, 801)
    petr = await coordinator(office.bot, "Пётр", PERM, 802)
    before = await days(office)
    shown = await sends(olga, another_day(office))
    assert shown.text.startswith("Новая редакция дорожной карты\n")
    assert "Файл: Редакция.TXT" in shown.text
    assert f"{office.number}, иной срок" in shown.text.replace("другой срок", "иной срок")
    assert DAY in shown.text
    assert await days(office) == before
    await olga.presses("Утвердить редакцию")
    assert olga.text.startswith("Редакция утверждена и действует: ")
    assert await days(office) == ["2026-12-01"]
    letter = await petr.sees("Утверждена новая редакция")
    assert DAY in letter.text
    await olga.presses("Утвердить редакцию", message=shown)
    assert olga.text == "Эта редакция уже утверждена."
    await office.bot.settled()
    assert await office.count("audit WHERE action = 'revised'") == 1
    assert len([seen for seen in petr.history() if "новая редакция" in seen.text.lower()]) == 1


async def test_a_difference_that_has_changed_meanwhile_is_shown_again(office: Office) -> None:
    """Another edition has come into force since: nothing is written on the old difference."""
    olga = await coordinator(office.bot, "Ольга", SAINT_PETERSBURG, 801)
    shown = await sends(olga, another_day(office))
    await new_edition(office.bot, without("14.1"))
    await olga.presses("Утвердить редакцию", message=shown)
    assert olga.text.startswith(OLD)
    assert "14.1" in olga.text
    assert await days(office) != ["2026-12-01"]
    await olga.presses("Утвердить редакцию")
    assert await days(office) == ["2026-12-01"]


async def test_questions_are_answered_by_buttons(office: Office) -> None:
    """An unlike text under a reported number is asked about; an answer can be given anew; what is thrown away is gone."""
    olga = await coordinator(office.bot, "Ольга", SAINT_PETERSBURG, 801)
    await office.publishes(office.anna, "Сведения")
    title = office.activity.title
    asked = await sends(olga, TEXT.replace(title, "Проведение ярмарки изделий народных промыслов", 1))
    assert "Остался 1 вопрос." in asked.text
    assert "Проведение ярмарки" in asked.text
    assert "Утвердить редакцию" not in asked.buttons
    await olga.presses("Нет, новый пункт")
    assert "Утвердить редакцию" in olga.buttons
    assert "исключён" in olga.text.lower() or "исключ" in olga.text.lower()
    await olga.presses("Нет, новый пункт", message=asked)
    assert olga.text.startswith(OLD)
    await olga.presses("Ответить заново")
    await olga.presses("Да, тот же пункт")
    await olga.presses("Утвердить редакцию")
    ((kept,),) = await office.bot.db.reader.execute_fetchall(
        "SELECT title FROM activities WHERE id = ?", (office.activity.id,)
    )
    assert kept == "Проведение ярмарки изделий народных промыслов"
    again = await sends(olga, TEXT)
    await olga.presses("Не утверждать")
    assert olga.text == "Файл удалён, ничего не изменено."
    await olga.presses(
        "Утвердить редакцию" if "Утвердить редакцию" in again.buttons else again.buttons[0], message=again
    )
    assert olga.text.startswith("Этот файл больше не хранится")


async def test_it_survives_a_restart_and_expires(tmp_path: Path) -> None:
    """The file waits for 14 days; after that it is to be sent once more, and nothing of it is left."""
    path, clock = tmp_path / "roadmap.db", MovableClock(NOW)
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, path, clock) as bot:
            office = await open_office(bot)
            for person in (office.anna, office.boris):
                await person.sends("/start")
            olga = await coordinator(bot, "Ольга", SAINT_PETERSBURG, 801)
            shown = await sends(olga, another_day(office))
        clock.forward(timedelta(days=2))
        async with serving(sandbox, path, clock) as bot:
            office.bot = bot
            await olga.presses("Утвердить редакцию", message=shown)
            assert await days(office) == ["2026-12-01"]
            await olga.sends_document("Прежняя.txt", TEXT.encode(), until="Прежняя.txt")
            late = await olga.sees("Прежняя.txt")
            clock.forward(timedelta(days=15))
            await olga.presses("Утвердить редакцию", message=late)
            assert olga.text.startswith("Этот файл больше не хранится")
            await bot.app.scheduler.run_once()
            assert await office.count("edition_proposals") == 0


async def test_who_may_send_an_edition(office: Office) -> None:
    """An official's file belongs to a report; a coordinator's that is no roadmap, too; a broken one is refused in words."""
    for person in (office.anna, office.boris):
        await person.sends("/start")
    await sends(office.anna, another_day(office))
    assert "Новая редакция" not in office.anna.text
    olga = await coordinator(office.bot, "Ольга", SAINT_PETERSBURG, 801)
    other = await sends(olga, "Справка о поставках", "справка.txt")
    assert "редакц" not in other.text
    broken = await sends(olga, "План мероприятий («дорожная карта»)\nна 2024-2026 годы\n")
    assert broken.text.startswith("Таблица не найдена")
    same = await sends(olga, TEXT)
    assert same.text.startswith("Изменений нет") or "ничего не" in same.text.lower() or "так же" in same.text
    shown = await sends(olga, another_day(office))
    petr = await coordinator(office.bot, "Пётр", PERM, 802)
    data = next(button for button in shown.buttons if button == "Утвердить редакцию")
    assert data
    await petr.presses_data("dp:1:0", changes=True)
    assert petr.text.startswith("Этот файл больше не хранится")
    assert await office.count("audit WHERE action = 'revised'") == 0


def as_docx(text: str) -> bytes:
    """The same roadmap as a Word document: lines of tabs are the rows of its table."""
    lines = [line.split("\t") for line in text.splitlines()]
    width = max(map(len, lines))
    first = next(place for place, cells in enumerate(lines) if len(cells) == width)
    last = max(place for place, cells in enumerate(lines) if len(cells) == width)
    rows = (row(*cells) for cells in lines[first : last + 1] if len(cells) == width)
    paragraphs = [[paragraph(cells[0]) for cells in part] for part in (lines[:first], lines[last + 1 :])]
    return docx("".join((*paragraphs[0], table(*rows), *paragraphs[1])))


async def test_an_edition_may_be_a_word_document(office: Office) -> None:
    """The same difference as from a text; the kind is known by the contents."""
    olga = await coordinator(office.bot, "Ольга", SAINT_PETERSBURG, 801)
    await olga.sends_document("Редакция.docx", as_docx(another_day(office)))
    assert olga.text.startswith("Новая редакция дорожной карты\n")
    assert DAY in olga.text
    await olga.presses("Утвердить редакцию")
    assert await days(office) == ["2026-12-01"]


async def test_an_admin_is_told_what_to_send(office: Office) -> None:
    """A PDF, a scan, a file with macros and a bomb are refused in words, and the bot goes on answering."""
    admin = office.bot.admin()
    await admin.sends("/start")
    for name, content, words in (
        ("План.pdf", b"%PDF-1.7 /Font", "рабочий текст"),
        ("План.pdf", b"%PDF-1.7 /Image", "Это скан"),
        ("План.doc", COMPOUND + "WordDocument".encode("utf-16-le"), "старого Word"),
        ("План.docx", docx("<w:sdt>" * 9_000 + "</w:sdt>" * 9_000), "вложенность"),
    ):
        await admin.sends_document(name, content)
        assert words in admin.text
        assert ".docx" in admin.text
    await admin.sends("3.2")
    assert ".docx" not in admin.text


async def test_what_a_workbook_hides_is_named(office: Office) -> None:
    """Before the confirmation: how many rows, columns and sheets were left out, where, and what to do about it."""
    admin = office.bot.admin()
    await admin.sends("/start")
    await admin.sends_document("План.xlsx", workbook(hidden_rows=(5, 7)))
    assert "мероприятий: 2" in admin.text
    assert "1.1, срок не распознан: когда зацветёт сакура" in admin.text
    assert "Лист «План»: не учтены 2 скрытые строки (5, 7)." in admin.text
    assert "Лист «План»: не учтён 1 скрытый столбец (F)." in admin.text
    assert "Лист «Архив»: скрыт, не учтён." in admin.text
    assert "отправьте файл ещё раз" in admin.text
