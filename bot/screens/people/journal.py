"""The journal: a page of it, and the whole as a file."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.people import OpenJournal, OpenPeople, SendJournal
from bot.i18n import gettext as _
from bot.screens.dates import moment
from bot.screens.keyboard import Paging, button, keyboard
from bot.screens.paging import PageWindow
from bot.screens.people.journal_values import change_words
from bot.screens.people.journal_words import action_words, actor_words, subject_words
from bot.screens.phrases import numbered
from bot.telegram.screen import Screen
from data.audit import AuditEntry, State
from data.people.journal_names import JournalNames

ROWS: Final = 5  # a page: with their longest words some 3,600 of a message's 4,096 units


@dataclass(frozen=True, slots=True)
class JournalPage:
    """`entries` are those of one page, newest first."""

    entries: Sequence[AuditEntry]
    window: PageWindow


def journal_screen(page: JournalPage, names: JournalNames, zone: ZoneInfo) -> Screen:
    rows = [_row(entry, names, zone) for entry in page.entries]
    empty = [] if rows else [Text(_("Nothing has been changed yet."))]
    text = as_list(Bold(_("Journal")), *empty, *rows, sep="\n\n")
    paging = Paging(page.window.page, page.window.pages, lambda to: OpenJournal(page=to))
    return Screen(text, keyboard([button(_("As a file"), SendJournal())], OpenPeople(), paging))


def journal_rows(
    entries: Iterable[AuditEntry], names: JournalNames, zone: ZoneInfo
) -> Iterator[Sequence[str | int]]:
    """The header and a row for each entry, for a spreadsheet."""
    yield (
        "№",
        _("When"),
        _("Who"),
        _("Who (id)"),
        _("What"),
        _("About"),
        _("About (id)"),
        _("Changes"),
        _("Before"),
        _("After"),
        _("Update"),
    )
    for entry in entries:
        yield (
            entry.id,
            moment(entry.at, zone),
            actor_words(entry, names),
            entry.actor_id if entry.actor_id is not None else "",
            action_words(entry.action),
            subject_words(entry, names),
            entry.subject_id,
            change_words(entry, names),
            _state(entry.before),
            _state(entry.after),
            entry.update_id if entry.update_id is not None else "",
        )


def _state(state: State | None) -> str:
    return "" if state is None else json.dumps(state, ensure_ascii=False, sort_keys=True)


def _row(entry: AuditEntry, names: JournalNames, zone: ZoneInfo) -> Text:
    head = Bold(f"{numbered(entry.id)} · {moment(entry.at, zone)}")
    sentence = f"{actor_words(entry, names)}: {subject_words(entry, names)} — {action_words(entry.action)}"
    changes = change_words(entry, names)
    return as_list(head, sentence, *([changes] if changes else []))
