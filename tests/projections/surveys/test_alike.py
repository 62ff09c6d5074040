"""A surveyor whose forms are all alike, told from surveyors whose forms chance explains."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.surveys.figures.alike import Alike, Form, alike

QUESTIONS = 7
answers = st.sampled_from((None, 1, 2, 3))
households = st.lists(st.tuples(answers, answers, answers), max_size=7)


def honest(draw: Random, forms: int) -> list[Form]:
    """What households answer on a scale of five: half are very satisfied, few are not."""
    return [draw.choices((5, 4, 3, 2, 1), (50, 30, 12, 5, 3), k=QUESTIONS) for _ in range(forms)]


def round_of(surveyors: int, forms: int, seed: int = 1) -> dict[str, Sequence[Form]]:
    draw = Random(seed)  # noqa: S311 - made-up answers
    return {f"surveyor {at}": honest(draw, forms) for at in range(surveyors)}


def test_svy_11_the_surveyor_who_filled_in_the_forms_is_flagged_and_the_nineteen_others_are_not() -> None:
    forms = round_of(surveyors=20, forms=10)
    forms["surveyor 3"] = [(5, 4, 5, 5, 4, 5, 4)] * 8 + [(5, 4, 5, 5, 4, 4, 4), (5, 4, 4, 5, 4, 5, 4)]

    found = alike(forms, seed=1)

    assert [surveyor for surveyor, one in found.items() if one.flagged] == ["surveyor 3"]
    assert found["surveyor 3"].p == 1 / 2000
    assert found["surveyor 3"].agreement == (45 * 7 - 8 - 8 - 2) / (45 * 7)


def test_the_agreement_is_that_of_all_pairs_beside_that_of_everybody_elses() -> None:
    """By hand: Lin's pairs agree in 2, 1, 0 of three answers, He's form with Lin's in 0, 1, 0, Su's in 1, 0, 1."""
    found = alike({"Lin": [(5, 4, 3), (5, 4, 1), (2, 3, 3)], "He": [(1, 1, 1)], "Su": [(1, 2, 3)]}, seed=1)

    assert found == {
        "Lin": Alike(3, 3 / 9, 1 / 3, 0, None),
        "He": Alike(1, None, 5 / 18, 1, None),
        "Su": Alike(1, None, 4 / 18, 0, None),
    }


@given(st.dictionaries(st.sampled_from(["Lin", "He", "Su"]), households, min_size=1))
def test_counting_lanes_finds_what_comparing_each_pair_finds(forms: dict[str, list[Form]]) -> None:
    for surveyor, one in alike(forms, seed=3).items():
        others = [form for who, theirs in forms.items() if who != surveyor for form in theirs]
        assert one.agreement == by_pairs(forms[surveyor])
        assert one.others == by_pairs(others)
        assert one.forms == len(forms[surveyor])
        assert (one.p is None) is (one.forms < 5 or not others)
        assert one.p is None or 0 < one.p <= 1


def by_pairs(forms: list[Form]) -> float | None:
    equal = [
        mine == other for one, two in combinations(forms, 2) for mine, other in zip(one, two, strict=True)
    ]
    return sum(equal) / len(equal) if equal else None


def test_four_forms_are_too_few_to_judge_and_five_are_enough() -> None:
    forms = round_of(surveyors=8, forms=12)
    copied: Form = (1, 2, 1, 2, 1, 2, 1)

    four = alike(forms | {"surveyor 0": [copied] * 4}, seed=1)["surveyor 0"]
    five = alike(forms | {"surveyor 0": [copied] * 5}, seed=1)["surveyor 0"]

    assert (four.agreement, four.p, four.flagged) == (1.0, None, False)
    assert (five.agreement, five.p, five.flagged) == (1.0, 1 / 2000, True)


def test_a_flag_begins_below_one_in_a_hundred() -> None:
    assert Alike(9, 0.9, 0.4, 0, p=19 / 2000).flagged is True
    assert Alike(9, 0.9, 0.4, 0, p=20 / 2000).flagged is False


def test_p_is_the_share_of_dealings_that_are_as_much_alike() -> None:
    """Ten forms, five of each kind: 2 of the 252 hands of five are all of one kind, so p is near 1/126."""
    found = alike({"Lin": [(1, 2)] * 5, "He": [(2, 1)] * 5}, seed=1)

    assert found["Lin"].p == pytest.approx(2 / 252, abs=0.005)


def test_where_everybody_answers_the_same_nobody_is_flagged() -> None:
    found = alike({who: [(5,) * QUESTIONS] * 9 for who in ("Lin", "He", "Su")}, seed=1)

    assert {one.p for one in found.values()} == {1.0}
    assert {one.agreement for one in found.values()} == {1.0}
    assert not any(one.flagged for one in found.values())


def test_one_answer_all_the_way_down_is_counted_and_flags_nothing() -> None:
    forms = round_of(surveyors=6, forms=10)
    straight = [(5,) * 7, (4,) * 7, (3,) * 7, (2,) * 7, (1,) * 7, (5, 5, 5, 5, 5, 5, None), (None,) * 7]

    found = alike(forms | {"surveyor 0": straight}, seed=1)["surveyor 0"]

    assert found.one_answer == 5
    assert found.flagged is False


def test_the_same_forms_in_any_order_give_the_same_figures() -> None:
    forms = round_of(surveyors=5, forms=9)
    turned = {who: theirs[::-1] for who, theirs in reversed(forms.items())}

    assert alike(forms, seed=4) == alike(turned, seed=4)
    assert alike(forms, seed=4) != alike(forms, seed=5)


def test_the_dealings_are_the_same_on_every_version_and_machine() -> None:
    forms: dict[str, list[Form]] = {
        "Lin": [(at % 2, at % 3) for at in range(6)],
        "He": [(at // 4, at % 4) for at in range(7)],
        "Su": [(at // 5, at // 5) for at in range(6)],
    }

    assert [one.p for one in alike(forms, seed=11).values()] == [20 / 21, 1.0, 20 / 594]


def test_of_a_hundred_honest_surveyors_about_one_is_flagged() -> None:
    flagged = sum(one.flagged for seed in range(60) for one in alike(round_of(20, 8, seed), seed).values())

    assert 2 <= flagged <= 24


def test_a_lone_surveyor_and_a_round_without_forms_are_not_judged() -> None:
    assert alike({}, seed=1) == {}
    assert alike({"Lin": []}, seed=1) == {"Lin": Alike(0, None, None, 0, None)}
    assert alike({"Lin": [(1, 2)] * 6, "He": []}, seed=1) == {
        "Lin": Alike(6, 1.0, None, 0, None),
        "He": Alike(0, None, 1.0, 0, None),
    }


@pytest.mark.parametrize("forms", [[(1, 2), (1,)], [()]])
def test_forms_that_are_not_of_one_questionnaire_are_an_error(forms: list[Form]) -> None:
    with pytest.raises(ValueError, match="the same questions"):
        alike({"Lin": forms}, seed=1)
