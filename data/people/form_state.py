"""What a person's next message is for: a note's form, a decision's form or a job title that was asked for."""

from dataclasses import dataclass
from typing import Final

import aiosqlite

from data.people.job_title_questions import JobTitleQuestion

STATE: Final = (
    "SELECT (SELECT step FROM drafts WHERE user_id = ?1) AS note_step, decision.id AS decision_id,"
    " decision.step AS decision_step, question.user_id AS member_id, question.agency_id AS agency_id"
    " FROM (SELECT ?1 AS user_id) AS asker"
    " LEFT JOIN decision_drafts AS decision ON decision.user_id = asker.user_id AND decision.step <> 'left'"
    " LEFT JOIN office_questions AS question ON question.admin_id = asker.user_id"
)


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
    rows = await connection.execute_fetchall(STATE, (user_id,))
    note_step, decision_id, decision_step, member_id, agency_id = next(iter(rows))
    job_title = JobTitleQuestion(member_id, agency_id) if member_id is not None else None
    return FormState(note_step, decision_id, decision_step, job_title)
