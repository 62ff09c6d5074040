"""A campaign made ready, decided on and held: facts, materials, go/no-go, admission, debrief (EXM-30, CMP-02)."""

from typing import Any

import pytest

from tests.domain.campaigning import (
    EXAM,
    FACTS,
    LIAISON,
    campaign,
    local,
    plan_exam,
    publish,
    start_exam,
    template,
)
from tests.domain.doorway import Doorway


def do(site: Doorway, what: str, /, **given: Any) -> None:
    site.do(f"campaign.{what}", "everybody", campaign=EXAM, **given)


def no(site: Doorway, what: str, /, **given: Any) -> list[str]:
    return site.refused(f"campaign.{what}", "everybody", campaign=EXAM, **given)


def test_a_campaign_is_not_started_before_every_required_fact_is_known(site: Doorway) -> None:
    """The source leaves them blank; each is named."""
    plan_exam(site)
    for fact in ("school", "contact", "responsible", "cordon", "standby"):
        do(site, "fill_fact", fact=fact, **FACTS[fact])
    assert no(site, "start") == [
        "“The school's liaison” is missing.",
        "“Milestones checked with the school” is missing.",
    ]
    do(site, "fill_fact", fact="liaison", person=LIAISON)
    do(site, "fill_fact", fact="timetable", value="yes")
    do(site, "start")
    assert campaign(site).state == "running"
    (told,) = no(site, "start")
    assert told.startswith("This campaign has been running since")


def test_a_required_fact_has_its_kind(site: Doorway) -> None:
    plan_exam(site)
    assert no(site, "fill_fact", fact="liaison", value="周老师") == ["“The school's liaison” is missing."]
    assert no(site, "fill_fact", fact="timetable", value="maybe") == [
        "“Milestones checked with the school” is not yes."
    ]
    assert no(site, "fill_fact", fact="school", value=" ") == ["“School” is missing."]
    assert no(site, "fill_fact", fact="weather", value="晴") == ["“weather” is not asked for here."]


def test_a_running_campaign_keeps_the_edition_that_it_began_with(site: Doorway) -> None:
    start_exam(site)
    tasks = template("exam_support").tasks[:3]
    publish(site, "exam_support", edition=2, tasks=tasks, gates=(), rounds=())
    assert (campaign(site).template.edition, len(campaign(site).work)) == (1, 19)
    plan_exam(site, campaign="next", anchor="2027-06-07")
    assert (campaign(site, "next").template.edition, len(campaign(site, "next").work)) == (2, 3)
    plan_exam(site, campaign="older", edition=1)
    assert len(campaign(site, "older").work) == 19


def test_a_campaign_code_is_used_once_and_from_one_source(site: Doorway) -> None:
    plan_exam(site)
    order = {"campaign": EXAM, "name": "又一次", "anchor": "2026-06-07"}
    assert site.refused("campaign.plan", "everybody", **order, template="exam_support") == [
        "There is a campaign gaokao-2026 at this site already."
    ]
    assert site.refused("campaign.plan", "everybody", **{**order, "campaign": "b"}) == [
        "A campaign is planned either from a template or from an earlier campaign."
    ]
    assert site.refused("campaign.plan", "everybody", **{**order, "campaign": "b"}, template="gala") == [
        "There is no campaign template “gala”."
    ]
    assert site.refused(
        "campaign.plan", "everybody", **{**order, "campaign": "b"}, template="exam_support", edition=9
    ) == ["Template exam_support has no edition 9."]


def test_materials_are_short_until_enough_are_counted(site: Doorway) -> None:
    """EXM 6.3: "2 to 5" is enough from 2 on; "as needed" has no number."""
    plan_exam(site)
    do(site, "request_material", material="paper", quantity=5)
    do(site, "buy_material", material="paper", quantity=5)
    assert campaign(site).stock["paper"].short == 2
    do(site, "count_material", material="paper", quantity=1)
    assert campaign(site).stock["paper"].short == 1
    do(site, "count_material", material="paper", quantity=2)
    assert campaign(site).stock["paper"].short == 0
    assert campaign(site).stock["water"].short == 0
    do(site, "miss_material", material="paper", quantity=1, why="受潮")
    assert campaign(site).stock["paper"].short == 1
    assert no(site, "miss_material", material="paper", quantity=2) == [
        "Only 1 of “Red or white paper, 100 × 80 cm” have been counted."
    ]
    assert campaign(site).stock["batons"].short == 5
    assert no(site, "count_material", material="rope", quantity=1) == ["This campaign has no material rope."]


