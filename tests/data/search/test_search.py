"""How a question is answered: others to choose from, refusals with their reason, limits and steadiness."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.roadmap.models import ControlDate
from data.search.language.deadline_index import DeadlineIndex
from data.search.models import Answer, AskedTime, Intent, IntentKind, QuestionRefusal
from data.search.search import Search
from tests.data.search.search_fixtures import SHIPPED, TODAY, content_of
from tests.thoroughness import examples

CONTENT = content_of(SHIPPED)
SEARCH = Search(CONTENT)
NAMES = {agency.id: agency.name for agency in CONTENT.agencies}
NUMBERS = {one.id: one.number for one in CONTENT.activities}
STEADY = [
    "что за Минстроем?",
    "молодёжная политика",
    "форум объединённых культур",
    "просроченные мероприятия",
    "пункты 3.1-3.3",
    "минспорт 2025",
    "what is due in December",
    "комитет по культуре",
    "погода в Перми",
]


def ask(question: str, today: date = TODAY) -> Answer:
    return SEARCH.ask(question, today)


def agencies(intent: Intent) -> list[str]:
    return [NAMES[agency] for agency in intent.agencies]


def numbers(ids: tuple[int, ...]) -> list[str]:
    return [NUMBERS[one] for one in ids]


@pytest.mark.parametrize(
    ("question", "refusal", "text"),
    [
        ("Минфин", QuestionRefusal.ABSENT_AGENCY, "Минфин"),
        ("что за Комитетом по образованию?", QuestionRefusal.ABSENT_AGENCY, "Комитетом по образованию"),
        ("кто отвечает за 3.9?", QuestionRefusal.ABSENT_NUMBER, "3.9"),
        ("раздел 20", QuestionRefusal.ABSENT_NUMBER, "20"),
        ("минкульт по спорту", QuestionRefusal.NOTHING_FITS, ""),
        ("погода в Перми", QuestionRefusal.NOT_UNDERSTOOD, "погода"),
    ],
)
def test_a_refusal_says_why(question: str, refusal: QuestionRefusal, text: str) -> None:
    """A question without an answer is refused for its own reason, naming what was not found."""
    answer = ask(question)
    assert (answer.intent.kind, answer.refusal, answer.refused_text) == (IntentKind.NONE, refusal, text)


def test_a_day_to_come_has_its_own_overdue_ones() -> None:
    """On 1 January everything with a day has passed, today two; one that no calendar has is not understood."""
    assert len(ask("что просрочено").intent.activities) == 2
    assert len(ask("что просрочено на 1 января 2027").intent.activities) == 34
    assert len(ask("что просрочено на прошлой неделе").intent.activities) == 0
    assert len(ask("что после 1 июня 2026").intent.activities) == 32
    assert len(ask("Q4 2026").intent.activities) == 1
    assert ask("since June 2026").intent.time == ask("с июня 2026").intent.time
    for question in ("что в 13 месяце", "до 31 ноября", "5 квартал", "32 декабря", "с 31 февраля по 5 марта"):
        assert ask(question).refusal is QuestionRefusal.NOT_UNDERSTOOD


def test_a_refused_agency_leaves_its_subject_to_choose() -> None:
    """Minkult has nothing in sport, so each of the two is offered alone."""
    others = ask("минкульт по спорту").others
    assert [other.kind for other in others] == [IntentKind.AGENCY, IntentKind.SPHERE]


def test_a_one_sided_name_offers_the_counterpart() -> None:
    """The Ministry of Construction is only in Perm; the Construction Committee is one tap away."""
    answer = ask("Минстрой")
    assert agencies(answer.intent) == ["Министерство строительства Пермского края"]
    assert ["Комитет по строительству"] in [agencies(other) for other in answer.others]


def test_a_subject_is_its_sphere_and_offers_its_agencies() -> None:
    """Construction means sphere 3; the agencies named for it are the other interpretation."""
    answer = ask("строительство")
    assert answer.intent.kind is IntentKind.SPHERE
    assert any({"Комитет по строительству"} < set(agencies(other)) for other in answer.others)


def test_a_kind_of_agency_is_all_of_them_and_each_alone() -> None:
    """«Агентство» fits two agencies: both are the answer, each is offered."""
    answer = ask("агентство")
    assert len(answer.intent.agencies) == 2
    assert [len(other.agencies) for other in answer.others] == [1, 1]


def test_a_month_stands_apart_from_what_only_lasts() -> None:
    """December is named by 3.2 alone; what lasts through it is kept apart and what is long over is left out."""
    intent = ask("что в декабре").intent
    assert numbers(intent.activities) == ["3.2"]
    assert "1.1" in numbers(intent.ongoing)
    assert not {"10.2", "10.3"}.intersection(numbers(intent.ongoing))


@pytest.mark.parametrize("question", ["сроки в следующем месяце", "что в декабре 2026", "декабрь этого года"])
def test_a_month_is_the_same_by_its_name_and_by_its_distance(question: str) -> None:
    """In November the next month is December: due is what is due in December, with all that lasts through it."""
    named, asked = ask("что в декабре").intent, ask(question).intent
    assert (asked.activities, asked.ongoing) == (named.activities, named.ongoing)


def test_the_year_of_the_period_s_end_brings_everything_due() -> None:
    """Whatever lasts until 2026 has its control date then."""
    due = numbers(ask("что на 2026 год").intent.activities)
    assert "1.1" in due
    assert "10.3" not in due


def test_days_ahead_are_counted_from_today() -> None:
    """The end of December is within 40 days of 24 November and not within 30."""
    assert not ask("ближайшие 30 дней").intent.activities
    assert "1.1" in numbers(ask("ближайшие 40 дней").intent.activities)


def test_overdue_depends_on_the_day_of_asking() -> None:
    """Nothing was overdue in the first year."""
    assert ask("просрочено", date(2024, 6, 1)).refusal is QuestionRefusal.NOTHING_FITS
    assert numbers(ask("просрочено").intent.activities) == ["10.2", "10.3"]


def test_a_side_narrows_a_subject() -> None:
    """St Petersburg's construction is sphere 3 with the side remembered."""
    intent = ask("что у Питера по строительству").intent
    assert (intent.kind, len(intent.spheres), len(intent.parties)) == (IntentKind.SPHERE, 1, 1)


