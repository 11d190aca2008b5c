"""Signed documents into the database, from the command line."""

import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from bot.__main__ import main
from tests.data.documents.document_fixtures import EXPECTED
from tests.data.documents.hidden_workbook import workbook

SHIPPED = Path(__file__).parents[3] / "data" / "shipped" / "spb-perm-2024-2026.txt"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "roadmap.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_PATH", str(path))
    monkeypatch.setenv("DEFAULT_LOCALE", "en")
    return path


def activities(path: Path) -> int:
    with closing(sqlite3.connect(path)) as opened:
        (count,) = opened.execute("SELECT count(*) FROM activities").fetchone()
    return int(count)


def test_a_document_is_imported_once(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first time its counts are told, the second time nothing changes."""
    assert main(["import", str(SHIPPED)]) == 0
    assert "Spheres: 14, activities: 36" in capsys.readouterr().out
    assert main(["import", str(SHIPPED)]) == 0
    assert "Nothing has changed" in capsys.readouterr().out
    assert activities(database) == 36


def test_json_is_the_document(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script reads everything the document says as one line of JSON, whether it is new or known."""
    for _ in range(2):
        assert main(["import", str(SHIPPED), "--json"]) == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert json.loads(line) == json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert activities(database) == 36


def test_a_dry_run_leaves_nothing(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells what would happen and makes not even a database."""
    assert main(["import", str(SHIPPED), "--dry-run"]) == 0
    assert "Would be imported" in capsys.readouterr().out
    assert not database.exists()


def test_what_changed_is_told_by_number(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed edition names what was added, changed and removed; a dry run of it changes nothing."""
    changed = tmp_path / SHIPPED.name
    text = SHIPPED.read_text(encoding="utf-8")
    changed.write_text(text.replace("Ежегодно в декабре", "Ежегодно в ноябре"), encoding="utf-8")
    assert main(["import", str(SHIPPED)]) == 0
    capsys.readouterr()
    for arguments in (["--dry-run"], []):
        assert main(["import", str(changed), *arguments]) == 0
        assert "Changed: 3.2." in capsys.readouterr().out
    assert activities(database) == 36


class Terminal(io.StringIO):
    """Standard input of a person who types these lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def staffed(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An edition with another deadline, of a roadmap with a coordinator."""
    assert main(["import", str(SHIPPED)]) == 0
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("INSERT INTO people (user_id, role, admitted_at) VALUES (5, 'coordinator', 1)")
        opened.execute("INSERT INTO person_parties SELECT 5, min(id) FROM parties")
    capsys.readouterr()
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "edition.txt"
    path.write_text(text.replace("Ежегодно в декабре", "Ежегодно в ноябре"), encoding="utf-8")
    return path


def stored(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as opened:
        return list(opened.execute(sql))


HOLDS: Final = "SELECT count(*) FROM deadlines WHERE wording = 'Ежегодно в ноябре'"
LETTERS: Final = "SELECT chat_id FROM outbox WHERE group_key LIKE 'edition:%'"


def test_an_edition_with_people_waits_for_a_confirmation(
    database: Path, staffed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a terminal it is refused and names --yes, «нет» changes nothing; then «да», and the coordinator is told."""
    assert main(["import", str(staffed)]) == 1
    shown = capsys.readouterr()
    assert "--yes" in shown.err
    assert "3.2, other deadline: Ежегодно в декабре → Ежегодно в ноябре" in shown.out
    monkeypatch.setattr("sys.stdin", Terminal("нет\n"))
    assert main(["import", str(staffed)]) == 1
    assert "Nothing was changed." in capsys.readouterr().err
    assert (stored(database, HOLDS), stored(database, LETTERS)) == ([(0,)], [])
    monkeypatch.setattr("sys.stdin", Terminal("возможно\nда\n"))
    assert main(["import", str(staffed)]) == 0
    assert "Changed: 3.2." in capsys.readouterr().out
    assert (stored(database, HOLDS), stored(database, LETTERS)) == ([(1,)], [(5,)])


def test_the_operator_may_confirm_beforehand(
    database: Path, staffed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After `--yes` it holds, and the letter was written with it; `--json --dry-run` is the document as ever."""
    assert main(["import", str(staffed), "--json", "--dry-run"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line).keys() == json.loads(EXPECTED.read_text(encoding="utf-8")).keys()
    assert main(["import", str(staffed), "--yes"]) == 0
    assert (stored(database, HOLDS), stored(database, LETTERS)) == ([(1,)], [(5,)])
    assert main(["import", str(staffed)]) == 0
    assert "Nothing has changed" in capsys.readouterr().out


def test_an_open_question_names_its_options(
    database: Path, staffed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report hangs on 1.1, and the file has another text there: refused, dry run too; --map or the terminal answers."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute(
            "INSERT INTO notes (roadmap_id, number, activity_id, agency_id, author_id, created_at)"
            " SELECT a.roadmap_id, 1, a.id, min(r.agency_id), 7, 0 FROM activities AS a"
            " JOIN responsibilities AS r ON r.activity_id = a.id WHERE a.number = '1.1'"
        )
    rows = staffed.read_text(encoding="utf-8").split("\n")
    place = next(n for n, row in enumerate(rows) if row.startswith("1.1\t"))
    cells = rows[place].split("\t")
    rows[place] = "\t".join((cells[0], "Гастроли театра кукол", *cells[2:]))
    staffed.write_text("\n".join(rows), encoding="utf-8")
    for arguments in (["--dry-run"], ["--yes"]):
        assert main(["import", str(staffed), *arguments]) == 1
        shown = capsys.readouterr().err
        assert "--map 1.1=1.1" in shown
        assert "--map 1.1=new" in shown
    assert main(["import", str(staffed), "--map", "1.1=1.1", "--dry-run"]) == 0
    assert "Changed: 1.1, 3.2." in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", Terminal("no\nyes\n"))
    assert main(["import", str(staffed)]) == 0
    assert "kept with what was reported: 1.1." in capsys.readouterr().out
    with pytest.raises(SystemExit) as caught:
        main(["import", str(staffed), "--map", "1.1"])
    assert caught.value.code == 2


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_a_wrong_document_is_refused_with_its_line(
    database: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
) -> None:
    """A row that lacks its deadline is named by its line, in the person's language; the database stays as it is."""
    monkeypatch.setenv("DEFAULT_LOCALE", locale)
    assert main(["import", str(SHIPPED)]) == 0
    broken = tmp_path / "broken.txt"
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith("10.3"))
    lines[number] = lines[number].rpartition("\t")[0] + "\t"
    broken.write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(broken)]) == 1
    told = capsys.readouterr()
    assert str(number + 1) in told.err
    assert "10.3" in told.err
    assert told.out == ""
    assert activities(database) == 36


def test_a_file_that_is_not_there_is_named(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file is refused in a sentence, not with a traceback."""
    assert main(["import", "nowhere.txt"]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert not database.exists() or activities(database) == 0


def shipped_lines() -> list[str]:
    return SHIPPED.read_text(encoding="utf-8").splitlines()


def without(start: str) -> str:
    return "\n".join(line for line in shipped_lines() if not line.startswith(start))


WRONG_FILES = {
    "empty": b"",
    "blank": "\n\t \u00a0\n".encode(),
    "binary": bytes(range(256)) * 40,
    "noise": ("ж" * 999 + "\n").encode() * 530,
    "noise in one line": "ж\t".encode() * 350_000,
    "no header": without("№").encode(),
    "no heading": "\n".join(shipped_lines()[6:]).encode(),
    "cut in a row": "\n".join(shipped_lines()[:30]).encode()[:-60],
    "cut between rows": "\n".join(shipped_lines()[:30]).encode(),
    "cut in a letter": SHIPPED.read_bytes()[:10_000],
    "twice the same number": SHIPPED.read_text(encoding="utf-8").replace("\n1.2\t", "\n1.1\t").encode(),
    "a sphere without activities": without("14.1").encode(),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_wrong_file_is_refused_whole(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Whatever the file holds, the refusal is one sentence and what was imported before stays."""
    assert main(["import", str(SHIPPED)]) == 0
    wrong = tmp_path / "wrong.txt"
    wrong.write_bytes(WRONG_FILES[name])
    capsys.readouterr()
    assert main(["import", str(wrong)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip()
    assert "Traceback" not in told.err
    assert activities(database) == 36


def test_a_folder_is_no_document(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with the name of a document is refused in a sentence."""
    (tmp_path / "folder.txt").mkdir()
    assert main(["import", str(tmp_path / "folder.txt")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert not database.exists() or activities(database) == 0


def test_the_sides_are_told_as_they_are_recognised(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run names each side's region and clock; of an unknown region it says that TIMEZONE is used."""
    text = SHIPPED.read_text(encoding="utf-8").replace("Санкт-Петербурга", "Зареченской области")
    document = tmp_path / "plan.txt"
    document.write_text(text.replace("Пермского края", "Республики Саха (Якутия)"), encoding="utf-8")
    assert main(["import", str(document), "--dry-run"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Region: Республика Саха (Якутия), clock: Asia/Yakutsk." in told
    assert "Its region “Зареченская область” is not known, nor is its clock: TIMEZONE is used." in told
    document.write_text(text.replace("Пермского края", "Республики Беларусь"), encoding="utf-8")
    assert main(["import", str(document)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "clock: Europe/Minsk. The holidays of that country are not known" in told
    assert database.exists()


def test_it_starts_without_the_telegram_library() -> None:
    """Which takes seconds to load, and most imports have no person to tell."""
    program = "import sys, bot.cli.import_document; sys.exit('aiogram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_long_import_has_a_line_that_moves(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a terminal only; it is gone at the end, and a script sees nothing of it."""
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setattr("bot.cli.progress.PATIENCE", 0)
    assert main(["import", str(SHIPPED)]) == 0
    assert "The file is being read: 0 s" in shown.getvalue()
    assert shown.getvalue().endswith("\x1b[K")
    assert activities(database) == 36
    assert "being read" not in capsys.readouterr().out


def test_what_is_hidden_is_left_out_unless_asked_for(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dry run says how many rows, columns and sheets are hidden and where; --with-hidden reads them."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook(hidden_rows=(5, 6)))
    assert main(["import", str(path), "--dry-run"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Sheet “План”: 2 hidden rows are left out (5–6)." in told
    assert "Sheet “План”: 1 hidden column is left out (F)." in told
    assert "Sheet “Архив”: hidden, left out." in told
    assert "--with-hidden" in told
    assert "1.1, the deadline is not understood: когда зацветёт сакура" in told
    assert "activities: 2" in told
    assert main(["import", str(path), "--dry-run", "--with-hidden"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "hidden" not in told
    assert "activities: 4" in told
    monkeypatch.setenv("DEFAULT_LOCALE", "ru")
    assert main(["import", str(path), "--dry-run"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Лист «План»: не учтены 2 скрытые строки (5–6)." in told
    assert "Лист «Архив»: скрыт, не учтён." in told
    assert main(["import", str(path), "--with-hidden"]) == 0
    assert activities(database) == 4
