"""What an edition is known again by: what it says, never its letters, its case or its numbers alone."""

import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.database import Database
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.doubts import DoubtKind, EditionAnswers
from data.editions.edition_store import SHIPPED, UNANSWERED, ImportOutcome, ImportState, import_document
from tests.data.documents.document_fixtures import HEADER, TITLE
from tests.thoroughness import examples

SIGNED = "Губернатор Тверской области\tМэр Москвы\n_______ В.А. Королев\t_______ С.С. Собянин"
BODIES = ("Комитет по спорту", "Департамент спорта")
Rows = list[tuple[str, str, str, str, str]]
ROWS: Rows = [
    ("1.1", "Турнир по боксу среди юношей", *BODIES, "2024-2026 гг."),
    (
        "1.2",
        "Научно-практический семинар тренеров",
        "Комитет по делам молодёжи",
        BODIES[1],
        "Ежегодно в декабре",
    ),
    ("1.3", "Совместные сборы пловцов", *BODIES, "по отдельному графику"),
]
TABLES = ("parties", "spheres", "agencies", "activities")


def document(rows: Rows, title: str = TITLE, header: str = HEADER) -> str:
    lines = ["\t".join(row) for row in rows]
    return "\n".join((title, header, "1. В сфере спорта", *lines, "", SIGNED))


