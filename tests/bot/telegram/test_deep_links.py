"""Links that open the bot or lead to a message in a group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.deep_links import (
    NoteLink,
    SummaryLink,
    card_link,
    linked_card,
    linked_note,
    linked_number,
    linked_summary,
    note_link,
    post_link,
    start_link,
    summary_link,
)
from data.messaging.posts import Post

NUMBERS = st.lists(st.integers(1, 99).map(str), min_size=1, max_size=4).map(".".join)


def payload(link: str | None) -> str:
    assert link
    return link.removeprefix("https://t.me/b?start=")


@pytest.mark.parametrize(
    ("where", "link"),
    [
        (Post(-1001234567890, 55, None, 1), "https://t.me/c/1234567890/55"),
        (Post(-1001234567890, 55, 7, 1), "https://t.me/c/1234567890/7/55"),
        (Post(-55, 55, None, 1), None),
        (Post(101, 55, None, 1), None),
    ],
)
def test_a_post_has_an_address_in_supergroups_only(where: Post, link: str | None) -> None:
    """Members of a supergroup are led to the message, also in its topic; a basic group has no addresses."""
    assert post_link(where) == link


def test_a_note_has_an_address_by_the_id_of_its_activity() -> None:
    """The number alone does not say of which roadmap; in links of before it is still read."""
    assert note_link("b", 17) == "https://t.me/b?start=note_17"
    assert start_link("b", "n_3-а") is None
    assert start_link("b", "9" * 70) is None
    assert linked_note("/start note_" + "9" * 30) is None


def test_a_card_is_linked_by_its_id() -> None:
    """Its number may become another activity's; the number in a post of before is still read."""
    assert card_link("b", 17) == "https://t.me/b?start=c_17"
    assert linked_card("c_17") == 17
    assert (linked_number("a_3-2"), linked_number("c_17"), linked_card("a_3-2")) == ("3.2", None, None)
    assert linked_card("c_" + "9" * 30) is None


@given(NUMBERS)
def test_a_link_is_read_as_it_was_built(number: str) -> None:
    """A card and a note have links of their own, and neither is taken for the other."""
    card, note = payload(card_link("b", 17)), payload(note_link("b", 17))
    dashed = number.replace(".", "-")
    assert linked_note(f"/START n_{dashed}") == NoteLink(number=number)
    assert linked_note(f"/START {note}") == NoteLink(17)
    assert linked_card(note) is None
    assert linked_note(f"/start {card}") is None


@pytest.mark.parametrize("week", ["2026-W47", None])
def test_a_summary_is_linked_by_its_roadmap_and_week(week: str | None) -> None:
    """Without a week it is the one that goes on; one that is no week is told so, another payload is no summary."""
    assert linked_summary(payload(summary_link("b", 3, week))) == SummaryLink(week, 3)
    assert linked_summary(f"w_{week}" if week else "w") == SummaryLink(week)
    assert linked_summary("w_3_47") == SummaryLink("47", 3)
    assert linked_summary("w_W47") == SummaryLink("W47")
    assert linked_summary("wide") is None
