"""A round from its plan to its reported figures: base, draw, close, restated figures."""

from hashlib import sha256

import msgspec
import pytest

from domain.operations.survey_forms import ended
from domain.surveys.facts import Slot
from seed.catalogue import questionnaires
from tests.domain.doorway import Doorway
from tests.domain.surveys.town import (
    CROSS,
    GLAD,
    KINDS,
    begin,
    do,
    form_of,
    key_twice,
    plan,
    refused,
    settle_town,
    survey_of,
)


def test_svy_16_the_base_is_the_lived_in_count_of_the_first_day_and_stays(town: Doorway) -> None:
    plan(town)
    town.do("unit.move_out", "boss", unit="A-6", on="2026-03-12")
    do(town, "freeze_frame")
    town.later(hours=1)
    town.do("unit.move_out", "boss", unit="A-5", on="2026-03-12")
    frame = survey_of(town).frame
    assert frame is not None
    assert (frame.base, frame.lived_in, frame.handed_over, frame.resident) == (9, 9, 10, 0)
    assert [(one.name, len(one.units)) for one in frame.strata] == [("A", 5), ("B", 3), ("C", 1)]
    assert refused(town, "freeze_frame") == [
        "The survey has been in the field since 2026-03-12 01:00:00+00:00."
    ]


def test_svy_16_a_base_taken_for_an_earlier_hour_leaves_out_who_moved_in_after_it(town: Doorway) -> None:
    plan(town)
    nine = town.now
    town.later(hours=2)
    town.do("unit.register", "boss", unit="A-7", building="A", handover_state="lived_in")
    do(town, "freeze_frame", at=nine)
    frame = survey_of(town).frame
    assert frame is not None
    assert frame.base == 10


def test_svy_16_the_base_is_not_taken_before_the_first_day_in_the_field(town: Doorway) -> None:
    plan(town)
    do(town, "reschedule", starts="2026-03-13", why="横幅未到")
    assert refused(town, "freeze_frame") == ["The base is taken on the first day in the field, 2026-03-13."]
    town.later(days=1)
    do(town, "freeze_frame")
    assert refused(town, "reschedule", starts="2026-03-14", why="再改") == [
        "The survey has been in the field since 2026-03-13 01:00:00+00:00."
    ]


def test_svy_16_with_nobody_living_in_the_survey_does_not_apply(site: Doorway) -> None:
    settle_town(site, {})
    plan(site)
    do(site, "freeze_frame")
    assert not survey_of(site).does_apply
    nobody = "Nobody is there to be asked: this survey does not apply."
    assert refused(site, "draw") == [nobody]
    assert refused(site, "close_collection") == [nobody]


def test_svy_01_a_small_estate_is_asked_as_a_whole(town: Doorway) -> None:
    plan(town)
    do(town, "freeze_frame")
    do(town, "draw")
    survey = survey_of(town)
    assert survey.quota == 10
    assert [*survey.slots.values()][:2] == [Slot(1, "A-1", "A"), Slot(2, "A-2", "A")]
    assert {one.unit for one in survey.slots.values()} == {
        *(f"A-{number}" for number in range(1, 7)),
        *("B-1", "B-2", "B-3", "C-1"),
    }


def test_a_draw_is_made_again_from_its_seed_alone(town: Doorway) -> None:
    plan(town)
    do(town, "freeze_frame")
    do(town, "draw", forms=5)
    survey = survey_of(town)
    (seed,) = survey.seeds
    by_hash = sorted(
        (f"A-{number}" for number in range(1, 7)),
        key=lambda unit: sha256(f"{seed}|{unit}".encode()).hexdigest(),
    )
    drawn = [one.unit for one in survey.slots.values()]
    assert [unit for unit in drawn if unit.startswith("A")] == sorted(by_hash[:3])
    assert [one.stratum for one in survey.slots.values()] == ["A", "A", "A", "B", "C"]


def test_a_further_draw_goes_on_with_those_who_were_not_drawn(town: Doorway) -> None:
    plan(town)
    do(town, "freeze_frame")
    do(town, "draw", forms=7)
    do(town, "draw", forms=3)
    survey = survey_of(town)
    assert sorted(survey.slots) == list(range(1, 11))
    assert len({one.unit for one in survey.slots.values()}) == 10
    assert len({*survey.seeds}) == 2
    assert refused(town, "draw", forms=1) == ["1 cannot be drawn: 0 of 10 are left."]


