"""A campaign's tasks: the T-board of the exam, and what may become of a task (CMP-02, CAL-08, CAL-09, EXM-36)."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from domain.campaigns.campaign import Campaign
from tests.domain.campaigning import EXAM, campaign, local, plan_exam
from tests.domain.doorway import Doorway

BOARD = [f"T{number:02}" for number in range(1, 15)]
"""The fourteen tasks with a T-minus of their own."""


@pytest.fixture
def exam(site: Doorway) -> Doorway:
    return plan_exam(site)


def due(exam: Doorway) -> dict[str, str]:
    return {code: str(work.due)[5:] for code, work in campaign(exam).work.items()}


def done(exam: Doorway, task: str, when: str, **more: Any) -> None:
    exam.now = max(exam.now, local(when))
    exam.do("campaign.finish_task", "everybody", campaign=EXAM, task=task, **{"evidence": "记录在案", **more})


def colours(exam: Doorway, day: str) -> dict[str, str]:
    return {code: work.colour(date.fromisoformat(day)) for code, work in campaign(exam).work.items()}


def test_we_09_every_task_has_its_day(exam: Doorway) -> None:
    """EXM-T01..17, CAL-05, CAL-08, CAL-09: a Sunday exam; no day is moved for a weekend."""
    assert date(2026, 6, 7).weekday() == 6
    found = due(exam)
    assert (found["T01"], found["T02"]) == ("05-07", "05-07")
    assert (found["T03"], found["T04"], found["T05"], found["T06"]) == ("05-28", "05-31", "06-02", "06-04")
    assert {found[f"T{number:02}"] for number in range(7, 13)} == {"06-05"}
    assert (found["T13"], found["T14"]) == ("06-06", "06-06")
    assert {found[code] for code in ("T15", "T15B", "T15C", "T16", "T17")} == {"06-06"}


def test_we_09_the_board_two_days_before_the_exam(exam: Doorway) -> None:
    """14 tasks: 4 done, 1 not applicable, 1 overdue by 3 days, 8 due within a day."""
    for task in ("T01", "T02", "T03", "T06"):
        done(exam, task, "2026-05-07 16:00")
    exam.do("campaign.drop_task", "everybody", campaign=EXAM, task="T04", why="车位已够")
    exam.now = local("2026-06-05 09:00")
    told = colours(exam, "2026-06-05")
    assert Counter(told[code] for code in BOARD) == {
        "done": 4,
        "not_applicable": 1,
        "overdue": 1,
        "soon": 8,
    }
    assert told["T05"] == "overdue"
    late = campaign(exam).work["T05"].days_late(date(2026, 6, 5), campaign(exam).zone)
    assert late == 3
    due_now = {code: str(campaign(exam).work[code].due) for code in BOARD if told[code] == "soon"}
    assert [code for code, day in due_now.items() if day == "2026-06-05"] == BOARD[6:12]
    assert [code for code, day in due_now.items() if day == "2026-06-06"] == BOARD[12:]


@pytest.mark.parametrize(
    ("day", "colour"),
    [("2026-06-03", "open"), ("2026-06-04", "soon"), ("2026-06-05", "soon"), ("2026-06-06", "overdue")],
)
def test_a_task_is_soon_within_one_day_and_overdue_after_its_day(
    exam: Doorway, day: str, colour: str
) -> None:
    """EXM-36, CAL-06: due on 5 June."""
    assert colours(exam, day)["T07"] == colour


def test_overdue_tasks_stay_overdue_on_the_exam_day(exam: Doorway) -> None:
    """EXM-36."""
    done(exam, "T01", "2026-05-07 16:00")
    told = colours(exam, "2026-06-07")
    assert told.pop("T01") == "done"
    assert set(told.values()) == {"overdue"}


def test_a_task_in_time_up_to_the_end_of_its_day_and_late_the_day_after(exam: Doorway) -> None:
    """CAL-09: until 23:59:59 at the site."""
    done(exam, "T05", "2026-06-02 23:59:59")
    done(exam, "T06", "2026-06-05 00:00:00")
    work, zone, today = campaign(exam).work, campaign(exam).zone, date(2026, 7, 1)
    assert (work["T05"].days_late(today, zone), work["T06"].days_late(today, zone)) == (0, 1)


def test_months_before_are_clamped(site: Doorway) -> None:
    """CAL-05, CAL-09."""
    plan_exam(site, campaign="march", anchor="2027-03-31")
    assert str(campaign(site, "march").work["T01"].due) == "2027-02-28"


def test_a_slip_keeps_the_task_late_and_shows_the_promise(exam: Doorway) -> None:
    exam.now = local("2026-06-03 09:00")
    exam.do("campaign.slip_task", "head", campaign=EXAM, task="T05", promised="2026-06-05", why="配件未到")
    work = campaign(exam).work["T05"]
    assert (str(work.due), str(work.promised), work.colour(date(2026, 6, 4))) == (
        "2026-06-02",
        "2026-06-05",
        "overdue",
    )
    told = exam.refused(
        "campaign.slip_task", "head", campaign=EXAM, task="T06", promised="2026-06-04", why="人手不足"
    )
    assert told == ["2026-06-04 is not later than the day it is due."]


def test_a_moved_task_is_judged_by_its_new_day(exam: Doorway) -> None:
    exam.do("campaign.move_task", "everybody", campaign=EXAM, task="T03", due="2026-06-01", why="改版")
    work = campaign(exam).work["T03"]
    assert (str(work.due), str(work.moved_from)) == ("2026-06-01", "2026-05-28")
    assert str(campaign(exam).work["T14"].due) == "2026-06-06"
    assert exam.refused(
        "campaign.move_task", "everybody", campaign=EXAM, task="T03", due="2026-06-01", why="再改"
    ) == ["“Room direction signs ready, positions tried” is due on 2026-06-01 already."]


@pytest.mark.parametrize("do", ["campaign.move_task", "campaign.slip_task"])
def test_a_task_is_not_moved_after_the_exam(exam: Doorway, do: str) -> None:
    day = "due" if do == "campaign.move_task" else "promised"
    order = {"campaign": EXAM, "task": "T13", "why": "来不及"}
    assert exam.refused(do, "everybody", **order, **{day: "2026-06-09"}) == [
        "2026-06-09 is after the last day of this campaign, 2026-06-08."
    ]
    exam.do(do, "everybody", **order, **{day: "2026-06-08"})
    exam.now = local("2026-06-09 08:00")
    assert exam.refused(do, "everybody", **{**order, "task": "T14"}, **{day: "2026-06-10"}) == [
        "The days of this campaign ended on 2026-06-08; its tasks are not moved any more."
    ]


def test_a_task_is_not_moved_into_the_past(exam: Doorway) -> None:
    assert exam.refused(
        "campaign.move_task", "everybody", campaign=EXAM, task="T03", due="2026-03-11", why="提前"
    ) == ["2026-03-11 has passed already."]


def test_a_task_is_dropped_once_and_with_a_reason(exam: Doorway) -> None:
    exam.do("campaign.drop_task", "everybody", campaign=EXAM, task="T16", why="学校已自行通知")
    assert campaign(exam).work["T16"].colour(date(2026, 6, 7)) == "dropped"
    (told,) = exam.refused("campaign.drop_task", "everybody", campaign=EXAM, task="T16", why="再次")
    assert told.startswith("“Letter asking the school")
    assert "is dropped since" in told
    assert exam.refused("campaign.drop_task", "everybody", campaign=EXAM, task="T15", why=" ") == [
        "There are no words in the text."
    ]
    (told,) = exam.refused("campaign.finish_task", "everybody", campaign=EXAM, task="T16")
    assert "is dropped since" in told


def test_a_task_is_not_done_in_the_future_nor_twice_nor_without_its_evidence(exam: Doorway) -> None:
    order = {"campaign": EXAM, "task": "T01"}
    (told,) = exam.refused("campaign.finish_task", "head", **order, at="2026-05-07T09:00:00+08:00")
    assert "lies in the future" in told
    (told,) = exam.refused("campaign.finish_task", "head", **order)
    assert told.endswith("asks for evidence.")
    done(exam, "T01", "2026-03-12 10:00")
    (told,) = exam.refused("campaign.finish_task", "head", **order, evidence="又一次")
    assert "is done since" in told


def test_an_opened_task_is_open_until_it_is_done_after_that(exam: Doorway) -> None:
    done(exam, "T01", "2026-03-12 10:00")
    exam.later(hours=1)
    (told,) = exam.refused("campaign.reopen_task", "everybody", campaign=EXAM, task="T08", why="x")
    assert told == "“Clocks set in every room” is open."
    exam.do("campaign.reopen_task", "everybody", campaign=EXAM, task="T01", why="漏了广播")
    assert campaign(exam).work["T01"].is_open
    (told,) = exam.refused(
        "campaign.finish_task",
        "head",
        campaign=EXAM,
        task="T01",
        evidence="补查",
        at="2026-03-12T10:30:00+08:00",
    )
    assert "was opened again at" in told
    exam.do("campaign.finish_task", "head", campaign=EXAM, task="T01", evidence="补查")
    assert not campaign(exam).work["T01"].is_open


def test_a_room_that_comes_in_opens_the_tasks_of_each_room_again(exam: Doorway) -> None:
    """EXM-35: T06, T07, T08, T09, T14 and T17 with their due days, so that some may be overdue at once."""
    for task in ("T01", "T05", "T06", "T07", "T08"):
        done(exam, task, "2026-06-04 18:00")
    found = campaign(exam)
    words = found.work["T01"].words
    assert words
    again = found.reopen_for_room("D-4F-08", words, local("2026-06-06 15:00"))
    assert again == ("T06", "T07", "T08", "T09", "T14", "T17")
    assert found.work["T06"].colour(date(2026, 6, 6)) == "overdue"
    assert found.work["T05"].colour(date(2026, 6, 6)) == "done"
    assert found.reopen_for_room("D-4F-08", words, local("2026-06-06 15:01")) == ()
    found.finish_task("T06", words, local("2026-06-06 16:00"), "D-4F-08")
    assert found.work["T06"].colour(date(2026, 6, 6)) == "done"
    assert found.work["T07"].rooms == ("D-4F-08",)


def test_an_added_task_belongs_to_this_campaign_alone(exam: Doorway) -> None:
    plan_exam(exam, campaign="other")
    outcome = exam.do(
        "campaign.add_task",
        "everybody",
        campaign=EXAM,
        name="备用发电车",
        owner="maintenance",
        due="2026-06-05",
    )
    assert outcome.results == {"task": "A01"}
    assert str(campaign(exam).work["A01"].due) == "2026-06-05"
    assert "A01" not in campaign(exam, "other").work
    assert exam.refused(
        "campaign.add_task", "everybody", campaign=EXAM, name="x", owner="nobody", due="2026-03-11"
    ) == [
        "This campaign has no group nobody.",
        "2026-03-11 has passed already.",
    ]


def test_a_task_is_given_to_somebody_who_works_here(exam: Doorway) -> None:
    exam.do("campaign.assign_task", "everybody", campaign=EXAM, task="T05", to="chen")
    assert campaign(exam).work["T05"].assigned == "chen"
    assert campaign(exam).work["T06"].assigned == ""
    assert exam.do("campaign.assign_task", "everybody", campaign=EXAM, task="T05", to="chen").events == 0
    assert exam.refused("campaign.assign_task", "everybody", campaign=EXAM, task="T05", to="nobody") == [
        "Nobody here has the account “nobody”."
    ]


def test_only_planners_change_the_plan_and_whoever_did_it_records_it(exam: Doorway) -> None:
    (told,) = exam.refused("campaign.drop_task", "chen", campaign=EXAM, task="T05", why="x")
    assert "may not do this" in told
    exam.do("campaign.finish_task", "chen", campaign=EXAM, task="T05")
    assert isinstance(campaign(exam), Campaign)
    assert campaign(exam).work["T05"].ended == "done"
    assert exam.refused("campaign.finish_task", "chen", campaign=EXAM, task="T99") == [
        "This campaign has no task T99."
    ]
    assert exam.refused("campaign.finish_task", "chen", campaign="none", task="T05") == [
        "There is no campaign none at this site."
    ]
