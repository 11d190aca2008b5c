"""`roadmap-bot doctor`: one line for each thing that must be in order."""

import asyncio
import sqlite3
from argparse import Namespace
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import WebhookInfo

from bot.cli.refusals import sentence
from bot.cli.system_errors import reason_words
from bot.console import say
from bot.fatal_errors import TokenMissing, TokenRefused
from bot.i18n import gettext as _
from bot.screens.dates import moment_words
from bot.settings import Settings
from bot.telegram.session import TelegramSession
from data.editions.outdated_readings import outdated_readings
from data.lock import AlreadyRunning, single_instance
from data.messaging.inbox import count_updates
from data.people.sides import read_side_conflicts
from data.primitives.working_days import WorkingCalendar, read_working_years
from data.regions.regional_clocks import regional_clock
from data.schema import SchemaRefused, check_integrity, migrations, read_version
from data.summaries.group_rules import count_roadmaps, read_every_party, read_group_rules
from data.summaries.schedule import parse_rule
from data.summaries.timetable import Schedule


@dataclass(frozen=True, slots=True)
class Finding:
    sound: bool
    text: str

    def __str__(self) -> str:
        verdict = _("OK") if self.sound else _("PROBLEM")
        return f"{verdict:<9}{self.text}"


def main(_arguments: Namespace) -> int:
    return asyncio.run(_examine(Settings()))


async def _examine(settings: Settings) -> int:
    sound = True
    for finding in (*_of_this_machine(settings), *_of_the_database(settings)):
        say(str(finding))
        sound &= finding.sound
    async for finding in _of_telegram(settings):
        say(str(finding))
        sound &= finding.sound
    return 0 if sound else 1


def _of_this_machine(settings: Settings) -> Iterator[Finding]:
    clock = f"{datetime.now(settings.zone):%d.%m.%Y %H:%M}"
    yield Finding(True, _("zone: {zone}, now {clock}").format(zone=settings.timezone, clock=clock))
    try:
        with single_instance(settings.database_path):
            yield Finding(True, _("process: the bot does not run at the moment"))
    except AlreadyRunning as running:
        yield Finding(True, _("process: the bot runs (process {pid})").format(pid=running.pid))
    except SchemaRefused as refusal:
        reason = reason_words(refusal.__cause__ or refusal)
        yield Finding(
            False, _("process: no lock can be made beside the database ({reason})").format(reason=reason)
        )


def _of_the_database(settings: Settings) -> Iterator[Finding]:
    path = settings.database_path
    if not path.exists():
        yield Finding(True, _("database: {path} will be made at the first start").format(path=path))
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            yield from _of_the_tables(path, opened)
            yield from _of_summaries(settings, opened)
    except sqlite3.Error as error:
        text = _("database: {path} cannot be read ({reason})")
        yield Finding(False, text.format(path=path, reason=reason_words(error)))


def _of_the_tables(path: Path, opened: sqlite3.Connection) -> Iterator[Finding]:
    verdict, version, known = check_integrity(opened), read_version(opened), len(migrations())
    text = _("database: {path}, schema {version} of {known}, check: {verdict}")
    sound = verdict == "ok" and version <= known
    yield Finding(sound, text.format(path=path, version=version, known=known, verdict=verdict))
    if sound and version == known:
        roadmaps, activities = count_roadmaps(opened)
        yield Finding(
            True,
            _("roadmaps: {roadmaps}, activities: {activities}").format(
                roadmaps=roadmaps, activities=activities
            ),
        )
        yield from _of_deadlines(opened)
        yield from _of_clocks(opened)
        yield from _of_sides(opened)
        yield from _of_working_days(opened, datetime.now(UTC).date())
        waiting, failed, malformed = count_updates(opened)
        text = _("updates: {waiting} waiting, {failed} failed, {malformed} not understood")
        yield Finding(True, text.format(waiting=waiting, failed=failed, malformed=malformed))


