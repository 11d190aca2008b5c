"""The form a note is written in: every screen says what the next message will be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Italic, Text, as_list

from bot.callbacks.decisions import BeginDecision, DecisionKindLetter
from bot.callbacks.notes import (
    AskInstead,
    ChooseStatus,
    DraftStep,
    PublishDraft,
    SignFor,
)
from bot.callbacks.roadmap import OpenActivity
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.fragments import status_words
from bot.screens.keyboard import LABEL, button, keyboard
from bot.screens.notes.drafts import back_to_form, exit_buttons, turn_of
from bot.screens.phrases import distinguished
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from bot.telegram.text_split import split_text
from data.notes.drafts import Draft
from data.notes.notes import Note
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import MAX_TEXT
from data.roadmap.models import Activity, Agency

TITLE: Final = 300
LONGEST_QUESTION: Final = 150  # characters
ASKING: Final = frozenset(
    [
        "что",
        "кто",
        "когда",
        "где",
        "как",
        "какой",
        "какая",
        "какое",
        "какие",
        "каков",
        "сколько",
        "чей",
        "почему",
        "зачем",
        "покажи",
        "покажите",
        "найди",
        "найдите",
        "what",
        "who",
        "when",
        "where",
        "how",
        "which",
        "why",
        "whose",
        "show",
        "find",
    ]
)
BODY: Final = 3700  # units; a longer post is shown from its beginning


@dataclass(frozen=True, slots=True)
class NoteFormView:
    """What the form shows beside the draft.

    `writable` are the agencies the person may speak for; `last` the last note of the chosen one; `post` the words
    as the group will see them, `messages` in how many messages. `replaces` is True when the next text
    replaces the present one, `is_simplified` when the last message lost its formatting.
    """

    draft: Draft
    activity: Activity
    writable: tuple[Agency, ...]
    regions: dict[int, str]
    last: Note | None = None
    post: Text | None = None
    messages: int = 1
    replaces: bool = False
    is_simplified: bool = False


def form_screen(form: NoteFormView) -> Screen:
    """The form of a note: agency, text, and how the post will look."""
    if form.draft.agency_id is None:
        return agency_screen(form)
    if form.draft.is_empty or form.post is None:
        return words_screen(form)
    return preview_screen(form)


def agency_screen(form: NoteFormView) -> Screen:
    labels = _agency_labels(form.writable, form.regions)
    buttons = [
        button(label, SignFor(draft_id=form.draft.id, agency_id=agency.id))
        for label, agency in zip(labels, form.writable, strict=True)
    ]
    lines = [_subject(form), *(f"• {agency.name}" for agency in form.writable)]
    remark = [] if form.draft.is_empty else [_("What you have written is kept.")]
    lines.append(" ".join([_("For which agency is the note?"), *remark]))
    return Screen(as_list(*lines), keyboard([*buttons, *exit_buttons(form.draft)], back=None))


def words_screen(form: NoteFormView) -> Screen:
    """The first screen: the next messages are the note."""
    lines: list[Text | str] = [_subject(form), _signed(form), ""]
    lines.append(
        _("Write the text of the note, or send photos and documents: your next messages go into it.")
    )
    lines.append(
        ngettext("At most {n} character.", "At most {n} characters.", MAX_TEXT).format(n=MAX_TEXT)
        + " "
        + _("To ask something meanwhile: /find")
    )
    buttons = []
    if form.last:
        lines += ["", _last_line(form.last)]
        buttons.append(button(_("As last time"), turn_of(form.draft, DraftStep.REPEAT_LAST)))
    card = button(_("Card"), OpenActivity(activity_id=form.activity.id))
    return Screen(as_list(*lines), keyboard([*buttons, card, *exit_buttons(form.draft)], back=None))


def preview_screen(form: NoteFormView) -> Screen:
    lead = " ".join([_("This is what the group will see."), *_simplified(form), _next_words(form)])
    body, entities = (form.post or Text()).render()
    first, *others = split_text(body, entities, BODY, BODY)
    shown = Text.from_entities(first.text, list(first.entities))
    parts: list[Text | str] = [Italic(lead), "\n\n", shown]
    if others:
        parts += ["…\n\n", Italic(_("The end is left out here; “Show as it will be” sends all of it."))]
    if form.draft.files:
        parts += ["\n\n", Italic(_files_line(form))]
    return Screen(Text(*parts), keyboard(_preview_buttons(form, whole=not others), back=None))


def statuses_screen(draft: Draft) -> Screen:
    """The five words of a note's status."""
    buttons = [
        button(
            ("✓ " if status is draft.status else "") + status_words(status),
            ChooseStatus(draft_id=draft.id, status=status.value),
        )
        for status in NoteStatus
    ]
    text = as_list(
        Bold(_("How does the activity stand?")),
        _("“Done” closes an activity only when both sides have said it."),
    )
    return Screen(text, keyboard([*buttons, back_to_form(draft)], back=None))


def document_screen(draft: Draft) -> Screen:
    text = as_list(
        Bold(_("Confirming document")),
        _("Write its number and date in one message, with its kind if you like."),
        document_examples(),
        _("Your next message is taken as the document."),
    )
    return Screen(text, keyboard([_without_document(draft), back_to_form(draft)], back=None))


