"""The way back, carried in a button."""

from aiogram.filters.callback_data import CallbackData
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks.breadcrumbs import extended, last_place
from bot.callbacks.fields import LONGEST_BREADCRUMBS
from bot.callbacks.roadmap import DeadlineList, OpenActivity, OpenAgency, OpenDeadlineList, OpenSphere
from bot.callbacks.search import OpenAnswer

ids = st.integers(1, 10**9)
pages = st.integers(0, 9_999)
places: st.SearchStrategy[CallbackData] = st.one_of(
    st.builds(OpenSphere, sphere_id=ids, page=pages),
    st.builds(OpenAgency, agency_id=ids, page=pages),
    st.builds(OpenActivity, activity_id=ids, page=pages),
    st.builds(OpenDeadlineList, which=st.sampled_from(DeadlineList), page=pages),
    st.builds(OpenAnswer, question_id=ids, reading=st.integers(0, 9), page=pages),
)


@given(breadcrumbs=st.lists(places, max_size=6))
def test_the_last_step_leads_back(breadcrumbs: list[CallbackData]) -> None:
    """However far a person went, each step back is the one before, until the oldest are forgotten."""
    walked = ""
    for place in breadcrumbs:
        walked = extended(walked, place)
        assert len(walked.encode()) <= LONGEST_BREADCRUMBS
    for place in reversed(breadcrumbs):
        back = last_place(walked)
        if back is None:
            break
        assert type(back) is type(place)
        assert back.model_dump(exclude={"breadcrumbs"}) == place.model_dump(exclude={"breadcrumbs"})
        walked = walked.rpartition("-")[0]
    assert not breadcrumbs or last_place(extended("", breadcrumbs[-1])) is not None


def test_three_steps_are_kept_with_ordinary_ids() -> None:
    """From a list over a card to an agency and on to a card: all of it fits."""
    walked = ""
    for place in (
        OpenDeadlineList(which=DeadlineList.THIS_YEAR, page=3),
        OpenActivity(activity_id=36),
        OpenAgency(agency_id=31),
    ):
        walked = extended(walked, place)
    assert walked == "d.y.3-c.36.0-a.31.0"
    assert last_place(walked) == OpenAgency(agency_id=31, breadcrumbs="d.y.3-c.36.0")


@given(forged=st.text(alphabet="acdsqhy019.-", max_size=44))
def test_a_forged_way_is_no_way(forged: str) -> None:
    """What does not read as a place leads nowhere, without an error."""
    back = last_place(forged)
    assert back is None or len(back.pack().encode()) <= 64
