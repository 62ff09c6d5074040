"""A round of six hundred forms: every list names or counts each of them, page by page where they are rows."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from console.surveywork.problems import PAGE
from tests.console.surveywork.estate import ROUND, Estate, given

MANY = 600


@pytest.fixture
def crowded(estate: Estate) -> Estate:
    """All six hundred are out, and all but the first are back."""
    estate.do("plan", name="办公楼调查", template="office", starts="2026-11-22", target={"part": 9, "of": 10})
    estate.do("freeze_frame", users=MANY)
    estate.do("draw", forms=MANY)
    estate.do("issue_forms", "tech01", forms=[*range(1, MANY + 1)])
    estate.do("return_forms", "tech01", forms=[*range(2, MANY + 1)])
    return estate


def test_six_hundred_forms_are_counted_named_and_printed_whole(
    crowded: Estate, page: Callable[..., AppTest]
) -> None:
    seen = page("desk01", survey=ROUND, panel="collecting")
    (told,) = [one for one in given(seen) if "Where the forms are" in one]
    assert "back, not keyed: 599" in told
    assert "2–600" in told
    papers = " ".join(str(one.proto.body) for one in seen.get("html"))
    assert "All 600 forms as a ZIP, 200 a file" in papers
    assert f"/survey-forms/s1/{ROUND}.zip" in papers
    assert "from=401&amp;to=600" in papers
    (keying,) = [one for one in given(page("tech01", survey=ROUND, panel="keying")) if "queue" in one]
    assert json.loads(keying)["left"] == "599 forms are for you"
    assert len(json.loads(keying)["queue"]) == 60


def test_six_hundred_forms_are_a_dozen_pages(crowded: Estate, page: Callable[..., AppTest]) -> None:
    seen = page("desk01", survey=ROUND, panel="forms")
    (told,) = [one for one in given(seen) if "List of forms" in one]
    assert told.count('"title": "Form ') == 50
    assert "600 forms" in told


def test_more_problems_than_a_page_holds_are_turned_page_by_page(
    crowded: Estate, page: Callable[..., AppTest]
) -> None:
    """Each day says how many it has in all, whatever part of them the page shows."""
    for number in range(2, 62):
        crowded.do("find_problem", form=number, what=f"照明 {number}")
    seen = page("desk01", survey=ROUND, panel="problems")
    (told,) = [one for one in given(seen) if "照明" in one]
    assert (told.count('"problem:'), '"count": "60"' in told) == (51, True), (
        "fifty, and the form for one more"
    )
    seen.session_state[PAGE] = 2
    seen.run()
    (rest,) = [one for one in given(seen) if "照明" in one]
    assert rest.count('"problem:') == 11
    assert not {f'照明 {n}"' for n in range(2, 62) if f'照明 {n}"' in told and f'照明 {n}"' in rest}
