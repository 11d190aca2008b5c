"""How the page looks and reads: on a phone, in the dark, to a screen reader, in English."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.bot.sandbox.page.browser.conftest import Opener
from tests.bot.sandbox.page.browser.looking import PHONE, Tab
from tests.bot.sandbox.page.browser.test_messages import FORMATTED
from tests.bot.sandbox.page.page_fixtures import ANNA, BORIS, Site
from tests.bot.sandbox.tiny_png import picture

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.usefixtures("furnished")]
KEYS = {
    "inline_keyboard": [
        [{"text": "Министерство строительства Пермского края, подробнее", "callback_data": "a"}],
        [
            {"text": "‹ Назад", "callback_data": "b"},
            {"text": "Главная", "callback_data": "c", "style": "primary"},
        ],
    ]
}
LONG_WORD = "https://example.org/" + "очень-длинный-адрес/" * 12


@pytest_asyncio.fixture(loop_scope="session")
async def furnished(site: Site) -> AsyncIterator[Site]:
    """A chat with all kinds of messages, a group with a reply and something pinned."""
    site.anna.writes("что за Минстроем?")
    sent = await site.api.ok(
        "sendMessage", chat_id=ANNA, text=FORMATTED, parse_mode="HTML", reply_markup=KEYS
    )
    await site.api.ok("pinChatMessage", chat_id=ANNA, message_id=sent["message_id"])
    await site.api.upload(
        "sendPhoto", {"photo": ("p.png", picture(600, 400))}, chat_id=ANNA, caption="Площадка"
    )
    await site.api.upload("sendDocument", {"document": ("Отчёт за квартал.docx", b"x" * 4000)}, chat_id=ANNA)
    site.anna.writes(LONG_WORD)
    note = site.anna.writes("Отчёт по 3.2 готов", chat=site.group, topic="Отчёты")
    site.boris.writes("Спасибо, принято", chat=site.group, topic="Отчёты", reply_to=note)
    await site.api.ok("setMyCommands", commands=[{"command": "my", "description": "Мои мероприятия"}])
    yield site


async def serious(tab: Tab) -> list[str]:
    """What axe-core finds serious or worse, one line each."""
    results: Any = (await Axe().run(tab.page)).response
    return [
        f"{found['id']}: {node['html'][:120]} {node['any'][0]['message'] if node['any'] else ''}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


async def overflow(tab: Tab) -> list[str]:
    """Elements that reach beyond the right edge of the window, and what scrolls sideways."""
    found: list[str] = await tab.page.evaluate(
        """() => [document.documentElement, document.body, document.getElementById('log')]
          .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.id || one.tagName)
          .concat([...document.querySelectorAll('#log *, #composer *, #chat-head *')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('pre'))
            .map((one) => one.outerHTML.slice(0, 80)))"""
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_serious_barrier_on_a_desk(opens: Opener, scheme: str) -> None:
    """Chat, lists and panel in either theme; then the group's topic, the menu of a message and a question."""
    tab = await opens(ANNA, color_scheme=scheme)
    await tab.sees("example.org")
    await tab.button("Все").click()
    assert await serious(tab) == []
    await tab.shoots(f"desk-{scheme}")
    await tab.opens_chat("Рабочая группа")
    await tab.button("Отчёты").click()
    await tab.sees("Спасибо, принято")
    await tab.last.get_by_role("button", name="Действия с сообщением").press("Enter")
    assert await serious(tab) == []
    await tab.shoots(f"menu-{scheme}")
    await tab.page.keyboard.press("Escape")
    await tab.button("Начать заново").click()
    assert await serious(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_shows_one_thing_at_a_time(opens: Opener, scheme: str) -> None:
    """Nothing scrolls sideways, in the chat, the list or the panel; back leads to the list."""
    tab = await opens(ANNA, viewport=PHONE, color_scheme=scheme, has_touch=True, is_mobile=True)
    await tab.sees("example.org")
    assert await overflow(tab) == []
    assert await serious(tab) == []
    await tab.shoots(f"phone-{scheme}")
    await tab.button("К списку").click()
    await expect(tab.page.locator("#people")).to_be_visible()
    await expect(tab.log).to_be_hidden()
    assert await overflow(tab) == []
    assert await serious(tab) == []
    await tab.shoots(f"phone-list-{scheme}")
    await tab.page.locator("#panel-open-lists").click()
    await expect(tab.page.locator("#panel")).to_be_visible()
    assert await overflow(tab) == []


async def test_it_speaks_english(opens: Opener) -> None:
    """Where the browser does, and by the button; what the bot says stays as it is."""
    tab = await opens(ANNA, locale="en-GB")
    await expect(tab.page.get_by_role("heading", name="Local Telegram")).to_be_visible()
    await expect(tab.page.locator("#people .entry").first).to_contain_text("coordinator")
    assert await tab.page.locator("html").get_attribute("lang") == "en"
    await tab.button("По-русски").click()
    await expect(tab.page.get_by_role("heading", name="Локальный Telegram")).to_be_visible()


async def test_the_theme_is_kept(opens: Opener) -> None:
    """As the system has it until a visitor chooses; the choice outlives the tab."""
    tab = await opens(ANNA, color_scheme="dark")
    await expect(tab.page.locator("html")).to_have_attribute("data-theme", "dark")
    await tab.button("Светлая тема").click()
    await tab.page.reload()
    await expect(tab.page.locator("html")).to_have_attribute("data-theme", "light")


async def test_each_tab_is_somebody(site: Site, opens: Opener) -> None:
    """Its address says who and where: the same address opens the same chat; the title counts what is unread.

    What stood there before the first visitor came is not news.
    """
    tab = await opens(BORIS)
    await expect(tab.page).to_have_title("Борис · Локальный Telegram")
    site.anna.writes("Ещё отчёт", chat=site.group, topic="Отчёты")
    await expect(tab.page).to_have_title("(1) Борис · Локальный Telegram")
    await tab.opens_chat("Рабочая группа")
    await tab.button("Отчёты").click()
    await tab.sees("Ещё отчёт")
    await expect(tab.button("Отчёты")).to_be_focused()
    await expect(tab.page).to_have_title("Борис · Локальный Telegram")
    await tab.page.reload()
    await tab.sees("Ещё отчёт")
    await expect(tab.button("Отчёты")).to_have_attribute("aria-pressed", "true")
