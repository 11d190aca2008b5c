"""A new edition in words: what it changes and what is open. Needs nothing of Telegram: the terminal says it, too."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bot.i18n import gettext as _
from bot.screens.dates import day_words
from bot.telegram.text_length import shorten
from data.editions.concerned import EndedDecision, EndedKind
from data.editions.difference import ActivityLine, AgencyLine, EditionDifference, Reworded
from data.editions.doubts import Doubt, DoubtKind
from data.editions.edition import Edition
from data.editions.proposal import EditionProposal
from data.roadmap.models import DeadlineKind

TEXT: Final = 300


def proposal_lines(proposal: EditionProposal) -> Iterator[str]:
    """Yields what storing the edition would change, one line for each change, and which decisions end."""
    yield from _heading_lines(proposal.difference)
    yield from _agency_lines(proposal.difference)
    yield from _activity_lines(proposal.difference)
    numbers = _numbers(proposal)
    yield from (_ended_line(decision, numbers) for decision in proposal.concerned.ended)


def people_lines(proposal: EditionProposal) -> Iterator[str]:
    """Yields the people whose agencies change, for the person who confirms the edition."""
    names = {agency.id: agency.name for agency in proposal.stored.agencies} if proposal.stored else {}
    for person in proposal.concerned.people:
        name = person.name or str(person.user_id)
        yield _("It concerns {name} ({body}).").format(name=name, body=names.get(person.agency_id, "—"))


def doubtful_lines(edition: Edition) -> Iterator[str]:
    """Yields each deadline that no rule understands, by its activity's number."""
    words = _("{number}, the deadline is not understood: {wording}")
    for activity in edition.activities:
        if activity.deadline.kind is DeadlineKind.UNKNOWN:
            yield words.format(number=activity.number, wording=shorten(activity.deadline.wording, TEXT))


def doubt_question(doubt: Doubt) -> str:
    """Returns the question that «the same» answers with yes."""
    if doubt.kind is DoubtKind.ROADMAP:
        words = _("Roadmap No. {id} “{known}” has the same sides. Is the file a new edition of it?")
        return words.format(id=doubt.known_id, known=shorten(doubt.known, TEXT))
    if doubt.kind is DoubtKind.AGENCY:
        words = _("“{written}” in the file: is it the body “{known}” under another name?")
        return words.format(written=doubt.written, known=doubt.known)
    words = _("{written} “{text}” in the file: is it the item {known} “{known_text}” of before?")
    return words.format(
        written=doubt.written,
        text=shorten(doubt.written_text, TEXT),
        known=doubt.known,
        known_text=shorten(doubt.known_text, TEXT),
    )


def _heading_lines(difference: EditionDifference) -> Iterator[str]:
    yield from _reworded(_("Title: {before} → {after}"), difference.title)
    yield from _reworded(_("Years: {before} → {after}"), difference.years)
    yield from _reworded(_("Side renamed: {before} → {after}"), difference.parties_renamed)
    yield from (_("Side added: {name}").format(name=name) for name in difference.parties_added)
    yield from (_("Side left out: {name}").format(name=name) for name in difference.parties_removed)


def _agency_lines(difference: EditionDifference) -> Iterator[str]:
    yield from _reworded(_("Body renamed: {before} → {after}"), difference.agencies_renamed)
    yield from _agencies(_("Body added: {name} ({region})"), difference.agencies_added)
    yield from _agencies(_("Body left out: {name} ({region})"), difference.agencies_removed)


def _activity_lines(difference: EditionDifference) -> Iterator[str]:
    yield from _activities(_("{number} added: {title}"), difference.added)
    yield from _activities(_("{number} left out: {title}"), difference.removed)
    yield from _activities(_("{number} is back: {title}"), difference.returned)
    yield from _reworded(_("Other number: {before} → {after}"), difference.renumbered)
    yield from _reworded(_("{number}, other text: {before} → {after}"), difference.reworded)
    yield from _reworded(_("{number}, other deadline: {before} → {after}"), difference.moved)
    yield from _reworded(_("{number}, other bodies: {before} → {after}"), difference.other_agencies)


def _reworded(words: str, lines: Sequence[Reworded]) -> Iterator[str]:
    for line in lines:
        yield words.format(
            number=line.number, before=shorten(line.before, TEXT), after=shorten(line.after, TEXT)
        )


def _agencies(words: str, lines: Sequence[AgencyLine]) -> Iterator[str]:
    return (words.format(name=line.name, region=line.region) for line in lines)


def _activities(words: str, lines: Sequence[ActivityLine]) -> Iterator[str]:
    return (words.format(number=line.number, title=shorten(line.title, TEXT)) for line in lines)


def _numbers(proposal: EditionProposal) -> dict[int, str]:
    """Returns the number of each activity in the edition, of one that goes the last one it had."""
    before = {one.id: one.number for one in proposal.stored.activities} if proposal.stored else {}
    after = zip(proposal.target.activities, proposal.edition.activities, strict=False)
    return before | {key: activity.number for key, activity in after if key is not None}


def _ended_line(decision: EndedDecision, numbers: dict[int, str]) -> str:
    words = {
        EndedKind.MOVE: _("{number}: the control date {day}, set by hand, no longer holds"),
        EndedKind.REQUEST: _("{number}: the request to move the deadline to {day} ends"),
    }
    day = day_words(date.fromisoformat(decision.day))
    return words[decision.kind].format(number=numbers[decision.activity_id], day=day)
