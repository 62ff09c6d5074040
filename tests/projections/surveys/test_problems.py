"""The problem record by day, its states and tickets (FRM-15, RPT-D3, SVY-08, SVY-09, SVY-10)."""

from datetime import date, timedelta
from typing import Any

from projections.surveys.record import Origin, origin_of
from tests.projections.surveys.field import ROUND, Field


def find(field: Field, form: int, what: str, *, ago: timedelta = timedelta()) -> None:
    given: dict[str, Any] = {"survey": ROUND, "form": form, "what": what, "theme": "facilities"}
    field.office.do("survey.find_problem", "anna", field.office.clock() - ago, **given)


def test_svy_08_frm_15_problems_stand_under_the_day_they_were_found_and_late_entries_show(
    field: Field,
) -> None:
    find(field, 2, "水泵噪声")
    field.office.later(hours=14, minutes=30)
    find(field, 1, "电梯常停")
    field.office.later(hours=1)
    find(field, 3, "照明不亮", ago=timedelta(hours=2))
    rows = field.problems()
    assert [(one.day, one.form, one.unit, one.what, one.same_day) for one in rows] == [
        (date(2026, 11, 22), 1, "A-1", "电梯常停", True),
        (date(2026, 11, 22), 2, "A-2", "水泵噪声", True),
        (date(2026, 11, 22), 3, "A-3", "照明不亮", False),
    ]
    assert [one.recorded_at - one.found_at for one in rows] == [0, 0, 7200]
    assert {one.found_by_name for one in rows} == {"员工anna"}
    find(field, 4, "门禁失灵")
    assert [one.form for one in field.problems(day=date(2026, 11, 23))] == [4]
    assert [one.form for one in field.problems(day=date(2026, 11, 22))] == [1, 2, 3]


def test_svy_09_svy_10_a_problem_tells_whose_matter_it_is_and_each_state_with_its_time(field: Field) -> None:
    find(field, 1, "电梯常停")
    find(field, 1, "大堂灯暗")
    found = field.office.log.head()
    field.do("classify_problem", form=1, problem=1, kind="external", solution="报开发商更换主板")
    field.do("issue_slip", form=1, problem=1)
    slip = field.office.log.head()
    field.do("begin_rectifying", form=1, problem=1)
    field.do("refuse_rectification", form=1, problem=1, why="仍停")
    field.do("begin_rectifying", form=1, problem=1)
    field.do("accept_rectification", form=1, problem=1)
    first, second = field.problems()
    assert (first.state, first.kind, first.solution) == ("accepted", "external", "报开发商更换主板")
    assert set(first.first) == {"found", "classified", "slip_issued", "rectifying", "rejected", "accepted"}
    assert first.first["rejected"] < first.first["accepted"] == first.since
    assert (second.state, second.kind, second.ticket, second.ticket_is_open) == ("found", None, "", None)
    assert [one.state for one in field.problems(as_of=found)] == ["found", "found"]
    assert [one.state for one in field.problems(as_of=slip)] == ["slip_issued", "found"]
    assert [one.problem for one in field.problems(state="found")] == [2]
    assert field.whole(as_of=slip).problems == {"slip_issued": 1, "found": 1}
    assert field.form(1).problems == [first, second]
    assert field.forms().rows[0].problems == 2


def test_a_ticket_leads_back_to_the_form_that_it_came_from(field: Field) -> None:
    find(field, 2, "水龙头漏水")
    field.do("classify_problem", form=2, problem=1, kind="daily")
    before = field.office.log.head()
    field.do("issue_slip", form=2, problem=1, ticket="repair")
    row = field.problems()[0]
    assert (row.ticket != "", row.ticket_is_open) == (True, True)
    views = field.office.views
    assert origin_of(views, site="s1", number=row.ticket) == Origin(ROUND, 2, 1)
    assert origin_of(views, site="s1", number=row.ticket, as_of=before) is None
    assert origin_of(views, site="s1", number="R000000-001") is None
    assert origin_of(views, site="s2", number=row.ticket) is None


def test_problems_of_another_round_stay_with_it(field: Field) -> None:
    field.plan(code="other")
    field.begin("other", forms=10)
    find(field, 1, "电梯常停")
    assert field.problems("other") == []
    assert len(field.problems()) == 1
