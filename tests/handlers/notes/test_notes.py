"""An official writes a note on a telephone, and the group reads it."""

import pytest

from bot.sandbox.formatting.formatted import Formatted
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people import actions
from bot.sandbox.people.writing import document, photo
from data.messaging.deliveries import DeliveryState, select_delivery
from data.notes.notes import select_roadmap_notes
from tests.bot.outbox.outbox_fixtures import png
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, appoint, coordinate, dismiss, open_office


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def test_three_taps(office: Office) -> None:
    """My activities, the activity, the text, «Опубликовать»: the post stands in the group, its author has its number."""
    await office.anna.sends("/my")
    await office.anna.presses(office.number)
    await office.says(office.anna, "Проведена встреча рабочей группы.")
    assert office.anna.text.startswith("Так увидит группа.")
    await office.anna.presses("Опубликовать")
    confirmed = await office.anna.sees("Опубликовано в группе.")
    assert confirmed.text.startswith(f"Отчёт № 1 к пункту {office.number} записан.")
    assert confirmed.buttons[:3] == ["Открыть в группе", "Исправить", "Отозвать"]
    (post,) = office.posts()
    assert post.text.startswith(f"Отчёт № 1 к пункту {office.number}\n")
    assert post.text.endswith("Проведена встреча рабочей группы.")
    assert post.silent


async def test_preview_is_the_post(office: Office) -> None:
    """Below the remark the preview holds, word by word, what the group then gets, but for the number."""
    await office.begins(office.anna)
    await office.says(office.anna, "Строка <b>один</b> & «два»\n\n👨‍👩‍👧 и \u202eсправа\u202c")
    shown = office.anna.text.split("\n\n", 1)[1]
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert office.posts()[0].text.replace("Отчёт № 1 к", "Отчёт к") == shown
    assert "<b>один</b> & «два»" in shown


async def test_album(office: Office) -> None:
    """Ten pictures come as ten updates: the form is drawn once, and the group gets them as one album."""
    await office.begins(office.anna)
    before = len(office.bot.sandbox.journal.calls("sendMessage"))
    await office.anna.sends_album([photo(png(number)) for number in range(10)], "Фото с открытия")
    await office.bot.settled()
    assert len(office.bot.sandbox.journal.calls("sendMessage")) == before + 1
    assert "Вложено 10 файлов." in office.anna.text
    await office.anna.sends_photo(png(11), until="не больше 10 файлов")
    await office.anna.presses("‹ К отчёту")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert len([post for post in office.posts() if post.album]) == 10


async def test_document_of_a_foreign_kind(office: Office) -> None:
    """A program is not attached, and the sentence says what is; a PDF is."""
    await office.begins(office.anna)
    refused = await office.anna.sends_document("setup.exe", b"MZ")
    assert refused.text.startswith(
        "setup.exe не добавлен. Можно приложить фотографии и файлы: pdf, doc, docx,"
    )
    await office.anna.sends_document("акт.pdf", b"%PDF-1", "Подписан акт", until="Вложен 1 файл.")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    (post,) = office.posts()
    assert post.text.endswith("Подписан акт")
    assert post.media


async def test_too_long_text(office: Office) -> None:
    """3,501 characters are refused in words, and shortening the message in place brings it in."""
    await office.begins(office.anna)
    written = office.anna.writes("я" * 3501)
    await office.anna.sees("3501 при пределе 3500")
    await office.anna.edits_message(written, "я" * 3500, until="яяя")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    ((note),) = await select_roadmap_notes(office.bot.db.reader, 1, 10)
    assert note.latest.text == "я" * 3500


