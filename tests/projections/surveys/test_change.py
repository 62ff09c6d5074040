"""Two rounds of a survey: what the forms can tell, and what is not compared at all."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from projections.surveys.figures.change import (
    Change,
    Measured,
    NotComparable,
    Obstacle,
    What,
    compare,
    p_value,
    together,
)
from projections.surveys.figures.share import interval

surveys = st.lists(st.integers(0, 900), min_size=3, max_size=3).map(
    lambda drawn: (min(drawn[:2]), max(*drawn[:2], 1), max(*drawn[:2], 1) + drawn[2])
)
counts = surveys.map(lambda survey: survey[:2])


def measured(happy: int, valid: int, base: int | None = None, **other: str) -> Measured:
    same = {
        "base_kind": "lived-in households",
        "scale": "5",
        "questionnaire": "central 2",
        "theme": "security",
    }
    return Measured(**(same | other), happy=happy, valid=valid, base=base)


def change(before: Measured, after: Measured, confidence: float = 0.95) -> Change:
    found = compare(before, after, confidence)
    assert isinstance(found, Change)
    return found


def test_a_rise_beyond_chance_is_better_a_fall_worse_and_what_chance_explains_cannot_be_told() -> None:
    low, middle, high = measured(240, 300, 500), measured(250, 300, 500), measured(270, 300, 500)

    assert change(low, high).verdict == "better"
    assert change(high, low).verdict == "worse"
    assert change(low, middle).verdict == "cannot tell"
    assert change(low, high).difference == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_the_one_that_newcombe_published(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table II, method 10, contrasts (a) to (h)."""
    found = change(measured(*before), measured(*after))

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(counts, counts, st.sampled_from([0.9, 0.95, 0.99]))
def test_statsmodels_finds_the_same_difference(
    before: tuple[int, int], after: tuple[int, int], confidence: float
) -> None:
    found = change(measured(*before), measured(*after), confidence)

    theirs = confint_proportions_2indep(*after, *before, method="newcomb", alpha=1 - confidence)
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)


