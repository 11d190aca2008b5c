"""Invitations: the link that is shown once, those that are open, and one of them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code, Text, as_list

from bot.callbacks.people import (
    ChooseRole,
    OpenInvitation,
    OpenInvitations,
    OpenPeople,
    Purpose,
    RevokeInvitation,
)
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import moment
from bot.screens.keyboard import button, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.people.appointment import appointment_line, appointment_lines, person_name
from bot.screens.phrases import numbered
from bot.telegram.screen import Screen
from data.people.invitations import Invitation
from data.people.members import Directory


def link_screen(invitation: Invitation, link: str, directory: Directory, back: CallbackData) -> Screen:
    """The only time the link is seen; as code, so that a tap copies it instead of using it up."""
    hours = invitation.offer.hours
    lasts = ngettext(
        "For one person, once, within {n} hour. It is not shown again; do not open it yourself.",
        "For one person, once, within {n} hours. It is not shown again; do not open it yourself.",
        hours,
    ).format(n=hours)
    text = as_list(
        Bold(_("Invitation")),
        *appointment_lines(invitation.appointment, directory),
        "",
        Code(link),
        "",
        lasts,
    )
    copy = InlineKeyboardButton(text=_("Copy the link"), copy_text=CopyTextButton(text=link))
    revoke = button(_("Revoke"), RevokeInvitation(invitation_id=invitation.id))
    return Screen(text, keyboard([copy, revoke], back))


def invitations_screen(
    invitations: Sequence[Invitation], directory: Directory, zone: ZoneInfo, place: OpenInvitations
) -> Screen:
    """Those that may still be accepted."""
    entries = [
        Entry(
            button(
                f"{numbered(invitation.id)} · {appointment_line(invitation.appointment, directory)}",
                OpenInvitation(invitation_id=invitation.id),
            ),
            lead=numbered(invitation.id),
            text=appointment_line(invitation.appointment, directory),
            detail=_("until {moment}").format(moment=moment(invitation.expires_at, zone)),
        )
        for invitation in invitations
    ]
    heading = Heading(_("Invitations"), "" if entries else _("None is open."))
    new = button(_("New invitation"), ChooseRole(purpose=Purpose.INVITE))
    route = Route(OpenPeople(), place.page, lambda to: OpenInvitations(page=to))
    return listing(heading, entries, route, [new])


def invitation_screen(invitation: Invitation, directory: Directory, zone: ZoneInfo, at: int) -> Screen:
    """An invitation: what it gives, its issuer and its state; `at` is now, in Unix seconds."""
    lines = [
        Bold(_("Invitation No. {number}").format(number=invitation.id)),
        *appointment_lines(invitation.appointment, directory),
        _("Given by: {name}").format(name=_issuer(invitation, directory)),
        _ending(invitation, directory, zone, at),
    ]
    is_open = invitation.ending is None and invitation.expires_at > at
    revoke = [button(_("Revoke"), RevokeInvitation(invitation_id=invitation.id))] if is_open else []
    return Screen(as_list(*lines), keyboard(revoke, OpenInvitations()))


def successor_link_screen(
    link: str, invitation: Invitation, directory: Directory, back: CallbackData, *, own: bool
) -> Screen:
    """Shows the link for the successor to the predecessor (`own`), or to an administrator."""
    screen = link_screen(invitation, link, directory, back)
    predecessor = person_name(invitation.predecessor_id or 0, directory)
    warning = (
        _("As soon as your successor opens the link, these rights are theirs and no longer yours.")
        if own
        else _(
            "As soon as the successor opens the link, these rights are theirs; those of {name} end."
        ).format(name=predecessor)
    )
    return Screen(as_list(screen.text, Text(warning)), screen.keyboard)


def revoked_screen(invitation_id: int, back: CallbackData) -> Screen:
    sentence = _("Invitation No. {number} is revoked: nobody joins by it.").format(number=invitation_id)
    return Screen(Text(sentence), keyboard([], back))


def _issuer(invitation: Invitation, directory: Directory) -> str:
    return person_name(invitation.issued_by, directory) if invitation.issued_by else _("the console")


def _ending(invitation: Invitation, directory: Directory, zone: ZoneInfo, at: int) -> str:
    if invitation.accepted_by:
        return _("Accepted by: {name}").format(name=person_name(invitation.accepted_by, directory))
    if invitation.ending:
        return _("Revoked.")
    when = moment(invitation.expires_at, zone)
    words = _("Open until {moment}.") if invitation.expires_at > at else _("Its time ended on {moment}.")
    return words.format(moment=when)
