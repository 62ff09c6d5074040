"""What pages and ``steward ask`` are told of campaigns: the list, the T-board, materials, decisions, at any moment."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from domain.errors import Unknown
from projections.asking.registry import QUESTIONS
from projections.campaigns.campaign import campaign
from projections.campaigns.overview import campaigns
from projections.campaigns.templates import is_published
from seed.catalogue import templates
from tests.projections.office import Office

EXAM = "gaokao-2026"
BOARD = [f"T{number:02}" for number in range(1, 15)]
LIAISON = {"name": "周老师", "phone": "13800000009"}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def do(office: Office, what: str, /, **given: Any) -> None:
    office.do(f"campaign.{what}", "lin", campaign=EXAM, **given)


@pytest.fixture
def exam(office: Office) -> Office:
    """An exam planned on 24 April for 7 June."""
    roles = [{"site": "s1", "role": role} for role in ("coordinator", "office_manager")]
    office.do("member.join", "boss", account="lin", name="林统筹", roles=roles)
    for one in templates():
        office.do("campaign.publish_template", "lin", template=msgspec.to_builtins(one))
    do(office, "plan", name="2026年高考", anchor="2026-06-07", template="exam_support")
    return office


def we_09(exam: Office) -> Office:
    for task in ("T01", "T02", "T03", "T06"):
        do(exam, "finish_task", task=task, evidence="记录12份")
    do(exam, "drop_task", task="T04", why="车位已够")
    do(exam, "assign_task", task="T05", to="chen")
    exam.clock.now = local("2026-06-05 09:00")
    exam.projector.catch_up()
    return exam


def test_we_09_as_the_board_tells_it(exam: Office) -> None:
    """EXM-36, CAL-09: colours, days and words of the fourteen tasks on 5 June, and of the five more."""
    state = campaign(we_09(exam).views, site="s1", code=EXAM)
    board = {one.code: one for one in state.tasks}
    fourteen = [board[code].colour for code in BOARD]
    assert {colour: fourteen.count(colour) for colour in set(fourteen)} == {
        "done": 4,
        "not_applicable": 1,
        "overdue": 1,
        "soon": 8,
    }
    assert state.counts == {"done": 4, "not_applicable": 1, "overdue": 1, "soon": 13}
    late = board["T05"]
    assert (late.days_late, late.t_minus, late.assigned, late.owner.zh) == (3, 5, "陈师傅", "维修保障组")
    assert (board["T01"].words, board["T04"].words, board["T04"].ours) == ("记录12份", "车位已够", False)
    assert (state.days_to_go, str(state.today)) == (2, "2026-06-05")


def test_the_list_says_what_is_late_near_and_blocked_by_whom(exam: Office) -> None:
    (row,) = campaigns(we_09(exam).views, site="s1")
    assert [(one.code, one.days) for one in row.late] == [("T05", -3)]
    assert len(row.near) == 13
    assert row.near[0].days == 0
    assert [(one.person, one.group.en, one.tasks) for one in row.blocked_by] == [("陈师傅", "Maintenance", 1)]
    assert (row.tasks, row.done, row.days_to_go, row.missing_facts, row.short) == (18, 4, 2, 7, 22)
    assert campaigns(exam.views, site="s2") == []


def test_what_has_begun_is_neither_late_nor_near_and_is_counted_by_itself(exam: Office) -> None:
    """EXM-T01, EXM-T02, EXM-36: T01 begins in time, T02 does not begin."""
    exam.clock.now = local("2026-05-06 09:00")
    before = exam.clock.now
    exam.later(hours=1)
    do(exam, "begin_task", task="T01")
    exam.clock.now = local("2026-05-08 09:00")
    exam.projector.catch_up()
    (row,) = campaigns(exam.views, site="s1")
    assert (row.in_progress, [one.code for one in row.late], row.near) == (1, ["T02"], [])
    (then,) = campaigns(exam.views, site="s1", as_of=before)
    assert (then.in_progress, [one.code for one in then.near]) == (0, ["T01", "T02"])
    board = {one.code: one for one in campaign(exam.views, site="s1", code=EXAM).tasks}
    begun_at = int(local("2026-05-06 10:00").timestamp())
    assert (board["T01"].colour, board["T01"].begun_at, board["T01"].days_late) == (
        "in_progress",
        begun_at,
        0,
    )
    assert (board["T02"].colour, board["T02"].begun_at, board["T02"].days_late) == ("overdue", None, 1)


def test_a_company_with_an_earlier_edition_lacks_the_product_s_new_one(exam: Office) -> None:
    """CMP-02: edition 2 of the exam has the same content under another number; the survey's is its own."""
    (ours,) = [one for one in templates() if one.code == "exam_support"]
    earlier = msgspec.structs.replace(ours, tasks=ours.tasks[1:])
    assert (is_published(exam.views, ours), is_published(exam.views, earlier)) == (True, False)
    second = msgspec.structs.replace(earlier, edition=2)
    exam.do("campaign.publish_template", "lin", template=msgspec.to_builtins(second))
    assert (is_published(exam.views, ours), is_published(exam.views, earlier)) == (True, True)


