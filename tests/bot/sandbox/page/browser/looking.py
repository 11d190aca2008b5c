"""The page in a real browser, as a visitor sees and uses it."""

import os
import shutil
from pathlib import Path
from typing import Final

from playwright.async_api import BrowserContext, Locator, Page, expect

SHOTS: Final = Path(__file__).parents[1] / "shots"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC: Final = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PHONE: Final = {"width": 390, "height": 844}
PATIENCE: Final = 15_000  # milliseconds; a busy machine draws slowly


def chromium() -> str | None:
    """Where the system has a Chromium, or CHROMIUM names one."""
    known = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), MAC]
    return next((path for path in known if path and Path(path).exists()), None)


class Tab:
    """One tab, being one person. `complaints` are what the browser's console has against the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    @classmethod
    async def opened(cls, context: BrowserContext, url: str) -> "Tab":
        tab = cls(await context.new_page())
        await tab.page.goto(url)
        await expect(tab.page.locator("#chats .entry").first).to_be_attached(timeout=PATIENCE)
        return tab

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name="Сообщение")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def last(self) -> Locator:
        """The newest bubble, with its buttons."""
        return self.page.locator("#log .message").last

    def button(self, label: str, *, exact: bool = False) -> Locator:
        return self.page.get_by_role("button", name=label, exact=exact)

    async def says(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def presses(self, label: str) -> None:
        """The newest button of a message with this label."""
        await self.log.get_by_role("button", name=label).last.click()

    async def sees(self, text: str, where: Locator | None = None) -> None:
        await expect(where or self.last).to_contain_text(text, timeout=PATIENCE)

    async def opens_chat(self, title: str) -> None:
        await self.page.locator("#chats .entry", has_text=title).click()

    async def shoots(self, name: str) -> None:
        """A picture for people to look at."""
        SHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"{name}.png", animations="disabled")
