"""Notes written, published, corrected, withdrawn and delivered in any order, with crashes in between."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from data.notes.statuses import NoteStatus
from tests.bot.outbox.note_model import NoteModel
from tests.thoroughness import examples

LENGTHS = st.sampled_from([1, 3480])  # the longer takes two messages
STATUSES = st.sampled_from([None, *NoteStatus])
ENDS = ["sent", "sent", "sent", "lost", "doubt", "crash before", "crash after", "wait", "refused"]
DECISIONS = ["knows", "knows", "knows", "seen", "again"]


pytestmark = pytest.mark.random


class NoteMachine(RuleBasedStateMachine):
    """Few rules that each do much: what matters happens between a correction and a delivery under way."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.model = NoteModel(Path(self.folder.name))

    @initialize()
    def opens(self) -> None:
        self.runner.run(self.model.open())

    @rule(data=st.data(), length=LENGTHS, status=STATUSES, presses=st.sampled_from([1, 1, 3, 0]))
    def writes(self, data: st.DataObject, length: int, status: NoteStatus | None, presses: int) -> None:
        """A new note or a correction, published by so many presses, or left as a draft."""
        newest = max(self.model.versions, default=None)
        corrected = data.draw(st.sampled_from([None, newest, newest, *self.model.versions]))
        if self.model.draft is None:
            self.runner.run(self.model.begin(corrected, length))
        self.runner.run(self.model.press(presses, status))

    @rule(data=st.data())
    def withdraws(self, data: st.DataObject) -> None:
        held = sorted(set(self.model.versions) - self.model.withdrawn)
        if held:
            self.runner.run(self.model.withdraw(data.draw(st.sampled_from(held))))

    @rule(data=st.data())
    def decides(self, data: st.DataObject) -> None:
        for row in self.runner.run(self.model.stopped()):
            self.runner.run(self.model.decide(row, data.draw(st.sampled_from(DECISIONS))))

    @rule(ends=st.lists(st.sampled_from(ENDS), min_size=1, max_size=4), seconds=st.sampled_from([0, 5, 100]))
    def delivers(self, ends: list[str], seconds: int) -> None:
        self.model.now += seconds
        for end in ends:
            self.runner.run(self.model.send(end))

    @rule()
    def restarts(self) -> None:
        self.runner.run(self.model.restart())

    @invariant()
    def holds(self) -> None:
        """After every step the record is complete, and nothing was sent twice by itself."""
        self.runner.run(self.model.check())

    def teardown(self) -> None:
        """Whatever happened, in the end the group reads what the record says."""
        try:
            self.runner.run(self.model.settle())
        finally:
            self.runner.run(self.model.db.close())
            self.runner.close()
            self.folder.cleanup()


NoteMachine.TestCase.settings = settings(
    max_examples=examples(30), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestNotes = NoteMachine.TestCase
