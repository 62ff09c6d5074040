"""The plan page's rows: colour, icon and word of each task, and what a press on a row records."""

from typing import get_args

import pytest

from console.campaignpage.milestones import KINDS
from console.campaignpage.planning import free_code, sources
from domain.campaigns.template import MilestoneKind
from projections.campaigns.overview import campaigns
from projections.campaigns.templates import templates
from seed.catalogue import templates as shipped
from tests.console.campaignpage.planned import EXAM, LIAISON, Planned


def test_tasks_stand_under_late_near_and_ended(planned: Planned) -> None:
    """WE-09, EXM-36: one late, thirteen due within a day, five ended."""
    cards = {one.code: [row.key for row in one.rows] for one in planned.sections()}
    assert cards["late"] == ["task:T05"]
    assert len(cards["near"]) == 13
    assert cards["ended"] == ["task:T01", "task:T02", "task:T03", "task:T04", "task:T06"]
    assert "later" not in cards


@pytest.mark.parametrize(
    ("task", "language", "chip"),
    [
        ("T05", "en", ("red", "3 days late", "red")),
        ("T05", "zh", ("red", "晚 3 天", "red")),
        ("T07", "zh", ("soon", "今天到期", "soon")),
        ("T13", "en", ("soon", "due tomorrow", "soon")),
        ("T03", "en", ("met", "done", "done")),
        ("T04", "zh", ("void", "不适用", "void")),
    ],
)
def test_a_task_says_how_it_stands_by_fill_icon_and_word(
    planned: Planned, task: str, language: str, chip: tuple[str, str, str]
) -> None:
    """EXM-36."""
    found = planned.row(f"task:{task}", language=language).chip
    assert found is not None
    assert (found.icon, found.word, found.tone) == chip


def test_a_late_task_names_who_holds_it_up_and_its_day(planned: Planned) -> None:
    assert planned.row("task:T05").lines[0] == "T05 · Maintenance, Lin Feng · T-5 · by 2 Jun"
    assert planned.row("task:T04").lines == (
        "T04 · The school · T-7 · by 31 May · not ours: to be asked for",
        "车位已够",
    )


def test_the_verb_that_drops_a_task_cannot_be_taken_for_leaving_its_form(planned: Planned) -> None:
    for language, drop, leave in (("en", "Drop this task", "Not now"), ("zh", "撤销此任务", "先不记")):
        assert {one.code: one.label for one in planned.row("task:T05", language=language).verbs}[
            "drop"
        ] == drop
        assert planned.viewer(language=language).t("Not now") == leave


def test_what_must_begin_by_its_day_is_begun_then_accepted(planned: Planned) -> None:
    """EXM-T01, EXM-T02, EXM-36: opened again, it has begun; a second exam has not, and is late."""
    for task in ("T01", "T02"):
        planned.do("reopen_task", task=task, why="漏查")
    row = planned.row("task:T01")
    assert [one.code for one in row.verbs] == ["done", "drop", "assign"]
    assert row.lines[0] == "T01 · Maintenance · T-31 · begun 7 May 16:00"
    assert row.chip is not None
    assert (row.chip.icon, row.chip.word) == ("running", "in progress")
    planned.exam = "other"
    planned.do("plan", name="另一场", anchor="2026-06-07", template="exam_support")
    late = planned.row("task:T02")
    assert [one.code for one in late.verbs] == ["begin", "done", "slip", "move", "drop", "assign"]
    assert late.chip is not None
    assert late.chip.word == "29 days late"
    assert planned.press("task:T02", "begin") is None
    late = planned.row("task:T02", language="zh")
    assert late.chip is not None
    assert (late.chip.icon, late.chip.word) == ("late", "晚 29 天开工")


def test_done_is_one_press_where_no_evidence_is_asked_for(planned: Planned) -> None:
    done = {one.code: one for one in planned.row("task:T08").verbs}["done"]
    assert done.fields == ()
    assert planned.press("task:T08", "done") is None
    assert planned.state().counts["done"] == 5
    asked = {one.code: one for one in planned.row("task:T07").verbs}["done"]
    assert [(one.name, one.required) for one in asked.fields] == [("evidence", True)]
    assert planned.press("task:T07", "done", evidence="检查表44份") is None
    assert planned.row("task:T07").lines[-1] == "检查表44份"


