"""Connecting a group: texts for the group itself, and private ones for administrators."""

from collections.abc import Collection, Iterator, Sequence
from enum import Enum, auto

from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.groups import BindHere, LeaveBinding, PostEarlierNotes
from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.groups.language import language_button
from bot.screens.keyboard import button, keyboard
from bot.screens.phrases import distinguished, roadmap_name
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.messaging.chats import BoundChat, PauseReason
from data.roadmap.models import Roadmap

TITLE = 128  # units of a group's title


class LackingRight(Enum):
    """What the bot may not do in a group."""

    FILES = auto()
    PIN = auto()
    MEMBERS = auto()  # see who is in it


def connected_line(roadmap: Roadmap) -> Screen:
    """The first line in a group: it shows that the bot can write there."""
    text = as_list(
        Bold(_("This group is connected to the roadmap")),
        roadmap_name(roadmap),
        _("Notes on its progress will be published here."),
    )
    return Screen(text, keyboard([], back=None))


def bound_screen(
    roadmap: Roadmap, chat: BoundChat, lacking: Collection[LackingRight], unposted: int
) -> Screen:
    """Tells the administrator privately what the bot may do in the group, and what it may not.

    `unposted` notes were written without a group: they are offered for posting.
    """
    text = as_list(
        Bold(_("The group is connected")),
        Text(_("Group: {title}").format(title=shorten(chat.title, TITLE))),
        Text(_("Roadmap: {name}").format(name=roadmap_name(roadmap))),
        _("Posts go to the topic where you sent the command.")
        if chat.thread_id
        else _("Posts go to the group."),
        *_lacking(lacking),
        *([_unposted_words(unposted)] if unposted else []),
    )
    offer = PostEarlierNotes(roadmap_id=roadmap.id, fingerprint=chat.fingerprint)
    offered = [button(_("Post earlier notes ({n})").format(n=unposted), offer)] if unposted else []
    return Screen(text, keyboard([*offered, language_button(roadmap)], back=None))


def _unposted_words(count: int) -> str:
    return ngettext(
        "{n} note was written before that and is not in the group. It can be posted now.",
        "{n} notes were written before that and are not in the group. They can be posted now.",
        count,
    ).format(n=count)


def earlier_notes_words(days: Sequence[str]) -> str:
    """Stands in the group above notes that are older than its connection; `days` are the first and the last one."""
    first, last = days
    if first == last:
        return _("Notes written before the group was connected, of {day}:").format(day=first)
    return _("Notes written before the group was connected, from {first} to {last}:").format(
        first=first, last=last
    )


def earlier_notes_screen(roadmap: Roadmap, chat: BoundChat, count: int) -> Screen:
    """Tells the administrator that earlier notes are on their way; `count` 0: they were all posted already."""
    posted = ngettext(
        "{n} note is being posted.", "{n} notes are being posted, from the oldest to the newest.", count
    ).format(n=count)
    text = as_list(
        Bold(_("Earlier notes")),
        Text(_("Group: {title}").format(title=shorten(chat.title, TITLE))),
        posted if count else _("Every note is in the group already or on its way."),
    )
    return Screen(text, keyboard([language_button(roadmap), button(_("Home"), OpenHome())], back=None))


def _lacking(rights: Collection[LackingRight]) -> Iterator[str]:
    if LackingRight.FILES in rights:
        yield _(
            "The bot may not send pictures and documents there: allow it, or notes will lose their files."
        )
    if LackingRight.PIN in rights:
        yield _("The bot may not pin messages there; it is needed only to pin summaries.")
    if LackingRight.MEMBERS in rights:
        yield _(
            "The bot is no administrator there: Telegram may not tell it who is in the group, and those people could"
            " not read. Make it an administrator; no rights need to be given."
        )


def members_hidden_words(chat: BoundChat) -> str:
    """Tells the administrators that the members of a group cannot read."""
    return _(
        "Telegram does not tell the bot who is in the group “{title}”, so its members cannot read the roadmap. Make the"
        " bot an administrator of the group; no rights need to be given."
    ).format(title=shorten(chat.title, TITLE))


def cannot_write_words(title: str) -> str:
    return _(
        "The bot cannot write in the group “{title}”, so it is not connected. Allow the bot to send messages there, or"
        " make it an administrator, and send /bind once more."
    ).format(title=shorten(title, TITLE))


