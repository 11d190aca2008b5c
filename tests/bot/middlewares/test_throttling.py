"""How fast one person may press."""

from hypothesis import given
from hypothesis import strategies as st

from bot.middlewares.throttling import MOST_PEOPLE, Throttle, ThrottleDecision


def test_a_burst_then_a_pace() -> None:
    """So many at once, then so many a second; the first one too many is told, the next are dropped."""
    throttle = Throttle(burst=3, per_second=1)
    passed = [throttle.passes(1, 0.0) for _ in range(6)]
    assert passed == [
        *[ThrottleDecision.ADMITTED] * 3,
        ThrottleDecision.WARNED,
        ThrottleDecision.DROPPED,
        ThrottleDecision.DROPPED,
    ]
    assert throttle.passes(1, 1.0) is ThrottleDecision.ADMITTED
    assert throttle.passes(1, 1.0) is ThrottleDecision.DROPPED


def test_after_a_pause_they_are_told_again() -> None:
    """A person who has calmed down is warned anew when it begins again."""
    throttle = Throttle(burst=2, per_second=1)
    assert [throttle.passes(1, 0.0) for _ in range(3)][-1] is ThrottleDecision.WARNED
    assert [throttle.passes(1, 60.0) for _ in range(3)][-1] is ThrottleDecision.WARNED


def test_people_do_not_slow_each_other_down() -> None:
    """Each has an allowance of their own."""
    throttle = Throttle(burst=1, per_second=0.1)
    assert [throttle.passes(person, 0.0) for person in (1, 2, 3)] == [ThrottleDecision.ADMITTED] * 3


def test_many_people_do_not_fill_the_memory() -> None:
    """A person who has been quiet is forgotten when there are too many."""
    throttle = Throttle(burst=1, per_second=1)
    for person in range(3 * MOST_PEOPLE):
        throttle.passes(person, person / 1000)
    assert len(throttle._buckets) <= MOST_PEOPLE


@given(gaps=st.lists(st.floats(0, 2), max_size=200), burst=st.integers(1, 20), pace=st.floats(0.1, 5))
def test_never_more_than_the_burst_and_the_pace(gaps: list[float], burst: int, pace: float) -> None:
    """However the presses fall, no more get through than the burst and the pace allow."""
    throttle, now, admitted = Throttle(burst, pace), 0.0, 0
    for gap in gaps:
        now += gap
        admitted += throttle.passes(1, now) is ThrottleDecision.ADMITTED
    assert admitted <= burst + now * pace + 1e-6
