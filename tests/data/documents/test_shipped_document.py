"""The signed plan of St Petersburg and Perm: every word of it, its agencies and its deadlines."""

import json
from datetime import date

import pytest

from data.documents.json_form import roadmap_json
from data.documents.names import Names, read_names
from data.editions.edition import Edition, make_edition, unused_names
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Deadline, DeadlineKind, Matching
from tests.data.documents.document_fixtures import EXPECTED, SHIPPED, read_document

CALENDAR = WorkingCalendar()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return make_edition(read_document(SHIPPED), read_names(SHIPPED), CALENDAR)


def deadlines(edition: Edition) -> dict[str, Deadline]:
    return {activity.number: activity.deadline for activity in edition.activities}


def test_the_whole_document_is_read_word_for_word() -> None:
    """Title, parties, period, 14 spheres, 36 activities, both sides' agencies, deadlines and signatures are as signed."""
    assert roadmap_json(read_document(SHIPPED)) == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_every_activity_knows_its_line() -> None:
    """The line of an activity is where its number stands in the file."""
    lines = SHIPPED.read_text(encoding="utf-8").split("\n")
    for sphere in read_document(SHIPPED).spheres:
        for activity in sphere.activities:
            assert lines[activity.line - 1].startswith(f"{activity.number}\t")


def test_one_agency_under_three_spellings_is_one(edition: Edition) -> None:
    """31 agencies: 17 of St Petersburg and 14 of Perm, the Ministry of Economic Development once."""
    assert [sum(agency.party == side for agency in edition.agencies) for side in (0, 1)] == [17, 14]
    economy = [agency for agency in edition.agencies if "экономического" in agency.name]
    assert [agency.name for agency in economy] == ["Министерство экономического развития Пермского края"]
    index = edition.agencies.index(economy[0])
    answers_for = {
        a.number: dict(a.responsible)[index] for a in edition.activities if index in dict(a.responsible)
    }
    assert list(answers_for) == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert answers_for["2.1"] == "Министерство экономического развития инвестиций Пермского края"


def test_the_file_of_names_speaks_of_nothing_absent(edition: Edition) -> None:
    """Every agency and sphere of the shipped names is in the shipped document."""
    assert unused_names(edition, read_names(SHIPPED)) == ()


def test_without_the_file_of_names_only_a_lost_and_keeps_two_agencies_together() -> None:
    """A lost «и» is forgiven by rule; that a ministry has also a shorter name only the file can know."""
    bare = make_edition(read_document(SHIPPED), Names(), CALENDAR)
    assert len(bare.agencies) == 32


def test_the_shipped_names_match_as_they_should(edition: Edition) -> None:
    """Two letters only as a whole word, «МЭР» only in capitals, no federal agency among the aliases."""
    aliases = [alias for agency in edition.agencies for alias in agency.aliases]
    assert {a.text for a in aliases if a.matching is Matching.UPPER} == {"МЭР", "МЭРИ"}
    assert all(a.matching is Matching.WHOLE for a in aliases if len(a.text) == 2)
    assert "росмолодежь" not in {a.text.lower() for a in aliases}


def test_most_deadlines_are_the_end_of_the_period(edition: Edition) -> None:
    """31 activities last to the end of 2026, whose 31 December is a day off."""
    periods = [due for due in deadlines(edition).values() if due.kind is DeadlineKind.PERIOD]
    assert len(periods) == 31
    assert {(when.nominal, when.day) for due in periods for when in due.control_dates} == {
        (date(2026, 12, 31), date(2026, 12, 30))
    }
    assert all(due.assumed and not due.recurring and due.years == (2024, 2025, 2026) for due in periods)


def test_the_other_deadlines_are_each_what_they_say(edition: Edition) -> None:
    """Two years written «гг.», one December of every year, two repetitions by a schedule nobody has dated."""
    due = deadlines(edition)
    kinds = {number: one.kind for number, one in due.items() if one.kind is not DeadlineKind.PERIOD}
    assert kinds == {
        "3.1": DeadlineKind.BY_SCHEDULE,
        "3.2": DeadlineKind.ANNUAL_MONTH,
        "3.3": DeadlineKind.BY_SCHEDULE,
        "10.2": DeadlineKind.YEAR,
        "10.3": DeadlineKind.YEAR,
    }
    assert [when.day for when in due["10.2"].control_dates] == [date(2024, 12, 28)]
    assert [when.day for when in due["10.3"].control_dates] == [date(2025, 12, 30)]
    assert [when.day for when in due["3.2"].control_dates] == [
        date(2024, 12, 28),
        date(2025, 12, 30),
        date(2026, 12, 30),
    ]
    assert due["3.2"].months == (12,)
    assert all(due[number].recurring and not due[number].control_dates for number in ("3.1", "3.3"))
