"""The demo as a newcomer has it: the week is moved forward, and the group gets its summary."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.demo.characters import playable_characters
from bot.demo.demo_controller import DemoController
from bot.sandbox.api.options import Options
from bot.sandbox.page.routes import mount
from bot.sandbox.server import Sandbox
from tests.bot.demo.demo_fixtures import SHORT
from tests.bot.sandbox.page.browser.looking import SHOTS, Tab

PATIENCE = 60_000  # milliseconds; half-hours of a week pass one after another


@pytest.mark.asyncio(loop_scope="session")
async def test_a_week_forward_brings_the_summary(browser: Browser, tmp_path: Path) -> None:
    """One press, and the topic of the group shows the summary of the week, with its sections and its way to the rest."""
    controllers: list[DemoController] = []

    def prepare(sandbox: Sandbox) -> None:
        controllers.append(DemoController(sandbox, SHORT, tmp_path / "demo.db", "ru"))
        mount(sandbox, playable_characters(SHORT), controllers[0])

    async with Sandbox.running(options=Options(patience=30.0), prepare=prepare) as sandbox:
        (controller,) = controllers
        try:
            await controller.reset()
            context = await browser.new_context(locale="ru-RU", viewport={"width": 1400, "height": 880})
            tab = await Tab.opened(context, sandbox.url)
            await tab.page.locator("#chats .entry", has_text="Дорожная карта").click()
            await tab.button("+ 1 неделя").click()
            summary = tab.page.locator("#log .message", has_text="Сводка за неделю")
            await expect(summary.first).to_be_visible(timeout=PATIENCE)
            # On a Tuesday the first that comes is the one of the week before the history.
            await expect(summary.last).to_contain_text("Новости недели", timeout=PATIENCE)
            await expect(summary.last).to_contain_text("Просрочено")
            await tab.page.screenshot(path=SHOTS / "summary.png")
            assert tab.complaints == []
            await context.close()
        finally:
            await controller.close()
