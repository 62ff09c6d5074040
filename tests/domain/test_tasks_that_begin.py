"""What the plan asks to begin by a day: in progress from then until it is accepted (EXM-T01, EXM-T02, EXM-36)."""

from datetime import date
from typing import Any

import pytest

from tests.domain.campaigning import EXAM, campaign, local, plan_exam
from tests.domain.doorway import Doorway


@pytest.fixture
def exam(site: Doorway) -> Doorway:
    return plan_exam(site)


def done(exam: Doorway, task: str, when: str) -> None:
    exam.now = max(exam.now, local(when))
    exam.do("campaign.finish_task", "everybody", campaign=EXAM, task=task, evidence="记录在案")


def colours(exam: Doorway, day: str) -> dict[str, str]:
    return {code: work.colour(date.fromisoformat(day)) for code, work in campaign(exam).work.items()}


def late(exam: Doorway) -> list[int]:
    """Days late of T01 and T02, looked at on the exam's first day."""
    found = campaign(exam)
    return [found.work[code].days_late(date(2026, 6, 7), found.zone) for code in ("T01", "T02")]


def begun(exam: Doorway, task: str, when: str) -> None:
    exam.now = max(exam.now, local(when))
    exam.do("campaign.begin_task", "chen", campaign=EXAM, task=task, at=f"{when.replace(' ', 'T')}:00+08:00")


def test_what_must_begin_by_its_day_is_in_progress_from_then_until_it_is_accepted(exam: Doorway) -> None:
    """EXM-T01, EXM-T02, EXM-36: T01 begins on the day itself, T02 one day late; neither is due after that."""
    assert [colours(exam, f"2026-05-{day:02}")["T01"] for day in (5, 6, 7, 8)] == [
        "open",
        "soon",
        "soon",
        "overdue",
    ]
    begun(exam, "T01", "2026-05-07 16:00")
    exam.now = local("2026-05-08 09:00")
    assert [colours(exam, "2026-05-08")[code] for code in ("T01", "T02")] == ["in_progress", "overdue"]
    begun(exam, "T02", "2026-05-08 10:00")
    told = colours(exam, "2026-06-07")
    assert (told["T01"], told["T02"], told["T03"]) == ("in_progress", "in_progress", "overdue")
    done(exam, "T02", "2026-05-20 10:00")
    told = colours(exam, "2026-06-07")
    assert (told["T01"], told["T02"]) == ("in_progress", "done")
    assert late(exam) == [0, 1]


def test_what_is_done_without_a_beginning_began_when_it_was_done_unless_it_is_told(exam: Doorway) -> None:
    """EXM-T01, EXM-T02: found done on 10 May, three days late; T02 had begun on 6 May."""
    for task in ("T01", "T02"):
        done(exam, task, "2026-05-10 16:00")
    assert late(exam) == [3, 3]
    exam.later(hours=1)
    (told,) = exam.refused("campaign.begin_task", "chen", campaign=EXAM, task="T02")
    assert "is done since" in told
    begun(exam, "T02", "2026-05-06 08:00")
    assert late(exam) == [3, 0]
    exam.do("campaign.reopen_task", "everybody", campaign=EXAM, task="T01", why="漏了广播")
    assert colours(exam, "2026-06-07")["T01"] == "in_progress"


def test_a_beginning_is_told_once_and_only_where_the_plan_asks_for_it(exam: Doorway) -> None:
    """EXM-T01, EXM-T02; all others are completion deadlines."""
    assert exam.refused("campaign.begin_task", "chen", campaign=EXAM, task="T08") == [
        "“Clocks set in every room” is to be done by its day, not begun."
    ]
    begun(exam, "T01", "2026-05-07 16:00")
    exam.later(hours=1)
    order: dict[str, Any] = {"campaign": EXAM, "task": "T01"}
    for do, given in (
        ("campaign.begin_task", {}),
        ("campaign.slip_task", {"promised": "2026-05-09", "why": "x"}),
        ("campaign.move_task", {"due": "2026-05-09", "why": "x"}),
    ):
        (told,) = exam.refused(do, "everybody", **order, **given)
        assert "has been under way since" in told
    early = {**order, "evidence": "记录", "at": "2026-05-07T15:59:59+08:00"}
    (told,) = exam.refused("campaign.finish_task", "chen", **early)
    assert "began at" in told
    exam.do("campaign.drop_task", "everybody", campaign=EXAM, task="T02", why="由学校另请")
    (told,) = exam.refused("campaign.begin_task", "chen", campaign=EXAM, task="T02")
    assert "is dropped since" in told
    (told,) = exam.refused("campaign.begin_task", "cash", campaign=EXAM, task="T02")
    assert "may not do this" in told
