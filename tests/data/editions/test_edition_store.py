"""New editions of a roadmap: what remains keeps its id, and no note is lost with what goes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.database import Database
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.edition_store import ImportOutcome, import_document
from data.editions.id_matching import StoredActivity, match_ids
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

    async def imports(self, edition: str, *, dry_run: bool = False) -> ImportOutcome:
        self._path.write_text(edition, encoding="utf-8")
        return await import_document(self.db, self._path, dry_run=dry_run)

    async def ids(self) -> dict[str, int]:
        rows = await self.db.reader.execute_fetchall("SELECT title, id FROM activities ORDER BY position")
        return {str(title): int(key) for title, key in rows}

    async def numbers(self) -> dict[int, str]:
        rows = await self.db.reader.execute_fetchall("SELECT id, number FROM activities")
        return {int(key): str(number) for key, number in rows}

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


async def test_a_rewritten_text_keeps_its_number(importer: Importer) -> None:
    """Wholly other words at a number nobody else claims are still its activity."""
    before = await importer.ids()
    await importer.imports(text(SPORT[0], "Шахматы", SPORT[2]))
    assert (await importer.ids())["Шахматы"] == before[SPORT[1]]


async def test_a_sphere_may_get_another_number(importer: Importer) -> None:
    """Sphere 1 becomes sphere 2 with all of its activities, and no id changes."""
    before = await importer.ids()
    await importer.imports(text(*SPORT, sphere="2"))
    assert await importer.ids() == before
    spheres = await importer.db.reader.execute_fetchall("SELECT number FROM spheres")
    assert [number for (number,) in spheres] == ["2"]


@pytest.mark.parametrize("dry_run", [True, False])
async def test_an_activity_with_notes_cannot_go(importer: Importer, *, dry_run: bool) -> None:
    """The refusal names its number, in a dry run too, and nothing of the edition is written."""
    await importer.notes(SPORT[1])
    before = await importer.ids()
    with pytest.raises(DocumentRefused, match=r"1\.2") as caught:
        await importer.imports(text(SPORT[0], SPORT[2]), dry_run=dry_run)
    assert caught.value.problem is DocumentProblem.HAS_NOTES
    assert await importer.ids() == before


async def test_an_activity_without_notes_goes(importer: Importer) -> None:
    """What nobody reported on is removed, and its neighbour with a note moves up."""
    await importer.notes(SPORT[2])
    before = await importer.ids()
    outcome = await importer.imports(text(SPORT[0], SPORT[2]))
    assert (outcome.removed, outcome.renumbered) == (("1.2",), (("1.3", "1.2"),))
    assert (await importer.ids())[SPORT[2]] == before[SPORT[2]]


async def test_an_agency_that_wrote_notes_cannot_go(importer: Importer) -> None:
    """The refusal names the agency, and nothing of the edition is written."""
    await importer.notes(SPORT[0])
    with pytest.raises(DocumentRefused, match="Комитет по спорту") as caught:
        await importer.imports(text(*SPORT, "Ещё одно", agency="Комитет физкультуры"))
    assert caught.value.problem is DocumentProblem.BODY_HAS_NOTES
    assert list(await importer.ids()) == SPORT


async def test_a_document_cut_short_removes_nothing(importer: Importer) -> None:
    """Without its last activities and its signatures a file is damaged, not an edition."""
    with pytest.raises(DocumentRefused, match=r"1\.3") as caught:
        await importer.imports(text(*SPORT[:2], signed=False))
    assert caught.value.problem is DocumentProblem.CUT_SHORT
    assert list(await importer.ids()) == SPORT


def test_texts_that_repeat_are_told_apart_by_number() -> None:
    """Two activities of one text each keep their number's id."""
    stored = [StoredActivity(1, "1.1", "Сбор"), StoredActivity(2, "2.1", "Сбор")]
    assert match_ids(stored, {"1.1": "Сбор", "2.1": "Сбор"}) == {"1.1": 1, "2.1": 2}