async def test_both_sides_close_an_activity(office: Office) -> None:
    """«Исполнено» of one side is interim; with the other side's word the activity is closed."""
    await office.boris.sends("/start")
    await office.begins(office.anna)
    await office.says(office.anna, "Сделано.")
    await office.anna.presses("Статус")
    await office.anna.presses("исполнено")
    refused = await office.says(office.anna, "акт без даты")
    assert refused.text.startswith("Нужны номер и дата")
    await office.says(office.anna, "№ 15-р от 20.11.2026")
    assert "Подтверждающий документ: № 15-р от 20 ноября 2026" in office.anna.text
    await office.anna.presses("Опубликовать")
    await office.anna.sees("Опубликовано в группе.")
    assert "Пока промежуточно: ожидается слово второй стороны: Пермский край." in office.anna.text
    assert not office.posts()[0].silent
    card = await office.boris.sends(f"/{office.number.replace('.', '_')}")
    assert "Состояние: исполнено: Санкт-Петербург; ожидается: Пермский край" in card.text
    await office.publishes(office.boris, "И у нас.", "исполнено")
    assert "мероприятие закрыто" in office.boris.text


async def test_correction(office: Office) -> None:
    """«Исправить» makes a new version: the post is edited and marked, the history keeps both."""
    await office.publishes(office.anna, "Первые слова.")
    await office.anna.presses("Исправить")
    await office.anna.presses("Исправить")
    await office.anna.presses("Текст заново")
    await office.says(office.anna, "Верные слова.")
    await office.anna.presses("Опубликовать")
    await office.anna.sees("исправлен (ред. 2)")
    await office.is_out(office.anna)
    (post,) = office.posts()
    assert post.text.startswith(f"Отчёт № 1 к пункту {office.number} (ред. 2)")
    assert post.text.endswith("Верные слова.")
    await office.anna.presses("История")
    await office.anna.presses("›")
    assert "Первые слова." in office.anna.text
    assert "Редакция 1, опубликована" in office.anna.text


async def test_edited_message_corrects_the_note(office: Office) -> None:
    """Editing an own message in Telegram makes the next version, told to the author; the post follows."""
    await office.begins(office.anna)
    said = office.anna.writes("Открыто 3 филиала.")
    await office.anna.sees("Так увидит группа.")
    await office.anna.edits_message(said, "Открыто 4 филиала.", until="Открыто 4")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    await office.anna.edits_message(said, "Открыто 5 филиалов.", until="исправлен (ред. 2)")
    await office.bot.sandbox.until(lambda: office.posts()[0].text.endswith("Открыто 5 филиалов."))


async def test_withdrawal(office: Office) -> None:
    """Withdrawing asks why, edits the post and keeps the record."""
    await office.publishes(office.anna, "Ошибочные сведения.")
    await office.anna.presses("Отозвать")
    await office.anna.presses("Своими словами")
    await office.anna.sends("Перепутан пункт", until="отозван.")
    await office.bot.sandbox.until(lambda: "Отозвано. Причина: Перепутан пункт" in office.posts()[0].text)
    assert "Ошибочные сведения." not in office.posts()[0].text
    assert await office.count("notes") == 1
    assert "Отозвать" not in office.anna.buttons


async def withdraw(office: Office) -> None:
    await office.anna.presses("Отозвать")
    await office.anna.presses("Опубликовано дважды")
    await office.is_out(office.anna, "помечено как отозванное")


async def card_in(office: Office) -> Seen:
    card = await office.anna.sends(f"/{office.number.replace('.', '_')}")
    await office.bot.settled()
    return card


async def test_the_card_tells_of_notes_that_stand(office: Office) -> None:
    """A note without a status is a word all the same; a withdrawn one hides no earlier one, and is not the last."""
    await office.publishes(office.anna, "Первое слово.")
    assert "статус не указан (отчёт № 1)" in (await card_in(office)).text
    await office.publishes(office.anna, "Второе слово.", "исполняется")
    await withdraw(office)
    card = await card_in(office)
    assert "статус не указан (отчёт № 1)" in card.text
    assert "Последний отчёт, № 1: Первое слово." in card.text
    assert "История (3)" in card.buttons  # two reports, one of them withdrawn


async def test_a_card_whose_notes_were_all_withdrawn(office: Office) -> None:
    """It says so, and their history stays."""
    await office.publishes(office.anna, "Ошибочные сведения.")
    await withdraw(office)
    card = await card_in(office)
    assert "Все отчёты по этому мероприятию отозваны." in card.text
    assert "История (2)" in card.buttons  # the report and its withdrawal


