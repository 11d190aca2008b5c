"""Whole ways through the page, with the bot as it is."""

import pytest
from playwright.async_api import expect

from tests.bot.sandbox.page.browser.conftest import Opener
from tests.bot.sandbox.page.page_fixtures import ANNA, BORIS, STRANGER, Site

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.usefixtures("bot")]


async def test_a_newcomer_walks_from_start_to_a_card(opens: Opener) -> None:
    """Chooses whom to be, presses Start, walks by buttons and asks in words: each answer is shown."""
    tab = await opens()
    await tab.page.locator("#people .entry", has_text="Пётр").click()
    await tab.button("Запустить", exact=True).click()
    await tab.presses("Сферы (14)")
    await tab.sees("36 мероприятий")
    await tab.presses("3. В сфере строительства")
    await tab.presses("3.2")
    await tab.sees("Ежегодно в декабре")
    await tab.says("что за Минстроем?")
    await tab.sees("Понял так")
    await tab.shoots("newcomer")


async def test_a_note_appears_in_the_group_of_another_tab(site: Site, opens: Opener) -> None:
    """Anna, an official, publishes a note; Boris, in his own tab, sees the count and then the post in its topic."""
    site.sandbox.allows("message is not modified")
    anna, boris = await opens(ANNA), await opens(BORIS)
    site.anna.user.started = True
    await anna.page.reload()
    await anna.says("/my")
    await anna.sees("Мои мероприятия")
    await anna.presses("1.1")
    await anna.says("Проведена встреча рабочих групп")
    await anna.presses("Опубликовать")
    group = boris.page.locator("#chats .entry", has_text="Рабочая группа")
    await expect(group.get_by_role("img", name="1 непрочитанное")).to_be_visible()
    await group.click()
    await boris.button("Отчёты").click()
    await boris.sees("Проведена встреча рабочих групп")
    await boris.sees("1.1")
    await expect(group.get_by_role("img")).to_have_count(0)
    await boris.shoots("group")
    await anna.sees("Опубликовано в группе")


async def test_a_link_to_the_bot_opens_here(site: Site, opens: Opener) -> None:
    """From a message in the group, `t.me/bot?start=` leads to the card in the private chat of the same tab."""
    username = site.sandbox.telegram.bot.username
    site.boris.writes(f"https://t.me/{username}?start=a_3-2", chat=site.group)
    tab = await opens(ANNA, site.group.id)
    await tab.log.get_by_role("link").last.click()
    await tab.sees("3.2", tab.log.locator(".in").last)
    assert len(tab.page.context.pages) == 1


async def test_a_week_forward(site: Site, opens: Opener) -> None:
    """The button moves the clock of the controls, and the panel shows the new date."""
    tab = await opens(STRANGER)
    await tab.button("+ 1 неделя").click()
    await tab.sees("1 декабря 2026", tab.page.locator(".clock"))
    assert site.controls.actions == ["forward 7 d"]


async def test_a_fault_is_seen_and_goes(opens: Opener) -> None:
    """With 429 switched on the panel shows refused calls; switched off, the bot answers as before."""
    tab = await opens(STRANGER)
    await tab.page.get_by_role("switch", name="429").check()
    await tab.button("Запустить", exact=True).click()
    await expect(tab.page.locator(".calls .bad").first).to_have_text("429")
    await tab.page.locator(".calls summary", has_text="sendMessage").first.click()
    await expect(tab.page.locator(".calls pre").first).to_contain_text('"chat_id": 703')
    await tab.page.get_by_role("switch", name="429").uncheck()
    await tab.says("/start")
    await tab.sees("Сферы")


async def test_starting_afresh_is_asked_about(site: Site, opens: Opener) -> None:
    """A cancelled question changes nothing; after a yes the page is connected again by itself."""
    tab = await opens(ANNA)
    await tab.button("Начать заново").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name="Отменить").click()
    assert site.controls.actions == []
    await tab.button("Начать заново").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name="Начать заново").click()
    await tab.sees("Всё начато заново", tab.page.locator("#toasts"))
    await site.api.ok("sendMessage", chat_id=site.group.id, text="После")
    await tab.opens_chat("Рабочая группа")
    await tab.sees("После")
    assert site.controls.actions == ["reset"]