@given(surveys, surveys)
def test_a_known_base_narrows_the_difference_which_stays_inside_and_mirrors(
    before: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    endless = change(measured(*before[:2]), measured(*after[:2]))
    found, back = (change(measured(*a), measured(*b)) for a, b in ((before, after), (after, before)))

    assert -1 <= endless.low <= found.low <= found.difference <= found.high <= endless.high <= 1
    assert (-back.high, -back.low) == pytest.approx((found.low, found.high), abs=1e-12)


def test_two_censuses_differ_by_what_they_differ_and_may_be_the_same() -> None:
    found = change(measured(90, 120, 120), measured(92, 120, 120))

    assert (found.low, found.high) == (found.difference, found.difference)
    assert found.verdict == "better"
    assert change(measured(90, 120, 120), measured(60, 80, 80)).verdict == "same"
    assert change(measured(90, 120, 121), measured(90, 120, 121)).verdict == "cannot tell"


@pytest.mark.parametrize(
    ("what", "field", "value"),
    [
        ("base kind", "base_kind", "enterprises"),
        ("scale", "scale", "3"),
        ("questionnaire", "questionnaire", "central 1"),
        ("theme", "theme", "attitude"),
    ],
)
def test_svy_14_another_base_scale_questionnaire_or_theme_is_not_compared(
    what: What, field: str, value: str
) -> None:
    before, after = measured(80, 100, 120, **{field: value}), measured(90, 100, 120)

    assert compare(before, after) == NotComparable((Obstacle(what, value, getattr(after, field)),))


def test_svy_14_every_obstacle_is_named_and_a_round_without_a_form_has_no_figure() -> None:
    before, after = measured(0, 0, 120, scale="3", theme="attitude"), measured(90, 100, 120)

    assert compare(before, after) == NotComparable(
        (
            Obstacle("scale", "3", "5"),
            Obstacle("theme", "attitude", "security"),
            Obstacle("figure", "0", "100"),
        )
    )


def test_svy_14_a_base_that_grew_is_compared_with_a_note() -> None:
    assert change(measured(80, 100, 118), measured(90, 100, 120)).rebased is True
    assert change(measured(80, 100, 120), measured(90, 110, 120)).rebased is False


def test_counts_that_no_survey_can_have_are_an_error_in_either_round() -> None:
    for before, after in product((measured(5, 9), measured(10, 9)), repeat=2):
        if before.happy == after.happy == 5:
            continue
        with pytest.raises(ValueError, match="no such survey"):
            compare(before, after)


@given(surveys, surveys)
def test_the_interval_of_one_less_p_touches_zero(
    before: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    found = change(measured(*before), measured(*after))
    p = p_value(found)

    assert 0 <= p <= 1
    assert (found.low <= 0 <= found.high) is (p > 0.05) or p == pytest.approx(0.05)
    if 1e-9 < p < 1 - 1e-9 and not found.certain:
        touching = change(measured(*before), measured(*after), 1 - p)
        assert min(abs(touching.low), abs(touching.high)) < 1e-6


def rounds(*afters: int) -> list[Change | NotComparable]:
    """Themes of which 240 of 300 were satisfied before, out of 500."""
    return [compare(measured(240, 300, 500), measured(after, 300, 500)) for after in afters]


def verdicts(changes: tuple[Change | NotComparable, ...] | list[Change | NotComparable]) -> list[str]:
    return [one.verdict if isinstance(one, Change) else "not comparable" for one in changes]


def test_of_many_compared_at_once_the_one_that_chance_lifts_is_not_called_better() -> None:
    alone = rounds(253, 241, 239, 240, 242, 238, 240)

    assert verdicts(alone) == ["better"] + ["cannot tell"] * 6
    assert verdicts(together(alone)) == ["cannot tell"] * 7
    assert verdicts(together(alone[:1])) == ["better"]


def test_what_clearly_changed_stays_better_or_worse_among_many() -> None:
    judged = together(rounds(241, 280, 239, 200, 253))

    assert verdicts(judged) == ["cannot tell", "better", "cannot tell", "worse", "cannot tell"]
    assert [one.confidence for one in judged if isinstance(one, Change)] == pytest.approx(
        [
            1 - 0.05 / 3,
            1 - 0.05 / 5,
            1 - 0.05 / 3,
            1 - 0.05 / 4,
            1 - 0.05 / 3,
        ]
    )


def test_what_is_not_comparable_or_certain_is_no_matter_of_chance_and_stays_as_it_is() -> None:
    refused = compare(measured(1, 2, scale="3"), measured(1, 2))
    certain = compare(measured(90, 120, 120), measured(92, 120, 120))
    one = rounds(253)[0]

    assert together([refused, one, certain]) == (refused, one, certain)
    assert together([]) == ()


@settings(max_examples=20)  # each of theirs ends in a garbage collection
@given(st.lists(st.tuples(surveys, surveys), min_size=4, max_size=7))
def test_holm_rejects_what_statsmodels_rejects_and_each_interval_agrees_with_its_verdict(
    pairs: list[tuple[tuple[int, int, int], tuple[int, int, int]]],
) -> None:
    alone = [change(measured(*before), measured(*after)) for before, after in pairs]
    drawn = [one for one in alone if not one.certain]
    judged = together(drawn)

    rejected = multipletests([p_value(one) for one in drawn], alpha=0.05, method="holm")[0] if drawn else []
    told = [isinstance(one, Change) and one.verdict in {"better", "worse"} for one in judged]
    assert told == list(rejected)
    for before, after in zip(drawn, judged, strict=True):
        assert isinstance(after, Change)
        assert after.low <= before.low <= before.high <= after.high


def test_among_seven_themes_without_a_change_a_false_verdict_is_as_rare_as_it_says() -> None:
    draw = Random(2026)  # noqa: S311
    falsely = 0
    for _ in range(400):
        themes = [
            compare(measured(sampled(draw), 150, 300), measured(sampled(draw), 150, 300)) for _ in range(7)
        ]
        falsely += any(verdict != "cannot tell" for verdict in verdicts(together(themes)))

    assert falsely / 400 <= 0.06


def sampled(draw: Random) -> int:
    """Satisfied among 150 drawn from 300 households of which 240 are."""
    return sum(household < 240 for household in draw.sample(range(300), 150))


def test_the_interval_of_a_difference_is_right_as_often_as_it_says() -> None:
    draw, right, tries = Random(7), 0, 0  # noqa: S311
    for base, asked, first, second in product((120, 300), (0.3, 0.6, 0.9), (0.6, 0.9), (0.7, 0.95)):
        valid, before, after = round(base * asked), round(base * first), round(base * second)
        for _ in range(100):
            one, two = (sum(at < true for at in draw.sample(range(base), valid)) for true in (before, after))
            found = change(measured(one, valid, base), measured(two, valid, base))
            right += found.low <= (after - before) / base <= found.high
            tries += 1

    assert right / tries >= 0.93


def test_the_limits_that_the_difference_uses_are_those_that_each_share_shows() -> None:
    before, after = interval(240, 300, 500), interval(270, 300, 500)
    assert before is not None
    assert after is not None
    found = change(measured(240, 300, 500), measured(270, 300, 500))

    reach = (after.point - after.low) ** 2 + (before.high - before.point) ** 2
    assert found.low == pytest.approx(0.1 - reach**0.5)
