"""One browser for all; every test has its own page and context. All in one loop."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from data.messaging.chats import BoundChat, bind_chat
from data.roadmap.roadmap import select_activity_card
from tests.bot.sandbox.page.browser.looking import Tab, chromium
from tests.bot.sandbox.page.page_fixtures import Site, running_site
from tests.bot_harness import BotHarness, serving
from tests.handlers.notes.note_fixtures import appoint

Opener = Callable[..., Awaitable[Tab]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    async with running_site() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def bot(site: Site, tmp_path: Path) -> AsyncIterator[BotHarness]:
    """The bot as it is: Anna and Boris are officials of the two sides of activity 1, the group is bound."""
    async with serving(site.sandbox, tmp_path / "roadmap.db") as running:
        card = await select_activity_card(running.db.reader, 1)
        assert card
        for person, (_, agencies) in zip((site.anna, site.boris), card.responsible, strict=True):
            await appoint(running, person, agencies[0].agency)
        topic = site.sandbox.topic(site.group, "Отчёты").id
        async with running.db.writing() as connection:
            await bind_chat(
                connection,
                BoundChat(
                    1, site.group.id, topic, "Рабочая группа", None, int(running.clock().timestamp()), 1
                ),
            )
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def opens(browser: Browser, site: Site) -> AsyncIterator[Opener]:
    """Opens the page as a character, with traits of the browser; afterwards no tab may have reported an error."""
    tabs: list[Tab] = []

    async def open_tab(person: int | None = None, chat: int | None = None, **traits: Any) -> Tab:
        usual = {
            "locale": "ru-RU",
            "timezone_id": "Europe/Moscow",
            "viewport": {"width": 1400, "height": 880},
        }
        context = await browser.new_context(**(usual | traits))
        named = {"as": person, "chat": chat}
        query = "&".join(f"{name}={value}" for name, value in named.items() if value is not None)
        tabs.append(await Tab.opened(context, f"{site.url}/?{query}"))
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        await tab.page.context.close()
    assert [complaint for tab in tabs for complaint in tab.complaints] == []
