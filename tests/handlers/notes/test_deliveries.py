"""What an author reads while a note is on its way, when it stops, and when nobody knows."""

from datetime import timedelta

import pytest

from bot.sandbox.people.writing import document
from bot.sandbox.schema.errors import ApiError
from tests.bot.outbox.outbox_fixtures import png
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, appoint, coordinate, dismiss, open_office

LONG = ("Этап " + "🏗" * 30 + ".\n\n") * 80  # few characters, two messages
FILES = [document("a.pdf", b"%PDF a"), document("b.pdf", b"%PDF b")]


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot, redraws=False)


def words(office: Office) -> list[str]:
    return [post.text.rsplit("\n", 1)[-1] for post in office.posts()]


def group_id(office: Office) -> int:
    assert office.chat
    return office.chat.id


async def presses_publish(office: Office, text: str, sees: str) -> None:
    await office.begins(office.anna)
    await office.says(office.anna, text)
    await office.anna.presses("Опубликовать")
    await office.anna.sees(sees)


async def test_failed(office: Office) -> None:
    """Telegram's own words say why it was not published; «Повторить» publishes it, once."""
    faults = office.bot.sandbox.faults
    faults.error(ApiError(400, "Bad Request: holiday"), method="sendMessage", chat_id=group_id(office))
    await presses_publish(office, "Слова", "Не удалось опубликовать: Bad Request: holiday")
    assert office.anna.buttons[0] == "Повторить"
    assert office.posts() == []
    await office.anna.presses("Повторить")
    await office.is_out(office.anna)
    assert words(office) == ["Слова"]


async def test_held_up_for_an_hour(office: Office) -> None:
    """Telegram asks to wait an hour: the author reads until when, and after that hour that it is published."""
    faults = office.bot.sandbox.faults
    faults.too_many_requests(3600, method="sendMessage", chat_id=group_id(office))
    office.bot.sandbox.allows("Too Many Requests")
    # At 12:00 in Moscow, where the group's clock stands.
    await presses_publish(
        office, "Слова", "Ожидает публикации: Telegram просит подождать до 24.11.2026 13:00."
    )
    office.bot.clock.forward(timedelta(seconds=3601))
    office.bot.app.outbox.wake()
    await office.is_out(office.anna)
    assert words(office) == ["Слова"]


async def test_group_without_rights(office: Office) -> None:
    """In a group that is closed to the bot the note waits, and its author reads why."""
    assert office.chat
    office.bot.sandbox.allows("not enough rights")
    office.bot.sandbox.allows("chat not found")  # the administrator has not opened the bot
    office.chat.permissions["can_send_messages"] = False
    await presses_publish(office, "Слова", "Ожидает публикации: группа закрыта для бота")


@pytest.mark.parametrize(
    ("text", "told"), [(LONG, "Часть 2 могла не дойти"), ("Акты", "Вложения могли не дойти")]
)
async def test_part_that_may_not_have_arrived(office: Office, text: str, told: str) -> None:
    """When a later part is in doubt the author is asked about that part, and only it goes out once more."""
    method = "sendMessage" if text is LONG else "sendMediaGroup"
    skips = 1 if text is LONG else 0
    office.bot.sandbox.faults.dropped_connection(
        executes=False, method=method, chat_id=group_id(office), skips=skips
    )
    await office.begins(office.anna)
    if text is LONG:
        await office.says(office.anna, LONG)
    else:
        await office.anna.sends_album(FILES, text)
        await office.bot.settled()
    await office.anna.presses("Опубликовать")
    await office.anna.sees(told)
    assert len(office.posts()) == 1
    await office.anna.presses("Отправить ещё раз")
    await office.is_out(office.anna)
    assert len(office.posts()) == (2 if text is LONG else 3)


async def test_correcting_a_post_that_the_author_alone_has_seen(office: Office) -> None:
    """«Уже в чате» says what follows from it: the correction and the withdrawal come as posts of their own."""
    office.bot.sandbox.faults.dropped_connection(
        executes=True, method="sendMessage", chat_id=group_id(office)
    )
    await presses_publish(office, "Первые слова", "Могло не дойти: проверьте группу")
    await office.anna.presses("Уже в чате")
    await office.anna.sees("Опубликовано в группе.")
    assert "исправление выйдет новым сообщением" in office.anna.text
    await office.anna.presses("Исправить")
    await office.anna.presses("Исправить")
    await office.anna.presses("Текст заново")
    await office.says(office.anna, "Верные слова")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert words(office) == ["Первые слова", "Верные слова"]
    assert "исправление выйдет" not in office.anna.text
    await office.anna.presses("Отозвать")
    await office.anna.presses("Ошибка в сведениях")
    await office.anna.sees("помечено как отозванное")
    await office.bot.settled()
    assert words(office) == ["Первые слова", "Отозвано. Причина: Ошибка в сведениях"]


async def test_withdrawing_when_the_files_cannot_be_named(office: Office) -> None:
    """Files that the author alone has seen cannot be marked: that is said, and how many they are."""
    office.bot.sandbox.faults.dropped_connection(
        executes=True, method="sendMediaGroup", chat_id=group_id(office)
    )
    await office.begins(office.anna)
    await office.anna.sends_album(FILES, "Два акта")
    await office.bot.settled()
    await office.anna.presses("Опубликовать")
    await office.anna.sees("Вложения могли не дойти")
    await office.anna.presses("Уже в чате")
    await office.anna.sees("Опубликовано в группе.")
    await office.anna.presses("Отозвать")
    await office.anna.presses("Ошибка в сведениях")
    await office.anna.sees("помечено как отозванное")
    await office.bot.settled()
    assert "В группе осталось 2 прежних сообщения этого отчёта: неизвестно, какие именно" in office.anna.text
    assert "Повторить" not in office.anna.buttons
    assert office.posts()[0].text.endswith("Отозвано. Причина: Ошибка в сведениях")
    assert len(office.posts()) == 3


