"""One round whole, now and as of any position, against a replay of its forms (SVY-01..04, SVY-07, SVY-11, SVY-16)."""

import pytest

from domain.errors import Unknown
from projections.surveys.survey import survey
from projections.surveys.whole_rows import DrawRow, Figures, WholeSurvey
from tests.projections.office import Office
from tests.projections.surveys.field import CROSS, GLAD, KINDS, ROUND, Field

PLAIN = {"overall": 4}
THEMES = [one["code"] for one in KINDS["central_survey"]["questionnaire"]["themes"]]


def told(found: WholeSurvey) -> tuple[int, int, int]:
    return found.funnel.issued, found.funnel.returned, found.funnel.valid


def test_svy_07_every_position_counts_what_a_replay_of_its_forms_counts(field: Field) -> None:
    begun = field.office.log.head()
    field.do("note_visit", "anna", form=3, outcome="refused")
    field.key(1, GLAD)
    field.key(2, GLAD, CROSS)
    field.do("settle_form", form=2, answers=CROSS)
    field.do("replace_form", form=4, why="问卷污损")
    field.do("issue_forms", "bert", forms=[11])
    field.take({5: GLAD, 6: {"overall": 3}})
    field.do("reject_form", form=5, reason="unstamped")
    field.do("close_collection")
    field.do("report_figures", analysis="保洁")
    field.take({7: CROSS})
    field.do("settle_form", form=7, answers=GLAD, why="行错位")
    for position in range(begun, field.office.log.head() + 1):
        found, counts = field.whole(as_of=position), field.replayed(position)
        assert told(found) == (counts.issued, counts.returned, counts.valid), position
        for one in found.themes:
            answered = (one.satisfaction.happy, one.satisfaction.answered) if one.satisfaction else (0, 0)
            assert answered == (counts.happy.get(one.code, 0), counts.answered.get(one.code, 0)), position
    assert told(field.whole()) == (10, 5, 4)


def test_svy_05_more_forms_than_users_are_told_without_a_base_to_correct_them(office: Office) -> None:
    field = Field(office, {})
    field.publish("office")
    field.plan("office", target={"part": 85, "of": 100})
    field.do("freeze_frame", users=3)
    field.do("draw", forms=5)
    field.do("issue_forms", "anna", forms=[1, 2, 3, 4, 5])
    field.take(dict.fromkeys(range(1, 4), PLAIN))
    satisfaction = field.whole().row.satisfaction
    assert satisfaction is not None
    assert (satisfaction.base, satisfaction.low) == (3, 1.0)
    field.take(dict.fromkeys(range(4, 6), PLAIN))
    found = field.whole()
    assert found.row.satisfaction is not None
    assert (found.row.satisfaction.base, found.row.satisfaction.low < 1.0) == (None, True)
    assert (found.of_issued is None, found.of_base) == (False, None)
    assert field.trend("office").rounds[0].of_base is None


def test_svy_16_buildings_have_their_base_their_forms_and_their_share(field: Field) -> None:
    field.take({1: GLAD, 7: CROSS, 8: GLAD})
    rows = [(one.name, one.size, one.drawn, one.valid) for one in field.whole().strata]
    assert rows == [("A", 6, 6, 1), ("B", 3, 3, 2), ("C", 1, 1, 0)]
    shares = [one.satisfaction.share if one.satisfaction else None for one in field.whole().strata]
    assert shares == [1.0, 0.5, None]
    weighted = field.whole().weighted
    assert weighted is not None
    assert (weighted.size, weighted.unheard) == (9, ("C",))
    assert weighted.share == pytest.approx((6 * 1 + 3 * 0.5) / 9)


def test_the_draw_is_told_with_its_seed_and_the_buildings_of_which_nobody_was_drawn(office: Office) -> None:
    field = Field(office, {"A": 6, "B": 3, "C": 1})
    field.publish("project")
    field.plan("project")
    field.do("freeze_frame")
    frame = field.whole().frame
    assert frame is not None
    assert (frame.draws, frame.without) == ([], [])
    field.do("draw", forms=2)
    frame = field.whole().frame
    assert frame is not None
    assert frame.draws == [DrawRow(field.round().seeds[0], 2)]
    assert (frame.base, frame.calendar, frame.without) == (10, "CN@17", ["C"])
    field.do("draw", forms=3)
    frame = field.whole().frame
    assert frame is not None
    assert [one.size for one in frame.draws] == [2, 3]
    assert field.whole().funnel.numbered == 5