class Roadmaps:
    """Imports texts, under any file name, into one database."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self._folder = folder

    async def imports(
        self,
        text: str,
        *,
        name: str = "plan.txt",
        answers: EditionAnswers = UNANSWERED,
        dry_run: bool = False,
    ) -> ImportOutcome:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return await import_document(self.db, path, answers=answers, dry_run=dry_run)

    async def refused(self, text: str, **options: Any) -> DocumentRefused:
        with pytest.raises(DocumentRefused) as caught:
            await self.imports(text, **options)
        return caught.value

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.db.reader.execute_fetchall(sql)]

    async def ids(self) -> list[list[int]]:
        return [
            [key for (key,) in await self.rows(f"SELECT id FROM {table} ORDER BY position")]
            for table in TABLES
        ]

    async def executes(self, sql: str, *values: object) -> None:
        async with self.db.writing() as connection:
            await connection.execute(sql, values)

    async def reports(self, number: str) -> None:
        """A report on the activity by its first body."""
        await self.executes(
            "INSERT INTO notes (roadmap_id, number, activity_id, agency_id, author_id, created_at)"
            " SELECT a.roadmap_id, (SELECT count(*) + 1 FROM notes), a.id, r.agency_id, 7, 0 FROM activities AS a"
            " JOIN responsibilities AS r ON r.activity_id = a.id AND r.position = 0 WHERE a.number = ?",
            number,
        )

    async def appoints(self, user_id: int, body: str) -> None:
        await self.executes(
            "INSERT INTO people (user_id, role, admitted_at) VALUES (?, 'official', 1)", user_id
        )
        await self.executes(
            "INSERT INTO person_agencies (user_id, agency_id) SELECT ?, id FROM agencies WHERE name = ?",
            user_id,
            body,
        )


@pytest.fixture
async def roadmaps(tmp_path: Path) -> AsyncIterator[Roadmaps]:
    db = await Database.open(tmp_path / "roadmap.db")
    made = Roadmaps(db, tmp_path)
    await made.imports(document(ROWS))
    yield made
    await db.close()


def spaced(text: str) -> str:
    return text.replace(" ", " \u00a0")


RETYPINGS: dict[str, Callable[[str], str]] = {
    "capitals": lambda text: text.upper().replace("\t2024-2026 ГГ.", "\t2024-2026 гг."),
    "dashes": lambda text: text.replace("-", "–"),
    "hyphens": lambda text: text.replace("-", "\u2011"),
    "blanks": spaced,
    "quotes": lambda text: text.replace("«", '"').replace("»", '"'),
    "ё": lambda text: text.replace("ё", "е"),
    "look-alikes": lambda text: text.replace("о", "o").replace("С", "C"),
    "soft hyphens": lambda text: text.replace("ни", "н\u00adи"),
    "divided": lambda text: text.replace("семинар", "семи- нар").replace("Турнир", "Тур\u00ad\vнир"),
    "decomposed": lambda text: text.replace("й", "и\u0306"),
    "zero width": lambda text: text.replace("е", "е\u200b"),
}


@pytest.mark.parametrize("how", RETYPINGS)
async def test_a_retyped_edition_is_the_same(roadmaps: Roadmaps, how: str) -> None:
    """Whatever retyping: no id changes, nothing is added, removed or reworded, and no right is lost."""
    await roadmaps.reports("1.1")
    await roadmaps.appoints(5, BODIES[0])
    before = await roadmaps.ids()
    outcome = await roadmaps.imports(RETYPINGS[how](document(ROWS)), name="other.txt")
    assert await roadmaps.ids() == before
    assert (outcome.added, outcome.changed, outcome.removed, outcome.renumbered) == ((), (), (), ())
    assert await roadmaps.rows("SELECT count(*) FROM roadmaps") == [(1,)]
    assert await roadmaps.rows("SELECT user_id FROM person_agencies") == [(5,)]


@settings(max_examples=examples(24), deadline=None)
@given(st.lists(st.sampled_from(sorted(RETYPINGS)), max_size=4), st.randoms(use_true_random=False))
async def test_any_retyping_in_any_order_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, hows: list[str], order: random.Random
) -> None:
    """Several retypings at once, activities in another order under other numbers: all of them keep their ids."""
    folder = tmp_path_factory.mktemp("retyped")
    db = await Database.open(folder / "roadmap.db")
    try:
        roadmaps = Roadmaps(db, folder)
        await roadmaps.imports(document(ROWS))
        before = dict(await roadmaps.rows("SELECT id, number FROM activities"))
        moved = ROWS.copy()
        order.shuffle(moved)
        text = document([(f"1.{place}", *row[1:]) for place, row in enumerate(moved, 1)])
        for how in hows:
            text = RETYPINGS[how](text)
        outcome = await roadmaps.imports(text)
        assert (outcome.added, outcome.changed, outcome.removed) == ((), (), ())
        after = dict(await roadmaps.rows("SELECT id, number FROM activities"))
        assert {ROWS.index(moved[int(after[key][2:]) - 1]) for key in before} == {0, 1, 2}
        assert all(
            moved[int(after[key][2:]) - 1][1:] == ROWS[int(number[2:]) - 1][1:]
            for key, number in before.items()
        )
    finally:
        await db.close()


@pytest.mark.parametrize(
    "title",
    [
        TITLE.upper(),
        TITLE.replace("годы", "гг."),
        TITLE.replace(
            "2024-2026 годы", "2024 – 2026 годы (в редакции дополнительного соглашения от 01.03.2026 № 2)"
        ),
        TITLE.replace("План мероприятий («дорожная карта»)", "Дорожная карта сотрудничества"),
        TITLE.replace("годы", "гг. в редакции дополнительного соглашения № 1 от 12 мая 2027 года"),
        TITLE.replace("2024-2026 годы", "период с 2024 по 2026 год"),
        f"Актуализированный {TITLE.lower()} (с изменениями и дополнениями)",
    ],
)
async def test_the_same_parties_and_years_are_the_same_roadmap(roadmaps: Roadmaps, title: str) -> None:
    """Whatever words the title gains or loses: parties, bodies and activities keep their ids and the people theirs."""
    await roadmaps.appoints(5, BODIES[0])
    await roadmaps.reports("1.1")
    before = await roadmaps.ids()
    outcome = await roadmaps.imports(document(ROWS, title))
    assert (outcome.state, await roadmaps.ids()) == (ImportState.CHANGED, before)
    assert await roadmaps.rows("SELECT user_id FROM person_agencies") == [(5,)]


async def test_capitals_do_not_stay(roadmaps: Roadmaps) -> None:
    """A title and sides in capitals are shown in the letters of before."""
    titles = (
        "SELECT title FROM roadmaps UNION ALL SELECT name FROM parties UNION ALL SELECT region FROM parties"
    )
    before = await roadmaps.rows(titles)
    await roadmaps.imports(document(ROWS, TITLE.upper()))
    assert await roadmaps.rows(titles) == before


async def test_other_years_are_asked_about(roadmaps: Roadmaps) -> None:
    """A prolonged roadmap may be an edition or a successor: nothing is written until a person says which."""
    longer = document(ROWS, TITLE.replace("2026", "2027"))
    refused = await roadmaps.refused(longer)
    assert refused.problem is DocumentProblem.DOUBTFUL
    assert [doubt.kind for doubt in refused.details["doubts"]] == [DoubtKind.ROADMAP]
    assert refused.details["doubts"][0].options == ("--as-edition 1", "--as-new")
    before = await roadmaps.ids()
    assert (await roadmaps.imports(longer, answers=EditionAnswers(as_edition=1))).roadmap_id == 1
    assert await roadmaps.ids() == before
    much_longer = document(ROWS, TITLE.replace("2026", "2028"))
    assert (await roadmaps.imports(much_longer, answers=EditionAnswers(as_new=True))).roadmap_id == 2


async def test_a_successor_of_other_years_is_a_roadmap_of_its_own(roadmaps: Roadmaps) -> None:
    """The years after are no edition, also with the same activities."""
    later = [(*row[:4], "2028 г.") for row in ROWS]
    outcome = await roadmaps.imports(document(later, TITLE.replace("2024-2026", "2027-2029")))
    assert (outcome.state, outcome.roadmap_id) == (ImportState.NEW, 2)


async def test_an_answer_that_cannot_be_is_refused(roadmaps: Roadmaps) -> None:
    """An unknown roadmap, two roadmaps of one title, and names that neither file nor database has."""
    text = document(ROWS)
    wrong = {
        DocumentProblem.NO_SUCH_ROADMAP: EditionAnswers(as_edition=7),
        DocumentProblem.SAME_TITLE: EditionAnswers(as_new=True),
    }
    for problem, answers in wrong.items():
        assert (await roadmaps.refused(text, answers=answers)).problem is problem
    changed = document([*ROWS, ("1.4", "Парад", *BODIES, "2025 г.")])
    unknown = EditionAnswers((("Комитет по шахматам", "new"),))
    assert (await roadmaps.refused(changed, answers=unknown)).problem is DocumentProblem.MAP_UNKNOWN
    twice = EditionAnswers((("1.1", "1.1"), ("1.2", "1.1")))
    assert (await roadmaps.refused(changed, answers=twice)).problem is DocumentProblem.MAP_TWICE


async def test_an_unrelated_text_under_a_number_is_asked_about(roadmaps: Roadmaps) -> None:
    """1.1 has a report: another text under 1.1 is the same or a new one as a person says, without one it is refused."""
    await roadmaps.reports("1.1")
    ((old,),) = await roadmaps.rows("SELECT id FROM activities WHERE number = '1.1'")
    other: Rows = [
        ("1.1", "Гастроли театра кукол", "Комитет по культуре", "Департамент культуры", "2025 г."),
        *ROWS[1:],
    ]
    for dry_run in (True, False):
        refused = await roadmaps.refused(document(other), dry_run=dry_run)
        [doubt] = refused.details["doubts"]
        assert (doubt.kind, doubt.options) == (DoubtKind.ACTIVITY, ("--map 1.1=1.1", "--map 1.1=new"))
    assert (await roadmaps.rows("SELECT title FROM activities WHERE number = '1.1'"))[0][0] == ROWS[0][1]
    outcome = await roadmaps.imports(document(other), answers=EditionAnswers((("1.1", "new"),)))
    assert (outcome.added, outcome.removed) == (("1.1",), ("1.1",))
    ((new,),) = await roadmaps.rows("SELECT id FROM activities WHERE number = '1.1'")
    assert new != old
    assert await roadmaps.rows("SELECT activity_id FROM notes") == [(old,)]


async def test_a_rewritten_activity_keeps_its_reports_when_a_person_says_so(roadmaps: Roadmaps) -> None:
    """The answer «1.1=1.1» makes the other text the same activity."""
    await roadmaps.reports("1.1")
    before = await roadmaps.ids()
    other: Rows = [("1.1", "Первенство по самбо", *BODIES, "до 1 июня 2026 г."), *ROWS[1:]]
    outcome = await roadmaps.imports(document(other), answers=EditionAnswers((("1.1", "1.1"),)))
    assert (outcome.changed, await roadmaps.ids()) == (("1.1",), before)


async def test_the_same_text_with_other_agencies_and_days_is_asked_about(roadmaps: Roadmaps) -> None:
    """Text alone is not enough where a report hangs on it; without one it is another activity at once."""
    other: Rows = [
        (*ROWS[0][:2], "Комитет по культуре", "Департамент культуры", "до 1 июня 2025 г."),
        *ROWS[1:],
    ]
    await roadmaps.reports("1.1")
    assert (await roadmaps.refused(document(other))).problem is DocumentProblem.DOUBTFUL
    other[0] = (*ROWS[0][:4], "до 1 июня 2025 г.")
    assert (await roadmaps.imports(document(other))).changed == ("1.1",)


async def test_twins_stay_themselves(roadmaps: Roadmaps) -> None:
    """Two activities of one text with bodies A and B; a third is put before them, and each keeps its report."""
    said = ("Обмен делегациями", "2025 г.")
    first, second, third = "Комитет по туризму", "Комитет по культуре", "Комитет по печати"

    def twins(*bodies: str) -> str:
        rows = [(f"1.{n}", said[0], body, BODIES[1], said[1]) for n, body in enumerate(bodies, 1)]
        return document(rows, TITLE.replace("2024-2026", "2030-2032"))

    await roadmaps.imports(twins(first, second))
    for number in ("1.1", "1.2"):
        await roadmaps.executes(
            "INSERT INTO notes (roadmap_id, number, activity_id, agency_id, author_id, created_at)"
            " SELECT 2, ?, a.id, r.agency_id, 7, 0 FROM activities AS a JOIN responsibilities AS r"
            " ON r.activity_id = a.id AND r.position = 0 WHERE a.roadmap_id = 2 AND a.number = ?",
            int(number[-1]),
            number,
        )
    outcome = await roadmaps.imports(twins(third, first, second))
    assert outcome.renumbered == (("1.1", "1.2"), ("1.2", "1.3"))
    told = await roadmaps.rows(
        "SELECT a.number, b.name FROM notes JOIN activities AS a ON a.id = notes.activity_id"
        " JOIN responsibilities AS r ON r.activity_id = a.id AND r.position = 0"
        " JOIN agencies AS b ON b.id = r.agency_id AND b.id = notes.agency_id ORDER BY notes.number"
    )
    assert told == [("1.2", first), ("1.3", second)]


async def test_twins_of_one_body_are_asked_about(roadmaps: Roadmaps) -> None:
    """Nothing tells the third of one text, bodies and days from the two that were there."""
    same = [(f"1.{n}", "Встреча рабочих групп", *BODIES, "2026 г.") for n in (4, 5, 6)]
    await roadmaps.imports(document([*ROWS, *same[:2]]))
    await roadmaps.reports("1.4")
    assert (await roadmaps.refused(document([*ROWS, *same]))).problem is DocumentProblem.DOUBTFUL


async def test_a_renamed_body_is_asked_about_and_keeps_its_people(roadmaps: Roadmaps) -> None:
    """«The same» keeps id, people and reports; the former name stays known in the next edition."""
    await roadmaps.appoints(5, BODIES[0])
    before = await roadmaps.ids()
    new_name = "Комитет по спорту и туризму"
    renamed = document([tuple(new_name if cell == BODIES[0] else cell for cell in row) for row in ROWS])  # type: ignore[misc]  # rows of five
    refused = await roadmaps.refused(renamed)
    [doubt] = refused.details["doubts"]
    assert doubt.options == (f'--map "{new_name}={BODIES[0]}"', f'--map "{new_name}=new"')
    for pair in ((new_name, BODIES[0]), (BODIES[0], new_name)):
        outcome = await roadmaps.imports(renamed, answers=EditionAnswers((pair,)), dry_run=True)
        assert outcome.state is ImportState.CHANGED
    await roadmaps.imports(renamed, answers=EditionAnswers(((new_name, BODIES[0]),)))
    assert await roadmaps.ids() == before
    assert await roadmaps.rows("SELECT name FROM person_agencies JOIN agencies ON id = agency_id") == [
        (new_name,)
    ]
    await roadmaps.imports(document(ROWS), name="again.txt")
    assert await roadmaps.ids() == before
    assert await roadmaps.rows("SELECT name FROM agencies ORDER BY position LIMIT 1") == [(new_name,)]


async def test_learnt_names_stay_known_whatever_the_file_is_called(tmp_path: Path) -> None:
    """The shipped roadmap under another name, without its names beside it: no body is new and every alias works on."""
    db = await Database.open(tmp_path / "roadmap.db")
    try:
        roadmaps = Roadmaps(db, tmp_path)
        shipped = next(SHIPPED.glob("*.txt"))
        await import_document(db, shipped)
        before = await roadmaps.ids()
        seeds = "SELECT text FROM aliases WHERE origin = 'seed' ORDER BY text"
        known = await roadmaps.rows(seeds)
        outcome = await roadmaps.imports(shipped.read_text(encoding="utf-8"), name="письмо.txt")
        assert (outcome.added, outcome.changed, outcome.removed) == ((), (), ())
        assert await roadmaps.ids() == before
        assert set(known) <= set(await roadmaps.rows(seeds))
    finally:
        await db.close()


async def test_a_spoken_short_name_is_the_body(tmp_path: Path) -> None:
    """«Минстрой Пермского края» in the next edition is the ministry whose name gives that word alone."""
    db = await Database.open(tmp_path / "roadmap.db")
    try:
        roadmaps = Roadmaps(db, tmp_path)
        title, header = (
            TITLE.replace("Тверской области", "Пермского края"),
            HEADER.replace("Тверской области", "Пермского края"),
        )
        row = ("1.1", "Форум", "Министерство строительства Пермского края", BODIES[1], "2025 г.")
        await roadmaps.imports(document([row], title, header))
        before = await roadmaps.ids()
        await roadmaps.imports(document([(*row[:2], "Минстрой Пермского края", *row[3:])], title, header))
        assert await roadmaps.ids() == before
    finally:
        await db.close()


async def test_a_city_is_one_side_however_the_header_names_it(roadmaps: Roadmaps) -> None:
    """«от г. Москвы» beside «Правительством Москвы» is that side, and the other one has its own name only."""
    names = await roadmaps.rows("SELECT name FROM parties ORDER BY position")
    before = await roadmaps.ids()
    await roadmaps.imports(document(ROWS, header=HEADER.replace("от Москвы", "от г. Москвы")))
    assert (await roadmaps.rows("SELECT name FROM parties ORDER BY position"), await roadmaps.ids()) == (
        names,
        before,
    )
