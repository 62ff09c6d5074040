"""A round beside the one before, and its buildings beside each other (SVY-14)."""

from datetime import timedelta

import pytest

from projections.surveys.figures.change import Measured, compare
from projections.surveys.satisfaction import satisfaction
from projections.surveys.whole_rows import ChangeRow, ObstacleRow
from tests.projections.office import Office
from tests.projections.surveys.field import CROSS, GLAD, KINDS, ROUND, Field

FIRST = "yearly-2025"


@pytest.fixture
def twice(office: Office) -> Field:
    """Ten homes asked twice: half of them content the first time, four of five forms content the second."""
    field = Field(office, {"A": 6, "B": 3, "C": 1})
    field.publish("central_survey")
    field.plan(code=FIRST)
    field.begin(FIRST)
    field.take({number: GLAD if number % 2 else CROSS for number in range(1, 9)}, FIRST)
    office.clock.now += timedelta(days=365)
    field.plan(starts="2027-11-22")
    return field


def change(field: Field) -> ChangeRow:
    found = field.whole().change
    assert found is not None
    return found


def test_svy_14_a_round_is_compared_with_the_one_before_and_not_with_any_other(twice: Field) -> None:
    assert twice.whole(FIRST).change is None
    assert twice.whole().change is None
    twice.begin()
    assert change(twice).obstacles == [ObstacleRow("figure", "8", "0")]
    twice.take({1: GLAD, 2: GLAD, 3: GLAD, 4: GLAD, 5: CROSS})
    found = change(twice)
    judged = compare(
        Measured("lived_in", "s", "q", "overall", 4, 8, 10),
        Measured("lived_in", "s", "q", "overall", 4, 5, 10),
    )
    assert (found.survey, found.round, found.verdict, found.rebased) == (
        FIRST,
        "2026-11",
        "cannot tell",
        False,
    )
    assert found.difference == pytest.approx(0.3)
    assert (found.low, found.high) == (judged.low, judged.high)  # pyright: ignore[reportAttributeAccessIssue]
    twice.office.clock.now += timedelta(days=365)
    twice.plan(code="third", starts="2028-11-21")
    twice.begin("third")
    third = twice.whole("third").change
    assert third is not None
    assert third.survey == ROUND
    twice.take({1: GLAD}, "third")
    third = twice.whole("third").change
    assert third is not None
    assert third.survey == ROUND


def test_svy_14_the_earlier_round_is_told_as_it_was_known_at_the_moment(twice: Field) -> None:
    twice.begin()
    twice.take({1: GLAD})
    then = twice.office.log.head()
    twice.take({9: CROSS, 10: CROSS}, FIRST)
    before = twice.whole(as_of=then).change
    assert before is not None
    assert before.before is not None
    assert (before.before.happy, before.before.answered) == (4, 8)
    now = change(twice).before
    assert now is not None
    assert (now.happy, now.answered) == (4, 10)


def test_svy_14_another_base_is_noted_and_other_questions_are_not_compared(twice: Field) -> None:
    twice.register(unit="C-2", building="C", handover_state="lived_in")
    sheet = {**KINDS["central_survey"]["questionnaire"], "edition": 2}
    twice.begin()
    twice.take({1: GLAD})
    assert change(twice).rebased is True
    twice.office.clock.now += timedelta(days=365)
    twice.plan(code="third", starts="2028-11-21")
    twice.do("replace_questionnaire", code="third", questionnaire=sheet)
    twice.begin("third")
    twice.take({1: GLAD}, "third")
    found = twice.whole("third").change
    assert found is not None
    assert (found.verdict, found.difference) == ("not comparable", None)
    assert found.obstacles == [ObstacleRow("questionnaire", "households@1", "households@2")]


def test_svy_14_a_round_that_was_called_off_is_no_round_before(twice: Field) -> None:
    twice.do("call_off", code=FIRST, why="停办")
    twice.begin()
    twice.take({1: GLAD})
    assert twice.whole().change is None


def test_svy_14_a_building_is_told_apart_only_where_chance_does_not_explain_it(office: Office) -> None:
    field = Field(office, {"A": 40, "B": 40, "C": 8, "D": 3})
    field.publish("central_survey")
    field.plan()
    field.begin()
    units = {number: slot.stratum for number, slot in field.round().slots.items()}
    for building, glad, cross in (("A", 30, 2), ("B", 12, 20), ("C", 1, 1)):
        numbers = [number for number, stratum in units.items() if stratum == building]
        field.take(dict.fromkeys(numbers[:glad], GLAD))
        field.take(dict.fromkeys(numbers[glad : glad + cross], CROSS))
    assert [(one.name, one.beside) for one in field.whole().strata] == [
        ("A", "better"),
        ("B", "worse"),
        ("C", "cannot tell"),
        ("D", None),
    ]


def test_svy_14_report_and_trend_tell_one_change_now_and_as_of_any_position(twice: Field) -> None:
    begun = twice.office.log.head()
    twice.begin()
    twice.take({1: GLAD, 2: CROSS})
    twice.take({9: CROSS}, FIRST)
    twice.do("reject_form", form=2, reason="unstamped")
    compared: list[int] = []
    for position in range(begun, twice.office.log.head() + 1):
        found = twice.whole(as_of=position).change
        line = satisfaction(twice.office.views, site="s1", kind="central_survey", as_of=position)
        told = next((one.change for one in line.rounds if one.code == ROUND), None)
        assert (found is None) is (told is None), position
        if found is None or told is None:
            continue
        if not found.obstacles:
            compared.append(position)
        assert (found.survey, found.verdict, found.difference, found.low, found.high, found.rebased) == (
            told.before, told.verdict, told.difference, told.low, told.high, told.rebased,
        ), position  # fmt: skip
    assert len(compared) == 4
