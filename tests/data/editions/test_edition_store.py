"""New editions of a roadmap: what remains keeps its id, and no note is lost with what goes."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from data.database import Database
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.doubts import EditionAnswers
from data.editions.edition_store import (
    UNANSWERED,
    ImportOutcome,
    import_document,
    prepare_document,
    store_edition,
)
from data.roadmap.roadmap import select_content
from data.roadmap.weeks import Week
from data.summaries.facts import WEEK, select_facts
from data.summaries.summaries import Period
from tests.data.documents.document_fixtures import HEADER, TITLE

SIGNED = "Губернатор Тверской области\tМэр Москвы\n_______ В.А. Королев\t_______ С.С. Собянин"
SPORT = ["Турнир по боксу среди юношей", "Обмен опытом тренеров по лыжным гонкам", "Совместные сборы пловцов"]


def text(*titles: str, sphere: str = "1", agency: str = "Комитет по спорту", signed: bool = True) -> str:
    rows = [
        f"{sphere}.{n}\t{title}\t{agency}\tДепартамент спорта\t2025 г." for n, title in enumerate(titles, 1)
    ]
    return "\n".join((TITLE, HEADER, f"{sphere}. В сфере спорта", *rows, "", SIGNED if signed else ""))


class Importer:
    """Imports one edition after another into one database."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self._path = folder / "roadmap.txt"

    async def imports(
        self, edition: str, *, dry_run: bool = False, answers: EditionAnswers = UNANSWERED
    ) -> ImportOutcome:
        self._path.write_text(edition, encoding="utf-8")
        return await import_document(self.db, self._path, dry_run=dry_run, answers=answers)

    async def imports_at(self, edition: str, at: int) -> None:
        self._path.write_text(edition, encoding="utf-8")
        prepared = await prepare_document(self.db, self._path)
        async with self.db.writing() as connection:
            await store_edition(connection, prepared, at)

    async def no_reports(self, at: int) -> dict[str, int]:
        """The bodies without reports in the summary of the week that ends then, with their weeks."""
        content = await select_content(self.db.reader, 1)
        assert content
        period = Period(Week(2026, 1), at - WEEK, at)
        facts = await select_facts(self.db.reader, content, period, ZoneInfo("Europe/Moscow"))
        return {agency.name: weeks for agency, weeks in facts.no_reports}

    async def ids(self) -> dict[str, int]:
        rows = await self.db.reader.execute_fetchall("SELECT title, id FROM activities ORDER BY position")
        return {str(title): int(key) for title, key in rows}

    async def numbers(self) -> dict[int, str]:
        rows = await self.db.reader.execute_fetchall("SELECT id, number FROM activities")
        return {int(key): str(number) for key, number in rows}

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.db.reader.execute_fetchall(sql)]

    async def highest(self) -> list[int]:
        """The highest id of activities and of agencies."""
        tables = ("all_activities", "all_agencies")
        return [int(key) for table in tables for (key,) in await self.rows(f"SELECT max(id) FROM {table}")]

    async def notes(self, title: str) -> None:
        """A note on the activity by the first agency that answers for it."""
        async with self.db.writing() as connection:
            await connection.execute(
                "INSERT INTO notes (roadmap_id, number, activity_id, agency_id, author_id, created_at)"
                " SELECT a.roadmap_id, 1, a.id, min(r.agency_id), 7, 0 FROM activities AS a"
                " JOIN responsibilities AS r ON r.activity_id = a.id WHERE a.title = ?",
                (title,),
            )


@pytest.fixture
async def importer(tmp_path: Path) -> AsyncIterator[Importer]:
    db = await Database.open(tmp_path / "roadmap.db")
    made = Importer(db, tmp_path)
    await made.imports(text(*SPORT))
    yield made
    await db.close()


async def test_an_inserted_activity_moves_the_others_with_their_ids(importer: Importer) -> None:
    """A new 1.1 makes 1.2 and 1.3 of the old ones; each keeps its id, and the outcome says so."""
    before = await importer.ids()
    outcome = await importer.imports(text("Парад физкультурников", *SPORT))
    after, numbers = await importer.ids(), await importer.numbers()
    assert {title: after[title] for title in SPORT} == before
    assert [numbers[before[title]] for title in SPORT] == ["1.2", "1.3", "1.4"]
    assert outcome.renumbered == (("1.1", "1.2"), ("1.2", "1.3"), ("1.3", "1.4"))
    assert (outcome.added, outcome.changed, outcome.removed) == (("1.1",), (), ())


async def test_two_may_change_places(importer: Importer) -> None:
    """Each number is in use by the other, and both end up right."""
    before = await importer.ids()
    await importer.imports(text(SPORT[1], SPORT[0], SPORT[2]))
    assert await importer.ids() == before
    assert (await importer.numbers())[before[SPORT[0]]] == "1.2"


async def test_an_edited_text_is_the_same_activity(importer: Importer) -> None:
    """A word more in the text, even at another number, makes no other activity of it."""
    before = await importer.ids()
    outcome = await importer.imports(text("Парад физкультурников", f"{SPORT[0]} и девушек", *SPORT[1:]))
    assert (await importer.ids())[f"{SPORT[0]} и девушек"] == before[SPORT[0]]
    assert outcome.changed == ("1.2",)


async def test_a_rewritten_text_is_another_activity(importer: Importer) -> None:
    """Wholly other words at the number of before are new, where nothing hangs on what stood there."""
    before = await importer.ids()
    outcome = await importer.imports(text(SPORT[0], "Шахматы", SPORT[2]))
    assert (await importer.ids())["Шахматы"] not in before.values()
    assert (outcome.added, outcome.removed) == (("1.2",), ("1.2",))


