"""A new edition is confirmed: coordinators of every side and those it concerns are told, then it holds."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from data.audit import AuditAction, AuditSubject, select_audit
from data.decisions.deadline_requests import RequestState, select_request
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.doubts import EditionAnswers
from data.people.rights import NotAllowed
from data.roadmap.control_dates import select_moves
from data.roadmap.roadmap import ActivityCard, select_activity_card
from tests.bot.services.documents.edition_fixtures import Editions, in_row
from tests.bot_harness import BotHarness, running_bot
from tests.handlers.decisions.decision_fixtures import agrees
from tests.handlers.notes.note_fixtures import Office, appoint, coordinate, open_office

SAINT_PETERSBURG, PERM = 1, 2
WIDTH = 5  # cells of an activity


@pytest.fixture
async def editions(tmp_path: Path) -> AsyncIterator[Editions]:
    async with running_bot(tmp_path / "roadmap.db") as bot:
        yield Editions(await open_office(bot), tmp_path)


async def coordinator(bot: BotHarness, name: str, side: int, person_id: int) -> Person:
    person = bot.person(name, id=person_id)
    await person.sends("/start")
    await coordinate(bot, person, side)
    return person


async def moves_by_hand(person: Person, number: str, day: str) -> None:
    await person.sends(f"/{number.replace('.', '_')}")
    await person.presses("Контрольная дата")
    await person.sends(day, until="Следующее сообщение — причина")
    await person.sends("Письмо № 5", until="Причина: Письмо № 5")
    await person.presses("Установить дату")


def wording_of(office: Office) -> str:
    return office.activity.deadline.wording


async def test_a_date_set_by_hand_holds_while_the_wording_means_the_same_days(editions: Editions) -> None:
    """Another dash and blanks end nothing and send no message; other days end the date and the request, and all are told."""
    office = editions.office
    bot = office.bot
    olga = await coordinator(bot, "Ольга", SAINT_PETERSBURG, 801)
    petr = await coordinator(bot, "Пётр", PERM, 802)
    await moves_by_hand(olga, office.number, "15.02.2027")
    assert await editions.days() == ["2027-02-15"]
    wording = wording_of(office)
    retyped = wording.replace("-", "–") if "-" in wording else wording.replace(" ", "  ")
    assert retyped != wording
    _confirmation, _prepared, proposal = await editions.proposes(in_row(office, wording, retyped))
    assert (proposal.concerned.ended, proposal.needs_confirmation) == ((), False)
    await editions.confirms(in_row(office, wording, retyped))
    assert await editions.days() == ["2027-02-15"]
    await office.anna.sends(f"/{office.number.replace('.', '_')}")
    await office.anna.presses("Запросить перенос")
    await office.anna.sends("15.03.2027", until="Следующее сообщение — причина")
    await office.anna.sends("Поставки задержаны", until="Поставки задержаны")
    await office.anna.presses("Отправить запрос")
    letter = await petr.sees("Поставки задержаны")
    other = in_row(office, wording, "до 1 декабря 2026 года")
    _confirmation, _prepared, proposal = await editions.proposes(other)
    assert [decision.day for decision in proposal.concerned.ended] == [
        "2027-02-15",
        "2027-03-15",
    ]
    assert proposal.needs_confirmation
    outcome = await editions.confirms(other)
    assert outcome.changed == (office.number,)
    for person in (olga, petr, office.anna):
        told = await person.sees("Утверждена новая редакция дорожной карты")
        assert f"{office.number}: контрольная дата 15 февраля 2027" in told.text
        assert f"{office.number}: запрос переноса срока на 15 марта 2027" in told.text
    assert await editions.days() == ["2026-12-01"]
    assert await select_moves(bot.db.reader, office.activity.id) == []
    request = await select_request(bot.db.reader, 1)
    assert request
    assert request.state is RequestState.SUPERSEDED
    await agrees(petr, letter)
    assert await editions.days() == ["2026-12-01"]
    await editions.confirms(in_row(office, wording, retyped))
    assert await editions.days() != ["2027-02-15"]
    assert date.fromisoformat((await editions.days())[0]).year == 2026
    entries = await select_audit(bot.db.reader)
    revised = [entry for entry in entries if entry.action is AuditAction.REVISED]
    assert {(entry.subject, entry.subject_id, entry.actor_id) for entry in revised} == {
        (AuditSubject.ROADMAP, 1, None)
    }


async def test_who_may_confirm(editions: Editions) -> None:
    """An administrator and a coordinator of a side may; an official may not, and then nothing changes."""
    office = editions.office
    olga = await coordinator(office.bot, "Ольга", SAINT_PETERSBURG, 801)
    change = in_row(office, wording_of(office), "до 1 декабря 2026 года")
    before = await editions.days()
    with pytest.raises(NotAllowed):
        await editions.confirms(change, by=office.anna.id)
    assert await editions.days() == before
    await editions.confirms(change, by=olga.id)
    assert await editions.days() == ["2026-12-01"]
    await editions.confirms(lambda text: text, by=next(iter(office.bot.app.settings.admin_ids)))
    assert await editions.days() == before


async def card_of(office: Office, number: str) -> ActivityCard:
    [[activity_id]] = await office.bot.db.reader.execute_fetchall(
        "SELECT id FROM activities WHERE number = ?", (number,)
    )
    card = await select_activity_card(office.bot.db.reader, activity_id)
    assert card
    return card


async def test_the_letter_begins_with_what_its_reader_lost(editions: Editions) -> None:
    """However much else the edition changes: the activity that goes from them or from the roadmap, and the one that comes."""
    office = editions.office
    olga = await coordinator(office.bot, "Ольга", SAINT_PETERSBURG, 801)
    vera, [(_, others), _] = office.bot.person("Вера"), (await card_of(office, "14.1")).responsible
    for person in (office.anna, vera):
        await person.sends("/start")
    await appoint(office.bot, vera, others[0].agency)

    def change(text: str) -> str:
        rows = [line.split("\t") for line in text.split("\n")]
        another = next(row[2] for row in rows if row[0] == "14.1")
        for row in rows:
            if "." in row[0] and row[0][-1].isdigit() and len(row) == WIDTH:
                row[-1] = "до 1 декабря 2026 года"
                row[2] = another if row[0] == office.number else row[2]
        return "\n".join("\t".join(row) for row in rows)

    await editions.confirms(change)
    told = await office.anna.sees("Утверждена новая редакция дорожной карты")
    second = told.text.split("\n")[1]
    assert second.startswith(f"Вы больше не отвечаете за: {office.number} {office.activity.title[:40]}")
    told = await vera.sees("Утверждена новая редакция дорожной карты")
    assert told.text.split("\n")[1].startswith(f"Вы теперь отвечаете за: {office.number} ")
    told = await olga.sees("Утверждена новая редакция дорожной карты")
    assert "больше не отвечаете" not in told.text


async def test_what_was_shown_is_what_is_confirmed(editions: Editions) -> None:
    """A date that was set between the difference and the confirmation is not ended unseen."""
    office = editions.office
    olga = await coordinator(office.bot, "Ольга", SAINT_PETERSBURG, 801)
    change = in_row(office, wording_of(office), "до 1 декабря 2026 года")
    confirmation, prepared, shown = await editions.proposes(change)
    await moves_by_hand(olga, office.number, "15.02.2027")
    with pytest.raises(DocumentRefused) as caught:
        await confirmation.confirm(prepared, EditionAnswers(), shown.fingerprint)
    assert caught.value.problem is DocumentProblem.CHANGED_MEANWHILE
    assert await editions.days() == ["2027-02-15"]
