"""The card of a member: role, agencies, sides, and the administrator's buttons."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code, Text, as_list

from bot.callbacks.people import (
    AskJobTitle,
    ChooseRole,
    ConfirmRemoval,
    GiveRole,
    OpenHandOver,
    OpenJobTitles,
    OpenMember,
    OpenPeople,
    OpenRole,
    Purpose,
    RemovePerson,
)
from bot.i18n import gettext as _
from bot.screens.dates import day
from bot.screens.keyboard import button, keyboard
from bot.screens.people.appointment import appointment_lines, person_name
from bot.telegram.screen import Screen
from data.people.members import Directory, Member
from data.people.people import Role
from data.people.rights import may_hand_over
from data.people.sides import SideConflict


def member_screen(
    member: Member, directory: Directory, zone: ZoneInfo, conflicts: Sequence[SideConflict], *, fixed: bool
) -> Screen:
    """Everything known of a person; `fixed` is an admin of the settings, whose role stays.

    `conflicts` are the roadmaps of which they coordinate several sides.
    """
    lines = [
        Text(Bold(person_name(member.user_id, directory))),
        Text(_("Telegram id:"), " ", Code(member.user_id)),
        *appointment_lines(member.appointment, directory),
    ]
    for conflict in conflicts:
        words = _(
            "Coordinates several sides of one roadmap: only {side} counts. Choose one by “Change the role”."
        )
        lines.append(Text(words.format(side=conflict.counted)))
    if member.admitted_at is not None:
        lines.append(Text(_("Here since {day}").format(day=day(member.admitted_at, zone))))
    if not member.can_message:
        lines.append(Text(_("Has blocked the bot: nothing sent to them arrives.")))
    if fixed:
        lines.append(Text(_("An administrator by the setting ADMIN_IDS: the role is changed there.")))
    back = OpenRole(role=member.appointment.role) if member.appointment.role else OpenPeople()
    return Screen(as_list(*lines), keyboard(_action_buttons(member, fixed=fixed), back))


def _action_buttons(member: Member, *, fixed: bool) -> Iterator[InlineKeyboardButton]:
    user_id = member.user_id
    if not fixed:
        yield button(_("Change the role"), ChooseRole(purpose=Purpose.CHANGE, user_id=user_id))
    yield button(_("Change the agencies"), OpenJobTitles(user_id=user_id))
    if member.appointment.agencies:
        yield button(_("Office"), AskJobTitle(user_id=user_id))
    if may_hand_over(member.appointment):
        yield button(_("Hand over"), OpenHandOver(user_id=user_id))
    if not fixed:
        yield button(_("Remove"), ConfirmRemoval(user_id=user_id))


def removal_screen(member: Member, directory: Directory) -> Screen:
    """Asks before it is done."""
    name = person_name(member.user_id, directory)
    text = as_list(
        Text(Bold(_("Remove {name}?").format(name=name))),
        *appointment_lines(member.appointment, directory),
        _(
            "Their rights and draft end at once, their name is erased. Notes stay, signed by the agency; a new"
            " invitation lets them in again."
        ),
    )
    sure = button(
        _("Yes, remove"), RemovePerson(user_id=member.user_id, fingerprint=member.appointment.fingerprint)
    )
    return Screen(text, keyboard([sure], OpenMember(user_id=member.user_id)))


def removed_screen(user_id: int) -> Screen:
    text = as_list(_("Removed. Rights and draft have ended."), Text(_("Telegram id:"), " ", Code(user_id)))
    return Screen(text, keyboard([], OpenPeople()))


def admin_screen(member: Member, directory: Directory) -> Screen:
    """Asks before a person becomes an administrator."""
    name = person_name(member.user_id, directory)
    text = as_list(
        Text(Bold(_("Make {name} an administrator?").format(name=name))),
        *appointment_lines(member.appointment, directory),
        _("An administrator lets people in and out, connects groups and reads the journal."),
    )
    give = GiveRole(
        purpose=Purpose.CHANGE,
        user_id=member.user_id,
        role=Role.ADMIN,
        fingerprint=member.appointment.fingerprint,
    )
    back = ChooseRole(purpose=Purpose.CHANGE, user_id=member.user_id)
    return Screen(text, keyboard([button(_("Yes, make administrator"), give)], back))
