"""Everything a bot can send, as the page shows it."""

import pytest
from playwright.async_api import FilePayload, expect

from bot.sandbox.schema.bot_api import Payload
from tests.bot.sandbox.page.browser.conftest import Opener
from tests.bot.sandbox.page.browser.looking import Tab
from tests.bot.sandbox.page.page_fixtures import ANNA, Site
from tests.bot.sandbox.tiny_png import picture

pytestmark = pytest.mark.asyncio(loop_scope="session")
LONG_QUOTE = "\n".join(f"Строка {number} длинной цитаты" for number in range(1, 9))
FORMATTED = (
    '<b>Срок: <i>30 декабря</i></b> 🏗 <u>важно</u> <s>нет</s> <code>3.2</code> <a href="https://example.org/x">документ</a> '
    f"<tg-spoiler>тайна</tg-spoiler>\n<blockquote expandable>{LONG_QUOTE}</blockquote><pre>a &lt; b</pre>"
)


async def opened(site: Site, opens: Opener) -> Tab:
    """Anna's chat with a bot that she has started."""
    site.anna.writes("Здравствуйте")
    site.sandbox.telegram.queue.clear()
    return await opens(ANNA)


async def sent(site: Site, **parameters: object) -> int:
    message: Payload = await site.api.ok("sendMessage", chat_id=ANNA, **parameters)
    return int(message["message_id"])


async def test_formatting_is_shown_and_markup_is_not_run(site: Site, opens: Opener) -> None:
    """Each kind of entity has its element, beside emoji too; a text that looks like HTML stays a text."""
    tab = await opened(site, opens)
    await sent(site, text=FORMATTED, parse_mode="HTML")
    await tab.sees("документ")
    shown = tab.last
    for css, text in {
        "strong >> nth=0": "Срок:", "strong em": "30 декабря", "u": "важно", "s": "нет", "code.copied": "3.2",
        "a[href='https://example.org/x']": "документ", "pre": "a < b",
    }.items():  # fmt: skip
        await expect(shown.locator(css)).to_have_text(text)
    await shown.get_by_role("button", name="Скрытый текст").click()
    await expect(shown.get_by_text("тайна")).to_be_visible()
    await shown.get_by_role("button", name="Показать полностью").click()
    await expect(shown.get_by_role("button", name="Свернуть")).to_have_attribute("aria-expanded", "true")
    await tab.shoots("formatting")
    date = {"type": "date_time", "offset": 0, "length": 6, "unix_time": 1798621200, "date_time_format": "d"}
    await sent(site, text="30.12. срок", entities=[date])
    await expect(tab.last.locator(".text time")).to_have_attribute("datetime", "2026-12-30T09:00:00.000Z")
    await sent(site, text="<img src=x onerror=alert(1)> & <b>")
    await tab.sees("<img src=x onerror=alert(1)> & <b>")
    assert await tab.log.locator("img").count() == 0


async def test_a_button_spins_until_its_answer(site: Site, opens: Opener) -> None:
    """A toast goes by itself, an alert waits; the edited message keeps the focus on its buttons."""
    tab = await opened(site, opens)
    keys: Payload = {
        "inline_keyboard": [[{"text": "Да", "callback_data": "yes"}, {"text": "Нет", "disabled": {}}]]
    }
    number = await sent(site, text="Опубликовать?", reply_markup=keys)
    await tab.presses("Да")
    await expect(tab.log.get_by_role("button", name="Да")).to_have_attribute("aria-busy", "true")
    query = (await site.api.updates())[-1]["callback_query"]
    await site.api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Опубликовано")
    await tab.sees("Опубликовано", tab.page.locator("#toasts"))
    keys["inline_keyboard"][0][0]["text"] = "Ещё раз"
    await site.api.ok("editMessageText", chat_id=ANNA, message_id=number, text="Готово", reply_markup=keys)
    await tab.sees("изменено")
    await expect(tab.log.get_by_role("button", name="Ещё раз")).to_be_focused()
    await expect(tab.log.get_by_role("button", name="Нет")).to_be_disabled()
    await tab.page.keyboard.press("Enter")
    await site.sandbox.until(
        lambda: any(one.kind == "callback_query" for one in site.sandbox.telegram.queue.waiting()[1:])
    )
    query = (await site.api.updates())[-1]["callback_query"]
    await site.api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Прочтите", show_alert=True)
    await tab.sees("Прочтите", tab.page.get_by_role("dialog"))
    await tab.page.keyboard.press("Enter")
    await expect(tab.page.get_by_role("dialog")).to_have_count(0)