def test_nothing_is_drawn_before_the_base_stands(town: Doorway) -> None:
    plan(town)
    assert refused(town, "draw") == ["The base of this survey is not fixed yet."]


def test_svy_04_enterprises_are_the_occupied_units_unless_one_is_named_for_each(town: Doorway) -> None:
    plan(town, "sc_centre")
    assert refused(town, "freeze_frame", units=["A-1", "5-2-1203"]) == ["Nobody is in 5-2-1203 on that day."]
    do(town, "freeze_frame", units=["A-1", "A-2", "B-1"])
    survey = survey_of(town)
    assert survey.frame is not None
    assert (survey.frame.base, survey.quota) == (3, 3)


def test_svy_05_users_are_counted_not_listed_and_the_contract_names_its_satisfaction(town: Doorway) -> None:
    town.do("survey.publish_template", "coord", template=KINDS["office"])
    office = {"survey": "yearly-2026", "name": "办公楼", "template": "office", "starts": "2026-03-12"}
    assert town.refused("survey.plan", "coord", **office) == [
        "The satisfaction that the contract asks for is missing."
    ]
    town.do("survey.plan", "coord", **office, target={"part": 90, "of": 100})
    assert refused(town, "freeze_frame") == ["How many users there are is missing."]
    do(town, "freeze_frame", users=100)
    do(town, "draw")
    survey = survey_of(town)
    assert (survey.quota, len(survey.slots)) == (67, 67)
    assert {one.unit for one in survey.slots.values()} == {""}


def test_svy_06_a_project_sets_no_figure_and_asks_everybody_unless_told(town: Doorway) -> None:
    plan(town, "project")
    do(town, "freeze_frame")
    do(town, "draw")
    assert (survey_of(town).quota, len(survey_of(town).slots)) == (0, 10)


def test_only_an_office_takes_the_contracts_satisfaction(town: Doorway) -> None:
    town.do("survey.publish_template", "coord", template=KINDS["project"])
    told = town.refused(
        "survey.plan",
        "coord",
        survey="x",
        name="x",
        template="project",
        starts="2026-03-12",
        target={"part": 9, "of": 10},
    )
    assert told == ["No contract asks for a satisfaction in this kind of survey."]


def test_svy_14_the_questions_stay_once_forms_are_numbered(field: Doorway) -> None:
    (other,) = [one for one in questionnaires() if one.code == "enterprises"]
    told = refused(field, "replace_questionnaire", questionnaire=msgspec.to_builtins(other))
    assert told == ["Forms of this survey are numbered: its questions stay as they are."]
    assert survey_of(field).questionnaire.code == "households"


def test_svy_14_a_scale_needs_both_sides_and_an_overall_question(town: Doorway) -> None:
    sheet = {**KINDS["project"]["questionnaire"], "overall": "weather"}
    sheet["scale"] = {**sheet["scale"], "happy_from": 1}
    sheet["themes"] = [*sheet["themes"], sheet["themes"][0]]
    told = town.refused(
        "survey.publish_template", "coord", template={**KINDS["project"], "questionnaire": sheet}
    )
    assert told == [
        "The question security stands in the list twice.",
        "A scale has 2 to 11 figures, and some of them count as satisfied, some not.",
        "The question on overall satisfaction must be asked, and must be answered.",
    ]


def test_svy_02_figures_are_reported_after_the_close_and_count_by_the_door(field: Doorway) -> None:
    key_twice(field, 1, GLAD)
    key_twice(field, 2, CROSS)
    do(field, "return_forms", "anna", forms=[3])
    assert refused(field, "report_figures", analysis="夜间噪声") == ["Collection is not closed."]
    do(field, "close_collection")
    before = field.log.head()
    do(field, "report_figures", analysis="夜间噪声")
    ((_, report),) = survey_of(field).reports
    assert report.position == before
    assert msgspec.to_builtins(report.counts) == {
        "base": 10,
        "issued": 10,
        "returned": 3,
        "valid": 2,
        "answered": {"security": 2, "cleaning": 2, "overall": 2},
        "happy": {"security": 1, "cleaning": 1, "overall": 1},
    }


def test_a_late_form_restates_the_figures_and_leaves_the_reported_ones_alone(field: Doorway) -> None:
    key_twice(field, 1, GLAD)
    do(field, "close_collection")
    do(field, "report_figures", analysis="良好")
    field.later(days=1)
    key_twice(field, 2, CROSS)
    assert form_of(field, 2).late
    assert not form_of(field, 1).late
    do(field, "report_figures", analysis="补收一份")
    first, second = [report.counts for _, report in survey_of(field).reports]
    assert (first.valid, second.valid) == (1, 2)
    assert refused(field, "reopen_collection", why="漏收")[0].startswith("Figures were reported at")


