"""Shares and least counts: compared as integers."""

from hypothesis import given
from hypothesis import strategies as st

from domain.clocks import minimum_count, share_met


def test_cal_10_shares_are_compared_unrounded_and_counts_rounded_up() -> None:
    assert share_met(39, 130, 30)
    assert not share_met(38, 130, 30)
    assert not share_met(19, 40, 50)
    assert share_met(20, 40, 50)
    assert not share_met(9499, 10000, 95)  # shown as 95.0 %
    assert share_met(0, 0, 100)
    assert [minimum_count(90, base) for base in (180, 120, 600, 700)] == [162, 108, 540, 630]
    assert [minimum_count(95, base) for base in (118, 114, 120)] == [113, 109, 114]


@given(base=st.integers(0, 10_000), pct=st.integers(0, 100))
def test_cal_10_the_minimum_count_is_the_least_that_meets_the_share(base: int, pct: int) -> None:
    least = minimum_count(pct, base)
    assert share_met(least, base, pct)
    assert least == 0 or not share_met(least - 1, base, pct)
