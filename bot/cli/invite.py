"""`roadmap-bot invite`: a link that lets one person in, also the first administrator."""

import asyncio
import time
from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.cli.refusals import CommandRefused
from bot.cli.roadmap_choice import chosen_content, opened_database
from bot.console import say, wrapped
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.people.appointment import appointment_lines
from bot.screens.phrases import with_region
from bot.screens.refusals import refusal_text
from bot.settings import Settings
from bot.telegram.deep_links import invitation_link
from bot.telegram.session import TelegramSession
from data.audit import AuditContext
from data.database import Database
from data.people.appointments import Appointment
from data.people.invitation_acceptance import issue_invitation
from data.people.invitations import Invitation, Offer, start_payload
from data.people.members import Directory, select_directory
from data.people.people import NAME_LENGTH, Role
from data.primitives.refusal import Refused
from data.primitives.text_cleaning import one_line
from data.roadmap.models import Agency, RoadmapContent
from data.search.search import Search


def main(arguments: Namespace) -> int:
    settings = Settings()
    invitation, token, directory = asyncio.run(_invite(settings, arguments))
    username = asyncio.run(_username(settings))
    _print_invitation(invitation, directory)
    say(_link(token, username))
    hours = invitation.offer.hours
    text = ngettext(
        "For one person, once, within {n} hour.", "For one person, once, within {n} hours.", hours
    )
    say(text.format(n=hours))
    return 0


async def _invite(settings: Settings, arguments: Namespace) -> tuple[Invitation, str, Directory]:
    async with opened_database(settings.database_path) as db:
        offer = Offer(_appointment(arguments, await chosen_content(db, arguments.roadmap)), arguments.hours)
        invitation, token = await _issue(db, offer)
        return invitation, token, await select_directory(db.reader)


async def _issue(db: Database, offer: Offer) -> tuple[Invitation, str]:
    try:
        async with db.writing() as connection:
            return await issue_invitation(connection, offer, AuditContext(None, int(time.time())))
    except Refused as refusal:
        raise CommandRefused(refusal_text(refusal.problem, **refusal.details)) from refusal


def _appointment(arguments: Namespace, content: RoadmapContent) -> Appointment:
    """Returns what the options appoint to; `--party` is a coordinator's side, for others it tells agencies of one name apart."""
    role = Role(arguments.role)
    _require_agency_or_side(role, arguments, content)
    search = Search(content)
    parties = frozenset(_party(name, search, content) for name in arguments.party)
    sides = parties or {party.id for party in content.roadmap.parties}
    offered = [agency for agency in content.agencies if agency.party_id in sides]
    agencies = [_agency(name, search, offered, content) for name in arguments.agency]
    job_title = one_line(arguments.position, NAME_LENGTH)
    own = parties if role is Role.COORDINATOR else frozenset()
    opened = frozenset({content.roadmap.id}) if role is Role.READER else frozenset[int]()
    return Appointment(role, dict.fromkeys(agencies, job_title), own, opened)


def _require_agency_or_side(role: Role, arguments: Namespace, content: RoadmapContent) -> None:
    """Raises `CommandRefused` for an official without `--agency` and a coordinator without `--party`."""
    if role is Role.OFFICIAL and not arguments.agency:
        text = _("An official speaks for an agency: name it with --agency, for example --agency “{name}”.")
        raise CommandRefused(text.format(name=content.agencies[0].name))
    if role is Role.COORDINATOR and not arguments.party:
        text = _("A coordinator speaks for a side: name it with --party, for example --party “{name}”.")
        raise CommandRefused(text.format(name=content.roadmap.parties[0].region))


def _agency(text: str, search: Search, offered: Sequence[Agency], content: RoadmapContent) -> int:
    """Returns the id of an agency by its full name, or by a question about it; several readings, or a guess, are refused."""
    regions = {party.id: party.region for party in content.roadmap.parties}
    exact = [agency for agency in offered if agency.name.casefold() == text.strip().casefold()]
    if exact:
        return _only(
            text, [(agency.id, with_region(agency.name, regions[agency.party_id])) for agency in exact]
        )
    answer = search.ask(text, date.today())  # noqa: DTZ011 - names of agencies do not depend on the day
    meant = {agency for intent in (answer.intent, *answer.others) for agency in intent.agencies}
    found = [agency for agency in offered if agency.id in meant]
    named = [(agency.id, with_region(agency.name, regions[agency.party_id])) for agency in found]
    if named and answer.refusal:
        raise _ambiguous(text, named)
    return _only(text, named)


def _party(text: str, search: Search, content: RoadmapContent) -> int:
    """Returns the id of a side by the beginning of its region or full name, or by a question about it: «Питер»."""
    wanted = text.strip().casefold()
    named = {
        party.id
        for party in content.roadmap.parties
        if wanted and any(name.casefold().startswith(wanted) for name in (party.region, party.name))
    }
    asked = search.ask(text, date.today()).intent.parties  # noqa: DTZ011 - nor do names of sides
    regions = [(party.id, party.region) for party in content.roadmap.parties]
    return _only(text, [region for region in regions if region[0] in (named or asked)])


def _only(text: str, found: Sequence[tuple[int, str]]) -> int:
    if not found:
        raise CommandRefused(_("The roadmap does not know “{text}”. Write the full name.").format(text=text))
    if len(found) > 1:
        raise _ambiguous(text, found)
    return found[0][0]


def _ambiguous(text: str, found: Sequence[tuple[int, str]]) -> CommandRefused:
    names = "".join(f"\n- {name}" for _number, name in found)
    sentence = _("“{text}” may be any of these. Write the full name, or name the side with --party:{names}")
    return CommandRefused(sentence.format(text=text, names=names))


async def _username(settings: Settings) -> str | None:
    """Returns None without a token, or when Telegram is not reached: the link can be put together by hand."""
    token = settings.bot_token.get_secret_value()
    if not token:
        return None
    bot = Bot(token, TelegramSession.from_settings(settings))
    try:
        return (await bot.get_me()).username
    except TelegramAPIError:
        return None
    finally:
        await bot.session.close()


def _link(token: str, username: str | None) -> str:
    if username:
        return invitation_link(username, token)
    say(wrapped(_("Telegram was not asked for the bot's name. The invited person sends the bot this:")))
    return f"/start {start_payload(token)}"


def _print_invitation(invitation: Invitation, directory: Directory) -> None:
    say(_("Invitation No. {number}").format(number=invitation.id))
    for line in appointment_lines(invitation.appointment, directory):
        text, _entities = line.render()
        say(wrapped(text))
