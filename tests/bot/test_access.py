"""Who may do what, decided without Telegram."""

import pytest
from aiogram.types import User

from bot.access import Denial, Permission, denial, is_person, readable_roadmaps, shown_roadmap
from bot.settings import ReadAccess
from data.messaging.chats import GroupTopic
from data.people.people import SHARED_IDS, Person, Role

SOMEBODY = Person(1)
BOUND = {1: GroupTopic(-100), 2: GroupTopic(-200)}


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(
    ("access", "joined", "stranger_reads"),
    [("everyone", (), [1, 2]), ("group", (2,), [2]), ("members", (1, 2), [])],
)
def test_which_roadmaps_are_open(
    role: Role | None, access: ReadAccess, joined: tuple[int, ...], stranger_reads: list[int]
) -> None:
    """An administrator reads all; a role opens its own roadmaps; groups and settings open what they do for others."""
    reads = [1, 2] if role is Role.ADMIN else stranger_reads
    assert readable_roadmaps(Person(1, role), access, [1, 2], joined) == reads
    opened = reads if role is None else sorted({1, *reads})
    assert readable_roadmaps(Person(1, role, own=(1,)), access, [1, 2], joined) == opened


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("private", [True, False])
def test_only_administrators_administer(role: Role | None, private: bool) -> None:
    """And they only where nobody looks on."""
    refused = denial(Permission.ADMIN, Person(1, role), private=private)
    expected = (None if role is Role.ADMIN else Denial.NOT_ADMIN) if private else Denial.NOT_PRIVATE
    assert refused is expected


@pytest.mark.parametrize("role", [None, *Role])
def test_who_writes_and_who_binds(role: Role | None) -> None:
    """Officials and coordinators speak for agencies, privately; administrators connect groups, in them."""
    writes = role in (Role.OFFICIAL, Role.COORDINATOR, Role.ADMIN)
    assert denial(Permission.WRITE, Person(1, role), private=True) is (None if writes else Denial.NOT_WRITER)
    assert denial(Permission.WRITE, Person(1, role), private=False) is Denial.NOT_PRIVATE
    binds = role is Role.ADMIN
    assert denial(Permission.BIND, Person(1, role), private=False) is (None if binds else Denial.NOT_ADMIN)


def test_what_is_not_declared_is_refused_to_everybody() -> None:
    """A handler that was forgotten opens no door, not even to an administrator."""
    assert denial(None, Person(1, Role.ADMIN), private=True) is not None


@pytest.mark.parametrize("user_id", SHARED_IDS)
def test_shared_ids_are_nobody(user_id: int) -> None:
    """Behind an anonymous administrator, a channel or a linked post may stand anyone."""
    user = User(id=user_id, is_bot=False, first_name="Group")
    assert not is_person(user, user)


def test_bots_are_nobody() -> None:
    """Another bot is not a person; and neither is an update without a sender."""
    user = User(id=5, is_bot=True, first_name="Robot")
    assert not is_person(user, user)
    assert not is_person(None, user)
    assert is_person(User(id=5, is_bot=False, first_name="Anna"), user)


def test_the_roadmap_shown() -> None:
    """The group's own in its group, else the chosen one, else the first; never one that may not be read."""
    assert shown_roadmap(SOMEBODY, [1, 2], BOUND, None) == 1
    assert shown_roadmap(Person(1, roadmap_id=2), [1, 2], BOUND, None) == 2
    assert shown_roadmap(Person(1, roadmap_id=2), [1, 2], BOUND, GroupTopic(-100)) == 1
    assert shown_roadmap(Person(1, roadmap_id=2), [1], BOUND, None) == 1
    assert shown_roadmap(Person(1, own=(2,)), [1, 2], BOUND, None) == 2
    assert shown_roadmap(SOMEBODY, [1], BOUND, GroupTopic(-200)) is None
    assert shown_roadmap(SOMEBODY, [], BOUND, None) is None