async def test_withdrawal_for_a_ready_reason(office: Office) -> None:
    """A ready reason needs no typing."""
    await office.publishes(office.anna, "Ошибочные сведения.")
    await office.anna.presses("Отозвать")
    await office.anna.presses("Опубликовано дважды")
    await office.bot.sandbox.until(lambda: "Причина: Опубликовано дважды" in office.posts()[0].text)


async def test_reply_in_the_group(office: Office) -> None:
    """A reply to the post becomes a draft in the author's private chat; the group hears nothing meanwhile."""
    assert office.chat
    await office.publishes(office.anna, "Начато.")
    await office.boris.starts()
    (post,) = office.boris.history(office.chat)[-1:]
    office.boris.writes("У нас тоже начато.", chat=office.chat, reply_to=post)
    preview = await office.boris.sees("Так увидит группа.")
    assert preview.text.endswith("У нас тоже начато.")
    assert len(office.posts()) == 1
    await office.boris.presses("Опубликовать")
    await office.is_out(office.boris)
    assert office.posts()[1].text.endswith("У нас тоже начато.")


async def test_reply_in_the_group_of_somebody_unknown_privately(office: Office) -> None:
    """A person who has not opened the bot finds the draft behind a link; others' replies are passed over in silence."""
    assert office.chat
    await office.publishes(office.anna, "Начато.")
    office.bot.sandbox.allows("bot can't initiate conversation with a user")
    (post,) = office.boris.history(office.chat)[-1:]
    office.boris.writes("У нас тоже.", chat=office.chat, reply_to=post)
    told = await office.boris.sees("Текст сохранён в черновике.", chat=office.chat)
    assert told.buttons == ["Открыть бот"]
    vera = office.bot.person("Вера")
    office.chat.members[vera.id] = office.chat.members[office.boris.id].__class__(vera.user)
    vera.writes("Молодцы!", chat=office.chat, reply_to=post)
    await office.bot.settled()
    assert len(office.posts()) == 2
    await office.boris.presses("Открыть бот", chat=office.chat)
    assert office.boris.text.endswith("У нас тоже.")


async def test_reply_to_a_card(office: Office) -> None:
    """In private a reply to the card is a note on it."""
    card = await office.anna.sends(f"/{office.number.replace('.', '_')}")
    assert "Написать отчёт" in card.buttons
    await office.anna.replies(card, "Готовим соглашение.", until="Так увидит группа.")
    assert office.anna.text.endswith("Готовим соглашение.")


async def test_link(office: Office) -> None:
    """`?start=n_1-1` opens the form at once; an unknown number says so."""
    await office.anna.starts(f"n_{office.number.replace('.', '-')}")
    assert "Напишите текст отчёта" in office.anna.text
    missing = await office.anna.starts("n_99-9")
    assert "99.9" in missing.text


async def test_link_to_an_activity_of_others(office: Office) -> None:
    """A person who may not write about it sees its card, and above it who may; the journal keeps the attempt."""
    responsible = f"SELECT activity_id FROM responsibilities WHERE agency_id = {office.north[0].id}"
    ((number,),) = await office.bot.db.reader.execute_fetchall(
        f"SELECT number FROM activities WHERE id NOT IN ({responsible}) LIMIT 1"
    )
    await office.anna.starts(f"n_{number.replace('.', '-')}")
    await office.bot.settled()
    told, _, shown = office.anna.text.partition("\n\n")
    assert told == "Отчёты к этому мероприятию пишут сотрудники его ведомств и координаторы их сторон."
    assert shown.startswith(f"{number}\n")
    assert "Главная" in office.anna.screen.buttons
    assert await office.count("audit WHERE action = 'attempted'") == 1


