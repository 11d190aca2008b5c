"""The document that confirms a note: asked for, refused with a way on, shown as it was written."""

import pytest

from data.roadmap.roadmap import select_content
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, appoint, open_office


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
