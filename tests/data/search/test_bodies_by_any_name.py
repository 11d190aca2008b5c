"""Bodies called by parts of their names: found, or not understood with the nearest offered, never denied."""

import pytest

from data.roadmap.models import Activity, RoadmapContent, Sphere
from data.search.models import Answer, IntentKind, QuestionRefusal
from data.search.search import Search
from tests.data.search.search_fixtures import DOCUMENTS, TODAY, content_of

CONTENT = content_of(DOCUMENTS / "nizhny-mogilev-2026-2028.txt")
SEARCH = Search(CONTENT)
INDUSTRY = "Министерство промышленности, торговли и предпринимательства"
FISH = "Министерство рыбного хозяйства"
BUILDING = "Инспекция государственного строительного надзора"
BUILDING_ABROAD = "Служба государственного строительного надзора и экспертизы"
HEALTH, HEALTH_ABROAD = "Министерство здравоохранения", "Главное управление по здравоохранению"
INSURANCE = "Территориальный фонд обязательного медицинского страхования"


def ask(question: str) -> Answer:
    return SEARCH.ask(question, TODAY)


def bodies(ids: tuple[int, ...]) -> set[str]:
    """The names without what stands behind the matter."""
    names = {agency.id: agency.name for agency in CONTENT.agencies}
    return {names[agency].partition(" Могилевского")[0].partition(" Нижегородской")[0] for agency in ids}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("минпромторг", {INDUSTRY}),
        ("что за минпромторгом?", {INDUSTRY}),
        ("минрыбхоз", {FISH}),
        ("госстройнадзор", {BUILDING, BUILDING_ABROAD}),
        ("стройнадзор", {BUILDING, BUILDING_ABROAD}),
        ("что у стройнадзора?", {BUILDING, BUILDING_ABROAD}),
        ("стройнадзор стройнадзор", {BUILDING, BUILDING_ABROAD}),
        ("стройнадзор Нижнего", {BUILDING}),
        ("фонд ОМС", {INSURANCE}),
        ("фонд омс", {INSURANCE}),
        ("ФОМС", {INSURANCE}),
        ("агентство ЗАГС", {"Агентство записи актов гражданского состояния"}),
        ("экоинспекция", {"Государственная экологическая инспекция"}),
        ("инспекция по экологии", {"Государственная экологическая инспекция"}),
        ("облздрав", {HEALTH, HEALTH_ABROAD}),
        ("облздрав облздрав", {HEALTH, HEALTH_ABROAD}),
        ("могилевский облздрав", {HEALTH_ABROAD}),
        ("здравоохранение белорусов", {HEALTH_ABROAD}),
        ("деп стр-ва", {"Департамент строительства и архитектуры"}),
        ("Ministry of Fisheries", {FISH}),
        ("department of construction", {"Департамент строительства и архитектуры"}),
        ("МЧС", {"Главное управление МЧС России по"}),
        ("гуз", {HEALTH_ABROAD}),
    ],
)
def test_a_body_is_found_by_what_it_is_called(question: str, named: set[str]) -> None:
    """Beginnings of its words, first letters, contractions, English words; both where two fit as well."""
    assert bodies(ask(question).intent.agencies) == named


def test_an_inspectorate_is_found_without_the_word_state() -> None:
    """«Инспекция строительного надзора» is the one for state supervision of building."""
    assert BUILDING in bodies(ask("инспекция строительного надзора").intent.agencies)


def test_two_that_fit_are_offered_each_alone() -> None:
    """«Стройнадзор» is a question of which: one tap answers it."""
    assert [bodies(other.agencies) for other in ask("стройнадзор").others] == [{BUILDING}, {BUILDING_ABROAD}]


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("минобр", "Главное управление по образованию"),
        ("служба здравоохранения", HEALTH),
        ("Ministry of Quizzes", HEALTH),
        ("инспекция промышленности", INDUSTRY),
    ],
)
def test_in_doubt_nothing_is_denied(question: str, near: str) -> None:
    """What resembles a body is not understood, and the nearest are offered."""
    answer = ask(question)
    assert (answer.intent.kind, answer.refusal) == (IntentKind.NONE, QuestionRefusal.NOT_UNDERSTOOD)
    assert near in set[str]().union(*(bodies(other.agencies) for other in answer.others))


@pytest.mark.parametrize("question", ["Минфин", "министерство обороны", "Росатом", "Минюст"])
def test_a_body_that_is_not_there_is_denied(question: str) -> None:
    """No word of it stands in any name."""
    assert ask(question).refusal is QuestionRefusal.ABSENT_AGENCY


def test_a_committee_that_is_not_there_leads_to_the_nearest() -> None:
    """The roadmap has no committee for education, but an administration for it."""
    answer = ask("комитет по образованию")
    assert answer.refusal is QuestionRefusal.ABSENT_AGENCY
    assert [bodies(other.agencies) for other in answer.others] == [{"Главное управление по образованию"}]


SUBJECTS = {
    "Рыбное хозяйство": "fisheries",
    "Телемедицина": "telemedicine",
    "Культурное наследие": "cultural heritage",
    "Местное самоуправление": "local government",
    "Градостроительство": "urban development",
    "Железнодорожный транспорт": "railway transport",
    "Ветеринария": "veterinary",
    "Имущественные отношения": "property",
    "Охрана материнства и детства": "maternity and childhood",
    "Муниципальное развитие": "municipal development",
    "Межнациональные отношения": "interethnic",
}


@pytest.mark.parametrize("question", SUBJECTS.values())
def test_english_subjects_are_known(question: str) -> None:
    """The subjects of such roadmaps are named in English, too."""
    content = roadmap_of_subjects()
    (sphere,) = [one.id for one in content.spheres if SUBJECTS[one.title] == question]
    assert Search(content).ask(question, TODAY).intent.spheres == (sphere,)


def roadmap_of_subjects() -> RoadmapContent:
    numbered = list(enumerate(SUBJECTS, start=1))
    deadline, agency = CONTENT.activities[0].deadline, CONTENT.agencies[0]
    return RoadmapContent(
        CONTENT.roadmap,
        tuple(Sphere(n, 1, str(n), title, 1) for n, title in numbered),
        (agency,),
        tuple(Activity(n, n, f"{n}.1", "Обмен", deadline) for n, _ in numbered),
        {n: (agency.id,) for n, _ in numbered},
        (),
    )