def test_open_campaigns_come_by_their_day_and_ended_ones_after_the_latest_first(exam: Office) -> None:
    for code, anchor in (("a", "2026-05-01"), ("b", "2026-07-01"), ("c", "2026-05-02")):
        exam.do(
            "campaign.plan", "lin", campaign=code, name=code, anchor=anchor, template="satisfaction_survey"
        )
    for code in ("a", "b"):
        exam.do("campaign.call_off", "lin", campaign=code, why="改期")
    exam.clock.now = local("2026-06-05 09:00")
    exam.projector.catch_up()
    rows = campaigns(exam.views, site="s1")
    assert [one.code for one in rows] == ["c", EXAM, "b", "a"]
    assert [len(one.late) for one in rows] == [11, 6, 0, 0]
    assert [one.code for one in campaigns(exam.views, site="s1", show_ended=False)] == ["c", EXAM]


def test_both_answers_tell_any_moment_of_the_past(exam: Office) -> None:
    before = exam.clock.now
    exam.later(hours=1)
    do(exam, "finish_task", task="T08")
    do(exam, "count_material", material="paper", quantity=2)
    exam.projector.catch_up()
    now = campaign(exam.views, site="s1", code=EXAM)
    then = campaign(exam.views, site="s1", code=EXAM, as_of=before)
    assert (now.counts["done"], "done" in then.counts) == (1, False)
    assert ("paper" in now.shortage, "paper" in then.shortage) == (False, True)
    done = [campaigns(exam.views, site="s1", as_of=one)[0].done for one in (before, None)]
    assert done == [0, 1]
    early = before.replace(hour=0)
    with pytest.raises(Unknown):
        campaign(exam.views, site="s1", code=EXAM, as_of=early)
    assert campaigns(exam.views, site="s1", as_of=early) == []


def test_materials_say_how_far_they_have_come(exam: Office) -> None:
    """EXM 6.3: "2 to 5" is enough from 2 on, "as needed" has no number and is never short."""
    do(exam, "request_material", material="batons", quantity=5)
    do(exam, "buy_material", material="torches", quantity=3)
    for material, quantity in (("paper", 2), ("cups", 499), ("water", 0), ("glue", 5)):
        do(exam, "count_material", material=material, quantity=quantity)
    do(exam, "miss_material", material="glue", quantity=1)
    told = {one.code: one for one in campaign(exam.views, site="s1", code=EXAM).materials}
    found = {code: (told[code].state, told[code].short) for code in ("paper", "cups", "water", "glue")}
    assert found == {
        "paper": ("enough", 0),
        "cups": ("short", 1),
        "water": ("enough", 0),
        "glue": ("short", 1),
    }
    assert (told["batons"].state, told["torches"].state, told["pads"].state) == (
        "requested",
        "bought",
        "open",
    )
    assert told["torches"].short == 3