async def test_one_draft_at_a_time(office: Office) -> None:
    """Another activity's form finds the unfinished draft: continue, or begin anew."""
    await coordinate(office.bot, office.anna, office.north[0].party_id)
    await office.anna.starts(f"n_{office.number.replace('.', '-')}")
    await office.anna.presses(office.north[0].name[:20])
    await office.says(office.anna, "Не закончено")
    own = [label for label in (await office.anna.sends("/my")).buttons if label[:1].isdigit()]
    other = next((label for label in own if label != office.number and "/" not in label), None)
    assert other
    await office.anna.presses(other)
    assert f"незаконченный отчёт к пункту {office.number}" in office.anna.text
    await office.anna.presses("Продолжить")
    assert office.anna.text.endswith("Не закончено")
    await office.anna.sends("/my")
    await office.anna.presses(other)
    await office.anna.presses("Удалить и начать новый отчёт")
    assert f"Отчёт к пункту {other}" in office.anna.text


async def test_leaving_and_coming_back(office: Office) -> None:
    """Elsewhere a message is a question again; the draft is kept and goes on where it was."""
    await office.begins(office.anna)
    await office.says(office.anna, "Почти готово")
    asked = await office.anna.sends("/find спорт")
    assert "Понял так" in asked.text
    left = await office.anna.sends("/cancel")
    assert left.text == "Черновик сохранён. Его можно продолжить в любое время."
    assert "Понял так" in (await office.says(office.anna, "спорт")).text
    await office.anna.starts()
    await office.anna.presses("Продолжить черновик")
    assert office.anna.text.endswith("Почти готово")


async def test_words_of_the_menu_in_the_form(office: Office) -> None:
    """What is typed into a note is the note's, whatever it says; only «отмена» leaves it, and keeps the draft."""
    await office.begins(office.anna)
    await office.says(office.anna, "Сферы")
    assert office.anna.text.endswith("Сферы")
    left = await office.anna.sends("Отмена")
    assert left.text == "Черновик сохранён. Его можно продолжить в любое время."
    assert (await office.says(office.anna, "сферы")).text.startswith("Сферы")


@pytest.mark.parametrize("by_command", [False, True])
async def test_cancelling_keeps_what_was_written(office: Office, *, by_command: bool) -> None:
    """«Отмена» and /cancel are the same: an empty form is closed, of a filled one the draft is kept."""

    async def cancels() -> str:
        if by_command:
            return (await office.says(office.anna, "/cancel")).text
        await office.anna.presses("Отмена")
        return office.anna.text

    await office.begins(office.anna)
    assert await cancels() == "Форма закрыта. Ничего не было написано, черновика нет."
    await office.begins(office.anna)
    await office.says(office.anna, "Что-то")
    assert await cancels() == "Черновик сохранён. Его можно продолжить в любое время."
    await office.anna.presses("Удалить черновик")
    assert "Удалить черновик?" in office.anna.text
    assert await office.count("drafts") == 1
    await office.anna.presses("Удалить черновик")
    assert office.anna.text == "Черновик удалён."
    assert await office.count("drafts") == 0
    assert await office.count("drafts") == 0


async def test_as_last_time(office: Office) -> None:
    """Words and status of the last note come back to be changed."""
    await office.publishes(office.anna, "За октябрь: 12 встреч.", "под угрозой")
    await office.begins(office.anna)
    await office.anna.presses("Как в прошлый раз")
    assert "Статус: под угрозой" in office.anna.text
    assert office.anna.text.endswith("За октябрь: 12 встреч.")


async def test_several_agencies(office: Office) -> None:
    """A person who writes for several agencies is asked for which; what was typed before is kept."""
    await coordinate(office.bot, office.anna, office.north[0].party_id)
    await appoint(office.bot, office.boris, office.north[0], office.south[0])
    await office.boris.sends("/my")
    await office.boris.presses(office.number)
    assert "За какое ведомство отчёт?" in office.boris.text
    await office.says(office.boris, "Совместно проведено.")
    await office.boris.presses(office.south[0].name[:20])
    assert office.south[0].name in office.boris.text
    assert office.boris.text.endswith("Совместно проведено.")


async def test_five_presses(office: Office) -> None:
    """«Опубликовать» five times at once is one note and one post."""
    await office.begins(office.anna)
    await office.says(office.anna, "Один раз.")
    preview = office.anna.screen
    for _ in range(5):
        office.anna.taps("Опубликовать", message=preview)
    await office.is_out(office.anna)
    await office.bot.settled()
    assert await office.count("notes") == 1
    assert len(office.posts()) == 1


