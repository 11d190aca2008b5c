"""Invitations: issued, listed and revoked by administrators, accepted by the person who has the link."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.people import GiveRole, OpenInvitation, OpenInvitations, Purpose, RevokeInvitation
from bot.callbacks.roadmap import OpenSettings
from bot.screens.people.invitations import invitation_screen, invitations_screen, link_screen, revoked_screen
from bot.screens.people.welcome import welcome_screen
from bot.services.people.joining import Joining
from bot.services.people.role_choices import given
from bot.telegram.deep_links import linked_invitation
from bot.telegram.rendering import reply, show
from bot.telegram.screen import Screen
from data.database import Database
from data.people.admissions import Newcomer
from data.people.invitations import (
    Offer,
    select_invitation,
    select_open_invitations,
)
from data.people.members import select_directory
from data.people.people import Role
from data.roadmap.lookup import StaleButton

LINKED = CommandStart(deep_link=True, ignore_case=True, magic=F.args.func(linked_invitation).is_not(None))


def router() -> Router:
    router = Router(name="invitations")
    admin = needs(Permission.ADMIN)
    router.message.register(accept, LINKED, PRIVATE, flags=needs(Permission.OPEN))
    router.message.register(send_invitations, Command("invite", ignore_case=True), PRIVATE, flags=admin)
    pressed = router.callback_query.register
    pressed(invite, GiveRole.filter(F.purpose == Purpose.INVITE), flags=needs(Permission.ADMIN))
    pressed(open_invitations, OpenInvitations.filter(), flags=needs(Permission.ADMIN))
    pressed(open_invitation, OpenInvitation.filter(), flags=needs(Permission.ADMIN))
    pressed(revoke_link, RevokeInvitation.filter(), flags=needs(Permission.WRITE))
    return router


async def accept(message: Message, command: CommandObject, joining: Joining) -> None:
    if message.from_user is None:
        return
    who = message.from_user
    token = linked_invitation(command.args or "") or ""
    accepted = await joining.accept(token, Newcomer(who.id, who.full_name, who.is_bot, who.language_code))
    welcome = welcome_screen(accepted.appointment, await joining.directory(), again=accepted.again)
    await reply(message, welcome)
    joining.wake()


async def send_invitations(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, await _list(OpenInvitations(), user, db))


async def open_invitations(
    query: CallbackQuery, callback_data: OpenInvitations, user: UserContext, db: Database
) -> None:
    await show(query, await _list(callback_data, user, db))


async def open_invitation(
    query: CallbackQuery, callback_data: OpenInvitation, user: UserContext, db: Database
) -> None:
    invitation = await select_invitation(db.reader, callback_data.invitation_id)
    if invitation is None:
        raise StaleButton
    directory = await select_directory(db.reader)
    await show(query, invitation_screen(invitation, directory, user.zone, user.audit.at))


async def invite(query: CallbackQuery, callback_data: GiveRole, user: UserContext, joining: Joining) -> None:
    invitation, token = await joining.issue(Offer(given(callback_data, user.content)))
    link = await joining.link(token)
    await show(query, link_screen(invitation, link, await joining.directory(), OpenInvitations()))


async def revoke_link(
    query: CallbackQuery, callback_data: RevokeInvitation, joining: Joining, user: UserContext
) -> None:
    """Revokes it for an administrator, or for the predecessor who issued it."""
    await joining.revoke(callback_data.invitation_id)
    back = OpenInvitations() if user.person.role is Role.ADMIN else OpenSettings()
    await show(query, revoked_screen(callback_data.invitation_id, back))


async def _list(place: OpenInvitations, user: UserContext, db: Database) -> Screen:
    invitations = await select_open_invitations(db.reader, user.audit.at)
    return invitations_screen(invitations, await select_directory(db.reader), user.zone, place)