def test_facts_lines_milestones_and_the_days_themselves_are_told_by_name(exam: Office) -> None:
    """EXM-30, CMP-02."""
    given: dict[str, Any] = {
        "cordon": "D栋东口",
        "standby": "开水间",
        "school": "第一中学",
        "timetable": "yes",
    }
    for fact, value in given.items():
        do(exam, "fill_fact", fact=fact, value=value)
    for fact in ("contact", "responsible", "liaison"):
        do(exam, "fill_fact", fact=fact, person=LIAISON)
    do(exam, "staff_line", line="power", person={"name": "赵师傅"})
    do(exam, "start")
    exam.clock.now = local("2026-06-06 17:05")
    do(exam, "decide", go=True, evidence="全部复检合格")
    exam.clock.now = local("2026-06-07 07:10")
    do(exam, "open_admission", word_by=LIAISON, word_at="2026-06-07T07:09:00+08:00")
    do(exam, "note_incident", what="考生摔倒", place="D栋1楼")
    exam.projector.catch_up()
    state = campaign(exam.views, site="s1", code=EXAM)
    facts = {one.code: (one.value, one.phone) for one in state.facts}
    assert facts["liaison"] == ("周老师", "13800000009")
    assert facts["cordon"] == ("D栋东口", "")
    assert {one.code: one.person for one in state.lines}["power"] == "赵师傅"
    (admission,) = state.admissions
    assert (admission.by, admission.word_by) == ("林统筹", "周老师")
    assert admission.at - admission.word_at == 60
    (decision,) = state.decisions
    assert ("task", "T05") in [(one.kind, one.code) for one in decision.open]
    assert "配电" in str([one.name and one.name.zh for one in decision.open if one.code == "T05"])
    assert [one.place for one in state.incidents] == ["D栋1楼"]
    assert state.next_milestone == "rooms1a"
    moments = {one.code: one.at for one in state.milestones}
    assert moments["admission1"] == int(local("2026-06-07 07:10").timestamp())
    exam.clock.now = local("2026-06-08 18:00")
    do(exam, "hold_debrief", counted={"mistakes": 0, "faults": 1, "complaints": 0}, said="一次断电")
    after = campaign(exam.views, site="s1", code=EXAM)
    assert [(one.code, one.most, one.count) for one in after.targets] == [
        ("mistakes", 0, 0),
        ("faults", 0, 1),
        ("complaints", 0, 0),
    ]
    assert (after.debrief, after.next_milestone) == ("一次断电", "")


def test_a_campaign_can_be_asked_by_when_things_happened(exam: Office) -> None:
    """CAL-11."""
    exam.later(hours=2)
    did = exam.clock.now
    exam.later(hours=2)
    exam.do("campaign.finish_task", "lin", did, campaign=EXAM, task="T08")
    asked = {"site": "s1", "code": EXAM, "as_of": did}
    happened = campaign(exam.views, **asked, axis="happened").counts
    recorded = campaign(exam.views, **asked).counts
    assert (happened.get("done"), recorded.get("done")) == (1, None)


def test_a_task_that_was_done_before_somebody_added_it_is_told_by_when_things_happened(exam: Office) -> None:
    """CAL-11: done at ten, added at noon: at eleven there was no such task, from noon on it is done since ten."""
    exam.later(hours=2)
    done_at = exam.clock.now
    exam.later(hours=2)
    code = exam.do("campaign.add_task", "lin", campaign=EXAM, name="铺防滑垫", owner="cleaning").results[
        "task"
    ]
    added_at = exam.clock.now
    exam.later(hours=1)
    exam.do("campaign.finish_task", "lin", done_at, campaign=EXAM, task=code)

    def then(as_of: datetime | None) -> list[tuple[str, int | None]]:
        state = campaign(exam.views, site="s1", code=EXAM, as_of=as_of, axis="happened")
        return [(one.colour, one.ended_at) for one in state.tasks if one.code == code]

    assert then(added_at - timedelta(hours=1)) == []
    since_ten = [("done", int(done_at.timestamp()))]
    assert (then(added_at), then(None)) == (since_ten, since_ten)


def test_the_list_is_a_question_that_anybody_may_put() -> None:
    assert QUESTIONS["campaigns"].says.startswith("Campaigns of a site")