async def test_author_whose_message_is_gone(office: Office) -> None:
    """The message under «Опубликовать» was deleted: the author is told in a new one, and there of what follows."""
    office.bot.sandbox.allows("message to edit not found")
    office.bot.sandbox.faults.dropped_connection(
        executes=False, method="sendMessage", chat_id=group_id(office)
    )
    await office.begins(office.anna)
    preview = await office.says(office.anna, "Слова")
    world = office.bot.sandbox.state
    world.delete_message(office.anna.private.messages[preview.message_id], office.anna.user)
    await office.anna.presses("Опубликовать", message=preview)
    asked = await office.anna.sees("Могло не дойти")
    await office.bot.settled()
    world.delete_message(office.anna.private.messages[asked.message_id], office.anna.user)
    await office.anna.presses("Отправить ещё раз", message=asked)
    await office.is_out(office.anna)
    own = [seen.text for seen in office.anna.history() if "Отчёт № 1" in seen.text]
    assert own
    assert all("Опубликовано в группе." in text for text in own)
    assert words(office) == ["Слова"]


@pytest.mark.parametrize("left", ["colleague", "coordinator", "administrator"])
async def test_doubt_about_a_post_of_an_author_who_may_not_decide_any_more(office: Office, left: str) -> None:
    """A colleague hears of it, or the side's coordinator, and decides; where there is neither, the administrators hear."""
    bot, vera = office.bot, office.bot.admin() if left == "administrator" else office.bot.person("Вера")
    bot.sandbox.allows("Too Many Requests")
    await vera.sends("/start")
    bot.sandbox.faults.too_many_requests(3600, method="sendMessage", chat_id=group_id(office))
    await presses_publish(office, "Слова", "Ожидает публикации")
    await dismiss(bot, office.anna)
    if left == "colleague":
        await appoint(bot, vera, *office.north)
    elif left == "coordinator":
        await coordinate(bot, vera, office.north[0].party_id)
    bot.sandbox.faults.dropped_connection(executes=False, method="sendMessage", chat_id=group_id(office))
    bot.clock.forward(timedelta(seconds=3601))
    bot.app.outbox.wake()
    await vera.sees("Могло не дойти")
    if left == "administrator":
        assert "Отправить ещё раз" not in vera.buttons
        assert "это могут сделать координатор стороны или сотрудник ведомства" in vera.text
        return
    await vera.presses("Отправить ещё раз")
    await office.is_out(vera)
    assert words(office) == ["Слова"]


@pytest.mark.parametrize("kind", ["photos", "documents"])
async def test_only_what_lacks_a_right_waits(office: Office, kind: str) -> None:
    """Without the right to send such a file one note waits for it, others go on, and it follows by itself."""
    bot, admin = office.bot, office.bot.admin()
    right = {"photos": "отправлять фотографии", "documents": "отправлять файлы"}[kind]
    await admin.sends("/start")
    assert office.chat
    bot.sandbox.allows("not enough rights")
    office.chat.permissions[f"can_send_{kind}"] = False
    await office.begins(office.anna)
    if kind == "photos":
        await office.anna.sends_photo(png(1), "С вложением")
    else:
        await office.anna.sends_document("a.pdf", b"%PDF a", "С вложением")
    await bot.settled()
    await office.anna.presses("Опубликовать")
    await office.anna.sees(right)
    await office.begins(office.boris)
    await office.says(office.boris, "Без вложений")
    await office.boris.presses("Опубликовать")
    await office.boris.sees("Опубликовано в группе.")
    assert words(office) == ["Без вложений"]
    await admin.sees(right)
    assert "всё остальное публикуется" in admin.text
    office.chat.permissions[f"can_send_{kind}"] = True
    bot.clock.forward(timedelta(minutes=11))
    bot.app.outbox.wake()
    await office.is_out(office.anna)
    assert len(office.posts()) == 2


async def test_a_doubt_is_told_once_and_leads_to_the_group(office: Office) -> None:
    """The author's screen asks, no second message does; «Открыть в группе» is where to look."""
    sandbox = office.bot.sandbox
    await office.publishes(office.anna, "До сомнения")
    sandbox.faults.dropped_connection(executes=True, method="sendMessage", chat_id=group_id(office))
    before = len(office.anna.history())
    await presses_publish(office, "Слова", "Могло не дойти: проверьте группу")
    await office.bot.settled()
    asked = [seen for seen in office.anna.history() if "Могло не дойти" in seen.text]
    assert len(asked) == 1
    assert "Открыть в группе" in office.anna.buttons
    assert len(office.anna.history()) > before


async def test_a_question_typed_into_the_form_is_answered(office: Office) -> None:
    """«Это вопрос» answers it and takes it out of the draft; what is no question has no such button."""
    anna = office.anna
    await office.begins(anna)
    await office.says(anna, "Работы идут по графику")
    assert "Это вопрос" not in anna.buttons
    await office.says(anna, "что за Минстроем?")
    await anna.presses("Это вопрос", until="Понял так")
    await office.says(anna, "Закончим в срок")
    assert "что за Минстроем" not in anna.text
    await anna.presses("Опубликовать")
    await office.is_out(anna)
    assert "Закончим в срок" in office.posts()[0].text
    assert "Минстроем" not in office.posts()[0].text