def document_refused_screen(draft: Draft, sentence: str) -> Screen:
    """Says why the document was not taken; the next message is taken as the document again."""
    buttons = [_without_document(draft), back_to_form(draft), *exit_buttons(draft)]
    return Screen(as_list(sentence, document_examples()), keyboard(buttons, back=None))


def document_examples() -> str:
    return _("For example: No. 123-p of 15 March 2026, or Order of 15 March 2026 No. 123-p")


def _without_document(draft: Draft) -> InlineKeyboardButton:
    return button(_("No document"), turn_of(draft, DraftStep.DROP_DOCUMENT))


def fixes_screen(form: NoteFormView) -> Screen:
    """Offers the parts of the draft that may be replaced."""
    draft = form.draft
    text = as_list(
        Bold(_("What shall be corrected?")),
        _next_words(form),
        _("You may also edit your own message in this chat: the draft follows."),
    )
    buttons = [button(_("Text anew"), turn_of(draft, DraftStep.WORDS_ANEW))] if draft.text else []
    if draft.files:
        buttons.append(button(_("Remove the files"), turn_of(draft, DraftStep.ASK_FILES)))
    buttons += [
        button(_("Status"), turn_of(draft, DraftStep.SHOW_STATUSES)),
        button(_("Document"), turn_of(draft, DraftStep.SHOW_DOCUMENT)),
    ]
    if len(form.writable) > 1 and draft.note_id is None:
        buttons.append(button(_("Another agency"), turn_of(draft, DraftStep.CHOOSE_AGENCY)))
    return Screen(text, keyboard([*buttons, back_to_form(draft)], back=None))


def files_removal_screen(draft: Draft) -> Screen:
    count = len(draft.files)
    text = Text(
        ngettext("Remove {n} file from the note?", "Remove {n} files from the note?", count).format(n=count)
    )
    buttons = [button(_("Remove the files"), turn_of(draft, DraftStep.DROP_FILES)), back_to_form(draft)]
    return Screen(text, keyboard(buttons, back=None))


def _simplified(form: NoteFormView) -> Iterator[str]:
    if form.is_simplified:
        yield _("Formatting of the text (bold, crossed out, quotes) is not carried over.")


def _next_words(form: NoteFormView) -> str:
    if form.replaces:
        return _("Your next text takes the place of this one; files are added.")
    return _("Your next messages and files are added to it.")


def _preview_buttons(form: NoteFormView, *, whole: bool) -> Iterator[InlineKeyboardButton]:
    draft = form.draft
    yield button(_("Publish"), PublishDraft(draft_id=draft.id, fingerprint=draft.fingerprint))
    if is_question(draft):
        yield button(_("It is a question"), AskInstead(draft_id=draft.id))
    if form.messages > 1 or draft.files or not whole:
        yield button(_("Show as it will be"), turn_of(draft, DraftStep.SHOW_POSTS))
    status = status_words(draft.status) if draft.status else _("not named")
    yield button(_("Status: {status}").format(status=status), turn_of(draft, DraftStep.SHOW_STATUSES))
    if draft.status is NoteStatus.NEEDS_EXTENSION and draft.activity_id:
        ask = BeginDecision(kind=DecisionKindLetter.MOVE, subject_id=draft.activity_id)
        yield button(_("Ask to move the deadline"), ask)
    if form.replaces:
        yield button(_("Add to the text"), turn_of(draft, DraftStep.ADD_WORDS))
    yield button(_("Correct"), turn_of(draft, DraftStep.SHOW_FIXES))
    yield from exit_buttons(draft)


def is_question(draft: Draft) -> bool:
    """True when the last message in the draft reads like a question to the bot."""
    text = draft.chunks[-1].text.strip() if draft.chunks else ""
    first, *_rest = text.casefold().split() or [""]
    asks = text.endswith("?") or first.strip(",.:") in ASKING
    return asks and "\n" not in text and len(text) <= LONGEST_QUESTION


def _subject(form: NoteFormView) -> Text:
    head = _("Note on item {item}").format(item=form.activity.number)
    return Text(Bold(head), "\n", shorten(form.activity.title, TITLE))


def _signed(form: NoteFormView) -> Text:
    names = [agency.name for agency in form.writable if agency.id == form.draft.agency_id]
    return Text(_("For:"), " ", *names[:1])


def _last_line(note: Note) -> Text:
    words = shorten(note.latest.text, TITLE)
    return Text(Bold(_("Last time, No. {number}:").format(number=note.number)), " ", words)


def _files_line(form: NoteFormView) -> str:
    count = len(form.draft.files)
    return ngettext("With {n} file.", "With {n} files.", count).format(n=count)


def _agency_labels(agencies: Sequence[Agency], regions: dict[int, str]) -> list[str]:
    names = [agency.name for agency in agencies]
    whole = [
        name if names.count(name) == 1 else f"{regions.get(agency.party_id, '')}: {name}"
        for name, agency in zip(names, agencies, strict=True)
    ]
    return distinguished(whole, LABEL)
