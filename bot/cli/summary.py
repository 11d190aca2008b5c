"""`roadmap-bot summary`: a week's summary in the terminal, and to the group."""

import asyncio
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError

from bot.cli.refusals import CommandRefused
from bot.cli.roadmap_choice import chosen_content, opened_database
from bot.console import say
from bot.fatal_errors import TokenMissing, TokenRefused
from bot.i18n import gettext as _
from bot.screens.refusals import refusal_text
from bot.screens.summaries.notices import published_before_words
from bot.screens.summaries.week import ShownWeek, publication_lines, shown_messages
from bot.services.summaries.admin import SummaryAdmin
from bot.services.summaries.plan import select_plan
from bot.services.summaries.week import select_week
from bot.settings import Settings
from bot.telegram.session import TelegramSession
from data.audit import AuditContext
from data.database import Database
from data.primitives.refusal import Refused


def main(arguments: Namespace) -> int:
    asyncio.run(_summarise(Settings(), arguments))
    return 0


async def _summarise(settings: Settings, arguments: Namespace) -> None:
    now = datetime.now(UTC)
    async with opened_database(settings.database_path) as db:
        content = await chosen_content(db, arguments.roadmap)
        plan = await select_plan(db.reader, content.roadmap.id, settings, now, db.calendar)
        try:
            shown = await select_week(db.reader, content, plan, arguments.week or plan.next(now).week, now)
            _print_week(shown)
            if arguments.send:
                await _send(db, settings, shown, now)
        except Refused as refused:
            raise CommandRefused(refusal_text(refused.problem, **refused.details)) from None


async def _send(db: Database, settings: Settings, shown: ShownWeek, now: datetime) -> None:
    if shown.chat is None:
        raise CommandRefused(_("No group is connected: nobody gets summaries."))
    async with _reached(settings) as bot:
        admin = SummaryAdmin(db, bot, AuditContext(None, int(now.timestamp())), settings, now, lambda: None)
        if not await admin.publish(shown.summary.content, shown.week):
            raise CommandRefused(published_before_words())
    say()
    say(_("It waits to be sent; the bot sends it as soon as it runs."))


@asynccontextmanager
async def _reached(settings: Settings) -> AsyncIterator[Bot]:
    """Yields a bot that knows its name, which stands in the links of a summary; raises `TokenMissing` or `TokenRefused`."""
    token = settings.bot_token.get_secret_value()
    if not token:
        raise TokenMissing
    bot = Bot(token, TelegramSession.from_settings(settings))
    try:
        await bot.me()
        yield bot
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise TokenRefused from error
    except TelegramAPIError as error:
        raise CommandRefused(_("Telegram: {reason}").format(reason=error.message)) from error
    finally:
        await bot.session.close()


def _print_week(shown: ShownWeek) -> None:
    for message in shown_messages(shown):
        text, _entities = message.render()
        say(text)
        say()
    for line in publication_lines(shown):
        say(line)
