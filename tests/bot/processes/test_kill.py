"""kill -9 in the middle of a burst: nothing is lost, nothing is done twice."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from bot.callbacks.roadmap import OpenDeadlines, OpenHelp, OpenHome, OpenParties, OpenSpheres
from bot.sandbox.api.options import Options
from bot.sandbox.people import actions
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from tests.bot.processes.service import Service, service
from tests.thoroughness import IS_THOROUGH

ROUNDS = 10 if IS_THOROUGH else 1
PEOPLE = 6
PRESSES = 4  # of each person in each round
QUIET = Options(rates=None, callback_deadline=3600.0, patience=60.0)
SCREENS = [
    OpenHome().pack(),
    OpenSpheres().pack(),
    OpenParties().pack(),
    OpenDeadlines().pack(),
    OpenHelp().pack(),
]


def press(person: Person, data: str) -> None:
    """Presses a button of the one message the person has, and does not wait."""
    (message,) = [one for one in person.private.messages.values() if one.sender is person.telegram.bot]
    actions.press(person.telegram, person.user, message, data)


async def burst_and_kill(bot: Service, people: list[Person], moments: random.Random) -> None:
    """Every person presses several times; somewhere among the presses the process is killed, and started again."""
    presses = [(person, moments.choice(SCREENS)) for person in people for _ in range(PRESSES)]
    moments.shuffle(presses)
    deadly = asyncio.create_task(kill_after(bot, moments.uniform(0.0, 0.25)))
    for person, data in presses:
        press(person, data)
        await asyncio.sleep(moments.uniform(0.0, 0.02))
    await deadly
    await bot.started()


async def all_answered(sandbox: Sandbox) -> None:
    asked = sandbox.telegram.callbacks.asked
    await sandbox.until(
        lambda: all(query.answer is not None for query in asked.values()), what="a press stayed unanswered"
    )


async def all_heard(sandbox: Sandbox, people: list[Person], words: int) -> None:
    await sandbox.until(
        lambda: all(heard(person) >= words for person in people), what="a question got no word"
    )


async def kill_after(bot: Service, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await bot.kill()


@pytest.mark.random
async def test_every_press_of_a_burst_is_answered_once(tmp_path: Path) -> None:
    """However the process dies among presses, after its restart each has been answered, and no message came of it."""
    moments = random.Random(20261124)
    async with Sandbox.running(options=QUIET) as sandbox, service(sandbox, tmp_path) as bot:
        # What repeating a press may bring, and a person never sees.
        sandbox.allows("message is not modified", method="editMessageText")
        sandbox.allows("query is too old", method="answerCallbackQuery")
        people = [sandbox.person(f"Person {number}") for number in range(PEOPLE)]
        await bot.started()
        for person in people:
            await person.sends("/start")
        for _ in range(ROUNDS):
            await burst_and_kill(bot, people, moments)
            # Killed at every start, an update would be given up in the end, as one that kills the process.
            await all_answered(sandbox)
        queries = list(sandbox.telegram.callbacks.asked.values())
        await sandbox.settled()
        assert await bot.terminate() == 0
    assert len(queries) == ROUNDS * PEOPLE * PRESSES
    answers = Counter(
        entry.parameters["callback_query_id"]
        for entry in sandbox.journal.calls("answerCallbackQuery")
        if entry.ok
    )
    assert set(answers.values()) == {1}
    assert all(len(person.history()) == 2 for person in people)
    sandbox.check()


@pytest.mark.random
async def test_no_question_is_lost_or_answered_twice(tmp_path: Path) -> None:
    """Each question of a burst has its answer, or the word that the bot was interrupted; none has two answers."""
    moments = random.Random(42)
    async with Sandbox.running(options=QUIET) as sandbox, service(sandbox, tmp_path) as bot:
        people = [sandbox.person(f"Person {number}") for number in range(PEOPLE)]
        await bot.started()
        for person in people:
            await person.sends("/start")
        for number in range(ROUNDS):
            deadly = asyncio.create_task(kill_after(bot, moments.uniform(0.0, 0.25)))
            for person in people:
                person.writes(f"{number + 1}.1")
                await asyncio.sleep(moments.uniform(0.0, 0.03))
            await deadly
            await bot.started()
            await all_heard(sandbox, people, number + 2)
        await sandbox.settled()
        assert await bot.terminate() == 0
    for person in people:
        texts = Counter(seen.text for seen in person.history() if seen.card["from"]["is_bot"])
        answered = [text for text in texts if any(f"{number + 1}.1" in text for number in range(ROUNDS))]
        assert all(texts[text] == 1 for text in answered)
        assert heard(person) <= 2 * ROUNDS + 1
    sandbox.check()


def heard(person: Person) -> int:
    return sum(bool(seen.card["from"]["is_bot"]) for seen in person.history())