def test_a_refused_press_names_its_reasons_and_records_nothing(planned: Planned) -> None:
    before = planned.state().version
    refused = planned.press("task:T05", "slip", promised="2026-06-20", why="配件未到")
    assert refused is not None
    assert (refused["key"], refused["verb"], len(refused["reasons"])) == ("task:T05", "slip", 1)
    assert "20 Jun" in refused["reasons"][0]
    assert planned.state().version == before
    assert planned.press("task:T05", "slip", promised="2026-06-06", why="配件未到") is None
    assert planned.row("task:T05").lines[1] == "promised for 6 Jun: 配件未到"
    assert planned.row("task:T05").tone == "red"


def test_a_press_that_the_page_does_not_offer_does_nothing(planned: Planned) -> None:
    before = planned.state().version
    assert planned.press("task:T05", "explode") is None
    assert planned.press("task:T05", "drop", account="tech01", why="x") is None
    assert planned.press("nothing", "done") is None
    assert planned.state().version == before


@pytest.mark.parametrize(
    ("account", "verbs"),
    [("desk01", ["done", "slip", "move", "drop", "assign"]), ("tech01", ["done", "slip"]), ("audit01", [])],
)
def test_each_role_is_offered_what_it_may_record(planned: Planned, account: str, verbs: list[str]) -> None:
    assert [one.code for one in planned.row("task:T08", account).verbs] == verbs


@pytest.mark.parametrize(("account", "offered"), [("desk01", True), ("audit01", False)])
def test_nobody_reads_as_a_fact_what_others_might_record(
    planned: Planned, account: str, *, offered: bool
) -> None:
    (steps,) = [one for one in planned.sections(account) if one.code == "steps"]
    assert ("campaign:off" in [row.key for row in steps.rows]) is offered


def test_materials_are_counted_on_their_row(planned: Planned) -> None:
    """EXM 6.3."""
    assert planned.row("material:paper").lines == ("needed: 2–5 sheets · 2 short",)
    assert planned.press("material:paper", "count", quantity="2") is None
    chip = planned.row("material:paper").chip
    assert chip is not None
    assert (chip.word, chip.tone) == ("enough: 2", "done")
    assert planned.row("material:water").lines == ("needed: as needed",)
    assert planned.row("material:extinguishers").lines == ("needed: 10 pcs and more · 10 short",)


def test_missing_facts_are_filled_in_and_the_campaign_starts(planned: Planned) -> None:
    assert planned.row("campaign:start").lines[0].startswith("missing: School, Overall contact,")
    refused = planned.press("campaign:start", "start")
    assert refused is not None
    assert len(refused["reasons"]) == 7
    for fact in ("school", "cordon", "standby"):
        assert planned.press(f"fact:{fact}", "fill", value="一号楼") is None
    for fact in ("contact", "responsible", "liaison"):
        person = {"person__name": LIAISON["name"], "person__phone": LIAISON["phone"]}
        assert planned.press(f"fact:{fact}", "fill", **person) is None
    assert planned.press("fact:timetable", "fill") is None
    assert planned.row("fact:liaison").lines == ("周老师 13800000009",)
    assert planned.press("campaign:start", "start") is None
    assert planned.state().state == "running"


def start(planned: Planned) -> None:
    for fact in ("school", "cordon", "standby"):
        planned.do("fill_fact", fact=fact, value="一号楼")
    for fact in ("contact", "responsible", "liaison"):
        planned.do("fill_fact", fact=fact, person=LIAISON)
    planned.do("fill_fact", fact="timetable", value="yes")
    planned.do("start")


def test_the_decision_shows_what_is_open_and_only_the_manager_takes_it(planned: Planned) -> None:
    start(planned)
    row = planned.row("campaign:decide", "duty01")
    own = "tasks 14, lines without a person 8, materials short 22"
    assert row.lines == (
        f"open now: {own}, rooms not passed 40, posts not covered 30",
        "rooms not passed: none chosen yet",
        "posts not covered: no roster is published",
    )
    assert [one.code for one in row.verbs] == ["go", "no"]
    assert planned.row("campaign:decide", "desk01").verbs == ()
    refused = planned.press("campaign:decide", "go", "duty01", evidence="x")
    assert refused is not None
    assert refused["reasons"] == [
        "The decision is taken on 6 Jun. Next for estate office manager: decide on that day, with what is seen then."
    ]


def test_candidates_are_let_in_by_the_word_of_the_liaison_alone(planned: Planned) -> None:
    """EXM-30: on 5 June nobody is let in, and without a name the word is missing."""
    start(planned)
    assert planned.row("campaign:admit").lines[1] == "waits until 7 Jun 07:10"
    refused = planned.press("campaign:admit", "admit", word_at="09:00")
    assert refused is not None
    assert [one.partition(".")[0] for one in refused["reasons"]] == [
        "Nobody of the school has given the word to let candidates in",
        "Nobody is let in on 5 Jun",
    ]


