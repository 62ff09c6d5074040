"""Form numbers as people type and scan them."""

import pytest

from console.surveywork.numbers import numbers_of, spans
from domain.errors import Refused
from tests.console.surveywork.estate import ROUND


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("25", [25]),
        ("1-4, 25", [1, 2, 3, 4, 25]),
        ("1－4", None),
        ("3 – 5、5，7", [3, 4, 5, 7]),
        ("0007", [7]),
        (f"https://house.example:8443/s/s1/{ROUND}/12/abcdefgh", [12]),
        (f"/s/s1/{ROUND}/3/x", [3]),
    ],
)
def test_numbers_spans_and_scanned_codes_are_read(typed: str, numbers: list[int] | None) -> None:
    if numbers is None:
        with pytest.raises(Refused):
            numbers_of(typed, ROUND)
    else:
        assert numbers_of(typed, ROUND) == numbers


@pytest.mark.parametrize("typed", ["", "five", "0", "4-1", "1-99999999", "-3", "1--4"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="no form number"):
        numbers_of(typed, ROUND)


def test_every_wrong_part_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        numbers_of("1, x, 3, y", ROUND)
    assert [one.fields["said"] for one in refused.value.reasons] == ["x", "y"]


def test_a_form_of_another_round_is_not_taken() -> None:
    with pytest.raises(Refused) as refused:
        numbers_of("https://house.example/s/s1/other-2025/12/abc", ROUND)
    assert refused.value.reasons[0].fields == {"survey": "other-2025"}


def test_too_many_at_once_are_refused() -> None:
    assert len(numbers_of("1-2000", ROUND)) == 2000
    with pytest.raises(Refused):
        numbers_of("1-2001", ROUND)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([], ""), ([7], "7"), ([4, 1, 2, 3, 7], "1–4, 7"), ([1, 3], "1, 3"), ([5, 6], "5–6")],
)
def test_numbers_are_told_as_spans(numbers: list[int], said: str) -> None:
    assert spans(numbers) == said
