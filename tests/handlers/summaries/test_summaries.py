"""People and the weekly summary: what it tells, who may publish it, and when it comes."""

from datetime import timedelta
from pathlib import Path

import pytest

from data.audit import AuditAction, select_audit
from data.summaries.summaries import select_summary_rule
from tests.bot_harness import BotHarness, running_bot
from tests.handlers.notes.note_fixtures import appoint, coordinate
from tests.handlers.summaries.summary_fixtures import Weeks, leap, moscow, open_weeks


@pytest.fixture
async def weeks(bot: BotHarness) -> Weeks:
    """The group was bound on Tuesday, 24 November 2026; its first summary is due on Monday the 30th."""
    return await open_weeks(bot, moscow(24))


async def test_what_a_summary_tells(weeks: Weeks) -> None:
    """News by sphere with the agency and a link to the post, whose word is awaited, and the change against last week."""
    await weeks.at(moscow(30))
    office = weeks.office
    await office.publishes(office.anna, "Подписан\nпротокол <b>встречи</b>.", "исполнено")
    await office.publishes(office.boris, "Отстаём.", "под угрозой")
    await weeks.at(moscow(7, month=12))
    told = weeks.last
    assert "На 7 декабря 2026, пн, 10:00 МСК (12:00 в Перми)" in told
    assert "Новых отчётов: 2\nИсполнено: 0 из 36\nВ зоне риска: 0" in told
    assert "Ждут второй стороны: 1 (+1: 1.1)" in told
    assert "(Санкт-Петербург), исполнено: Подписан протокол <b>встречи</b>. (отчёт № 1)" in told
    assert "ожидается: Пермский край" in told
    entities = weeks.summaries[-1].card()["entities"]
    links = [entity["url"] for entity in entities if entity["type"] == "text_link"]
    assert any(link.startswith("https://t.me/c/") for link in links)
    assert "expandable_blockquote" in [entity["type"] for entity in entities]
    assert "Анна" not in told


async def test_an_empty_week_is_honest(weeks: Weeks) -> None:
    """Without news the summary says so, and still what is overdue and who is silent."""
    await weeks.at(moscow(30))
    assert "За неделю новых сведений нет." in weeks.last
    assert "Просрочено: 2" in weeks.last
    assert "10.2 " in weeks.last


async def test_closed_by_both(weeks: Weeks) -> None:
    """What both sides have declared done stands under «Сделано» in that week, and not again in the next."""
    await weeks.office.publishes(weeks.office.anna, "Готово.", "исполнено")
    await weeks.office.publishes(weeks.office.boris, "И у нас.", "исполнено")
    await weeks.at(moscow(30))
    assert f"Сделано\n{weeks.office.number} " in weeks.last
    assert "Исполнено: 1 из 36" in weeks.last
    await weeks.at(moscow(7, month=12))
    assert "Сделано" not in weeks.last
    assert "Исполнено: 1 из 36" in weeks.last


async def test_silence_of_both_sides_alike(weeks: Weeks) -> None:
    """After four weeks the silent agencies are named side by side, persons never."""
    await weeks.at(moscow(21, month=12))
    assert "Нет сведений 4 недели и дольше: 0 ведомств" in weeks.last
    await weeks.at(moscow(28, month=12))
    told = weeks.last
    silence = told[told.rindex("Нет сведений 4 недели и дольше") :]
    assert silence.count("— 4 недели") == 10
    assert "\nСанкт-Петербург\n" in silence
    assert "\nПермский край\n" in silence


async def test_a_late_note_amends_the_summary(weeks: Weeks) -> None:
    """Words of last week that are published within a day of the summary are added to it, with the time."""
    office = weeks.office
    await weeks.at(moscow(30, 9, 50))
    await office.begins(office.anna)
    await office.says(office.anna, "Успели до срока.")
    await weeks.at(moscow(30))
    leap(weeks.bot, moscow(30, 10, 40))
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    await weeks.at(moscow(30, 10, 40))
    assert len(weeks.summaries) == 1
    assert "Дополнено 10:40 МСК (12:40 в Перми)." in weeks.last
    assert "Успели до срока." in weeks.last
    await weeks.at(moscow(7, month=12))
    assert "За неделю новых сведений нет." in weeks.last


