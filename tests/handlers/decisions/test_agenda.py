"""A coordinator leads a joint meeting: agenda, marks, instructions, the draft of the protocol."""

from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from data.audit import AuditAction, select_audit
from tests.bot_harness import NOW, BotHarness, serving
from tests.handlers.notes.note_fixtures import Office, coordinate, open_office

SAINT_PETERSBURG, PERM = 1, 2


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


@pytest.fixture
async def olga(office: Office) -> Person:
    return await leader(office.bot)


async def leader(bot: BotHarness) -> Person:
    person = bot.person("Ольга", id=801)
    await person.sends("/start")
    await coordinate(bot, person, SAINT_PETERSBURG)
    return person


async def test_a_meeting_from_agenda_to_protocol(office: Office, olga: Person) -> None:
    """What is overdue and at risk is on the agenda; marks and an instruction with a date stand in the protocol."""
    await office.publishes(office.anna, "Нет поставщика.", "под угрозой")
    await olga.sends("/start")
    await olga.presses("Повестка")
    assert "3 вопроса" in olga.text
    await olga.presses("Открыть совещание")
    assert olga.text.startswith(
        "Повестка, 24.11.2026\nРассмотрено: 0 · снято: 0 · поручений: 0 · осталось: 3"
    )
    assert olga.text.index("Просрочено") < olga.text.index("Под угрозой")
    first = olga.buttons[0]
    await olga.presses(first)
    await olga.presses("Рассмотрено")
    assert "Решение: рассмотрено" in olga.text
    await olga.presses("Следующий вопрос")
    await olga.presses("Снять с повестки")
    await olga.presses("Следующий вопрос")
    assert "Вопрос 3 из 3: под угрозой" in olga.text
    await olga.presses("Поручение")
    await olga.sends("Согласовать новый договор", until="Поручение: Согласовать новый договор")
    await olga.presses("Добавить дату")
    await olga.sends("15.12", until="Дата: 15 декабря 2026, вт")
    await olga.presses("Записать")
    assert "Решение: поручение: Согласовать новый договор Срок: 15 декабря 2026, вт." in olga.text
    await olga.presses("‹ Назад")
    assert "Рассмотрено: 1 · снято: 1 · поручений: 1 · осталось: 0" in olga.text
    await olga.presses("Проект протокола", until="ПРОТОКОЛ (ПРОЕКТ)")
    await office.bot.settled()
    *_, message, file = olga.history()
    assert "РЕШИЛИ: принять информацию к сведению." in message.text
    assert "РЕШИЛИ: Согласовать новый договор. Срок: 15.12.2026." in message.text
    assert "Санкт-Петербург: под угрозой (отчёт № 1)" in message.text
    assert file.media["file_name"] == "protocol-2026-11-24.txt"
    body = olga.downloads(file)
    assert body.decode("utf-8-sig").replace("\r\n", "\n") == message.text
    assert body.startswith(b"\xef\xbb\xbf")


async def test_an_instruction_may_be_a_word_of_the_menu(office: Office, olga: Person) -> None:
    """What waits for a person's words takes them also where they would open the notes or the person's activities."""
    await office.publishes(office.anna, "Нет поставщика.", "под угрозой")
    await olga.sends("/agenda")
    await olga.presses("Открыть совещание")
    await olga.presses(olga.buttons[0])
    await olga.presses("Поручение")
    await olga.sends("Отчёт", until="Поручение: Отчёт")


async def test_an_ended_meeting_takes_no_marks(office: Office, olga: Person) -> None:
    """After the end nothing is marked, the protocol is still given, and a new meeting may be opened."""
    await olga.sends("/agenda")
    agenda = await olga.presses("Открыть совещание")
    await olga.presses("Завершить совещание")
    await olga.presses("Завершить")
    assert olga.text.startswith("Совещание завершено.")
    await olga.presses_data("gm:1:h", message=agenda)
    assert olga.alert == "Это совещание завершено. Открыть новое: /agenda"
    await olga.presses_data("tb:i:1", message=agenda)
    assert olga.alert == "Это совещание завершено. Открыть новое: /agenda"
    await olga.presses("Проект протокола", until="ПРОТОКОЛ (ПРОЕКТ)")
    await office.bot.settled()
    again = await olga.sends("/agenda")
    assert "Открыть совещание" in again.buttons
    assert await office.count("agenda_items WHERE mark IS NOT NULL") == 0


