"""What a person's next message is for: a note's form, a decision's form or a job title that was asked for."""

from dataclasses import dataclass
from typing import Final

import aiosqlite

STATE: Final = (
    "SELECT (SELECT step FROM drafts WHERE user_id = ?1) AS note_step, decision.id AS decision_id,"
    " decision.step AS decision_step, question.user_id AS member_id, question.agency_id AS agency_id"
    " FROM (SELECT ?1 AS user_id) AS asker"
    " LEFT JOIN decision_drafts AS decision ON decision.user_id = asker.user_id AND decision.step <> 'left'"
    " LEFT JOIN office_questions AS question ON question.admin_id = asker.user_id"
)


@dataclass(frozen=True, slots=True)
class JobTitleQuestion:
    """The job title of that person in that agency is asked for."""

    user_id: int
    agency_id: int


@dataclass(frozen=True, slots=True)
class FormState:
    """`note_step` is where the person is in their draft of a note, None without a draft.

    `decision_id` and `decision_step` are of the decision they are filling in, `job_title` is the question they were asked.
    """

    note_step: str | None = None
    decision_id: int | None = None
    decision_step: str | None = None
    job_title: JobTitleQuestion | None = None


NO_FORM: Final = FormState()


async def select_form_state(connection: aiosqlite.Connection, user_id: int) -> FormState:
    """Loads which forms the person has open, in one statement; `NO_FORM` values where there is none."""
    [row] = await connection.execute_fetchall(STATE, (user_id,))
    asked = JobTitleQuestion(row["member_id"], row["agency_id"]) if row["member_id"] is not None else None
    return FormState(row["note_step"], row["decision_id"], row["decision_step"], asked)


async def upsert_job_title_question(
    connection: aiosqlite.Connection, admin_id: int, question: JobTitleQuestion
) -> None:
    """Stores what an administrator is asked, one question at a time."""
    await connection.execute(
        "INSERT INTO office_questions (admin_id, user_id, agency_id) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (admin_id) DO UPDATE SET user_id = ?2, agency_id = ?3",
        (admin_id, question.user_id, question.agency_id),
    )


async def delete_decision_drafts(connection: aiosqlite.Connection, user_id: int) -> None:
    """Deletes the decisions that the person is filling in."""
    await connection.execute("DELETE FROM decision_drafts WHERE user_id = ?", (user_id,))


async def delete_job_title_question(connection: aiosqlite.Connection, admin_id: int) -> None:
    """Takes back the question for a job title that was put to the administrator."""
    await connection.execute("DELETE FROM office_questions WHERE admin_id = ?", (admin_id,))
