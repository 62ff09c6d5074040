"""Buildings: the share when forms came back unevenly."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.surveys.sampling import allocated
from projections.surveys.figures.share import interval
from projections.surveys.figures.strata import Stratum, Weighed, estimate


def test_a_building_that_answered_too_much_does_not_pull_the_estate() -> None:
    """Building 1: 300 households, 30 of 60 satisfied; building 2: 100 households, 54 of 60."""
    found = estimate({"1": Stratum(300, 30, 60), "2": Stratum(100, 54, 60)})

    assert found is not None
    assert found.point == pytest.approx(0.75 * 0.5 + 0.25 * 0.9)
    assert found.weighted is True
    assert (found.size, found.unheard) == (400, ())
    assert found.low < found.point < found.high < 84 / 120


def test_the_interval_is_wilsons_with_the_larger_of_both_variances() -> None:
    """By hand: V with p(1-p) = 0.24 is 0.001747; the buildings' own spreads 0.2542 and 0.0915 give less."""
    found = estimate({"1": Stratum(300, 30, 60), "2": Stratum(100, 54, 60)})
    z, p = 1.959964, 0.6
    variance = 0.24 * (0.5625 * 240 / 299 / 60 + 0.0625 * 40 / 99 / 60)
    own = 0.5625 * 240 / 299 / 60 * 0.25 * 60 / 59 + 0.0625 * 40 / 99 / 60 * 0.09 * 60 / 59
    size = p * (1 - p) / max(variance, own)
    half = z * (p * (1 - p) / size + z * z / 4 / size**2) ** 0.5 / (1 + z * z / size)

    assert found is not None
    assert found.high - found.low == pytest.approx(2 * half, abs=1e-6)


def test_forms_that_came_back_as_allocated_give_the_plain_share_and_its_interval() -> None:
    found, plain = (
        estimate({"1": Stratum(300, 66, 75), "2": Stratum(100, 15, 25)}),
        interval(81, 100, 400),
    )

    assert plain is not None
    assert found == Weighed(0.81, plain.low, plain.high, 0.95, False, 400, ())


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 90), min_size=1), st.data())
def test_forms_that_came_back_as_a_draw_spreads_them_are_not_weighed(
    sizes: dict[str, int], data: st.DataObject
) -> None:
    spread = allocated(data.draw(st.integers(len(sizes), sum(sizes.values()))), sizes)
    found = estimate({name: Stratum(size, spread[name] // 2, spread[name]) for name, size in sizes.items()})

    assert found is not None
    assert found.weighted is False


def test_a_building_from_which_nothing_came_is_named_and_not_spoken_for() -> None:
    found = estimate({"1": Stratum(300, 30, 60), "2": Stratum(100, 0, 0), "3": Stratum(0, 0, 0)})

    assert found is not None
    assert (found.size, found.unheard, found.point) == (300, ("2",), 0.5)


@pytest.mark.parametrize("strata", [{}, {"1": Stratum(0, 0, 0)}, {"1": Stratum(30, 0, 0)}])
def test_svy_16_without_a_household_or_a_form_there_is_no_share(strata: dict[str, Stratum]) -> None:
    assert estimate(strata) is None


def test_more_forms_than_a_building_has_households_are_an_error() -> None:
    with pytest.raises(ValueError, match="no such survey"):
        estimate({"1": Stratum(30, 20, 31), "2": Stratum(30, 20, 30)})


strata = st.integers(1, 60).flatmap(
    lambda size: st.integers(0, size).flatmap(
        lambda valid: st.integers(0, valid).map(lambda happy: Stratum(size, happy, valid))
    )
)


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), strata, min_size=1))
def test_the_interval_holds_the_share_and_lies_where_the_truth_can_be(estate: dict[str, Stratum]) -> None:
    found = estimate(estate)
    heard = [one for one in estate.values() if one.valid]
    if found is None:
        assert heard == []
        return
    happy, unhappy = sum(one.happy for one in heard), sum(one.valid - one.happy for one in heard)

    assert 0 <= happy / found.size <= found.low <= found.point + 1e-12
    assert found.point - 1e-12 <= found.high <= (found.size - unhappy) / found.size <= 1
    if all(one.valid == one.size for one in heard):
        assert found.low == pytest.approx(found.high)


@given(strata)
def test_one_building_alone_is_the_plain_share(one: Stratum) -> None:
    found, plain = estimate({"1": one}), interval(one.happy, one.valid, one.size)

    assert (found is None) is (plain is None)
    if found is not None and plain is not None:
        assert (found.point, found.low, found.high) == (plain.point, plain.low, plain.high)


DESIGNS = {
    "over-asked small buildings": [(200, 20), (100, 60), (50, 30), (20, 15)],
    "under-asked large building": [(200, 5), (100, 50), (100, 60)],
    "three forms a building": [(30, 3)] * 6 + [(30, 15)] * 6,
    "one form a building": [(20, 1)] * 20 + [(300, 100)],
    "one building asked whole": [(40, 40), (100, 30), (60, 50)],
}


@pytest.mark.parametrize("happiness", [(0.9,), (0.6,), (0.95, 0.6, 0.8, 0.98), (0.5, 0.97, 0.97, 0.97)])
@pytest.mark.parametrize("design", DESIGNS)
def test_the_interval_is_right_as_often_as_it_says(design: str, happiness: tuple[float, ...]) -> None:
    draw, right = Random(f"{design} {happiness}"), 0  # noqa: S311
    buildings = [
        (size, valid, round(size * happiness[at % len(happiness)]))
        for at, (size, valid) in enumerate(DESIGNS[design])
    ]
    truth = sum(true for _, _, true in buildings) / sum(size for size, _, _ in buildings)
    for _ in range(300):
        found = estimate(
            {
                str(at): Stratum(size, sum(one < true for one in draw.sample(range(size), valid)), valid)
                for at, (size, valid, true) in enumerate(buildings)
            }
        )
        assert found is not None
        right += found.low - 1e-12 <= truth <= found.high + 1e-12

    assert right / 300 >= 0.91
