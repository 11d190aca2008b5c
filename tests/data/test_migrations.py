"""The schema."""

import sqlite3
from pathlib import Path

MIGRATIONS = Path(__file__).parents[2] / "data" / "migrations"


def test_the_migrations_apply_in_order_and_each_says_why() -> None:
    """Every migration runs after the ones before it and has its reason on top."""
    database = sqlite3.connect(":memory:")
    for script in sorted(MIGRATIONS.glob("*.sql")):
        text = script.read_text(encoding="utf-8")
        assert text.startswith("-- Reason: ")
        database.executescript(text)
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"roadmaps", "activities", "inbox", "people"} <= tables
