"""What stood beside each round of the line, and rows that are made anew (SVY-14)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from projections.spine.rebuild import rebuild
from projections.surveys.trend_rows import Beside
from tests.projections.office import Office
from tests.projections.surveys.field import Field, half_a_year, hold

FIRST = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def test_beside_each_round_stand_the_kept_limits_and_reopened_tickets_of_the_half_year_before(
    town: Field,
) -> None:
    office = town.office
    office.clock.now = FIRST - timedelta(days=190)
    complain(office, minutes=5)
    office.clock.now = FIRST - timedelta(days=30)
    complain(office, minutes=5)
    complain(office, minutes=300)
    office.do("ticket.reopen", ticket=complain(office, minutes=5), why="又漏")
    voided = office.do("help.report", unit="5-2-1203", matter="误报").results["ticket"]  # pyright: ignore[reportArgumentType]
    office.do("ticket.void", ticket=voided, why="误报")  # pyright: ignore[reportArgumentType]
    before = office.log.head()
    office.clock.now = FIRST - timedelta(hours=9)
    complain(office, minutes=5)
    office.clock.now = FIRST
    hold(town, "r1", 8, 12)
    half_a_year(town)
    hold(town, "r2", 8, 12)
    first, second = (one.beside for one in town.trend().rounds)
    assert first == Beside(date(2026, 5, 22), date(2026, 11, 21), tickets=3, reopened=1, kept=1, missed=1)
    assert second == Beside(date(2026, 11, 22), date(2027, 5, 21), tickets=1, reopened=0, kept=1, missed=0)
    assert town.trend(as_of=before).rounds == []


def complain(office: Office, minutes: int) -> str:
    """A complaint that is answered after so many minutes and closed."""
    given: dict[str, Any] = {"unit": "5-2-1203", "matter": "噪声", "help_class": "complaint"}
    number = str(
        office.do("help.report", caller={"name": "单田芳", "phone": "13800001203"}, **given).results["ticket"]
    )
    office.later(minutes=minutes)
    office.do("ticket.answer", ticket=number, what="马上来")
    office.do("ticket.finish", "chen", ticket=number)
    office.do("ticket.close", ticket=number)
    return number


@pytest.mark.parametrize(
    "model", ["surveys", "survey_forms", "survey_problems", "survey_templates", "ticket_outcomes"]
)
def test_rows_that_are_made_anew_beside_the_old_differ_in_nothing(town: Field, model: str) -> None:
    complain(town.office, minutes=5)
    hold(town, "r1", 3, 2, forms=8)
    town.do("find_problem", "anna", code="r1", form=1, what="电梯常停")
    town.do("replace_form", code="r1", form=8, why="丢失")
    told = town.trend(), town.whole("r1"), town.forms("r1")
    found = rebuild(town.office.projector, model)
    assert (found.differing, town.trend(), town.whole("r1"), town.forms("r1")) == (0, *told)
