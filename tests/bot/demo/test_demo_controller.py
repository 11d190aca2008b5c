"""The controller of the demo's bot."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.demo_controller import DemoController
from bot.demo.story import CALENDAR, load_story
from bot.sandbox.server import Sandbox
from data.audit import AuditAction, select_audit
from data.notes.states import select_states
from data.notes.statuses import NoteStatus
from data.roadmap.roadmap import select_content, select_roadmaps
from tests.bot.demo.demo_fixtures import SHORT, Demo, demo


async def test_the_whole_history(tmp_path: Path) -> None:
    """Every report stands in the topic under its day, and the record holds what a summary needs."""
    story = load_story()
    async with demo(tmp_path, story) as shown:
        zone = shown.controller._settings().zone
        today = shown.controller.now().astimezone(zone).date()
        days = [datetime.fromtimestamp(post.date, zone).date() for post in shown.posts]
        reported = [report for report in story.reports if not report.withdrawn]
        texts = [post.text for post in shown.posts]
        assert all(any((r.corrected or r.text) in text for text in texts) for r in reported)
        assert len(texts) == len(story.reports)
        assert days == [CALENDAR.working_days_before(today, report.ago) for report in story.reports]
        assert {post.thread_id for post in shown.posts} == {shown.controller.characters.topic_id}
        assert Counter(post.kind for post in shown.posts) == {
            "text": len(texts) - 3,
            "photo": 1,
            "document": 2,
        }
        db = shown.controller._process.app.dispatcher["db"]
        content = await select_content(db.reader, (await select_roadmaps(db.reader))[0].id)
        assert content
        states = await select_states(db.reader, content, today, zone)
        said = {word.status for state in states.values() for _, word in state.words if word}
        assert said == set(NoteStatus)
        assert sum(state.is_closed for state in states.values()) == 1
        assert sum(bool(state.awaited) for state in states.values()) == 1
        assert await shown.count("notes WHERE state = 'withdrawn'") == 1
        assert await shown.count("note_versions WHERE version = 2") == 1
        assert await shown.count("inbox WHERE state NOT IN ('new', 'done')") == 0
        actions = Counter(entry.action for entry in await select_audit(db.reader))
        roles = sum(part.role is not None for part in story.people)
        assert (actions[AuditAction.APPROVED], actions[AuditAction.BOUND]) == (roles, 1)


async def test_the_characters_have_their_menus(tmp_path: Path) -> None:
    """The official writes, the coordinator and the admin have their menus, the stranger can only request access."""
    async with demo(tmp_path) as shown:
        assert "3.1" in (await shown.person("lyadov").sends("/my")).text
        assert "36 мероприятий" in (await shown.person("coordinator").starts()).text
        assert "Участники" in " ".join((await shown.person("admin").starts()).buttons)
        assert "Запросить доступ" in (await shown.person("stranger").starts()).buttons


async def test_in_english(tmp_path: Path) -> None:
    """The history is played as well when the people's Telegram and the group speak English."""
    async with demo(tmp_path, locale="en") as shown:
        assert [post.text.split("\n")[0] for post in shown.posts] == [
            f"Note No. {number} on item {report.on}" for number, report in enumerate(SHORT.reports, 1)
        ]
        assert "Spheres (14)" in (await shown.person("coordinator").starts()).buttons


async def test_reset(tmp_path: Path) -> None:
    """Whatever a visitor did is gone, people keep their ids, and a second time the Bot API is kept to as well."""
    async with demo(tmp_path) as shown:
        before = [post.text for post in shown.posts]
        ids = {key: person.id for key, person in shown.controller.characters.people.items()}
        await shown.person("stranger").starts()
        await shown.person("stranger").presses("Запросить доступ")
        await shown.person("admin").sees("Запрос доступа")
        await shown.controller.forward(timedelta(days=2))
        shown.sandbox.faults.too_many_requests(times=99)
        await shown.controller.reset()
        assert [post.text for post in shown.posts] == before
        assert {key: person.id for key, person in shown.controller.characters.people.items()} == ids
        assert not shown.person("stranger").history()
        assert await shown.count("access_requests") == 0
        assert abs(shown.controller.now() - datetime.now(UTC)) < timedelta(minutes=5)
        assert "36 мероприятий" in (await shown.person("coordinator").starts()).text