async def test_an_earlier_preview_publishes_nothing(office: Office) -> None:
    """Only what the person sees is published: the button of an earlier preview shows the present one instead."""
    await office.begins(office.anna)
    early = await office.says(office.anna, "Первое.")
    await office.says(office.anna, "Второе.")
    await office.anna.presses_data(early.rows[0][0]["callback_data"], changes=True)
    await office.bot.settled()
    assert office.anna.alert == "Черновик с тех пор изменился. Проверьте его ещё раз и опубликуйте ниже."
    assert await office.count("notes") == 0
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert office.posts()[0].text.endswith("Первое.\n\nВторое.")


async def test_role_revoked_before_publishing(office: Office) -> None:
    """Rights are looked up at the moment of publishing: nothing is recorded, and the person reads why."""
    await office.begins(office.anna)
    await office.says(office.anna, "Последнее слово")
    async with office.bot.db.writing() as connection:
        await connection.execute(
            "UPDATE person_agencies SET agency_id = (SELECT id FROM agencies WHERE id NOT IN"
            " (SELECT agency_id FROM responsibilities WHERE activity_id = ?) LIMIT 1) WHERE user_id = ?",
            (office.activity.id, office.anna.id),
        )
    await office.anna.presses("Опубликовать", changes=False)
    assert (
        office.anna.alert
        == "Этот отчёт не Ваш. Его пишут и изменяют сотрудники ведомства и координатор стороны."
    )
    await dismiss(office.bot, office.anna)
    await office.anna.presses("Опубликовать", changes=False)
    assert office.anna.alert
    assert await office.count("notes") == 0


async def test_others_drafts_and_notes(office: Office) -> None:
    """Buttons of another person's draft or note, forged, change nothing."""
    await office.begins(office.anna)
    await office.says(office.anna, "Моё")
    await office.boris.starts()
    ((draft_id,),) = await office.bot.db.reader.execute_fetchall("SELECT id FROM drafts")
    for data in (f"np:{draft_id}:0", f"nd:{draft_id}:z", f"ns:{draft_id}:done", f"na:{draft_id}:1"):
        await office.boris.presses_data(data)
        assert office.boris.alert, data
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    for data in (
        f"np:{draft_id}:0",
        "ne:1",
        "nx:1",
        "ny:1:e",
        "nz:1:e:1",
        "nk:1",
        "nq:1",
        "nv:1",
        "np:999999999:0",
    ):
        await office.boris.presses_data(data)
        assert office.boris.alert, data
    assert await office.count("note_versions") == 1
    ((state,),) = await office.bot.db.reader.execute_fetchall("SELECT state FROM notes")
    assert state == "published"


async def test_coordinator_of_the_side_withdraws(office: Office) -> None:
    """The side's coordinator may withdraw an official's note, the other side's may not."""
    await office.publishes(office.anna, "Сведения.")
    olga, petr = office.bot.person("Ольга"), office.bot.person("Пётр")
    await coordinate(office.bot, olga, office.north[0].party_id)
    await coordinate(office.bot, petr, office.south[0].party_id)
    await petr.sends("/notes")
    await petr.presses("№ 1")
    assert "Отозвать" not in petr.buttons
    await olga.sends("/notes")
    await olga.presses("№ 1")
    await olga.presses("Отозвать")
    await olga.presses("Ошибка в сведениях")
    await office.bot.sandbox.until(lambda: "Причина: Ошибка в сведениях" in office.posts()[0].text)


async def test_uncertain_post(office: Office) -> None:
    """When the answer is lost the author decides: once more, and only then a second message."""
    assert office.chat
    office.bot.sandbox.faults.dropped_connection(executes=True, method="sendMessage", chat_id=office.chat.id)
    await office.begins(office.anna)
    await office.says(office.anna, "Дошло ли?")
    await office.anna.presses("Опубликовать")
    await office.anna.sees("Могло не дойти: проверьте группу")
    assert {"Уже в чате", "Отправить ещё раз"} <= set(office.anna.buttons)
    await office.bot.settled()
    assert len(office.posts()) == 1
    await office.anna.presses("Уже в чате")
    await office.is_out(office.anna)
    assert len(office.posts()) == 1