def test_go_or_no_go_records_what_was_open(site: Doorway) -> None:
    start_exam(site)
    site.now = local("2026-06-05 17:00")
    assert no(site, "decide", go=True, evidence="考室全部复检") == ["The decision is taken on 2026-06-06."]
    site.now = local("2026-06-06 17:00")
    do(site, "count_material", material="batons", quantity=3)
    do(site, "finish_task", task="T01", evidence="记录")
    do(site, "decide", go=False, evidence="D栋4楼断电")
    (decision,) = campaign(site).decisions
    open_points = {(one.kind, one.code): one.much for one in decision.open}
    assert ("task", "T01") not in open_points
    assert open_points["task", "T05"] == 4
    assert open_points["task", "T13"] == 0
    assert open_points["material", "batons"] == 2
    assert open_points["line", "power"] == 0
    (told,) = site.refused("campaign.decide", "desk", campaign=EXAM, go=True, evidence="x")
    assert "may not do this" in told


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ("2026-06-07 07:09:59", ["Candidates are let in from"]),
        ("2026-06-06 07:10:00", ["Nobody is let in on 2026-06-06."]),
        ("2026-06-09 07:10:00", ["Nobody is let in on 2026-06-09."]),
    ],
)
def test_nobody_is_let_in_before_the_time_or_on_another_day(
    site: Doorway, clock: str, told: list[str]
) -> None:
    """EXM-30."""
    start_exam(site)
    site.now = local(clock)
    found = no(site, "open_admission", word_by=LIAISON)
    assert [one.partition(" 2026-06-07 ")[0][: len(told[0])] for one in found] == told


def test_nobody_is_let_in_without_the_liaison_s_word(site: Doorway) -> None:
    """EXM-30: the time alone is not enough."""
    start_exam(site)
    site.now = local("2026-06-07 07:10:00")
    assert no(site, "open_admission") == ["Nobody of the school has given the word to let candidates in."]
    (told,) = no(site, "open_admission", word_by=LIAISON, word_at="2026-06-07T07:10:01+08:00")
    assert told.startswith("The word cannot have been given at")
    do(site, "open_admission", word_by=LIAISON, word_at="2026-06-07T07:08:00+08:00")
    (word,) = campaign(site).admitted.values()
    assert (word.at, word.word_at) == (local("2026-06-07 07:10"), local("2026-06-07 07:08"))
    (told,) = no(site, "open_admission", word_by=LIAISON)
    assert told.startswith("Admission has been open since")
    site.now = local("2026-06-08 07:10:00")
    do(site, "open_admission", word_by=LIAISON)
    assert len(campaign(site).admitted) == 2


def test_nobody_is_let_in_after_a_no_go_or_before_the_start(site: Doorway) -> None:
    plan_exam(site)
    site.now = local("2026-06-07 07:10:00")
    assert no(site, "open_admission", word_by=LIAISON) == ["This campaign has not been started."]
    for fact, given in FACTS.items():
        do(site, "fill_fact", fact=fact, **given)
    do(site, "start")
    do(site, "decide", go=False, evidence="断电")
    (told,) = no(site, "open_admission", word_by=LIAISON)
    assert told.endswith("was not to go.")
    do(site, "decide", go=True, evidence="已恢复供电")
    do(site, "open_admission", word_by=LIAISON)


