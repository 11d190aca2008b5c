"""What a note is about, in the words its post needs."""

from dataclasses import dataclass

import aiosqlite

from data.notes.notes import NoteVersion


@dataclass(frozen=True, slots=True)
class NoteSubject:
    """An activity and an agency that answers for it; `region` is the agency's side in short."""

    roadmap_id: int
    activity_id: int
    activity_number: str
    activity_title: str
    sphere_number: str
    sphere_title: str
    agency_id: int
    agency: str
    party_id: int
    region: str


async def select_subject(
    connection: aiosqlite.Connection, activity_id: int | None, agency_id: int | None
) -> NoteSubject | None:
    """Loads it; None unless both are in the same roadmap."""
    rows = await connection.execute_fetchall(
        "SELECT a.roadmap_id, a.id AS activity_id, a.number AS activity_number, a.title AS activity_title,"
        " s.number AS sphere_number, s.title AS sphere_title, g.id AS agency_id, g.name AS agency,"
        " p.id AS party_id, p.region"
        " FROM all_activities AS a JOIN all_spheres AS s ON s.id = a.sphere_id"
        " JOIN all_parties AS p ON p.roadmap_id = a.roadmap_id JOIN all_agencies AS g ON g.party_id = p.id"
        " WHERE a.id = ? AND g.id = ?",
        (activity_id, agency_id),
    )
    return next((NoteSubject(**row) for row in rows), None)


async def job_title_of(connection: aiosqlite.Connection, version: NoteVersion, agency_id: int) -> str:
    """Returns the job title of its author when it was published; where that is not known, the present one."""
    return (
        await select_job_title(connection, version.author_id, agency_id)
        if version.job_title is None
        else version.job_title
    )


async def select_job_title(connection: aiosqlite.Connection, user_id: int, agency_id: int) -> str:
    """Loads the job title the person has in the agency («начальник отдела»); empty when none is known, or no longer."""
    rows = await connection.execute_fetchall(
        "SELECT position FROM person_agencies WHERE user_id = ? AND agency_id = ?", (user_id, agency_id)
    )
    return next((str(job_title) for (job_title,) in rows), "")