def _of_sides(opened: sqlite3.Connection) -> Iterator[Finding]:
    """Yields a line for each coordinator of several sides of a roadmap."""
    for conflict in read_side_conflicts(opened):
        text = _(
            "people: id {user_id} coordinates several sides of one roadmap; only {counted} counts, not {others}."
            " Choose one: /people"
        )
        others = ", ".join(conflict.others)
        named = text.format(user_id=conflict.user_id, counted=conflict.counted, others=others)
        yield Finding(False, named)


def _of_working_days(opened: sqlite3.Connection, today: date) -> Iterator[Finding]:
    """Yields a line when the official calendar of this year, from 1 December on of the next one, is not known."""
    calendar = WorkingCalendar(read_working_years(opened))
    if year := calendar.missing_year(today):
        text = _(
            "working days: the calendar for {year} is not loaded, moved days off are not known: /calendar"
        )
        yield Finding(True, text.format(year=year))


def _of_deadlines(opened: sqlite3.Connection) -> Iterator[Finding]:
    """Yields a line when an older version has read deadlines otherwise."""
    if numbers := outdated_readings(opened):
        text = _("deadlines: this version reads those of {numbers} otherwise; import the document again")
        yield Finding(False, text.format(numbers=", ".join(numbers)))


def _of_clocks(opened: sqlite3.Connection) -> Iterator[Finding]:
    """Yields a line for each side that cannot be shown its own time."""
    for party in read_every_party(opened):
        if regional_clock(party.region) is None:
            text = _("sides: the clock of “{region}” is not known, TIMEZONE is used")
            yield Finding(True, text.format(region=party.region))


def _of_summaries(settings: Settings, opened: sqlite3.Connection) -> Iterator[Finding]:
    """Yields a line for each group with the moment of its next summary."""
    if read_version(opened) != len(migrations()):
        return
    bound = read_group_rules(opened)
    if not bound:
        yield Finding(True, _("summaries: no group is connected"))
    for group in bound:
        rule, zone = parse_rule(group.rule or settings.summary_at), settings.zone
        due = group.next(Schedule(datetime.now(zone), rule, zone, group.is_on, group.calendar))
        moment = moment_words(due.at, group.parties)
        text = (
            _("summaries: the next one in “{title}” on {moment}")
            if group.is_on
            else _("summaries: off in “{title}”")
        )
        yield Finding(True, text.format(title=group.title, moment=moment))


async def _of_telegram(settings: Settings) -> AsyncIterator[Finding]:
    token = settings.bot_token.get_secret_value()
    if not token:
        yield Finding(False, sentence(TokenMissing()))
        return
    bot = Bot(token, TelegramSession.from_settings(settings))
    try:
        me = await bot.get_me()
        yield Finding(True, _("Telegram: reached, the bot is @{name}").format(name=me.username))
        yield _delivery(await bot.get_webhook_info(), settings.webhook_url)
    except (TelegramUnauthorizedError, TelegramNotFound):
        yield Finding(False, sentence(TokenRefused()))
    except TelegramNetworkError:
        text = _("Telegram: {address} does not answer. Check the network, PROXY_URL and TELEGRAM_API_URL.")
        yield Finding(False, text.format(address=settings.telegram_api_url))
    except TelegramAPIError as error:
        yield Finding(False, _("Telegram: {reason}").format(reason=error.message))
    finally:
        await bot.session.close()


def _delivery(info: WebhookInfo, wanted: str | None) -> Finding:
    found = info.url
    if found and not wanted:
        return Finding(
            True, _("updates: a webhook is set; the bot will remove it at its start and fetch them")
        )
    if found != (wanted or ""):
        return Finding(True, _("updates: the webhook is not set yet; the bot will set it at its start"))
    if not wanted:
        return Finding(True, _("updates: fetched"))
    if info.pending_update_count and info.last_error_message:
        text = _(
            "updates: Telegram cannot deliver them ({reason}), {n} waiting. Check WEBHOOK_URL, and that the reverse proxy"
            " hands its whole path on to WEBHOOK_LISTEN."
        )
        return Finding(False, text.format(reason=info.last_error_message, n=info.pending_update_count))
    return Finding(
        True, _("updates: received at the webhook, {n} waiting").format(n=info.pending_update_count)
    )