async def test_photos_albums_and_documents(site: Site, opens: Opener) -> None:
    """A photo opens large, an album is one bubble, a document is saved under its name."""
    tab = await opened(site, opens)
    body = picture(320, 200)
    await site.api.upload("sendPhoto", {"photo": ("p.png", body)}, chat_id=ANNA, caption="Площадка")
    await tab.sees("Площадка")
    await tab.last.get_by_role("button", name="Площадка").click()
    await expect(tab.page.get_by_role("dialog", name="Фото")).to_be_visible()
    await tab.page.keyboard.press("Escape")
    media = [{"type": "photo", "media": f"attach://{name}"} for name in ("a", "b")]
    files = {"a": ("a.png", body), "b": ("b.png", body)}
    await site.api.upload("sendMediaGroup", files, chat_id=ANNA, media=media)
    await expect(tab.last.locator(".gallery img")).to_have_count(2)
    await site.api.upload("sendDocument", {"document": ("отчёт.docx", b"docx")}, chat_id=ANNA)
    await tab.sees("отчёт.docx")
    async with tab.page.expect_download() as waiting:
        await tab.last.get_by_role("link").click()
    assert (await waiting.value).suggested_filename == "отчёт.docx"
    await tab.shoots("media")


async def test_signs_around_the_messages(site: Site, opens: Opener) -> None:
    """Typing, no sound, a reply, a pinned message, a reaction."""
    tab = await opened(site, opens)
    await site.api.ok("sendChatAction", chat_id=ANNA, action="typing")
    await tab.sees("печатает", tab.page.locator("#chat-note"))
    first = await sent(site, text="Сводка за неделю", disable_notification=True)
    await expect(tab.last.get_by_role("img", name="Без звука")).to_be_visible()
    await tab.sees("бот", tab.page.locator("#chat-note"))
    await site.api.ok("pinChatMessage", chat_id=ANNA, message_id=first)
    await tab.sees("Сводка за неделю", tab.page.locator("#pinned"))
    await sent(site, text="Ответ", reply_parameters={"message_id": first})
    await tab.sees("Сводка за неделю", tab.last.locator(".replied"))
    await site.api.ok(
        "setMessageReaction", chat_id=ANNA, message_id=first, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    await expect(tab.log.locator(".reactions")).to_have_text("👍")
    await site.api.ok("deleteMessage", chat_id=ANNA, message_id=first)
    await expect(tab.page.locator("#pinned")).to_be_hidden()


async def test_the_menu_of_a_message(site: Site, opens: Opener) -> None:
    """By keyboard: reply, correct an own message, react; the bot gets an update for each."""
    tab = await opened(site, opens)
    more = tab.last.get_by_role("button", name="Действия с сообщением")
    await more.press("Enter")
    await tab.page.keyboard.press("ArrowUp")
    await tab.page.keyboard.press("Escape")
    await expect(more).to_be_focused()
    await more.press("Enter")
    await tab.page.get_by_role("menuitem", name="Изменить").click()
    await tab.says("Добрый день")
    await tab.sees("Добрый день")
    await more.press("Enter")
    await tab.page.get_by_role("menuitem", name="Ответить").click()
    await tab.says("Ещё вопрос")
    await tab.sees("Ещё вопрос")
    await tab.sees("Добрый день", tab.last.locator(".replied"))
    heard = [next(iter(update.keys() - {"update_id"})) for update in await site.api.updates()]
    assert heard == ["edited_message", "message"]


async def test_commands_inline_mode_and_the_bots_keyboard(site: Site, opens: Opener) -> None:
    """A slash offers commands, the bot's name asks it, its own keyboard sends words."""
    commands = [
        {"command": "my", "description": "Мои мероприятия"},
        {"command": "due", "description": "Сроки"},
    ]
    await site.api.ok("setMyCommands", commands=commands)
    tab = await opened(site, opens)
    await tab.field.press_sequentially("/d")
    await expect(tab.page.locator(".suggestion")).to_have_count(1)
    await tab.field.press("ArrowDown")
    await tab.page.keyboard.press("Enter")
    await tab.sees("/due")
    await tab.field.press_sequentially(f"@{site.sandbox.telegram.bot.username} 3.2")
    await site.sandbox.until(lambda: bool(site.sandbox.telegram.inline.asked))
    query = next(iter(site.sandbox.telegram.inline.asked.values()))
    result = {
        "type": "article",
        "id": "1",
        "title": "Пункт 3.2",
        "input_message_content": {"message_text": "3.2: обмен опытом"},
    }
    await site.api.ok("answerInlineQuery", inline_query_id=query.id, results=[result])
    await tab.button("Пункт 3.2").click()
    await tab.sees("3.2: обмен опытом")
    await sent(site, text="Выберите", reply_markup={"keyboard": [[{"text": "Прислать сводку"}]]})
    await tab.button("Прислать сводку").click()
    await tab.sees("Прислать сводку")


async def test_a_file_from_the_visitor(site: Site, opens: Opener) -> None:
    """What is typed goes along as the caption."""
    tab = await opened(site, opens)
    await tab.field.fill("Фото с площадки")
    await tab.button("Прикрепить").click()
    async with tab.page.expect_file_chooser() as waiting:
        await tab.button("Фото").click()
    chooser = await waiting.value
    await chooser.set_files(FilePayload(name="p.png", mimeType="image/png", buffer=picture(40, 30)))
    await tab.sees("Фото с площадки")
    message = (await site.api.updates())[-1]["message"]
    assert (message["caption"], message["photo"][0]["width"]) == ("Фото с площадки", 40)
