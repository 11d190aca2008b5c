"""Who is told of which commands, and where."""

import re
from pathlib import Path

import pytest

from bot.sandbox.state.members import Status
from data.audit import AuditAction, AuditContext
from data.people.appointments import Appointment, update_appointment
from data.people.people import Role
from tests.bot_harness import BotHarness, running_bot

EVERYBODY = ["start", "find", "notes", "summary", "settings", "cancel", "help"]
WRITER = ["start", "find", "my", "notes", "summary", "settings", "cancel", "help"]
COORDINATOR = [*WRITER[:5], "agenda", *WRITER[5:]]
ADMIN = [*WRITER[:5], "people", "invite", "calendar", "bind", *WRITER[5:]]


def told(text: str) -> list[str]:
    """The commands that have a line of their own."""
    return re.findall(r"^/([a-z]+)\b[^,]*? — ", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("role", "commands"),
    [(Role.READER, EVERYBODY), (Role.OFFICIAL, WRITER), (Role.COORDINATOR, COORDINATOR), (Role.ADMIN, ADMIN)],
)
async def test_help_names_what_one_may_use(bot: BotHarness, role: Role, commands: list[str]) -> None:
    """Each role reads of its own commands, and each of them is answered without a refusal."""
    anna = bot.person()
    await anna.sends("/start")
    sides = frozenset({1} if role is Role.COORDINATOR else ())
    held = Appointment(role, {1: ""} if role is Role.OFFICIAL else {}, sides)
    async with bot.db.writing() as connection:
        await update_appointment(connection, anna.id, held, AuditContext(None, 1), AuditAction.APPROVED)
    assert told((await anna.sends("/help")).text) == commands
    for command in commands:
        answer = (await anna.sends(f"/{command}")).text
        assert "Такой команды нет" not in answer, command
        assert "Только " not in answer.splitlines()[0], command


async def test_a_group_reads_of_what_is_answered_there(tmp_path: Path) -> None:
    """The help of a group leaves out what belongs to the private chat; trying it leads there."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        anna = bot.person()
        await anna.sends("/start")
        group = bot.sandbox.group("Группа", members=[anna], bot=Status.MEMBER)
        anna.promotes_bot(group)
        assert told((await anna.sends("/help", chat=group)).text) == ["find", "notes", "summary", "help"]
        for command in ("my", "settings", "people", "cancel"):
            answer = await anna.sends(f"/{command}", chat=group)
            assert answer.text.startswith("В группе бот отвечает на команды /find, /notes, /summary, /help.")
            assert answer.buttons == ["Открыть бот"]
