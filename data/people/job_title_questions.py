"""The job title that an administrator is about to type: one question at a time."""

from dataclasses import dataclass

import aiosqlite


@dataclass(frozen=True, slots=True)
class JobTitleQuestion:
    """The job title of that person in that agency is asked for."""

    user_id: int
    agency_id: int


async def upsert_job_title_question(
    connection: aiosqlite.Connection, admin_id: int, question: JobTitleQuestion
) -> None:
    await connection.execute(
        "INSERT INTO office_questions (admin_id, user_id, agency_id) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (admin_id) DO UPDATE SET user_id = ?2, agency_id = ?3",
        (admin_id, question.user_id, question.agency_id),
    )


async def select_job_title_question(
    connection: aiosqlite.Connection, admin_id: int
) -> JobTitleQuestion | None:
    rows = await connection.execute_fetchall(
        "SELECT user_id, agency_id FROM office_questions WHERE admin_id = ?", (admin_id,)
    )
    return next((JobTitleQuestion(**row) for row in rows), None)


async def delete_job_title_question(connection: aiosqlite.Connection, admin_id: int) -> None:
    await connection.execute("DELETE FROM office_questions WHERE admin_id = ?", (admin_id,))