async def test_uncertain_post_sent_again(office: Office) -> None:
    """The author has not found it: it goes out once more."""
    assert office.chat
    office.bot.sandbox.faults.dropped_connection(executes=False, method="sendMessage", chat_id=office.chat.id)
    await office.begins(office.anna)
    await office.says(office.anna, "Дошло ли?")
    await office.anna.presses("Опубликовать")
    await office.anna.sees("Могло не дойти")
    await office.anna.presses("Отправить ещё раз")
    await office.is_out(office.anna)
    assert len(office.posts()) == 1


async def test_no_group(bot: BotHarness) -> None:
    """Without a group the note is recorded and says so."""
    office = await open_office(bot, group=False)
    await office.publishes(office.anna, "В запись.")
    assert "Группа не подключена, в чат не отправлено." in office.anna.text
    assert (await select_delivery(bot.db.reader, 1)).state is DeliveryState.RECORDED


async def test_reading_notes(office: Office) -> None:
    """The latest notes, an activity's history and an agency's notes are open to readers, page by page."""
    for number in range(9):
        await office.publishes(office.anna, f"Отчёт за неделю {number}")
    vera = office.bot.person("Вера")
    await vera.starts()
    await vera.presses("Последние отчёты (9)")
    assert "Отчёт за неделю 8" in vera.text
    await vera.presses("›")
    assert "Отчёт за неделю 0" in vera.text
    await vera.sends(f"/{office.number.replace('.', '_')}")
    assert "Последний отчёт, № 9: Отчёт за неделю 8" in vera.text
    assert "Написать отчёт" not in vera.buttons
    await vera.presses("История (9)")
    await vera.presses("№ 9")
    assert "Редакция 1, опубликована" in vera.text
    await vera.presses_data(f"a:{office.north[0].id}:0:", changes=True)
    await vera.presses("Последние отчёты (9)")
    assert "Отчёт за неделю 8" in vera.text


async def test_files_only_as_they_will_be(office: Office) -> None:
    """«Показать как в группе» sends the very messages, files too."""
    await office.begins(office.anna)
    await office.anna.sends_album([document("a.pdf", b"%PDF a"), document("b.pdf", b"%PDF b")], "Два акта")
    await office.anna.presses("Показать как в группе")
    await office.bot.settled()
    own = [message for message in office.anna.history() if message.card["from"]["is_bot"] and message.media]
    assert len(own) == 2


async def test_what_only_telegram_shows_is_written_out_or_named(office: Office) -> None:
    """The address behind words is written out in preview and post; that formatting goes is said; signs stay."""
    await office.begins(office.anna)
    link = {"type": "text_link", "offset": 4, "length": 3, "url": "https://example.org/7"}
    struck = {"type": "strikethrough", "offset": 8, "length": 8}
    emoji = {"type": "custom_emoji", "offset": 17, "length": 2, "custom_emoji_id": "5"}
    words = Formatted("См. акт отменено 👍", (link, struck, emoji))
    actions.write(office.bot.sandbox.telegram, office.anna.user, office.anna.private, words=words)
    form = await office.anna.sees("См. акт (https://example.org/7) отменено 👍")
    assert "Оформление текста (выделение, зачёркивание, цитаты) не переносится." in form.text
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    (post,) = office.posts()
    assert "См. акт (https://example.org/7) отменено 👍" in post.text


@pytest.mark.parametrize("nothing", ["\u200b\u200d", "\u3164", "\u2800 \u2800", "\u2066\u2069"])
async def test_a_text_without_a_visible_sign_is_no_note(office: Office, nothing: str) -> None:
    """What nobody can see is not published; the person is told, and the form goes on."""
    await office.begins(office.anna)
    refused = await office.says(office.anna, nothing)
    assert refused.text.startswith("В сообщении нет видимого текста")
    assert "‹ К отчёту" in office.anna.buttons
