"""The agencies of one edition of a roadmap: known again by what their names mean, never lost with their notes."""

import json

import aiosqlite

from data.documents.agency_names import agency_key
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.edition import Edition
from data.regions.regions import territory_of


async def upsert_agencies(
    connection: aiosqlite.Connection, edition: Edition, parties: list[int]
) -> list[int]:
    """Stores the agencies; returns their ids in the edition's order. `parties` are the ids of its parties.

    Raises `DocumentRefused` when an agency that has notes would be gone.
    """
    known = await _known_agencies(connection, parties)
    incoming = [(parties[agency.party], agency.key) for agency in edition.agencies]
    kept_ids = json.dumps([known[body] for body in incoming if body in known])
    await _refuse_loss_of_notes(connection, json.dumps(parties), kept_ids)
    await connection.execute(
        "DELETE FROM agencies WHERE party_id IN (SELECT value FROM json_each(?))"
        " AND id NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(parties), kept_ids),
    )
    ids = []
    for position, (body, agency) in enumerate(zip(incoming, edition.agencies, strict=True)):
        async with connection.execute(
            "INSERT INTO agencies (id, party_id, position, name) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name RETURNING id",
            (known.get(body), body[0], position, agency.name),
        ) as cursor:
            ids += [int(key) for (key,) in await cursor.fetchall()]
    return ids


async def _refuse_loss_of_notes(connection: aiosqlite.Connection, parties: str, kept_ids: str) -> None:
    sql = (
        "SELECT name FROM agencies WHERE party_id IN (SELECT value FROM json_each(?))"
        " AND id NOT IN (SELECT value FROM json_each(?)) AND id IN (SELECT agency_id FROM notes)"
    )
    async with connection.execute(sql, (parties, kept_ids)) as cursor:
        lost = await cursor.fetchone()
    if lost:
        raise DocumentRefused(DocumentProblem.BODY_HAS_NOTES, name=lost["name"])


async def _known_agencies(connection: aiosqlite.Connection, parties: list[int]) -> dict[tuple[int, str], int]:
    """Returns ids of the stored agencies by their party and by what their names mean, however they were spelled."""
    sql = (
        "SELECT a.id, a.party_id, a.name, p.name AS party FROM agencies AS a JOIN parties AS p ON p.id = a.party_id"
        " WHERE p.id IN (SELECT value FROM json_each(?))"
    )
    async with connection.execute(sql, (json.dumps(parties),)) as cursor:
        rows = await cursor.fetchall()
    return {(row["party_id"], agency_key(row["name"], territory_of(row["party"]))): row["id"] for row in rows}
