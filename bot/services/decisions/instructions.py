"""Instructions of meetings as people read them and mark them as done."""

from dataclasses import dataclass

from bot.access import UserContext
from bot.screens.roadmap.instructions import instruction_screen
from bot.services.decisions.subjects import speaker
from bot.telegram.screen import Screen
from data.database import Database
from data.decisions.instructions import Instruction, mark_instruction_done, select_instruction
from data.people.authorship import select_writable_agencies
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import refuse_gone_activity, select_known_activity


@dataclass(frozen=True, slots=True)
class MeetingInstructions:
    """For one person; all raise `StaleButton` for what is not an instruction, or of a roadmap that may not be shown."""

    db: Database
    user: UserContext

    async def screen(self, item_id: int) -> Screen:
        """Returns the instruction; it is finished by those who speak for a body or a side of its activity."""
        instruction = await self._instruction(item_id)
        activity = await select_known_activity(self.db.reader, instruction.activity_id)
        if activity is None:
            raise StaleButton
        may = self.user.writes_notes and bool(
            await select_writable_agencies(
                self.db.reader, activity.id, self.user.person.user_id, self.user.audit.first_admins
            )
        )
        clock = (self.user.today, self.user.zone)
        return instruction_screen(instruction, activity, clock, may_finish=may)

    async def finish(self, item_id: int) -> None:
        """Marks the instruction as done; raises `NotAllowed`, and `Refused` where the activity is gone."""
        instruction = await self._instruction(item_id)
        async with self.db.writing() as connection:
            await refuse_gone_activity(connection, instruction.activity_id)
            await speaker(connection, instruction.activity_id, self.user.audit)
            await mark_instruction_done(connection, self.user.audit, instruction)

    async def _instruction(self, item_id: int) -> Instruction:
        instruction = await select_instruction(self.db.reader, item_id)
        if instruction is None or not self.user.may_open(instruction.roadmap_id):
            raise StaleButton
        return instruction