async def test_killed_while_a_post_is_on_its_way(tmp_path: Path) -> None:
    """The note is recorded, its author is asked about the post, and sends it once more: nothing is lost."""
    async with demo(tmp_path) as shown:
        author, group = shown.person("orlova"), shown.controller.characters.group
        before = len(shown.posts)
        await author.starts("n_3-3")
        await author.sends("Согласованы объекты для показа.", until="Так увидит группа.")
        shown.sandbox.faults.no_answer(executes=False, method="sendMessage", chat_id=group.id)
        await author.presses("Опубликовать")
        await shown.sandbox.until(lambda: is_held(shown))
        await shown.controller.restart()
        await author.sees("Могло не дойти")
        assert len(shown.posts) == before
        await author.presses("Отправить ещё раз")
        await author.sees("Опубликовано в группе.")
        assert shown.posts[-1].text.endswith("Согласованы объекты для показа.")
        assert len(shown.posts) == before + 1


async def test_killed_before_it_answers(tmp_path: Path) -> None:
    """What came in when the bot was killed is answered once by the one that is started."""
    async with demo(tmp_path) as shown:
        coordinator = shown.person("coordinator")
        asked = ("3.1", "3.2", "3.3")
        for number in asked:
            coordinator.writes(number)
        await shown.controller.restart()
        await shown.sandbox.settled()
        answers = [seen.text for seen in coordinator.history() if seen.card["from"]["is_bot"]]
        assert [sum(number in answer for answer in answers) for number in asked] == [1, 1, 1]


async def test_a_week_forward(tmp_path: Path) -> None:
    """Both clocks move, and what the bot does by itself is asked for at every half hour on the way."""
    async with demo(tmp_path) as shown:
        asked: list[datetime] = []

        async def job(now: datetime) -> None:
            asked.append(now)

        shown.controller._process.app.scheduler._jobs = (job,)
        before = shown.controller.now()
        await shown.controller.forward(timedelta(days=7))
        assert timedelta(days=7) <= shown.controller.now() - before < timedelta(days=7, minutes=5)
        assert len(asked) >= 7 * 48
        assert sum((now.hour, now.minute) == (7, 0) for now in asked) == 7
        said = shown.person("lyadov").writes("3.1")
        assert abs(said.card["date"] - shown.controller.now().timestamp()) < 60


async def test_nothing_is_lost_while_the_connection_is(tmp_path: Path) -> None:
    """Without a connection a week passes and the bot is killed; once it is back, what waited is posted and answered."""
    async with demo(tmp_path) as shown:
        author, before = shown.person("orlova"), len(shown.posts)
        await author.starts("n_3-3")
        await author.sends("Согласованы объекты для показа.", until="Так увидит группа.")
        shown.sandbox.faults.too_many_requests(3, method="sendMessage", times=10**9)
        await author.presses("Опубликовать")
        shown.sandbox.allows("query is too old", method="answerCallbackQuery")  # a press of the week before
        fault = shown.sandbox.faults.dropped_connection(executes=False, times=10**9)
        await shown.controller.forward(timedelta(days=7))
        await shown.controller.restart()
        shown.person("coordinator").writes("3.1")
        assert fault in shown.sandbox.faults.planned
        assert len(shown.posts) == before
        shown.sandbox.faults.clear()
        await author.sees("Опубликовано в группе.")
        assert [post.text for post in shown.posts[before:]] == [shown.posts[-1].text]
        assert shown.posts[-1].text.endswith("Согласованы объекты для показа.")
        await shown.person("coordinator").sees("Участие в строительных форумах")


async def test_a_cancelled_request_leaves_a_bot_that_answers(tmp_path: Path) -> None:
    """A request that is broken off, as when a page is closed, leaves a bot that answers."""
    async with demo(tmp_path) as shown:
        asking = asyncio.create_task(shown.controller.restart())
        await asyncio.sleep(0)
        asking.cancel()
        await shown.controller.forward(timedelta(minutes=1))
        assert "36 мероприятий" in (await shown.person("coordinator").starts()).text


async def test_closed_in_the_middle_of_the_history(tmp_path: Path) -> None:
    """Ctrl+C while the history is played ends the bot at once, and its database is free."""
    async with Sandbox.running() as sandbox:
        controller = DemoController(sandbox, SHORT, tmp_path / "demo.db", "ru")
        asking = asyncio.create_task(controller.reset())
        await sandbox.until(lambda: bool(sandbox.journal.calls("sendMessage")), timeout=30)
        await controller.close()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await controller.reset()
        await controller.close()


def is_held(shown: Demo) -> bool:
    """A call has met the planned fault and waits for its answer."""
    return any(entry.fault and entry.seconds is None for entry in shown.sandbox.journal.entries)
