"""Wilson's interval with finite population correction: published figures, a second opinion, and how often it is right."""

from itertools import product
from math import exp, lgamma

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from projections.surveys.figures.share import Share, interval


@st.composite
def surveys(draw: st.DrawFn) -> tuple[int, int, int]:
    """Satisfied, valid and base of a survey with a valid form."""
    base = draw(st.integers(1, 2000))
    valid = draw(st.integers(1, base))
    return draw(st.integers(0, valid)), valid, base


def figure(happy: int, valid: int, base: int | None = None, confidence: float = 0.95) -> Share:
    found = interval(happy, valid, base, confidence)
    assert found is not None
    return found


def per_cent(share: Share) -> tuple[float, float]:
    return round(100 * share.low, 1), round(100 * share.high, 1)


def test_243_satisfied_of_270_are_90_per_cent_and_the_base_of_500_narrows_the_interval() -> None:
    assert figure(243, 270).point == 0.9
    assert per_cent(figure(243, 270)) == (85.8, 93.0)
    assert per_cent(figure(243, 270, 500)) == (87.3, 92.2)


@pytest.mark.parametrize(
    ("happy", "valid", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_limits_are_those_that_newcombe_published_for_one_share(
    happy: int, valid: int, low: float, high: float
) -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3."""
    share = figure(happy, valid)

    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


@given(surveys(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_statsmodels_finds_the_same_limits_with_and_without_the_correction(
    survey: tuple[int, int, int], confidence: float
) -> None:
    happy, valid, base = survey
    alone, corrected = figure(happy, valid, None, confidence), figure(happy, valid, base, confidence)

    theirs = proportion_confint(happy, valid, 1 - confidence, "wilson")
    assert (alone.low, alone.high) == pytest.approx(theirs, abs=1e-12)
    if valid < base:
        size = valid * (base - 1) / (base - valid)
        low, high = proportion_confint(happy / valid * size, size, 1 - confidence, "wilson")
        known = happy / base, (base - valid + happy) / base
        assert corrected.low == pytest.approx(max(low, known[0]), abs=1e-12)
        assert corrected.high == pytest.approx(min(high, known[1]), abs=1e-12)


@given(surveys())
def test_an_interval_holds_its_point_and_lies_from_0_to_1_and_where_the_truth_can_be(
    survey: tuple[int, int, int],
) -> None:
    happy, valid, base = survey
    alone, corrected = figure(happy, valid), figure(happy, valid, base)

    assert 0 <= alone.low <= corrected.low <= corrected.point <= corrected.high <= alone.high <= 1
    assert happy / base <= corrected.low
    assert corrected.high <= (base - (valid - happy)) / base


@given(surveys())
def test_one_more_satisfied_raises_both_limits_and_more_confidence_widens_them(
    survey: tuple[int, int, int],
) -> None:
    happy, valid, base = survey
    share, surer = figure(happy, valid, base), figure(happy, valid, base, 0.99)

    assert surer.low <= share.low <= share.high <= surer.high
    if happy < valid:
        happier = figure(happy + 1, valid, base)
        assert happier.low > share.low
        assert happier.high > share.high


@given(st.integers(1, 2000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_census_has_no_width(survey: tuple[int, int]) -> None:
    happy, base = survey

    assert figure(happy, base, base) == Share(happy, base, base, happy / base, happy / base, 0.95)


def test_without_a_valid_form_there_is_no_figure() -> None:
    assert interval(0, 0) is None
    assert interval(0, 0, 500) is None
    assert interval(0, 0, 0) is None


@pytest.mark.parametrize("counts", [(-1, 5, 9), (6, 5, 9), (4, 5, 4), (0, -1, None)])
def test_counts_that_no_survey_can_have_are_an_error(counts: tuple[int, int, int | None]) -> None:
    with pytest.raises(ValueError, match="no such survey"):
        interval(*counts)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_that_is_not_between_0_and_1_is_an_error(confidence: float) -> None:
    with pytest.raises(ValueError, match="is not between 0 and 1"):
        interval(4, 5, 9, confidence)


def coverage(base: int, valid: int, satisfied: int) -> float:
    """How often the interval of a sample holds the truth: over every sample, not over some drawn."""
    return sum(
        exp(choices(satisfied, happy) + choices(base - satisfied, valid - happy) - choices(base, valid))
        for happy in range(max(0, valid - base + satisfied), min(valid, satisfied) + 1)
        if (share := figure(happy, valid, base)).low <= satisfied / base <= share.high
    )


def choices(many: int, few: int) -> float:
    """The logarithm of the ways to choose a few of many."""
    return lgamma(many + 1) - lgamma(few + 1) - lgamma(many - few + 1)


def coverages(bases: tuple[int, ...], shares: tuple[float, ...]) -> list[float]:
    asked = (0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
    grid = [
        (base, round(base * part), round(base * true)) for base, part, true in product(bases, asked, shares)
    ]
    return [coverage(*case) for case in grid if case[1] >= 10]


def test_the_interval_is_right_as_often_as_it_says() -> None:
    found = coverages((100, 120, 200, 300, 500, 1000), (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95))

    assert len(found) == 378
    assert sum(found) / len(found) >= 0.95
    assert min(found) >= 0.90


def test_of_few_households_or_few_unhappy_ones_it_is_right_on_average_only_as_its_module_says() -> None:
    few = coverages((20, 40, 60, 80), (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98))
    many = coverages((100, 120, 200, 300, 500, 1000), (0.98,))

    assert sum(few) / len(few) >= 0.95
    assert round(min(few), 2) == 0.80
    assert round(min(many), 3) == 0.879
