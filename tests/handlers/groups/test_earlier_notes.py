"""Notes that were written before `/bind` are offered for posting after it."""

from datetime import timedelta

from bot.callbacks.groups import PostEarlierNotes
from bot.sandbox.state.members import Status
from data.messaging.chats import select_bound_chat
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import open_office


async def test_notes_from_before_the_group_are_offered_and_posted_once(bot: BotHarness) -> None:
    """In their order below a line with their days, without the withdrawn one; the author sees it, the journal knows."""
    office = await open_office(bot, group=False)
    admin, anna = bot.admin(), office.anna
    await admin.sends("/start")
    await office.publishes(anna, "Первые слова.")
    await office.publishes(anna, "Ошибочные слова.")
    await anna.presses("Отозвать")
    await anna.presses("Ошибка")
    await bot.settled()
    bot.clock.forward(timedelta(days=2))
    await office.publishes(office.boris, "Вторые слова.")
    members = [admin, anna, office.boris]
    group = bot.sandbox.group("Совет", members=members, supergroup=True, bot=Status.MEMBER)
    await admin.sends("/bind", chat=group)
    letter = await admin.sees("Группа подключена\nГруппа: Совет")
    assert "До этого внесено 2 отчёта, в группе их нет. Их можно опубликовать сейчас." in admin.text
    forged = PostEarlierNotes(roadmap_id=1, fingerprint=1)
    await anna.presses_data(forged.pack(), changes=None)
    await admin.presses("Опубликовать ранее внесённые (2)", message=letter)
    await office.boris.sees("Опубликовано в группе.")
    assert "Публикуется 2 отчёта, от старых к новым." in admin.text
    posted = [message.text for message in group.messages.values() if message.sender is bot.sandbox.state.bot]
    line, first, second = posted[1:]
    assert line == "Отчёты, внесённые до подключения группы, с 24.11.2026 по 26.11.2026:"
    assert first.startswith("Отчёт № 1 ")
    assert first.endswith("Первые слова.")
    assert second.startswith("Отчёт № 3 ")
    assert second.endswith("Вторые слова.")

    chat = await select_bound_chat(bot.db.reader, 1)
    assert chat
    again = PostEarlierNotes(roadmap_id=1, fingerprint=chat.fingerprint)
    await admin.presses_data(again.pack(), changes=None)
    assert "Все отчёты уже в группе или отправляются." in admin.text
    await admin.presses_data(forged.pack(), changes=None)
    assert "Группа подключена" in admin.text
    assert "внесено" not in admin.text
    await admin.sends("/people")
    await admin.presses("Журнал")
    assert "ранее внесённых отчётов: 2" in admin.text