async def test_a_coordinator_publishes_before_the_time(weeks: Weeks) -> None:
    """Preview, question, «Опубликовать сейчас»: once, and Monday brings nothing; the journal has it."""
    galina = weeks.bot.person("Галина")
    await coordinate(weeks.bot, galina, 1)
    leap(weeks.bot, moscow(26))
    await galina.sends("/summary")
    assert "Следующую сводку группа получит 30 ноября 2026, пн, 10:00 МСК (12:00 в Перми)." in galina.text
    await galina.presses("Как увидит группа")
    await weeks.bot.settled()
    await galina.presses("Опубликовать сейчас")
    asked = galina.screen
    await galina.presses("Опубликовать сейчас")
    await weeks.is_out()
    assert len(weeks.summaries) == 1
    await galina.presses("Опубликовать сейчас", message=asked)
    await weeks.at(moscow(30))
    assert len(weeks.summaries) == 1
    await weeks.at(moscow(7, month=12))
    assert weeks.titles[1] == "Сводка за неделю, 26 нояб. – 7 дек. 2026 г."
    actions = [entry.action for entry in await select_audit(weeks.bot.db.reader)]
    assert actions.count(AuditAction.SUMMARISED) == 1


async def test_an_official_forges_the_button(weeks: Weeks) -> None:
    """A person who may not publish gets an alert; a coordinator who lost the role as well; nothing reaches the group."""
    galina = weeks.bot.person("Галина")
    await coordinate(weeks.bot, galina, 1)
    await galina.sends("/summary")
    await galina.presses("Опубликовать сейчас")
    asked = galina.screen
    await appoint(weeks.bot, galina, weeks.office.north[0])
    await galina.presses("Опубликовать сейчас", message=asked)
    assert galina.alert == "Это доступно координатору стороны или администратору."
    await weeks.office.anna.sends("/summary")
    assert "Опубликовать сейчас" not in weeks.office.anna.buttons
    await weeks.office.anna.presses_data("wx:1:202648")
    assert weeks.office.anna.alert == "Это доступно координатору стороны или администратору."
    await weeks.office.anna.presses_data("wg:1:4:960:0:1:1:0")
    assert weeks.office.anna.alert == "Это доступно только администратору."
    assert weeks.summaries == []


async def test_an_administrator_changes_the_day(weeks: Weeks) -> None:
    """Day, time, pin and the switch are buttons; Friday 16:15 holds at once, and off is off."""
    olga = weeks.bot.admin()
    await olga.sends("/summary")
    await olga.presses("Расписание")
    for label in ("пт", *["+1:00"] * 6, "+0:15"):
        await olga.presses(label)
    assert "27 ноября 2026, пт, 16:15 МСК (18:15 в Перми)" in olga.text
    await weeks.at(moscow(27, 16, 15))
    assert len(weeks.summaries) == 1
    await weeks.at(moscow(30))
    assert len(weeks.summaries) == 1
    await olga.presses("Выключить")
    assert "Сводки выключены" in olga.text
    await weeks.at(moscow(5, month=12))
    await olga.presses("Включить")
    await weeks.at(moscow(6, month=12))
    assert len(weeks.summaries) == 1
    assert (await select_summary_rule(weeks.bot.db.reader, 1)).rule == "fri 16:15"


async def test_the_pin_moves_on(weeks: Weeks) -> None:
    """With pinning on each summary is pinned silently and takes the place of the one before."""
    chat = weeks.office.chat
    assert chat
    chat.permissions["can_pin_messages"] = True
    olga = weeks.bot.admin()
    await olga.sends("/summary")
    await olga.presses("Расписание")
    await olga.presses("Закреплять тихо")
    pinned = []
    for monday in (moscow(30), moscow(7, month=12)):
        await weeks.at(monday)
        await weeks.at(monday + timedelta(minutes=1))
        pinned.append(list(chat.pinned))
    assert pinned == [[weeks.summaries[0].id], [weeks.summaries[1].id]]


