"""Quotas and recovery of surveys, in whole forms; and a percentage that never reads as what it is not."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.surveys.figures.thresholds import (
    CENTRAL_RECOVERY,
    CENTRE_ISSUE,
    CENTRE_RECOVERY,
    OFFICE_SURVEYED,
    Target,
    central,
    half_up,
    meets,
    needed,
    quota,
    shown,
)

counts = st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
percentages = st.integers(0, 100).map(lambda number: Fraction(number, 100))
fractions = percentages | st.sampled_from(
    [Fraction(2, 3), Fraction(1, 3), Fraction(1, 7), Fraction(599, 1000)]
)


@pytest.mark.parametrize(
    ("lived_in", "forms", "minimum"), [(180, 180, 162), (200, 120, 108), (1000, 600, 540)]
)
def test_we_06_the_quota_and_the_forms_that_must_come_back(lived_in: int, forms: int, minimum: int) -> None:
    """SVY-01, SVY-02: exactly the quota issued, exactly the minimum returned, and one less."""
    exact, one_less = central(lived_in, forms, minimum), central(lived_in, forms, minimum - 1)

    assert exact.issue == Target(forms, lived_in, forms)
    assert exact.recovery == Target(minimum, forms, minimum)
    assert (exact.issue.met, exact.recovery.met) == (True, True)
    assert (one_less.issue.met, one_less.recovery.met) == (True, False)
    assert central(lived_in, forms - 1, minimum).issue.met is False


def test_we_06_600_back_of_700_fail_recovery_though_the_quota_is_met() -> None:
    """SVY-02, SVY-03: the denominator is what was issued, and one target does not stand in for the other."""
    found = central(lived_in=1000, issued=700, returned=600)

    assert (found.issue.needed, found.issue.met) == (600, True)
    assert (found.recovery.needed, found.recovery.met) == (630, False)
    assert shown(600, 700, CENTRAL_RECOVERY) == Decimal("85.7")
    assert central(1000, 700, 630).recovery.met is True


@pytest.mark.parametrize(
    ("lived_in", "forms"), [(1, 1), (199, 199), (200, 120), (201, 121), (204, 123), (205, 123)]
)
def test_svy_01_the_quota_steps_down_at_200_households_and_rounds_up(lived_in: int, forms: int) -> None:
    assert quota(lived_in) == forms


def test_svy_16_nobody_lives_there_is_not_applicable_neither_met_nor_missed() -> None:
    found = central(0, 0, 0)

    assert quota(0) is None
    assert (found.issue.met, found.recovery.met) == (None, None)
    assert meets(0, 0, CENTRAL_RECOVERY) is None
    assert shown(0, 0) is None


@pytest.mark.parametrize(("issued", "valid"), [(118, 113), (114, 109)])
def test_we_07_svy_04_95_per_cent_of_what_was_issued_must_be_valid(issued: int, valid: int) -> None:
    assert needed(issued, CENTRE_RECOVERY) == valid
    assert meets(valid, issued, CENTRE_RECOVERY) is True
    assert meets(valid - 1, issued, CENTRE_RECOVERY) is False


def test_we_07_svy_04_114_of_120_enterprises_are_enough_and_113_are_not() -> None:
    assert needed(120, CENTRE_ISSUE) == 114
    assert meets(114, 120, CENTRE_ISSUE) is True
    assert meets(113, 120, CENTRE_ISSUE) is False


@pytest.mark.parametrize(("users", "surveyed"), [(1, 1), (3, 2), (4, 3), (100, 67), (300, 200)])
def test_svy_05_two_thirds_of_the_users_are_asked_rounded_up(users: int, surveyed: int) -> None:
    assert needed(users, OFFICE_SURVEYED) == surveyed
    assert meets(surveyed - 1, users, OFFICE_SURVEYED) is False


@given(counts, fractions)
def test_the_fewest_that_are_needed_are_enough_and_one_less_is_not(
    count: tuple[int, int], fraction: Fraction
) -> None:
    _, whole = count
    fewest = needed(whole, fraction)

    assert fewest is not None
    assert Fraction(fewest, whole) >= fraction > Fraction(fewest - 1, whole)


def test_a_share_just_under_60_per_cent_does_not_read_as_60() -> None:
    sixty = Fraction(60, 100)

    assert shown(119, 200, sixty, digits=0) == Decimal("59.5")
    assert shown(1199, 2000, sixty) == Decimal("59.95")
    assert shown(1199, 2000) == Decimal("60.0")
    assert shown(120, 200, sixty, digits=0) == Decimal(60)
    assert shown(2, 3, OFFICE_SURVEYED) == Decimal("66.7")
    assert shown(66666, 100000, OFFICE_SURVEYED) == Decimal("66.666")
    assert shown(1, 3, Fraction(1, 3)) == Decimal("33.4")


@given(counts, fractions, st.integers(0, 2))
def test_what_is_shown_is_at_the_threshold_exactly_where_it_is_met_and_near_the_share(
    count: tuple[int, int], fraction: Fraction, digits: int
) -> None:
    part, whole = count
    found = shown(part, whole, fraction, digits)

    assert found is not None
    assert (Fraction(found) >= 100 * fraction) is meets(part, whole, fraction)
    assert abs(Fraction(found) - Fraction(100 * part, whole)) < Fraction(1, 10**digits)
    assert len(str(found).partition(".")[2]) >= digits


@pytest.mark.parametrize(
    ("whole", "fraction"), [(-1, Fraction(1, 2)), (5, Fraction(3, 2)), (5, Fraction(-1, 2))]
)
def test_what_asks_for_nothing_that_can_be_counted_is_an_error(whole: int, fraction: Fraction) -> None:
    with pytest.raises(ValueError, match="asks for nothing that can be counted"):
        needed(whole, fraction)


@given(counts)
def test_cal_10_a_share_reads_alike_whether_counted_or_divided(count: tuple[int, int]) -> None:
    """CAL-10: 65 of 80 is 81.3 % on the line, in the report and in the threshold alike."""
    part, whole = count
    assert half_up(part / whole, 1) == shown(part, whole)


def test_cal_10_half_a_digit_goes_up() -> None:
    assert [half_up(part / 80, 1) for part in (3, 7, 65)] == [Decimal("3.8"), Decimal("8.8"), Decimal("81.3")]
