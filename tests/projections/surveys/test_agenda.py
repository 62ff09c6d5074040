"""The rounds of a site, what is due next, and when each kind must be held again (SVY-04..06, SVY-16)."""

from datetime import date, timedelta

import pytest

from domain.surveys.template import Cycle
from projections.surveys.due import last_start, next_window
from projections.surveys.rows import DueStep
from tests.projections.office import Office
from tests.projections.surveys.field import GLAD, ROUND, Field

HALVES = Cycle(every_months=6, months=(6, 12), day=15, slack_days=3)
NOVEMBER = Cycle(every_months=12, months=(11,))


@pytest.mark.parametrize(
    ("last", "begins", "due"),
    [
        (date(2026, 6, 12), date(2026, 12, 12), date(2026, 12, 18)),
        (date(2026, 6, 18), date(2026, 12, 12), date(2026, 12, 18)),
        (date(2026, 7, 30), date(2026, 12, 12), date(2026, 12, 18)),
        (date(2026, 12, 29), date(2027, 6, 12), date(2027, 6, 18)),
        (date(2027, 1, 4), date(2027, 6, 12), date(2027, 6, 18)),
    ],
)
def test_svy_04_the_next_round_goes_out_about_the_15th_of_june_or_december(
    last: date, begins: date, due: date
) -> None:
    assert next_window(HALVES, last) == (begins, due)


@pytest.mark.parametrize(("starts", "until"), [(12, 18), (15, 18), (18, 18), (19, 18)])
def test_svy_04_three_days_either_side_of_the_15th_are_no_breach(starts: int, until: int) -> None:
    assert last_start(HALVES, date(2026, 6, starts)) == date(2026, 6, until)


def test_svy_05_svy_06_the_next_round_begins_within_a_year_or_half_a_year() -> None:
    assert next_window(Cycle(every_months=12), date(2026, 3, 31)) == (None, date(2027, 3, 31))
    assert next_window(Cycle(every_months=6), date(2026, 8, 31)) == (None, date(2027, 2, 28))


def test_cmp_08_the_central_survey_is_held_in_november() -> None:
    assert next_window(NOVEMBER, date(2026, 11, 22)) == (date(2027, 11, 1), date(2027, 11, 30))
    assert next_window(NOVEMBER, date(2026, 12, 3)) == (date(2027, 11, 1), date(2027, 11, 30))


def test_a_round_goes_through_its_states_and_each_is_told_of_its_time(field: Field) -> None:
    positions = [("in_field", field.office.log.head())]
    field.take({1: GLAD})
    field.do("close_collection")
    positions.append(("closed", field.office.log.head()))
    field.do("report_figures", analysis="保洁")
    positions.append(("reported", field.office.log.head()))
    for state, position in positions:
        assert [one.state for one in field.agenda(position).rounds] == [state]
    row = field.agenda().rounds[0]
    assert (row.code, row.base, row.numbered, row.issued, row.returned, row.valid) == (
        ROUND,
        10,
        10,
        10,
        1,
        1,
    )
    assert row.satisfaction is not None
    assert (row.satisfaction.happy, row.satisfaction.answered, row.satisfaction.base) == (1, 1, 10)


def test_svy_16_a_round_that_asks_nobody_does_not_apply_and_one_called_off_is_not_held(
    office: Office,
) -> None:
    field = Field(office, {})
    field.publish("central_survey")
    field.plan()
    field.plan(code="other", starts="2026-12-01")
    assert [(one.code, one.state) for one in field.agenda().rounds] == [
        ("other", "planned"),
        (ROUND, "planned"),
    ]
    field.do("freeze_frame")
    field.do("call_off", code="other", why="不做了")
    found = field.agenda()
    assert [(one.code, one.state) for one in found.rounds] == [
        ("other", "called_off"),
        (ROUND, "not_applicable"),
    ]
    assert [one.next for one in found.rounds] == [None, None]
    assert (found.rounds[1].quota is not None, found.rounds[1].thresholds_met) == (True, None)


def test_svy_05_the_contracts_satisfaction_is_met_in_whole_answers(office: Office) -> None:
    field = Field(office, {"A": 1})
    field.publish("office")
    field.plan("office", target={"part": 85, "of": 100})
    field.do("freeze_frame", users=30)
    field.do("draw")
    field.do("issue_forms", "anna", forms=[*range(1, 21)])
    field.take({number: {"overall": 5 if number <= 16 else 2} for number in range(1, 20)})
    row = field.agenda().rounds[0]
    assert (row.base, row.quota and row.quota.needed, row.recovery) == (30, 20, None)
    assert row.target is not None
    assert (row.target.there, row.target.whole, row.target.needed, row.target.met) == (16, 19, 17, False)
    field.take({20: {"overall": 5}})
    row = field.agenda().rounds[0]
    assert row.target is not None
    assert (row.target.there, row.target.needed, row.target.met) == (17, 17, True)


def test_kinds_name_their_last_round_and_when_the_next_is_late(office: Office) -> None:
    field = Field(office, {"A": 3})
    for kind in ("project", "sc_centre"):
        field.publish(kind)
    field.plan("project", "opinions", starts="2026-11-22")
    field.plan("sc_centre", "december", starts="2026-12-15")
    field.begin("opinions")
    project, centre = field.agenda().kinds
    assert (project.kind, project.last, project.next) == ("project", "opinions", "")
    assert (project.next_from, project.next_due) == (None, date(2027, 5, 22))
    assert (centre.last, centre.next) == ("", "december")
    assert (centre.next_from, centre.next_due, centre.is_late) == (
        date(2026, 12, 12),
        date(2026, 12, 18),
        False,
    )
    december = next(one for one in field.agenda().rounds if one.code == "december")
    assert december.next == DueStep("start", date(2026, 12, 18), None, late=False)
    field.office.clock.now += timedelta(days=26)
    assert field.agenda().kinds[1].is_late is False
    field.office.clock.now += timedelta(days=1)
    assert field.agenda().kinds[1].is_late is True
    assert next(one for one in field.agenda().rounds if one.code == "december").is_late is True
    assert field.agenda().kinds[0].is_late is False


def test_a_round_that_was_called_off_is_no_round_that_was_held(field: Field) -> None:
    field.office.later(days=30)
    field.plan(code="again", starts="2026-12-22")
    field.do("freeze_frame", code="again")
    field.do("call_off", code="again", why="不做了")
    assert [(one.last, one.next) for one in field.agenda().kinds] == [(ROUND, "")]
    field.do("call_off", why="不做了")
    assert field.agenda().kinds == []