def milestones(planned: Planned) -> list[str]:
    rows = next(one.rows for one in planned.sections() if one.code == "milestones")
    return [one.title for one in rows if one.key.partition(":")[2]]


def test_a_milestone_gets_another_day_and_time_or_is_left_out(planned: Planned) -> None:
    assert planned.press("milestone:admission1", "retime", day="2026-06-07", at="07:30") is None
    assert planned.press("milestone:sound_eve", "retime", day="2026-06-05", at="16:00") is None
    assert planned.press("milestone:sound2", "remove") is None
    assert "7 Jun 07:30 Candidates let in, on the liaison's word" in milestones(planned)
    assert "5 Jun 16:00 Sound check the day before" in milestones(planned)
    assert len(milestones(planned)) == 26
    refused = planned.press("milestone:admission1", "retime", day="2026-06-07", at="late")
    assert refused is not None
    assert len(refused["reasons"]) == 1


def test_a_milestone_is_added_with_what_hangs_on_it(planned: Planned) -> None:
    """EXM-30: a milestone of admission that was added by hand holds the gate like one of the template."""
    for code in ("admission1", "admission2"):
        assert planned.press(f"milestone:{code}", "remove") is None
    added = {"name": "残疾考生提前入校", "day": "2026-06-07", "at": "06:50", "kind": "admission"}
    assert planned.press("milestone:", "add", **added) is None
    assert "7 Jun 06:50 残疾考生提前入校" in milestones(planned)
    (kind,) = [one.kind for one in planned.state().milestones if one.code == "M1"]
    assert kind == "admission"
    assert planned.press("milestone:", "add", **added) is None
    assert len({one.code for one in planned.state().milestones}) == len(milestones(planned)) == 27


@pytest.mark.parametrize(
    ("account", "given", "said"),
    [
        ("desk01", {"name": "", "day": "2026-06-07", "at": "07:00"}, "name"),
        ("desk01", {"name": "试音", "day": "soon", "at": "07:00"}, "day"),
        ("desk01", {"name": "试音", "day": "1926-06-07", "at": "07:00"}, "more than 1000 days"),
    ],
)
def test_a_milestone_without_a_name_or_out_of_reach_is_refused(
    planned: Planned, account: str, given: dict[str, str], said: str
) -> None:
    before = milestones(planned)
    refused = planned.press("milestone:", "add", account, **given)
    assert refused is not None
    assert said in refused["reasons"][0]
    assert milestones(planned) == before


def test_the_timetable_of_the_template_is_taken_instead_of_what_was_changed(planned: Planned) -> None:
    before = milestones(planned)
    assert planned.press("milestone:rooms1a", "remove") is None
    row = planned.row("timetable:", language="zh")
    assert row.verbs[0].fields[0].options == (("two_days", "两天通用时刻"),)
    assert planned.press("timetable:", "take", timetable="two_days") is None
    assert milestones(planned) == before


def test_every_kind_of_milestone_can_be_chosen(planned: Planned) -> None:
    assert set(KINDS) == set(get_args(MilestoneKind))


@pytest.mark.parametrize("account", ["audit01", "tech01"])
def test_whoever_does_not_plan_is_offered_no_milestone_to_change(planned: Planned, account: str) -> None:
    (card,) = [one for one in planned.sections(account) if one.code == "milestones"]
    assert len(card.rows) == 27
    assert not [one for one in card.rows if one.verbs]


def test_a_task_of_this_campaign_alone_is_added(planned: Planned) -> None:
    assert planned.press("campaign:", "add", name="备用发电车", owner="maintenance", due="2026-06-06") is None
    assert planned.row("task:A01").title == "备用发电车"


def test_a_campaign_is_planned_from_templates_and_from_what_was_served(planned: Planned) -> None:
    rows = campaigns(planned.house.views, site="s1")
    known = templates(planned.house.views)
    assert [one.code for one in known] == [
        "caring_service",
        "exam_support",
        "return_visits",
        "satisfaction_survey",
    ]
    fresh = [one for one in shipped() if one.code != "caring_service"]
    assert [one.template for one in sources(known[:1], rows, fresh) if one.unpublished] == [
        "exam_support",
        "return_visits",
        "satisfaction_survey",
    ]
    assert [one.served for one in sources(known, rows, ()) if one.served] == []
    anchor = planned.state().anchor
    assert free_code("exam_support", anchor, {EXAM}) == "exam-support-2026"
    assert free_code("exam_support", anchor, {"exam-support-2026"}) == "exam-support-2026-2"
