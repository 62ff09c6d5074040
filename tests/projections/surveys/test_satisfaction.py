"""The line of satisfaction: intervals, changes, breaks, restated figures, and what stood beside it (SVY-02, SVY-14)."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Unknown
from projections.surveys.figures.change import Change, Measured, compare, together
from projections.surveys.figures.share import interval
from projections.surveys.whole_rows import ObstacleRow
from tests.projections.office import Office
from tests.projections.surveys.field import CROSS, GLAD, KINDS, Field, half_a_year, hold


def three_rounds(field: Field) -> None:
    hold(field, "r1", 8, 12)
    half_a_year(field)
    hold(field, "r2", 10, 10)
    half_a_year(field)
    hold(field, "r3", 20, 0)


def test_svy_14_each_round_has_its_base_its_answers_and_its_interval(town: Field) -> None:
    three_rounds(town)
    line = town.trend().rounds
    assert [(one.code, one.base, one.valid, one.starts) for one in line] == [
        ("r1", 40, 20, date(2026, 11, 22)),
        ("r2", 40, 20, date(2027, 5, 22)),
        ("r3", 40, 20, date(2027, 11, 19)),
    ]
    for one, happy in zip(line, (8, 10, 20), strict=True):
        expected = interval(happy, 20, 40)
        assert one.satisfaction is not None
        assert expected is not None
        assert (one.satisfaction.low, one.satisfaction.high) == (expected.low, expected.high)
        assert (one.of_issued, one.of_base) != (None, None)
        assert one.of_base is not None
        assert (one.of_base.low, one.of_base.high) == (happy / 40, (happy + 20) / 40)


def test_svy_14_a_change_says_better_worse_or_that_nobody_can_tell(town: Field) -> None:
    three_rounds(town)
    half_a_year(town)
    hold(town, "r4", 9, 11)
    changes = [one.change for one in town.trend().rounds]
    assert changes[0] is None
    told = [(one.before, one.verdict) for one in changes if one]
    assert told == [("r1", "cannot tell"), ("r2", "better"), ("r3", "worse")]
    assert changes[1] is not None
    expected = compare(shown("overall", 8), shown("overall", 10))
    assert isinstance(expected, Change)
    assert (changes[1].low, changes[1].high) == (expected.low, expected.high)
    assert changes[1].difference == pytest.approx(0.1)


def shown(theme: str, happy: int) -> Measured:
    return Measured("lived_in", "4/5", "same", theme, happy, 20, 40)


def test_svy_14_the_questions_of_a_round_are_judged_together(town: Field) -> None:
    three_rounds(town)
    found = town.trend()
    assert (found.chosen, found.before) == ("r3", "r2")
    themes = {one.code: one for one in found.themes}
    codes = [one.code for one in found.themes if one.code in GLAD]
    alone = [compare(shown(code, 10), shown(code, 20)) for code in codes]
    for code, judged in zip(codes, together(alone), strict=True):
        change = themes[code].change
        assert change is not None
        assert isinstance(judged, Change)
        assert (change.verdict, change.low, change.confidence) == ("better", judged.low, judged.confidence)
    assert {one.change.confidence for one in found.themes if one.change} == {None, 1 - 0.05 / 3, 0.975, 0.95}
    silent = themes["attitude"].change
    assert themes["attitude"].satisfaction is None
    assert silent is not None
    assert (silent.verdict, silent.why) == ("not comparable", [ObstacleRow("figure", "0", "0")])


def test_svy_14_buildings_are_compared_with_themselves_and_surveyors_only_told(town: Field) -> None:
    three_rounds(town)
    found = town.trend(chosen="r2")
    assert (found.chosen, found.before) == ("r2", "r1")
    assert [(one.name, one.size, one.valid) for one in found.strata] == [
        ("A", 20, 10),
        ("B", 10, 5),
        ("C", 10, 5),
    ]
    shares = [one.satisfaction.share if one.satisfaction else None for one in found.strata]
    assert shares == [1.0, 0.0, 0.0]
    assert [one.change.verdict for one in found.strata if one.change] == ["cannot tell"] * 3
    assert [one.change.before for one in found.strata if one.change] == ["r1"] * 3
    told = [(one.name, one.valid, one.satisfaction and one.satisfaction.happy) for one in found.surveyors]
    assert told == [("员工anna", 10, 10), ("员工bert", 10, 0)]
    assert {one.satisfaction.base for one in found.surveyors if one.satisfaction} == {None}


def test_the_line_is_told_of_one_building_or_of_one_question(town: Field) -> None:
    three_rounds(town)
    line = town.trend(stratum="A").rounds
    assert [(one.base, one.valid, one.satisfaction and one.satisfaction.happy) for one in line] == [
        (20, 10, 8),
        (20, 10, 10),
        (20, 10, 10),
    ]
    assert [one.reported for one in line] == [None, None, None]
    found = town.trend(theme="cleaning")
    assert (found.theme, found.theme_name and found.theme_name.zh) == ("cleaning", "保洁绿化")
    assert [one.satisfaction and one.satisfaction.happy for one in found.rounds] == [8, 10, 20]
    assert town.trend(theme="nothing").rounds[0].satisfaction is None


@pytest.mark.parametrize("other", ["scale", "questionnaire", "base kind"])
def test_svy_14_rounds_that_ask_otherwise_break_the_line_and_say_why(town: Field, other: str) -> None:
    hold(town, "r1", 8, 12)
    half_a_year(town)
    template: dict[str, Any] = {**KINDS["project"], "edition": 2}
    sheet = template["questionnaire"]
    if other == "scale":
        template["questionnaire"] = {**sheet, "scale": {**sheet["scale"], "happy_from": 3}}
    elif other == "questionnaire":
        template["questionnaire"] = {
            **sheet,
            "edition": 2,
            "themes": sheet["themes"][:2] + sheet["themes"][3:],
        }
    else:
        template["base"] = "enterprises"
    town.office.do("survey.publish_template", "coord", template=template)
    hold(town, "r2", 20, 0)
    first, second = town.trend().rounds
    assert (first.breaks, second.breaks) == (False, True)
    assert second.change is not None
    assert (second.change.verdict, second.change.difference) == ("not comparable", None)
    why = {one.what: (one.before, one.after) for one in second.change.why}
    told = {
        "scale": ("4/5", "3/5"),
        "questionnaire": ("households@1", "households@2"),
        "base kind": ("lived_in", "enterprises"),
    }
    assert why[other] == told[other]  # pyright: ignore[reportArgumentType]
    assert all(one.change.verdict == "not comparable" for one in town.trend().strata if one.change)


def test_svy_14_more_answers_than_users_are_compared_without_a_base(office: Office) -> None:
    field = Field(office, {})
    field.publish("office")
    for code, users in (("r1", 4), ("r2", 20)):
        starts = office.clock().date().isoformat()
        field.plan("office", code, starts=starts, target={"part": 85, "of": 100})
        field.do("freeze_frame", code=code, users=users)
        field.do("draw", code=code, forms=10)
        field.do("issue_forms", "anna", code=code, forms=[*range(1, 11)])
        field.take({number: GLAD if number > 4 else CROSS for number in range(1, 11)}, code)
        half_a_year(field)
    change = field.trend("office").rounds[1].change
    assert change is not None
    assert (change.verdict, change.rebased, change.difference) == ("cannot tell", True, 0.0)


def test_svy_14_a_base_of_another_size_is_noted_beside_the_comparison(town: Field) -> None:
    hold(town, "r1", 8, 12)
    half_a_year(town)
    town.register(unit="C-11", building="C", handover_state="lived_in")
    hold(town, "r2", 10, 10)
    change = town.trend().rounds[1].change
    assert change is not None
    assert (change.rebased, change.verdict) == (True, "cannot tell")


def test_a_late_form_restates_the_line_and_the_reported_figure_stays(town: Field) -> None:
    hold(town, "r1", 8, 10)
    town.do("close_collection", code="r1")
    town.do("report_figures", code="r1", analysis="保洁")
    before = town.office.log.head()
    town.take({19: CROSS}, "r1")
    now, then = town.trend().rounds[0], town.trend(as_of=before).rounds[0]
    assert now.reported is not None
    assert then.reported is not None
    assert (now.reported.restated, then.reported.restated) == (True, False)
    assert now.satisfaction is not None
    assert now.reported.figure == then.satisfaction
    assert (now.satisfaction.happy, now.satisfaction.answered) == (8, 19)


def test_every_position_has_the_line_of_a_replay(town: Field) -> None:
    hold(town, "r1", 5, 5)
    half_a_year(town)
    begun = town.office.log.head()
    hold(town, "r2", 3, 2, forms=8)
    town.do("close_collection", code="r2")
    town.take({11: GLAD}, "r1")
    for position in range(begun, town.office.log.head() + 1, 3):
        for one in town.trend(as_of=position).rounds:
            counts = town.replayed(position, one.code)
            told = (one.satisfaction.happy, one.satisfaction.answered) if one.satisfaction else (0, 0)
            assert told == (counts.happy.get("overall", 0), counts.answered.get("overall", 0)), position
            assert (one.issued, one.returned, one.valid) == (counts.issued, counts.returned, counts.valid)


def test_svy_14_a_round_and_the_line_tell_the_same_change_and_pass_over_a_round_without_a_figure(
    town: Field,
) -> None:
    hold(town, "r1", 8, 12)
    half_a_year(town)
    hold(town, "r2", 0, 0)
    half_a_year(town)
    hold(town, "r3", 20, 0)
    for one in town.trend().rounds:
        round_own = town.whole(one.code).change
        assert (round_own is None) is (one.change is None)
        if round_own and one.change:
            assert (round_own.survey, round_own.low, round_own.high) == (
                "r1",
                one.change.low,
                one.change.high,
            )
            assert (round_own.obstacles, round_own.verdict) == (one.change.why, one.change.verdict)
    told = [(one.change.verdict, one.breaks) for one in town.trend().rounds if one.change]
    assert told == [("not comparable", False), ("better", False)]


def test_rounds_that_are_planned_or_called_off_do_not_stand_on_the_line(town: Field) -> None:
    hold(town, "r1", 8, 12)
    half_a_year(town)
    hold(town, "r2", 10, 5)
    town.plan("project", "r3", starts="2027-12-01")
    assert [one.code for one in town.trend().rounds] == ["r1", "r2"]
    town.do("call_off", code="r2", why="问卷印错")
    found = town.trend()
    assert ([one.code for one in found.rounds], found.chosen, found.before) == (["r1"], "r1", "")
    assert [one.change for one in found.strata] == [None, None, None]
    with pytest.raises(Unknown):
        town.trend(chosen="r2")
    empty = town.trend("central_survey")
    assert (empty.rounds, empty.chosen, empty.themes, empty.kind_name) == ([], "", [], None)


def test_marks_stand_on_the_line_before_the_round_whose_change_speaks_of_them(town: Field) -> None:
    hold(town, "r1", 8, 12)
    half_a_year(town)
    town.do("mark_event", code="r1", on="2027-03-01", what="水泵房整改完成")
    town.do("mark_event", code="r1", on="2026-11-22", what="换保洁公司")
    assert [(one.on, one.what, one.after) for one in town.trend().marks] == [
        (date(2026, 11, 22), "换保洁公司", "r1"),
        (date(2027, 3, 1), "水泵房整改完成", ""),
    ]
    hold(town, "r2", 10, 10)
    town.do("mark_event", code="r2", on="2027-03-01", what="水泵房整改完成")
    assert [(one.what, one.after) for one in town.trend().marks] == [
        ("换保洁公司", "r1"),
        ("水泵房整改完成", "r2"),
    ]