def test_svy_11_surveyors_have_their_returns_refusals_and_absences(field: Field) -> None:
    field.do("note_visit", "anna", form=1, outcome="absent")
    field.do("note_visit", "anna", form=1, outcome="refused")
    field.do("note_visit", "bert", form=6, outcome="absent")
    field.key(2, GLAD)
    field.key(7, CROSS)
    rows = field.whole().surveyors
    assert [(one.name, one.issued, one.returned, one.valid, one.refused, one.absent) for one in rows] == [
        ("员工anna", 5, 1, 1, 1, 0),
        ("员工bert", 5, 1, 1, 0, 1),
    ]
    assert [one.flagged for one in rows] == [False, False]


def test_svy_11_a_surveyor_whose_forms_are_all_alike_is_flagged_with_the_statistic(office: Office) -> None:
    field = Field(office, {"A": 20})
    field.publish("central_survey")
    field.plan()
    field.begin()
    for number in range(1, 11):
        field.key(number, {one: (number * place) % 5 + 1 for place, one in enumerate(THEMES, 1)})
        field.key(number + 10, dict.fromkeys(THEMES, 4))
    anna, bert = field.whole().surveyors
    assert (anna.flagged, bert.flagged) == (False, True)
    assert (bert.compared, bert.alike, bert.one_answer) == (10, 1.0, 10)
    assert bert.p is not None
    assert bert.p < 0.01
    assert field.whole().surveyors == field.whole().surveyors


def test_svy_11_answers_from_a_file_are_nobodys_hand(field: Field) -> None:
    field.key(1, GLAD)
    field.take({2: GLAD})
    anna = field.whole().surveyors[0]
    assert (anna.valid, anna.compared) == (2, 1)


def test_svy_11_svy_16_a_household_with_two_forms_back_is_flagged_and_counts_once(field: Field) -> None:
    assert field.whole().second_forms == []
    field.do("replace_form", form=1, why="丢失")
    field.do("issue_forms", "anna", forms=[11])
    field.take({11: GLAD, 2: GLAD})
    field.do("return_forms", "anna", forms=[1])
    found = field.whole()
    assert [(one.unit, one.forms, one.counts) for one in found.second_forms] == [("A-1", [1, 11], 1)]
    assert (found.funnel.returned, found.funnel.valid, found.funnel.gone) == (2, 2, 1)
    assert found.funnel.numbered == 10


def test_svy_07_invalid_forms_are_counted_by_reason(field: Field) -> None:
    field.take({1: GLAD, 2: GLAD, 3: GLAD})
    field.do("reject_form", form=1, reason="falsified")
    field.do("reject_form", form=2, reason="unstamped")
    field.key(4, {"security": 4})
    assert field.whole().invalid == {"falsified": 1, "incomplete": 1, "unstamped": 1}
    assert field.whole().funnel.valid == 1


def test_silence_is_bounded_for_those_asked_and_for_the_base(field: Field) -> None:
    field.take({1: GLAD, 2: GLAD, 3: CROSS})
    found = field.whole().of_issued
    assert found is not None
    assert (found.happy, found.valid, found.whole, found.silent) == (2, 3, 10, 7)
    assert (found.low, found.high) == (0.2, 0.9)


def test_a_late_form_restates_the_figures_and_is_named_between_both(field: Field) -> None:
    field.take({1: GLAD, 2: GLAD, 3: CROSS})
    field.do("close_collection")
    before = field.office.log.head()
    field.do("report_figures", analysis="保洁")
    field.do("note_visit", "anna", form=8, outcome="absent")
    field.take({4: CROSS})
    field.do("settle_form", form=1, answers=CROSS, why="行错位")
    report = field.whole().reports[0]
    assert (report.position, report.analysis, report.between) == (before, "保洁", [1, 4])
    assert (shares(report.then), shares(report.now)) == ((3, 2, 3), (4, 1, 4))
    then = field.whole(as_of=before + 1).reports[0]
    assert (shares(then.now), then.between) == ((3, 2, 3), [])


def shares(found: Figures) -> tuple[int, int, int]:
    assert found.satisfaction is not None
    return found.returned, found.satisfaction.happy, found.satisfaction.answered


def test_a_round_that_nobody_planned_is_named(field: Field) -> None:
    field.office.projector.catch_up()
    with pytest.raises(Unknown):
        survey(field.office.views, site="s1", code="nobody", as_of=None)
    with pytest.raises(Unknown):
        survey(field.office.views, site="s1", code=ROUND, as_of=1)