async def test_an_official_leads_no_meeting(office: Office, olga: Person) -> None:
    """`/agenda` and forged buttons of it are for coordinators, and the home screen offers it to nobody else."""
    await office.anna.sends("/start")
    assert "Повестка" not in office.anna.buttons
    refused = await office.anna.sends("/agenda")
    assert refused.text == "Это доступно только координатору одной из сторон."
    for forged in ("gb", "g:0", "gi:1", "gm:1:h", "gp:1", "ge:1", "gf:1:0"):
        await office.anna.presses_data(forged)
        assert office.anna.alert == "Это доступно только координатору одной из сторон.", forged
    assert olga.id
    assert await office.count("meetings") == 0


async def test_the_meeting_survives_a_restart(tmp_path: Path) -> None:
    """Marks and what was being typed are there again, also for the other coordinator of the side."""
    path, clock = tmp_path / "roadmap.db", MovableClock(NOW)
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, path, clock) as bot:
            olga = await leader(bot)
            await olga.sends("/agenda")
            await olga.presses("Открыть совещание")
            await olga.presses(olga.buttons[0])
            await olga.presses("Поручение")
        async with serving(sandbox, path, clock):
            await olga.sends("Представить график", until="Поручение: Представить график")
            await olga.presses("Записать")
            await sandbox.settled()
            agenda = await olga.sends("/agenda", until="поручений: 1")
            assert "Повестка" in agenda.text


async def test_a_stale_mark_asks_before_it_replaces_anything(office: Office, olga: Person) -> None:
    """The other coordinator's older screen wipes no instruction: it is shown and asked about; the journal has it all."""
    petr = office.bot.person("Пётр", id=802)
    await petr.sends("/start")
    await coordinate(office.bot, petr, PERM)
    await olga.sends("/agenda")
    await olga.presses("Открыть совещание")
    await petr.sends("/agenda")
    for person in (olga, petr):
        await person.presses(person.buttons[0])
    stale = petr.screen
    await olga.presses("Поручение")
    await olga.sends("Представить график", until="Поручение: Представить график")
    await olga.presses("Записать")
    await petr.presses("Рассмотрено", message=stale)
    assert "По этому вопросу решение уже записано." in petr.text
    assert "Решение: поручение: Представить график" in petr.text
    assert await office.count("agenda_items WHERE instruction = 'Представить график'") == 1
    asked = petr.screen
    await olga.presses("Поручение")
    await olga.sends("Представить график и смету", until="график и смету")
    await olga.presses("Записать")
    await petr.presses("Заменить", message=asked)
    assert "Решение: поручение: Представить график и смету" in petr.text
    await petr.presses("Заменить")
    assert "Решение: рассмотрено" in petr.text
    rows = [row for row in await select_audit(office.bot.db.reader) if row.action is AuditAction.MARKED]
    assert [(row.actor_id, row.after and row.after["mark"]) for row in reversed(rows)] == [
        (olga.id, "instructed"),
        (olga.id, "instructed"),
        (petr.id, "heard"),
    ]
    assert rows[0].before
    assert rows[0].before["words"] == "Представить график и смету"


async def test_an_instruction_is_taken_on_what_is_decided(office: Office, olga: Person) -> None:
    """One that was typed before the other coordinator decided the item shows that first; its words are kept."""
    petr = office.bot.person("Пётр", id=802)
    await petr.sends("/start")
    await coordinate(office.bot, petr, PERM)
    await olga.sends("/agenda")
    await olga.presses("Открыть совещание")
    await olga.presses(olga.buttons[0])
    await olga.presses("Поручение")
    await olga.sends("Представить график", until="Поручение: Представить график")
    await petr.sends("/agenda")
    await petr.presses(petr.buttons[0])
    await petr.presses("Снять с повестки")
    await olga.presses("Записать")
    assert "данные изменились" in olga.text
    assert "Решение: снято с повестки" in olga.text
    assert "Поручение: Представить график" in olga.text
    assert await office.count("agenda_items WHERE mark = 'instructed'") == 0
    await olga.presses("Записать")
    assert await office.count("agenda_items WHERE mark = 'instructed'") == 1