def test_nothing_is_reported_of_a_round_without_a_valid_form(field: Doorway) -> None:
    do(field, "close_collection")
    assert refused(field, "report_figures", analysis="无") == ["There is no valid form to report on."]


def test_a_close_is_taken_back_before_figures_are_reported(field: Doorway) -> None:
    assert refused(field, "reopen_collection", why="没关") == ["Collection is not closed."]
    do(field, "close_collection")
    assert refused(field, "close_collection") == ["Collection was closed at 2026-03-12 01:00:00+00:00."]
    do(field, "reopen_collection", why="漏收一栋")
    do(field, "return_forms", "anna", forms=[1])
    assert not form_of(field, 1).late


def test_a_round_that_is_called_off_takes_nothing_more(field: Doorway) -> None:
    do(field, "call_off", why="与主任商定不做")
    off = "The survey was called off at 2026-03-12 01:00:00+00:00."
    assert refused(field, "return_forms", "anna", forms=[1]) == [off]
    assert refused(field, "close_collection") == [off]
    assert refused(field, "call_off", why="再取消") == [off]


def test_no_figures_are_reported_of_a_round_that_was_called_off_after_the_close(field: Doorway) -> None:
    """SVY-16, SVY-12: its answers are not used, so that nobody puts them on record either."""
    key_twice(field, 1, GLAD)
    do(field, "close_collection")
    do(field, "call_off", why="问卷印错")
    off = "The survey was called off at 2026-03-12 01:00:00+00:00."
    assert refused(field, "report_figures", analysis="良好") == [off]
    assert refused(field, "reopen_collection", why="补收")[0] == off
    assert survey_of(field).reports == ()
    assert [one.text for one in ended(survey_of(field))] == ["The survey was called off at {at}."]


def test_an_event_is_marked_once_it_has_happened(field: Doorway) -> None:
    """SVY-14: a year typed wrong would put the mark, and the whole line, into another century."""
    assert refused(field, "mark_event", on="2062-03-01", what="电梯更新改造完工") == [
        "2062-03-01 has not come yet."
    ]
    do(field, "mark_event", on="2026-03-12", what="电梯更新改造完工")
    assert [on.isoformat() for on, _ in survey_of(field).marks] == ["2026-03-12"]


def test_an_event_more_than_three_years_before_the_round_moved_an_earlier_one(field: Doorway) -> None:
    """SVY-14: three years to the day before 12 March 2026 may be marked, one day more may not."""
    assert survey_of(field).starts.isoformat() == "2026-03-12"
    assert refused(field, "mark_event", on="2023-03-11", what="换保洁公司") == [
        "2023-03-11 lies more than three years before this round."
    ]
    assert refused(field, "mark_event", on="1900-01-01", what="x") == [
        "“on” lies in a year that cannot be meant."
    ]
    do(field, "mark_event", on="2023-03-12", what="换保洁公司")
    assert [on.isoformat() for on, _ in survey_of(field).marks] == ["2023-03-12"]


@pytest.mark.parametrize("by", ["anna", "fin", "guard", "chen"])
def test_planning_drawing_and_reporting_are_the_coordinators(field: Doorway, by: str) -> None:
    for name, given in (
        ("draw", {"forms": 1}),
        ("close_collection", {}),
        ("report_figures", {"analysis": "x"}),
    ):
        assert refused(field, name, by, **given)[0].startswith(f"{by} may not do this")


def test_a_survey_that_nobody_planned_is_named(town: Doorway) -> None:
    assert refused(town, "close_collection") == ["There is no survey yearly-2026 at this site."]
    told = town.refused("survey.plan", "coord", survey="x", name="x", template="nothing", starts="2026-03-12")
    assert told == ["There is no kind of survey “nothing”."]


def test_two_rounds_do_not_touch_each_other(town: Doorway) -> None:
    begin(town)
    other = {"survey": "second", "name": "第二次", "template": "central_survey", "starts": "2026-03-12"}
    town.do("survey.plan", "coord", **other)
    town.do("survey.freeze_frame", "coord", survey="second")
    town.do("survey.draw", "coord", survey="second")
    assert town.refused("survey.return_forms", "anna", survey="second", forms=[1]) == [
        "Form 1 has not been issued."
    ]
    assert survey_of(town).seeds != []