async def test_a_bot_that_may_not_pin_says_so_once(tmp_path: Path) -> None:
    """The summary stays, the administrators are told what to allow."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        olga, weeks = bot.admin(), await open_weeks(bot, moscow(24))
        await olga.sends("/summary")
        await olga.presses("Расписание")
        await olga.presses("Закреплять тихо")
        bot.sandbox.allows("not enough rights to manage pinned messages in the chat")
        for minute in range(3):
            await weeks.at(moscow(30, 10, minute))
        assert len([message for message in olga.history() if "не закреплена" in message.text]) == 1


async def test_past_weeks(weeks: Weeks) -> None:
    """«‹ Раньше» leads back to the first week there is, as the record had it then."""
    await weeks.office.publishes(weeks.office.anna, "Первые слова.", "под угрозой")
    await weeks.at(moscow(30))
    await weeks.office.publishes(weeks.office.anna, "Исправились.", "исполняется")
    await weeks.at(moscow(7, month=12))
    anna = weeks.office.anna
    await anna.sends("/summary")
    assert "В зоне риска: 0 (−1: 1.1)" in anna.text
    assert "Опубликована в группе 7 декабря 2026" in anna.text
    await anna.presses("‹ Раньше")
    assert "В зоне риска: 1\n" in anna.text
    assert "Первые слова." in anna.text
    assert "Исправились." not in anna.text
    assert "‹ Раньше" not in anna.buttons
    await anna.presses("Позже ›")
    assert "Исправились." in anna.text


async def test_in_the_group_only_the_figures(weeks: Weeks) -> None:
    """A reader who asks in the group gets a short reply."""
    told = await weeks.office.anna.sends("/summary", chat=weeks.office.chat)
    assert told.text.startswith("Сводка за неделю")
    assert "10.2 " not in told.text
    assert told.buttons == ["Подробнее"]


async def test_the_groups_language(tmp_path: Path) -> None:
    """A group that speaks English reads days, figures and times in English."""
    async with running_bot(tmp_path / "roadmap.db", default_locale="en") as bot:
        weeks = await open_weeks(bot, moscow(24))
        await weeks.at(moscow(30))
        assert weeks.last.replace("\u2009", " ").startswith("Weekly summary, Nov 23 – 30, 2026\n")
        assert "As of Mon, 30 November 2026, 10:00 MSK (12:00 in Perm)" in weeks.last
        assert "Overdue: 2" in weeks.last


async def test_the_chart(weeks: Weeks) -> None:
    """«Диаграмма» sends a picture with the figures in words, from which a button leads back to the week."""
    anna = weeks.office.anna
    await anna.sends("/summary")
    await anna.presses("Диаграмма")
    await weeks.bot.settled()
    assert weeks.bot.sandbox.journal.calls("sendPhoto")
    assert anna.text.startswith("Ход исполнения по сферам\n")
    await anna.presses("‹ Назад")
    assert anna.text.startswith("Сводка за неделю")


async def test_a_summary_that_may_be_missing(weeks: Weeks) -> None:
    """When nobody knows whether it arrived, the administrators are asked, and «Уже в чате» settles it."""
    assert weeks.office.chat
    olga = weeks.bot.admin()
    await olga.sends("/start")
    weeks.bot.sandbox.faults.dropped_connection(
        executes=True, method="sendMessage", chat_id=weeks.office.chat.id
    )
    await weeks.at(moscow(30))
    asked = await olga.sees("Неизвестно, дошла ли сводка за неделю до группы.")
    await olga.presses("Сводка", message=asked)
    assert "Могло не дойти: проверьте группу и выберите." in olga.text
    await olga.presses("Уже в чате")
    await weeks.at(moscow(1, month=12))
    assert len(weeks.summaries) == 1
    assert await weeks.office.count("outbox WHERE state = 'uncertain'") == 0
