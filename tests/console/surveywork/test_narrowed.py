"""The address narrows the lists of a round, so that each figure of a report opens its rows (SVY-07, RPT-D3)."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.surveywork.estate import CROSS, GLAD, ROUND, Estate


@pytest.fixture
def counted(estate: Estate) -> Estate:
    """Five forms out; 1 valid, 2 not valid, 3 late, 4 and 5 still out."""
    estate.begin()
    estate.do("issue_forms", "tech01", forms=[1, 2, 3, 4, 5])
    for number in (1, 2):
        estate.do("take_answers", form=number, answers=GLAD)
    estate.do("reject_form", form=2, reason="unstamped")
    estate.do("close_collection")
    return estate


def titles(seen: AppTest) -> list[str]:
    told = " ".join(str(one.proto.json) for one in seen.get("bidi_component"))
    return [f"Form {number}" for number in range(1, 9) if f'"title": "Form {number}"' in told]


def test_the_address_narrows_the_forms_and_a_choice_goes_into_it(
    counted: Estate, page: Callable[..., AppTest]
) -> None:
    seen = page("desk01", survey=ROUND, panel="forms", counting="valid")
    assert titles(seen) == ["Form 1"]
    seen.selectbox(key="survey.forms.counting").select("returned").run()
    assert titles(seen) == ["Form 1", "Form 2"]
    assert "returned" in seen.query_params["counting"]
    assert titles(page("desk01", survey=ROUND, panel="forms", standing="issued")) == [
        "Form 3",
        "Form 4",
        "Form 5",
    ]
    building = page("desk01", survey=ROUND, panel="forms", stratum="5", surveyor="tech01", counting="issued")
    assert len(titles(building)) == 5
    assert len(titles(page("desk01", survey=ROUND, panel="forms", counting="nonsense"))) == 5


def test_the_address_narrows_to_a_reason_and_to_what_changed_since_a_position(
    counted: Estate, page: Callable[..., AppTest]
) -> None:
    seen = page("desk01", survey=ROUND, panel="forms", counting="invalid", rejected="unstamped")
    assert titles(seen) == ["Form 2"]
    assert titles(page("desk01", survey=ROUND, panel="forms", rejected="falsified")) == []
    position = counted.house.log.head()
    counted.do("take_answers", form=3, answers=CROSS)
    seen = page("desk01", survey=ROUND, panel="forms", since=str(position))
    assert titles(seen) == ["Form 3"]
    seen.button(key="survey.forms.all").click().run()
    assert len(titles(seen)) == 5


def test_the_address_narrows_the_problem_record_to_a_day_and_a_state(
    counted: Estate, page: Callable[..., AppTest]
) -> None:
    counted.do("find_problem", form=1, what="lamp is out")
    counted.do("find_problem", form=2, what="water is low")
    counted.do("classify_problem", by="head01", form=2, problem=1, kind="daily")

    def told(**asked: str) -> str:
        seen = page("desk01", survey=ROUND, panel="problems", **asked)
        return " ".join(str(one.proto.json) for one in seen.get("bidi_component"))

    assert ("lamp is out" in told(state="found"), "water is low" in told(state="found")) == (True, False)
    assert ("lamp is out" in told(state="all"), "water is low" in told(state="all")) == (True, True)
    assert "lamp is out" in told(day="2026-11-22", state="all")
    assert page("desk01", survey=ROUND, panel="problems", day="2026-11-22").selectbox(
        key="survey.problems.day"
    ).value == date(2026, 11, 22)