def test_an_agency_of_the_other_side_is_no_answer() -> None:
    """St Petersburg has no ministries: nobody is guessed."""
    assert ask("Минстрой Питера").intent.kind is IntentKind.NONE


def test_a_pasted_activity_is_found_by_its_text() -> None:
    """The whole text of each activity leads to it, whatever agencies the text names."""
    missed = [one.number for one in CONTENT.activities if one.id not in ask(one.title).intent.activities]
    assert not missed


@pytest.mark.parametrize("question", STEADY)
@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        lambda text: text.replace("ё", "е"),
        lambda text: f"  «{text}»  !!! ",
        lambda text: text.replace(" ", "   "),
        lambda text: f"{text} 🙂",
    ],
)
def test_dress_does_not_change_the_intent(question: str, change: object) -> None:
    """Case, ё, quotes, spaces, punctuation and emoji around a question change nothing."""
    assert callable(change)
    assert ask(change(question)).intent.activities == ask(question).intent.activities


@pytest.mark.random
@settings(deadline=None, max_examples=examples(150))
@given(st.text(max_size=700))
def test_any_text_is_answered(text: str) -> None:
    """No text raises; an answer is a meaning or a refusal, never both."""
    answer = ask(text)
    assert (answer.refusal is not None) == (answer.intent.kind is IntentKind.NONE)


@pytest.mark.random
@settings(deadline=None, max_examples=examples(150))
@given(
    st.lists(
        st.sampled_from(
            [
                "что",
                "за",
                "минстрой",
                "комитет",
                "по",
                "и",
                "культуре",
                "3.1",
                "2025",
                "декабрь",
                "спорт",
                "с",
                "Питер",
                "до",
                "конца",
                "года",
            ]
        )
    )
)
def test_any_mixture_of_known_words_is_answered(words: list[str]) -> None:
    """Words in senseless order are answered or refused, and ids stay those of the roadmap."""
    answer = ask(" ".join(words))
    assert set(answer.intent.activities) <= set(NUMBERS)
    assert set(answer.intent.ongoing).isdisjoint(answer.intent.activities)


@pytest.mark.parametrize("question", ["2027", "в январе", "завтра", "февраль 2027"])
def test_a_time_without_activities_leads_to_the_nearest_date(question: str) -> None:
    """What was understood is kept, and the first date after it, or the last before it, is offered."""
    answer = ask(question, date(2026, 11, 24))
    assert answer.refusal is QuestionRefusal.NOTHING_FITS
    assert answer.unmet
    assert answer.unmet.time
    assert answer.nearest == date(2026, 12, 30)
    assert [(one.time.since, one.time.until) for one in answer.others if one.time] == [(answer.nearest,) * 2]
    assert answer.others[0].activities


def test_each_of_several_conditions_is_offered_alone() -> None:
    """«Минспорт 2027»: the nearest date of that ministry, and the ministry without the year that has nothing."""
    answer = ask("минспорт 2027", date(2026, 11, 24))
    ministry = ask("минспорт", date(2026, 11, 24)).intent
    assert answer.unmet
    assert answer.unmet.agencies == ministry.agencies
    nearest, alone = answer.others
    assert nearest.time
    assert set(nearest.activities) <= set(ministry.activities)
    assert alone == ministry


@pytest.mark.parametrize("question", ["минкульт Питера", "комитет по культуре Перми и минспорт"])
def test_an_agency_of_the_other_side_is_understood_and_refused(question: str) -> None:
    """What was named is said, and the agencies and the side are offered each alone."""
    answer = ask(question)
    assert answer.refusal is QuestionRefusal.NOTHING_FITS
    assert answer.unmet
    bodies, side = answer.others
    assert bodies.agencies == answer.unmet.agencies != ()
    assert side.parties == answer.unmet.parties != ()


def test_a_month_holds_the_days_set_by_hand() -> None:
    """A date moved into December is due in December, though its wording names another year and no month."""
    [late] = [activity for activity in CONTENT.activities if activity.number == "10.3"]
    day = date(2026, 12, 15)
    moved = replace(
        late.deadline, control_dates=(ControlDate(day, late.deadline.control_dates[0].nominal, by_hand=True),)
    )
    index = DeadlineIndex([replace(late, deadline=moved)])
    for asked in (
        AskedTime(months=(12,)),
        AskedTime(months=(12,), years=(2026,)),
        AskedTime(since=day, until=day),
    ):
        assert index.split(asked, TODAY)[0] == {late.id}
    assert index.split(AskedTime(months=(12,), years=(2025,)), TODAY)[0] == frozenset()


@pytest.mark.parametrize("question", ["что в этом году", "в этом году", "какие мероприятия в этом году"])
def test_this_year_is_understood_after_the_roadmaps_end(question: str) -> None:
    """In a year that the roadmap does not reach the answer is that nothing falls into it."""
    answer = ask(question, date(2027, 1, 20))
    assert answer.refusal is QuestionRefusal.NOTHING_FITS
    assert answer.unmet
    assert answer.unmet.time
    assert answer.unmet.time.years == (2027,)
