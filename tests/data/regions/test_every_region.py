"""Every region of the table, in every case in which a title may name it."""

from zoneinfo import ZoneInfo

import pytest

from data.documents.agency_names import short_name
from data.documents.deadlines import read_deadline
from data.documents.grid import Place
from data.documents.header import read_parties
from data.documents.title_parties import parties_between
from data.primitives.working_days import WorkingCalendar
from data.regions.named_regions import find_mentions, find_region
from data.regions.regional_clocks import is_abroad, regional_clock
from data.regions.regions import region_of, territory_of
from data.regions.table import CASES, RUSSIA, Region, regions
from data.roadmap.models import Activity, Agency, Party, Roadmap, RoadmapContent, Sphere
from data.search.search import Search
from tests.data.search.search_fixtures import TODAY

TITLE = "План мероприятий («дорожная карта») по развитию сотрудничества между {} и {} на 2026–2028 годы"
OTHER = "Правительством Санкт-Петербурга"
NEIGHBOURS = ["BY", "KZ", "AM", "UZ", "KG", "TJ", "AZ", "GE", "MD", "TM", "MN", "CN"]
EVERY = [(region, dict(zip(CASES, name, strict=True))) for region in regions() for name in region.names]
ROWS = [region for region in regions() if region.name != "Санкт-Петербург"]


def own(names: list[tuple[Region, dict[str, str]]]) -> list[tuple[Region, dict[str, str]]]:
    """Without the names that a larger region shares: Minsk is a city of its own, not that of Belarus."""
    return [(region, cases) for region, cases in names if find_region(cases["nomn"]) is region]


def test_the_table_holds_every_subject_and_the_states_around() -> None:
    """All 89 subjects of the Federation, and each neighbouring state, its zone known to this system."""
    assert sum(region.country == RUSSIA for region in regions()) == 89
    assert set(NEIGHBOURS) <= {region.country for region in regions()}
    assert all(ZoneInfo(region.zone).key == region.zone for region in regions())
    assert all(region.capital and region.places.keys() == {"ru", "en"} for region in regions())
    assert len({region.name for region in regions()}) == len(regions())


def test_every_name_is_recognised_in_every_case() -> None:
    """Official and short names, with other letters, ё and dashes, lead to their region."""
    assert own(EVERY) == EVERY
    dresses = (str, str.upper, str.lower, lambda text: text.replace(" — ", "-"), lambda text: f" «{text}», ")
    missed = [
        dress(form)
        for region, cases in EVERY
        for form in cases.values()
        for dress in dresses
        if find_region(dress(form)) is not region
    ]
    assert not missed


def test_a_government_of_every_region_is_a_party() -> None:
    """Between two governments: the party, its region for the heading, its bodies' short names, its clock."""
    for region, cases in EVERY:
        governed = cases["gent"]
        title = TITLE.format(OTHER, f"Правительством {governed}")
        party = parties_between(title, ("Санкт-Петербурга", governed), Place(line=1)).get(governed)
        assert party == f"Правительство {governed}"
        assert territory_of(party) == governed
        assert region_of(party) == cases["nomn"]
        assert short_name(f"Министерство культуры {governed}", governed) == "Министерство культуры"
        clock = regional_clock(region_of(party))
        assert clock
        assert clock.zone == ZoneInfo(region.zone)
        assert is_abroad(region_of(party)) == (region.country != RUSSIA)


@pytest.mark.parametrize("case", ["ablt", "gent"])
def test_a_region_itself_is_a_party(case: str) -> None:
    """Named without a government, before the other side and after it, and in capitals."""
    for region, cases in EVERY:
        if region.name == "Санкт-Петербург":
            continue
        for title in (TITLE.format(cases["ablt"], OTHER), TITLE.format(OTHER, cases["ablt"])):
            columns = ("Санкт-Петербурга", cases[case])
            for dressed in (title, title.upper()):
                parties = parties_between(dressed, columns, Place(line=1))
                assert parties["Санкт-Петербурга"] == "Правительство Санкт-Петербурга"
                party = parties[cases[case]]
                assert party[0].lower() + party[1:] == cases["nomn"][0].lower() + cases["nomn"][1:]


def test_a_column_may_use_another_name_than_the_title() -> None:
    """«от Якутии» is the column of «Правительство Республики Саха (Якутия)»: the party is as the title names it."""
    for region in ROWS:
        cases = dict(zip(CASES, region.names[0], strict=True))
        title = TITLE.format(OTHER, f"Правительством {cases['gent']}")
        for name in region.names:
            column = name[CASES.index("gent")]
            party = parties_between(title, ("Санкт-Петербурга", column), Place(line=1))[column]
            assert party == f"Правительство {cases['gent']}"


def test_bodies_lose_any_name_of_their_own_region_only() -> None:
    """A body says its region by any name; another region's name is a part of what the body is called."""
    for region in regions():
        for name in region.names:
            genitive = name[CASES.index("gent")]
            territory = region.names[0][CASES.index("gent")]
            assert short_name(f"Департамент спорта {genitive}", territory) == "Департамент спорта"
    kept = "Представительство Пермского края"
    assert short_name(f"{kept} Республики Татарстан", "Республики Татарстан") == kept


