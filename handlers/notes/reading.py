"""Reading notes: the latest ones, an agency's, one note with its versions."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRESSED_PRIVATELY, Permission, UserContext, needs
from bot.callbacks.notes import OpenAgencyNotes, OpenNote, OpenNotes, SendNoteFiles
from bot.callbacks.roadmap import OpenAgency, OpenHome
from bot.i18n import gettext as _
from bot.screens.notes.listing import NotePage, ShownNote, note_screen, notes_screen, route_to
from bot.screens.notes.post import NotePost
from bot.screens.paging import Heading, page_window
from bot.services.notes.confirmation import group_link
from bot.services.notes.form import NoteForm, send_calls
from bot.services.notes.post_calls import file_calls
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import answer, reply, show
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.notes import (
    Note,
    select_agency_note_count,
    select_agency_notes,
    select_note,
    select_roadmap_note_count,
    select_roadmap_notes,
    select_versions,
)
from data.notes.subjects import NoteSubject, job_title_of, select_subject
from data.people.authorship import may_change
from data.roadmap.lookup import StaleButton, find_agency
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="notes")
    reads = needs(Permission.READ)
    router.message.register(send_notes, Command("notes", ignore_case=True), flags=reads)
    router.message.register(send_notes, TextCommandFilter(TextCommand.NOTES), flags=reads)
    pressed = router.callback_query.register
    pressed(open_notes, OpenNotes.filter(), flags=reads)
    pressed(open_agency_notes, OpenAgencyNotes.filter(), flags=reads)
    pressed(open_note, OpenNote.filter(), flags=reads)
    pressed(send_files, SendNoteFiles.filter(), PRESSED_PRIVATELY, flags=reads)
    return router


async def send_notes(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, await _latest(OpenNotes(), user, db))


async def open_notes(query: CallbackQuery, callback_data: OpenNotes, user: UserContext, db: Database) -> None:
    await show(query, await _latest(callback_data, user, db))


async def open_agency_notes(
    query: CallbackQuery, callback_data: OpenAgencyNotes, user: UserContext, db: Database
) -> None:
    agency = find_agency(user.content, callback_data.agency_id)
    total = await select_agency_note_count(db.reader, agency.id)
    window = page_window(callback_data.page, total)
    notes = await select_agency_notes(db.reader, agency.id, window.size, window.offset)
    route = route_to(callback_data, OpenAgency(agency_id=agency.id), window.page)
    heading = Heading(_("Latest notes"), agency.name)
    await show(query, notes_screen(user.content, heading, NotePage(notes, window), route, user.zone))


async def open_note(query: CallbackQuery, callback_data: OpenNote, user: UserContext, db: Database) -> None:
    note, subject = await _found(callback_data.note_id, user, db)
    versions = (await select_versions(db.reader, note.id))[::-1]
    version = versions[page_window(callback_data.page, len(versions), 1).page]
    withdrawn = note.withdrawal.reason if note.withdrawal and callback_data.page == 0 else None
    edition = version.version if version.version > 1 else None
    job_title = await job_title_of(db.reader, version, note.agency_id)
    shown = ShownNote(
        note,
        versions,
        NotePost(subject, version, note.number, edition, withdrawn, job_title=job_title),
        await group_link(db.reader, note),
        await may_change(db.reader, note, user.person.user_id, user.audit.first_admins),
        user.private,
    )
    await show(query, note_screen(shown, callback_data.page, user.zone))


async def send_files(
    query: CallbackQuery, callback_data: SendNoteFiles, user: UserContext, db: Database, note_form: NoteForm
) -> None:
    note, subject = await _found(callback_data.note_id, user, db)
    post = NotePost(subject, note.latest, note.number)
    await answer(query)
    await send_calls(
        note_form,
        subject.activity_id,
        lambda: [replace(call, reply_to=None) for call in file_calls(post, note.latest.files)],
    )


async def _latest(place: OpenNotes, user: UserContext, db: Database) -> Screen:
    roadmap_id = user.content.roadmap.id
    total = await select_roadmap_note_count(db.reader, roadmap_id)
    window = page_window(place.page, total)
    notes = await select_roadmap_notes(db.reader, roadmap_id, window.size, window.offset)
    route = route_to(place, OpenHome(), window.page)
    return notes_screen(user.content, Heading(_("Latest notes")), NotePage(notes, window), route, user.zone)


async def _found(note_id: int, user: UserContext, db: Database) -> tuple[Note, NoteSubject]:
    """Raises `StaleButton` for a note of a roadmap that may not be shown here: there it does not exist."""
    note = await select_note(db.reader, note_id)
    if note is None or not user.may_open(note.roadmap_id):
        raise StaleButton
    subject = await select_subject(db.reader, note.activity_id, note.agency_id)
    if subject is None:
        raise StaleButton
    return note, subject
