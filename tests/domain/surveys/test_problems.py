"""Problems of a survey: recorded on the day, classified, a slip and a ticket, put right, accepted."""

from typing import Any

import pytest

from tests.domain.doorway import Doorway
from tests.domain.surveys.town import do, form_of, refused


@pytest.fixture
def noted(field: Doorway) -> Doorway:
    do(field, "return_forms", "anna", forms=[7])
    do(field, "find_problem", "anna", form=7, what="夜间水泵噪声", theme="facilities")
    return field


def test_svy_08_a_problem_is_linked_to_its_form_and_household(noted: Doorway) -> None:
    assert do(noted, "find_problem", "anna", form=7, what="楼道灯不亮").results["problem"] == 2
    form = form_of(noted, 7)
    assert form.issued is not None
    assert (form.issued.unit, sorted(form.problems), form.problems[1].theme) == ("B-1", [1, 2], "facilities")


def test_svy_10_an_item_goes_from_found_to_accepted_step_by_step(noted: Doorway) -> None:
    of: dict[str, Any] = {"form": 7, "problem": 1}
    for too_early, given in (
        ("issue_slip", {}),
        ("begin_rectifying", {}),
        ("accept_rectification", {}),
        ("refuse_rectification", {"why": "仍响"}),
    ):
        assert refused(noted, too_early, **of, **given)[0].startswith("Problem 1 of form 7 is found;")
    do(noted, "classify_problem", **of, kind="daily")
    do(noted, "issue_slip", **of)
    do(noted, "begin_rectifying", **of)
    do(noted, "refuse_rectification", **of, why="仍响")
    assert form_of(noted, 7).problems[1].state == "rejected"
    do(noted, "begin_rectifying", **of)
    do(noted, "accept_rectification", **of, said="住户确认")
    assert form_of(noted, 7).problems[1].state == "accepted"
    assert refused(noted, "begin_rectifying", **of) == [
        "Problem 1 of form 7 is put right and accepted; before that it must be ['slip issued', 'not accepted']."
    ]


def test_a_problem_becomes_a_ticket_of_the_household_with_its_words(noted: Doorway) -> None:
    do(noted, "classify_problem", form=7, problem=1, kind="daily")
    number = do(noted, "issue_slip", form=7, problem=1, ticket="repair").results["ticket"]
    ticket = noted.ticket(str(number))
    assert (ticket.unit, form_of(noted, 7).problems[1].ticket) == ("B-1", number)
    assert ticket.matter is not None
    assert noted.log.texts([ticket.matter.id])[ticket.matter.id] == "夜间水泵噪声"


def test_a_slip_that_is_refused_opens_no_ticket(noted: Doorway) -> None:
    assert refused(noted, "issue_slip", form=7, problem=1)
    assert noted.log.last_stream("ticket:s1:") is None


@pytest.mark.parametrize("kind", ["suggestion", "external"])
def test_svy_09_suggestions_and_matters_of_others_carry_their_solution(noted: Doorway, kind: str) -> None:
    of: dict[str, Any] = {"form": 7, "problem": 1, "kind": kind}
    assert refused(noted, "classify_problem", **of) == ["The solution is missing."]
    do(noted, "classify_problem", **of, solution="下月部门会议讨论后分期更换")
    problem = form_of(noted, 7).problems[1]
    assert (problem.kind, problem.state) == (kind, "classified")
    do(noted, "issue_slip", form=7, problem=1, ticket="none")
    assert form_of(noted, 7).problems[1].ticket == ""


def test_a_problem_that_nobody_found_is_named(noted: Doorway) -> None:
    assert refused(noted, "classify_problem", form=7, problem=2, kind="daily") == ["Form 7 has no problem 2."]
    assert refused(noted, "accept_rectification", "anna", form=7, problem=1)[0].startswith("anna may not")