def topic_closed_words(title: str) -> str:
    return _(
        "The bot cannot write in this topic of the group “{title}”, so it is not connected. Open the topic, or choose"
        " another one, and send /bind there."
    ).format(title=shorten(title, TITLE))


def already_bound_words() -> str:
    return _("The roadmap is published here already.")


def connected_here_words(roadmap: Roadmap) -> str:
    """What the question turns into once the group is connected."""
    return _("Connected: notes are published here. Roadmap: {roadmap}").format(roadmap=roadmap_name(roadmap))


def taken_words() -> str:
    return _("Another roadmap is published here. Choose another topic or group: a place serves one roadmap.")


def how_to_bind_words() -> str:
    return _(
        "Add the bot to the group of both sides and send /bind there, in the topic where notes shall be published."
    )


def left_connected_words() -> str:
    return _("Everything stays as it was.")


def rebinding_screen(roadmap: Roadmap, bound: BoundChat) -> Screen:
    """Asks before a roadmap moves to another place."""
    text = as_list(
        roadmap_name(roadmap),
        Text(_("It is published in the group “{title}”.").format(title=shorten(bound.title, TITLE))),
        _("Publish it here from now on? Posts that wait will come here, earlier ones stay where they are."),
    )
    buttons = [
        button(_("Publish here"), BindHere(roadmap_id=roadmap.id, fingerprint=bound.fingerprint)),
        button(_("Leave it"), LeaveBinding()),
    ]
    return Screen(text, keyboard(buttons, back=None))


def roadmap_choice_screen(roadmaps: Sequence[Roadmap]) -> Screen:
    """Which of several roadmaps is published here; one that is published elsewhere is asked about next."""
    names = distinguished([roadmap_name(roadmap) for roadmap in roadmaps], 38)
    buttons = [
        button(name, BindHere(roadmap_id=roadmap.id, fingerprint=0))
        for name, roadmap in zip(names, roadmaps, strict=True)
    ]
    return Screen(Text(_("Which roadmap is published here?")), keyboard(buttons, back=None))


def paused_words(chat: BoundChat) -> str:
    """Tells the administrators that the posts of a group wait."""
    reasons = {
        PauseReason.REMOVED: _("The bot is no longer in the group “{title}”. Add it again."),
        PauseReason.NO_RIGHTS: _("The bot may not write in the group “{title}”. Allow it to send messages."),
        PauseReason.TOPIC_CLOSED: _(
            "The topics of the group “{title}” are closed. Open one and send /bind there."
        ),
        PauseReason.NOT_FOUND: _(
            "Telegram does not know the group “{title}” any more. Connect another one: /bind"
        ),
    }
    reason = reasons[chat.paused or PauseReason.NOT_FOUND].format(title=shorten(chat.title, TITLE))
    return " ".join([reason, _("Until then posts wait; nothing is lost.")])


def no_photos_words(chat: BoundChat) -> str:
    """Tells the administrators that a note with photos waits, and that others go on."""
    return _(
        "The bot may not send photos in the group “{title}”. Only notes with photos wait, everything else is published."
        " Allow it “Photos”, or make it an administrator: they follow by themselves."
    ).format(title=shorten(chat.title, TITLE))


def no_documents_words(chat: BoundChat) -> str:
    """Tells the administrators that a note with documents waits, and that others go on."""
    return _(
        "The bot may not send files in the group “{title}”. Only notes with files wait, everything else is published."
        " Allow it “Files”, or make it an administrator: they follow by themselves."
    ).format(title=shorten(chat.title, TITLE))


def resumed_words(chat: BoundChat) -> str:
    return _("The bot can write in the group “{title}” again. Posts that waited are being sent.").format(
        title=shorten(chat.title, TITLE)
    )


def migrated_words(chat: BoundChat) -> str:
    return _(
        "The group “{title}” has become a supergroup; posts go there. If it has topics, choose one with /bind."
    ).format(title=shorten(chat.title, TITLE))


def topic_gone_words(chat: BoundChat) -> str:
    return _(
        "The topic in the group “{title}” is closed or deleted; posts go to the general one. Choose another with /bind."
    ).format(title=shorten(chat.title, TITLE))


def added_words(title: str) -> str:
    return _(
        "The bot is in the group “{title}”. To publish notes there, send /bind in the group, in the topic you want."
    ).format(title=shorten(title, TITLE))


def channel_words(title: str) -> str:
    return _(
        "“{title}” is a channel. Notes are published in a group: add the bot to the group of both sides and send /bind there."
    ).format(title=shorten(title, TITLE))