def test_milestones_are_the_campaign_s_own(site: Doorway) -> None:
    start_exam(site)
    plan_exam(site, campaign="other")
    later = {
        "code": "in",
        "name": {"zh": "入校", "en": "In"},
        "day": 0,
        "at": "07:30:00",
        "kind": "admission",
    }
    assert no(site, "set_milestones", milestones=[later, later]) == [
        "The milestone in stands in the list twice."
    ]
    assert no(site, "set_milestones", milestones=[later, {**later, "code": "far", "day": -1001}]) == [
        "“In” is more than 1000 days from the anchor day."
    ]
    do(site, "set_milestones", milestones=[later])
    site.now = local("2026-06-07 07:29:59")
    (told,) = no(site, "open_admission", word_by=LIAISON)
    assert told.startswith("Candidates are let in from")
    assert len(campaign(site, "other").milestones) > 1


def test_an_incident_may_name_the_ticket_that_it_became(site: Doorway) -> None:
    start_exam(site)
    number = site.repair()
    do(site, "note_incident", what="考生摔倒", place="D栋1楼", ticket=number)
    do(site, "note_incident", what="铃声误响")
    assert [one.ticket for one in campaign(site).incidents] == [number, ""]
    assert no(site, "note_incident", what="x", ticket="R9") == ["There is no ticket R9 at this site."]


def test_a_campaign_is_closed_after_its_debrief_with_nothing_open(site: Doorway) -> None:
    """Zero mistakes, faults and complaints are counted facts."""
    start_exam(site)
    assert no(site, "hold_debrief", counted={"mistakes": 0, "faults": 0, "complaints": 0}) == [
        "The last day of this campaign is 2026-06-08."
    ]
    site.now = local("2026-06-08 18:00")
    assert no(site, "hold_debrief", counted={"mistakes": 0, "luck": 1}) == [
        "“Complaints” is missing.",
        "“Faults” is missing.",
        "“luck” is not asked for here.",
    ]
    (*tasks, debrief) = no(site, "close")
    assert (len(tasks), debrief) == (19, "The debrief has not been held.")
    do(site, "hold_debrief", counted={"mistakes": 0, "faults": 1, "complaints": 0}, links=["R260607-001"])
    for task in campaign(site).work:
        do(site, "finish_task", task=task, evidence="记录")
    do(site, "close")
    assert campaign(site).state == "closed"
    (told,) = no(site, "hold_debrief", counted={"mistakes": 0, "faults": 0, "complaints": 0})
    assert told.startswith("This campaign was closed on")


def test_a_campaign_that_is_called_off_is_told_no_more(site: Doorway) -> None:
    plan_exam(site)
    plan_exam(site, campaign="other")
    do(site, "call_off", why="考点另设")
    assert no(site, "start")[0] == "This campaign was called off on 2026-03-12."
    assert campaign(site, "other").state == "draft"


def test_what_was_served_is_the_next_plan(site: Doorway) -> None:
    start_exam(site)
    site.now = local("2026-05-30 12:00")
    do(site, "finish_task", task="T03", evidence="x")
    do(site, "finish_task", task="T01", evidence="x", at="2026-05-05T12:00:00+08:00")
    do(site, "drop_task", task="T16", why="x")
    do(site, "drop_task", task="T04", why="x")
    do(site, "add_task", name="备用发电车", owner="maintenance", due="2026-06-05")
    do(site, "move_task", task="T11", due="2026-06-04", why="x")
    do(site, "count_material", material="cups", quantity=800)
    site.do(
        "campaign.plan",
        "everybody",
        campaign="gaokao-2027",
        name="2027年高考",
        anchor="2027-06-07",
        served=EXAM,
    )
    plan = campaign(site, "gaokao-2027")
    days = {code: str(work.due)[5:] for code, work in plan.work.items()}
    assert (days["T01"], days["T03"], days["T11"], days["A01"]) == ("05-05", "05-30", "06-04", "06-05")
    assert (days["T04"], "T16" in days) == ("05-31", False)
    assert (plan.served, plan.stock["cups"].material.least, plan.stock["batons"].material.least) == (
        EXAM,
        800,
        5,
    )
    assert plan.milestones == campaign(site).milestones
    assert plan.missing_facts == tuple(FACTS)
