"""Lists of notes, and one note with its earlier versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Italic, Text

from bot.callbacks.notes import AskWithdrawal, CorrectNote, OpenHistory, OpenNote, SendNoteFiles
from bot.callbacks.roadmap import OpenActivity
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import day, moment
from bot.screens.fragments import status_words
from bot.screens.keyboard import Paging, button, keyboard
from bot.screens.notes.post import NotePost, note_text
from bot.screens.paging import Entry, Heading, PageWindow, Route, page_window, stored_listing
from bot.screens.phrases import numbered
from bot.telegram.screen import Screen
from bot.telegram.text_split import split_text
from data.notes.notes import Note, NoteVersion
from data.roadmap.lookup import known_activity, known_agency
from data.roadmap.models import RoadmapContent

BODY: Final = 3600


@dataclass(frozen=True, slots=True)
class NotePage:
    """One page of a longer list: the notes on it, newest first."""

    notes: Sequence[Note]
    window: PageWindow


def notes_screen(
    content: RoadmapContent,
    heading: Heading,
    found: NotePage,
    route: Route,
    zone: ZoneInfo,
) -> Screen:
    """Newest first; a page is read from the database alone."""
    entries = [note_entry(content, note, zone) for note in found.notes]
    return stored_listing(heading, entries, found.window, route, _("There are no notes yet."))


def note_entry(content: RoadmapContent, note: Note, zone: ZoneInfo) -> Entry:
    item = known_activity(content, note.activity_id).number
    return Entry(
        button(f"{numbered(note.number)} · {item}", OpenNote(note_id=note.id)),
        lead=_("No. {number} on item {item}").format(number=note.number, item=item),
        text=note_words(note),
        detail=" · ".join([day(note.created_at, zone), known_agency(content, note.agency_id).name]),
    )


def note_words(note: Note) -> str:
    """The status and the beginning of what was said, on one line."""
    if note.withdrawal:
        return _("Withdrawn.")
    text = " ".join(note.latest.text.split()) or files_words(len(note.latest.files))
    return f"{status_words(note.latest.status)}: {text}" if note.latest.status else text


def files_words(count: int) -> str:
    return ngettext("With {n} file.", "With {n} files.", count).format(n=count)


@dataclass(frozen=True, slots=True)
class ShownNote:
    """`versions` newest first.

    `post` draws the one shown; `changeable` says whether the reader may change the note.
    """

    note: Note
    versions: Sequence[NoteVersion]
    post: NotePost
    link: str | None
    changeable: bool
    private: bool


def note_screen(shown: ShownNote, page: int, zone: ZoneInfo) -> Screen:
    """A version as the group saw it, and when it was published."""
    window = page_window(page, len(shown.versions), 1)
    version = shown.versions[window.page]
    body, entities = note_text(shown.post).render()
    first = split_text(body, entities, BODY, BODY)[0]
    text = Text.from_entities(first.text, list(first.entities))
    parts: list[Text | str] = [text, "…" if len(first.text) < len(body) else "", "\n\n"]
    parts.append(Italic(_moment_words(version, zone)))
    if version.files:
        parts += ["\n", Italic(files_words(len(version.files)))]
    paging = Paging(window.page, window.pages, lambda to: OpenNote(note_id=shown.note.id, page=to))
    back = OpenHistory(activity_id=shown.note.activity_id)
    return Screen(Text(*parts), keyboard(_buttons(shown), back, paging))


def _moment_words(version: NoteVersion, zone: ZoneInfo) -> str:
    words = _("Version {version}, published {moment}").format(
        version=version.version, moment=moment(version.received_at, zone)
    )
    late = version.received_at - version.written_at > LATE
    return (
        f"{words}; " + _("written {moment}").format(moment=moment(version.written_at, zone))
        if late
        else words
    )


LATE: Final = 3600  # seconds between writing and publishing that are worth telling


def _buttons(shown: ShownNote) -> list[InlineKeyboardButton]:
    buttons = []
    if shown.link:
        buttons.append(InlineKeyboardButton(text=_("Open in the group"), url=shown.link))
    if shown.private and shown.note.latest.files:
        buttons.append(button(_("Show the files"), SendNoteFiles(note_id=shown.note.id)))
    if shown.private and shown.changeable and shown.note.withdrawal is None:
        buttons.append(button(_("Correct"), CorrectNote(note_id=shown.note.id)))
        buttons.append(button(_("Withdraw"), AskWithdrawal(note_id=shown.note.id)))
    buttons.append(button(_("Card"), OpenActivity(activity_id=shown.note.activity_id)))
    return buttons


def route_to(place: CallbackData, back: CallbackData, page: int) -> Route:
    """A route through the pages of a place that has a field `page`."""
    return Route(back, page, lambda to: place.model_copy(update={"page": to}))