@pytest.mark.parametrize(
    ("territory", "name", "short"),
    [
        (
            "Могилевский областной исполнительный комитет",
            "Главное управление по образованию Могилёвского областного исполнительного комитета",
            "Главное управление по образованию",
        ),
        ("Могилевской области", "Комитет экономики Могилевского облисполкома", "Комитет экономики"),
        ("Павлодарской области", "Управление культуры акимата Павлодарской области", "Управление культуры"),
        ("города Перми", "Департамент образования города Перми", "Департамент образования"),
        ("Пермского края", "Администрация города Перми", "Администрация города Перми"),
        (
            "Республики Саха (Якутия)",
            "Министерство здравоохранения Республики Саха (Якутия)",
            "Министерство здравоохранения",
        ),
        ("Ханты-Мансийского автономного округа – Югры", "Департамент спорта Югры", "Департамент спорта"),
    ],
)
def test_a_body_is_named_without_its_side(territory: str, name: str, short: str) -> None:
    """The side's own name, its executive committee or akimat is no part of a body's short name."""
    assert short_name(name, territory) == short


def test_words_that_are_also_towns_are_left_alone() -> None:
    """«Мирный договор», «свободный порт», «орел» in small letters name no region."""
    assert not find_mentions("мирный договор, свободный порт, орел и находка")


def roadmap_of(sides: list[tuple[int, Region]]) -> RoadmapContent:
    """A roadmap between these regions, by the ids of the parties: each has one agency and one activity."""
    deadline = read_deadline("2026 г.", 2026, 2026, WorkingCalendar())
    return RoadmapContent(
        Roadmap(1, "", 2026, 2026, tuple(Party(n, one.name, one.name) for n, one in sides)),
        (Sphere(1, 1, "1", "В сфере спорта", len(sides)),),
        tuple(Agency(n, 1, n, "Комитет по спорту", 1) for n, _ in sides),
        tuple(Activity(n, 1, f"1.{n}", "Турнир", deadline) for n, _ in sides),
        {n: (n,) for n, _ in sides},
        (),
    )


def nicknames(region: Region) -> list[str]:
    short = [called if len(called) <= 3 else called.lower() for called in region.called]
    names = [form.lower() for name in region.names for form in name]
    people = [*region.people, *region.adjectives, region.capital]
    return [*names, *short, *(text.lower() for text in people), *region.english]


def not_understood(sides: list[tuple[int, Region]]) -> list[str]:
    search = Search(roadmap_of(sides))
    return [
        asked
        for number, region in sides
        for name in nicknames(region)
        for asked in (name, f"что у {name}?")
        if number not in search.ask(asked, TODAY).intent.parties
    ]


@pytest.mark.slow
def test_every_nickname_is_understood_in_a_question() -> None:
    """People, capital, adjective, colloquial and English names mean the side, alone and within a question."""
    assert not not_understood(list(enumerate(regions(), start=1)))


def test_some_nicknames_are_understood_in_a_question() -> None:
    """The same for a few rows, in every check."""
    assert not not_understood(list(enumerate(regions(), start=1))[::20])


@pytest.mark.parametrize(
    ("asked", "region"),
    [
        ("югра", "Ханты-Мансийский автономный округ — Югра"),
        ("хмао", "Ханты-Мансийский автономный округ — Югра"),
        ("якутия", "Республика Саха (Якутия)"),
        ("белорусы", "Республика Беларусь"),
        ("беларусь", "Республика Беларусь"),
        ("что у нижнего?", "Нижегородская область"),
        ("нижний новгород", "Нижегородская область"),
        ("петропавловск", "Камчатский край"),
        ("питерцы", "Санкт-Петербург"),
    ],
)
def test_a_nickname_means_the_side(asked: str, region: str) -> None:
    """What people call a side, whatever the document calls it."""
    sides = [one for one in regions() if one.name in {region, "Пермский край"}]
    content = roadmap_of(list(enumerate(sides, start=1)))
    (number,) = [party.id for party in content.roadmap.parties if party.region == region]
    assert Search(content).ask(asked, TODAY).intent.parties == (number,)


@pytest.mark.parametrize(
    ("title", "columns", "parties"),
    [
        (
            "между Правительством Кабардино-Балкарской Республики и Правительством Карачаево-Черкесской Республики",
            ("КБР", "КЧР"),
            (
                "Правительство Кабардино-Балкарской Республики",
                "Правительство Карачаево-Черкесской Республики",
            ),
        ),
        (
            "между Правительством Еврейской автономной области и Правительством Ямало-Ненецкого автономного округа",
            ("ЯНАО", "ЕАО"),
            (
                "Правительство Ямало-Ненецкого автономного округа",
                "Правительство Еврейской автономной области",
            ),
        ),
        (
            "между Правительством Республики Татарстан и Правительством Московской области",
            ("МО", "РТ"),
            ("Правительство Московской области", "Правительство Республики Татарстан"),
        ),
    ],
)
def test_letters_name_the_columns(title: str, columns: tuple[str, str], parties: tuple[str, str]) -> None:
    """A column is called as people call the side; of letters that several regions share, the title's one is meant."""
    assert tuple(parties_between(title, columns, Place(line=1))[column] for column in columns) == parties
    assert read_parties("План", ("ХМАО", "Пермского края"), (), Place(line=1))[0].startswith(
        "Ханты-Мансийский"
    )
