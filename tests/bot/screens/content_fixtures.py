"""Roadmaps made up: of any size, with texts of any length."""

from datetime import date

from hypothesis import strategies as st

from data.documents.deadlines import read_deadline
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Activity, Agency, Alias, Matching, Party, Roadmap, RoadmapContent, Sphere

CALENDAR = WorkingCalendar()

TODAY = date(2026, 11, 24)
LONG = "Обмен опытом в сфере строительства и жилищной политики, включая проведение выставок; "
WORDINGS = (
    "2024-2026 гг.",
    "Ежегодно в декабре",
    "Ежегодно по отдельному графику",
    "2024 г.",
    "ежеквартально",
    "постоянно",
    "15 марта 2025 г.",
    "до конца августа 2026 года",
    "ежемесячно до 5 числа",
    "по согласованию",
)


def sentence(units: int) -> str:
    """A text of so many characters."""
    return (LONG * (units // len(LONG) + 1))[:units].strip() or "А"


def content(
    spheres: int = 2,
    activities: int = 3,
    agencies: int = 2,
    *,
    title: str = "Обмен опытом",
    name: str = "Комитет",
    wording: str = "",
) -> RoadmapContent:
    """Of every sphere so many activities, of each side so many agencies, all of them answering for everything.

    Without a `wording` the deadlines are of every kind in turn.
    """
    parties = (Party(1, "Правительство А", "Область А"), Party(2, "Правительство Б", "Край Б"))
    bodies = tuple(
        Agency(n + 1, 1, 1 + n % 2, f"{name} {n + 1}", spheres * activities) for n in range(2 * agencies)
    )
    deeds = tuple(
        Activity(
            s * activities + a + 1,
            s + 1,
            f"{s + 1}.{a + 1}",
            title,
            read_deadline(wording or WORDINGS[(s + a) % len(WORDINGS)], 2024, 2026, CALENDAR),
        )
        for s in range(spheres)
        for a in range(activities)
    )
    return RoadmapContent(
        Roadmap(1, "ПЛАН МЕРОПРИЯТИЙ", 2024, 2026, parties),
        tuple(Sphere(s + 1, 1, str(s + 1), title, activities) for s in range(spheres)),
        bodies,
        deeds,
        {audit.id: tuple(body.id for body in bodies) for audit in deeds},
        (Alias("Минстрой", Matching.FREE, agency_id=1),),
    )


contents = st.builds(
    content,
    spheres=st.integers(1, 30),
    activities=st.integers(1, 30),
    agencies=st.integers(1, 30),
    title=st.one_of(st.integers(1, 3000).map(sentence), st.text(min_size=1, max_size=3000)),
    name=st.one_of(st.integers(1, 500).map(sentence), st.text(min_size=1, max_size=300)),
    wording=st.one_of(st.just(""), st.integers(1, 3000).map(sentence)),
)