async def test_a_sphere_may_get_another_number(importer: Importer) -> None:
    """Sphere 1 becomes sphere 2 with all of its activities, and no id changes."""
    before = await importer.ids()
    await importer.imports(text(*SPORT, sphere="2"))
    assert await importer.ids() == before
    spheres = await importer.db.reader.execute_fetchall("SELECT number FROM spheres")
    assert [number for (number,) in spheres] == ["2"]


async def test_an_activity_with_notes_is_excluded_and_keeps_them(importer: Importer) -> None:
    """It leaves the lists, its row stays with the note, the deadline and the agencies, and its neighbour moves up."""
    await importer.notes(SPORT[1])
    before = await importer.ids()
    assert (await importer.imports(text(SPORT[0], SPORT[2]), dry_run=True)).removed == ("1.2",)
    outcome = await importer.imports(text(SPORT[0], SPORT[2]))
    assert (outcome.removed, outcome.renumbered) == (("1.2",), (("1.3", "1.2"),))
    assert await importer.ids() == {SPORT[0]: before[SPORT[0]], SPORT[2]: before[SPORT[2]]}
    kept = await importer.rows(
        "SELECT number, title, gone_at > 0, (SELECT count(*) FROM notes WHERE activity_id = a.id),"
        " (SELECT wording FROM deadlines WHERE activity_id = a.id),"
        " (SELECT count(*) FROM all_responsibilities WHERE activity_id = a.id),"
        " (SELECT count(*) FROM responsibilities WHERE activity_id = a.id)"
        " FROM all_activities AS a WHERE gone_at IS NOT NULL"
    )
    assert kept == [("1.2", SPORT[1], 1, 1, "2025 г.", 2, 0)]


async def test_an_activity_that_comes_back_is_the_same_one(importer: Importer) -> None:
    """It was out for two editions; then it stands at another number with its id, and a dry run says so before."""
    before = await importer.ids()
    await importer.imports(text(SPORT[0], SPORT[2]))
    await importer.imports(text(SPORT[0], SPORT[2], "Шахматный турнир"))
    again = text("Шахматный турнир", SPORT[0], SPORT[2], SPORT[1])
    assert (await importer.imports(again, dry_run=True)).returned == ("1.4",)
    outcome = await importer.imports(again)
    assert (outcome.returned, outcome.added) == (("1.4",), ())
    assert {title: key for title, key in (await importer.ids()).items() if title in SPORT} == before


async def test_no_id_is_given_twice(importer: Importer) -> None:
    """The newest activity and an agency go, then others come: those have ids of their own."""
    for title, agency in (("Шахматы", "Агентство связи"), ("Регата на Волге", "Дирекция парков")):
        before = await importer.highest()
        await importer.imports(text(*SPORT[:2], agency=agency))
        await importer.imports(text(*SPORT[:2], title, agency=agency))
        assert all(new > old for new, old in zip(await importer.highest(), before, strict=True))


async def test_an_agency_that_wrote_notes_is_excluded_and_keeps_them(importer: Importer) -> None:
    """The edition names another; the one of the notes is in no list, and its name stays with them. It may come back."""
    await importer.notes(SPORT[0])
    [(agency,)] = await importer.rows("SELECT agency_id FROM notes")
    other = EditionAnswers((("Комитет физкультуры", "new"),))
    await importer.imports(text(*SPORT, "Ещё одно", agency="Комитет физкультуры"), answers=other)
    names = await importer.rows("SELECT name FROM agencies ORDER BY position")
    assert names == [("Комитет физкультуры",), ("Департамент спорта",)]
    assert await importer.rows(f"SELECT name FROM all_agencies WHERE id = {agency}") == [
        ("Комитет по спорту",)
    ]
    await importer.imports(text(*SPORT))
    assert await importer.rows("SELECT id FROM agencies ORDER BY position LIMIT 1") == [(agency,)]


async def test_a_document_cut_short_removes_nothing(importer: Importer) -> None:
    """Without its last activities and its signatures a file is damaged, not an edition."""
    with pytest.raises(DocumentRefused, match=r"1\.3") as caught:
        await importer.imports(text(*SPORT[:2], signed=False))
    assert caught.value.problem is DocumentProblem.CUT_SHORT
    assert list(await importer.ids()) == SPORT


async def test_a_body_is_without_reports_since_it_came_into_the_roadmap(importer: Importer) -> None:
    """New this week it is not silent for the roadmap's weeks, nor when it comes back; those of the beginning are."""
    await importer.notes(SPORT[0])
    row = "1.4\tПарад физкультурников\tКомитет по спорту\tДирекция парков\t2025 г."
    with_parks = text(*SPORT).replace("\n\n", f"\n{row}\n\n")
    began = {"Комитет по спорту": 9, "Департамент спорта": 9}
    await importer.imports_at(with_parks, 9 * WEEK)
    assert await importer.no_reports(9 * WEEK) == began
    assert await importer.no_reports(14 * WEEK) == dict.fromkeys([*began, "Дирекция парков"], 14) | {
        "Дирекция парков": 5
    }
    await importer.imports_at(text(*SPORT), 15 * WEEK)
    await importer.imports_at(with_parks, 20 * WEEK)
    assert "Дирекция парков" not in await importer.no_reports(21 * WEEK)
    await importer.imports_at(with_parks.replace("Турнир", "Большой турнир"), 22 * WEEK)
    assert (await importer.no_reports(26 * WEEK))["Дирекция парков"] == 6
