"""A percentage that never reads as what it is not; whether a threshold is met is decided in whole forms."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.surveys.template import Share
from projections.surveys.figures.thresholds import half_up, shown

counts = st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
shares = st.integers(1, 100).map(lambda part: Share(part=part, of=100)) | st.sampled_from(
    [Share(part=2, of=3), Share(part=1, of=3), Share(part=1, of=7), Share(part=599, of=1000)]
)


def test_a_share_just_under_60_per_cent_does_not_read_as_60() -> None:
    sixty = Fraction(60, 100)

    assert shown(119, 200, sixty, digits=0) == Decimal("59.5")
    assert shown(1199, 2000, sixty) == Decimal("59.95")
    assert shown(1199, 2000) == Decimal("60.0")
    assert shown(120, 200, sixty, digits=0) == Decimal(60)
    assert shown(2, 3, Fraction(2, 3)) == Decimal("66.7")
    assert shown(66666, 100000, Fraction(2, 3)) == Decimal("66.666")
    assert shown(1, 3, Fraction(1, 3)) == Decimal("33.4")
    assert shown(600, 700, Fraction(90, 100)) == Decimal("85.7")


def test_svy_16_of_nobody_there_is_no_share() -> None:
    assert shown(0, 0) is None
    assert shown(0, 0, Fraction(90, 100)) is None


@given(counts, shares, st.integers(0, 2))
def test_what_is_shown_is_at_the_threshold_exactly_where_it_is_met_and_near_the_share(
    count: tuple[int, int], share: Share, digits: int
) -> None:
    part, whole = count
    exact = Fraction(share.part, share.of)
    found = shown(part, whole, exact, digits)

    assert found is not None
    assert (Fraction(found) >= 100 * exact) is share.is_met(part, whole)
    assert abs(Fraction(found) - Fraction(100 * part, whole)) < Fraction(1, 10**digits)
    assert len(str(found).partition(".")[2]) >= digits


@given(counts)
def test_cal_10_a_share_reads_alike_whether_counted_or_divided(count: tuple[int, int]) -> None:
    """CAL-10: 65 of 80 is 81.3 % on the line, in the report and in the threshold alike."""
    part, whole = count
    assert half_up(part / whole, 1) == shown(part, whole)


def test_cal_10_half_a_digit_goes_up() -> None:
    assert [half_up(part / 80, 1) for part in (3, 7, 65)] == [Decimal("3.8"), Decimal("8.8"), Decimal("81.3")]
