"""The commands in words: for Telegram's lists, the page of help and refusals."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Flag, auto
from functools import partial

from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.access import RIGHTS, Permission
from bot.i18n import gettext as _
from bot.telegram.command_list import CommandMenu
from data.people.people import Role
from data.people.rights import holds


class CommandPlace(Flag):
    """Where a command is answered."""

    PRIVATE = auto()
    GROUP = auto()
    BOTH = PRIVATE | GROUP


@dataclass(frozen=True, slots=True)
class CommandWords:
    """`label` names it in Telegram's list of commands, of those open to every user.

    `help_line` is its line on the page of help.
    """

    name: str
    permission: Permission
    place: CommandPlace
    help_line: str
    label: str = ""
    for_coordinators: bool = False  # of the roadmap that is shown; the permission alone does not open it


def command_words() -> tuple[CommandWords, ...]:
    """All of them in the order of the help, in the current language."""
    return (
        CommandWords("start", Permission.READ, CommandPlace.PRIVATE, _("/start — the menu"), _("Menu")),
        CommandWords("find", Permission.READ, CommandPlace.BOTH, _("/find TEXT — a question"), _("Ask a question")),
        CommandWords("my", Permission.WRITE, CommandPlace.PRIVATE, _("/my — your activities, to write a note"), _("My activities")),
        CommandWords("notes", Permission.READ, CommandPlace.BOTH, _("/notes — the latest notes"), _("Latest notes")),
        CommandWords("summary", Permission.READ, CommandPlace.BOTH, _("/summary — the weekly summary"), _("Weekly summary")),
        CommandWords("agenda", Permission.WRITE, CommandPlace.PRIVATE, _("/agenda — the agenda of the next meeting"), for_coordinators=True),
        CommandWords("people", Permission.ADMIN, CommandPlace.PRIVATE, _("/people — members and requests for access")),
        CommandWords("invite", Permission.ADMIN, CommandPlace.PRIVATE, _("/invite — links that let people in")),
        CommandWords("calendar", Permission.ADMIN, CommandPlace.PRIVATE, _("/calendar — the calendar of working days")),
        CommandWords("bind", Permission.BIND, CommandPlace.GROUP, _("/bind — sent in a group, connects it")),
        CommandWords("settings", Permission.OPEN, CommandPlace.PRIVATE, _("/settings — language and reminders"), _("Settings")),
        CommandWords("cancel", Permission.READ, CommandPlace.PRIVATE, _("/cancel — leave a form; a draft is kept"), _("Leave a form")),
        CommandWords("help", Permission.READ, CommandPlace.BOTH, _("/help — this page"), _("Help")),
    )  # fmt: skip


def command_menus() -> tuple[CommandMenu, ...]:
    """Returns the commands that Telegram lists in private chats and in groups.

    Those of few roles are on the page of help alone.
    """
    return (
        CommandMenu(BotCommandScopeAllPrivateChats(), partial(_listed, CommandPlace.PRIVATE)),
        CommandMenu(BotCommandScopeAllGroupChats(), partial(_listed, CommandPlace.GROUP)),
    )


def commands_of(
    role: Role | None, place: CommandPlace, *, coordinates: bool = False
) -> Iterator[CommandWords]:
    """Yields the commands open to this role in that kind of chat; `/bind` is listed in the private chat, too.

    `coordinates`: the person speaks for a side of the roadmap that is shown.
    """
    for command in command_words():
        if command.for_coordinators and not coordinates:
            continue
        is_listed = place in command.place or (
            command.permission is Permission.BIND and place is CommandPlace.PRIVATE
        )
        if is_listed and (command.permission not in RIGHTS or holds(role, RIGHTS[command.permission])):
            yield command


def group_command_names() -> str:
    """«/find, /notes, /summary, /help»: what is answered in a group to every member."""
    return ", ".join(f"/{command.name}" for command in commands_of(None, CommandPlace.GROUP))


def _listed(place: CommandPlace) -> tuple[BotCommand, ...]:
    return tuple(
        BotCommand(command=command.name, description=command.label)
        for command in command_words()
        if command.label and place in command.place
    )
