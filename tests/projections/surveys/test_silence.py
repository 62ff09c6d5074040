"""What those who did not answer could change."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.surveys.figures.share import interval
from projections.surveys.figures.silence import Bounds, bounds, silence


def test_30_silent_of_300_leave_the_share_between_81_and_91_per_cent() -> None:
    found = silence(happy=243, valid=270, issued=300, base=500)

    issued, base = found.of_issued, found.of_base
    assert (issued, base) == (Bounds(243, 270, 300), Bounds(243, 270, 500))
    assert issued is not None
    assert base is not None
    assert (issued.silent, issued.low, issued.high) == (30, 0.81, 0.91)
    assert (base.silent, base.low, base.high) == (230, 0.486, 0.946)


def test_svy_07_a_form_that_came_back_invalid_is_silent_too() -> None:
    """118 issued, 115 returned, 112 of them valid."""
    found = bounds(happy=105, valid=112, whole=118)

    assert found is not None
    assert found.silent == 6


def test_silence_is_never_averaged_into_one_figure() -> None:
    found = bounds(105, 112, 120)

    assert found is not None
    told = {name: getattr(found, name) for name in dir(found) if not name.startswith("_")}
    assert told == {
        "happy": 105,
        "valid": 112,
        "whole": 120,
        "silent": 8,
        "low": 0.875,
        "high": 113 / 120,
    }
    assert msgspec.structs.asdict(found) == {"happy": 105, "valid": 112, "whole": 120}


@given(st.data())
def test_whatever_the_silent_think_the_share_lies_within_and_so_does_its_interval(
    data: st.DataObject,
) -> None:
    base = data.draw(st.integers(1, 800))
    valid = data.draw(st.integers(0, base))
    happy = data.draw(st.integers(0, valid))
    among_silent = data.draw(st.integers(0, base - valid))
    found, share = bounds(happy, valid, base), interval(happy, valid, base)

    assert found is not None
    assert found.low <= (happy + among_silent) / base <= found.high
    assert share is None or found.low <= share.low <= share.high <= found.high


def test_a_survey_that_nobody_was_given_has_no_bounds() -> None:
    assert silence(0, 0, 0, 500).of_issued is None
    assert silence(0, 0, 0, 0).of_base is None
    assert silence(0, 0, 0, 500).of_base == Bounds(0, 0, 500)


def test_more_valid_forms_than_issued_are_an_error() -> None:
    with pytest.raises(ValueError, match="no such survey"):
        silence(90, 101, issued=100, base=500)
