"""The demo's survey rounds: six are over, one is in the field, and the forms tell what moved from what did not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from domain.calendar import add_months
from domain.surveys.facts import SurveyPlanned
from domain.surveys.form_facts import FormAnswered, FormIssued, RectificationRejected
from domain.surveys.survey import Survey
from domain.tickets.ticket import Ticket, ticket_stream
from domain.units import Unit
from projections.surveys.figures.alike import alike
from projections.surveys.figures.change import Change, NotComparable, compare, together
from seed.demo import Estate
from seed.demo.crew import SURVEYORS
from seed.demo.days import DAY, ZONE, is_working_day, local
from seed.demo.surveys.dates import starts
from seed.demo.surveys.script import script
from tests.seed.stage import NOW, played_once
from tests.seed.survey_stage import SurveyStage

SEED = 20260607
NEWEST = 7
SCALE, LIFTS, LOBBIES = 2, 4, 5
"""The round before which the scale changed, the lifts were renewed, the lobbies painted."""


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyStage]:
    stage = played_once(tmp_path_factory, "surveys", SurveyStage, Estate.ending_at(NOW, SEED))
    yield stage
    stage.log.close()


@pytest.fixture
def later(tmp_path: Path) -> Iterator[SurveyStage]:
    """The same, when the newest round is over, too."""
    stage = SurveyStage(tmp_path, Estate.ending_at(NOW, SEED, homes=300))
    stage.wall = NOW + 25 * DAY
    assert not stage.play(stage.wall).refused
    yield stage
    stage.log.close()


def test_rounds_are_held_every_half_year(today: SurveyStage) -> None:
    """SVY-06: six rounds are reported, over three years, and the seventh is in the field."""
    surveys = [today.survey(number) for number in range(1, NEWEST + 1)]
    assert [len(one.reports) for one in surveys] == [1] * 6 + [0]
    assert [one.closed_at is None for one in surveys] == [False] * 6 + [True]
    span = surveys[-1].starts - surveys[0].starts
    assert timedelta(days=1090) < span < timedelta(days=1100)
    assert {one.template.code for one in surveys} == {"project"}


def test_the_next_round_is_planned_and_has_not_begun(today: SurveyStage) -> None:
    """SVY-06: on a working day, within half a year of the newest; every stage of a round is seen in the demonstration."""
    newest = today.survey(NEWEST).starts
    ahead = [
        one for one in today.events() if isinstance(one.fact, SurveyPlanned) and one.fact.starts > newest
    ]
    (coming,) = ahead
    planned = today.log.get(Survey, coming.originator_id)
    assert (planned.frame, planned.slots, planned.called_off_at) == (None, {}, None)
    assert is_working_day(planned.starts)
    assert (planned.frame, planned.slots, planned.name) == (
        None,
        {},
        f"{planned.starts:%Y年}{planned.starts.month}月业主满意度调查",
    )


def test_no_round_begins_more_than_half_a_year_after_the_last() -> None:
    """SVY-06: on whatever day the demonstration begins, and always in another month."""
    for days in range(800):
        begun = starts(date(2026, 1, 1) + days * DAY)
        assert all(before < after <= add_months(before, 6) for before, after in pairwise(begun))
        assert len({f"{one:%Y-%m}" for one in begun}) == NEWEST
        assert all(is_working_day(one) for one in begun[:-1])


def test_the_base_is_who_lived_there_on_that_day(today: SurveyStage) -> None:
    """SVY-01, SVY-16: lived-in households at field start, and nobody else is drawn; the base grows as people move in."""
    units = {one.originator_id for one in today.events() if one.originator_id.startswith("unit:")}
    bases = []
    for number in range(1, NEWEST + 1):
        survey = today.survey(number)
        assert survey.frame
        assert survey.frozen_at
        then = {}
        for stream in units:
            told = (one for one in today.log.stream(stream) if one.happened_at <= survey.frozen_at)
            then[stream.rpartition(":")[2]] = Unit(stream).replay(told)
        lived_in = {code for code, unit in then.items() if unit.is_lived_in}
        assert {unit for one in survey.frame.strata for unit in one.units} == lived_in
        assert {slot.unit for slot in survey.slots.values()} <= lived_in
        bases.append(survey.frame.base)
    assert bases == sorted(bases)
    assert bases[0] < bases[-1]
    buildings = [{slot.stratum for slot in today.survey(number).slots.values()} for number in (4, 5)]
    assert buildings[1] - buildings[0] == {"10"}


def test_forms_are_out_with_people_who_work_here(today: SurveyStage) -> None:
    """SVY-02, SVY-03: a tenth of the base gets a form; nine of ten come back but in two rounds."""
    for number in range(1, NEWEST):
        survey, counts = today.survey(number), today.reported(number)
        assert counts.issued == survey.quota == -(-counts.base // 10)
    enough = [
        today.survey(number).template.recovery_from(today.reported(number).issued)
        <= today.reported(number).returned
        for number in range(1, NEWEST)
    ]
    assert enough == [True, False, True, True, True, False]
    issued = [one for one in today.events() if isinstance(one.fact, FormIssued)]
    assert {one.fact.surveyor for one in issued if isinstance(one.fact, FormIssued)} == {*SURVEYORS}


def test_what_truly_moved_is_told_from_what_did_not(today: SurveyStage) -> None:
    """SVY-14: the lifts raised public facilities and the whole; the lobbies raised nothing; both are marked."""
    for theme in ("facilities", "overall"):
        assert today.change(LIFTS, theme).low > 0
        assert today.change(LOBBIES, theme).low < 0 < today.change(LOBBIES, theme).high
    lobbies = today.change(LOBBIES, "cleaning")
    assert lobbies.low < 0 < lobbies.high
    for number in (LIFTS, LOBBIES):
        ((on, _),) = today.survey(number).marks
        assert today.survey(number - 1).starts < on < today.survey(number).starts
    assert not [number for number in (1, 2, 3, 6, 7) if today.survey(number).marks]


def test_judged_together_only_what_moved_is_better(today: SurveyStage) -> None:
    """SVY-14: of all themes of four comparisons two are better, and none is worse."""
    themes = [one.code for one in today.survey(1).questionnaire.themes]
    found = {
        (number, theme): one.verdict
        for number in (3, LIFTS, LOBBIES, 6)
        for theme, one in zip(
            themes, together([today.change(number, theme) for theme in themes]), strict=True
        )
        if isinstance(one, Change)
    }
    assert len(found) == 4 * len(themes)
    moved = {at for at, verdict in found.items() if verdict != "cannot tell"}
    assert moved == {(LIFTS, "facilities"), (LIFTS, "overall")}
    assert {found[at] for at in moved} == {"better"}


def test_the_line_breaks_where_the_scale_changed(today: SurveyStage) -> None:
    """SVY-14: three points in the first round, five since; they are not compared."""
    points = [today.survey(number).questionnaire.scale.points for number in range(1, NEWEST + 1)]
    assert points == [3] + [5] * 6
    found = compare(today.measured(SCALE - 1, "overall"), today.measured(SCALE, "overall"))
    assert isinstance(found, NotComparable)
    assert "scale" in {one.what for one in found.obstacles}


def test_late_forms_restate_the_newest_report(today: SurveyStage) -> None:
    """SVY-14: reported higher than known now; earlier reports stand."""
    for number in range(1, NEWEST):
        survey, now = today.survey(number), today.counts(number)
        ((position_at, report),) = survey.reports
        late = [form for form in today.forms(number) if form.late]
        assert (now == report.counts) is not bool(late), number
        if late:
            assert number == NEWEST - 1
            assert 5 <= len(late) <= 9
            assert all(form.returned_at and form.returned_at > position_at for form in late)
            was = report.counts.happy["overall"] / report.counts.answered["overall"]
            assert now.happy["overall"] / now.answered["overall"] < was - 0.02
            assert today.log.head() > report.position


def test_paper_is_keyed_by_two_and_what_differs_is_settled(today: SurveyStage) -> None:
    """SVY-07: what does not count has its reason; a household's second form counts nothing (SVY-16)."""
    rejected: Counter[str] = Counter()
    for number in range(1, NEWEST):
        forms = today.forms(number)
        rejected.update(form.rejected.reason for form in forms if form.rejected)
        assert not [form for form in forms if form.standing in ("keyed", "differs")]
        for form in forms:
            assert len({*form.keyers}) == len(form.keyers) in (0, 2)
    assert {*rejected} == {"incomplete", "unreadable", "unstamped", "not_this_household", "second_form"}
    settled = [
        form for form in today.forms(5) if len(form.keyings) == 2 and form.keyings[0] != form.keyings[1]
    ]
    assert 2 <= len(settled) <= 5
    assert all(form.answers in form.keyings for form in settled)
    (lost,) = [form for form in today.forms(5) if form.instead]
    assert lost.rejected
    assert lost.rejected.reason == "second_form"
    assert today.forms(5)[lost.instead - 1].is_valid


def test_a_surveyor_s_forms_are_all_alike_in_one_round(today: SurveyStage) -> None:
    """SVY-11: the statistic flags them, and nobody else's in any round whose paper was keyed here."""
    flagged: set[tuple[int, str]] = set()
    for number in (5, 6):
        themes = [one.code for one in today.survey(number).questionnaire.themes]
        forms: dict[str, list[list[int | None]]] = {}
        for form in today.forms(number):
            if form.issued and form.answers and form.source == "paper":
                said = [form.answers.get(theme) for theme in themes]
                forms.setdefault(form.issued.surveyor, []).append(said)
        assert {*forms} == {*SURVEYORS}
        flagged |= {(number, surveyor) for surveyor, found in alike(forms, 1).items() if found.flagged}
    assert flagged == {(6, "quyu02")}


def test_households_answer_behind_their_codes_in_nobody_s_name(today: SurveyStage) -> None:
    """SVY-16."""
    told = [one for one in today.events() if isinstance(one.fact, FormAnswered) and one.fact.source == "page"]
    assert len(told) > 30
    assert {one.by for one in told} == {""}


def test_the_round_in_the_field_has_something_of_everything(today: SurveyStage) -> None:
    """SVY-08, SVY-09: forms not out, out, back, keyed once, keyed differently; problems of today, and tickets."""
    standing = Counter(form.standing for form in today.forms(NEWEST))
    assert standing["differs"] >= 2
    assert (
        min(standing[one] for one in ("numbered", "issued", "absent", "returned", "keyed", "answered")) >= 1
    )
    found = [one for form in today.forms(NEWEST) for one in form.problems.values()]
    assert {one.state for one in found} >= {"found", "classified", "rectifying"}
    today_ = NOW.astimezone(ZONE).date()
    assert [one for one in found if one.found_at.astimezone(ZONE).date() == today_]
    numbers = [one.ticket for one in found if one.ticket]
    assert len(numbers) == 2
    assert all(not today.log.get(Ticket, ticket_stream("s1", one)).is_open for one in numbers)


def test_problems_are_put_right_some_at_the_second_attempt(today: SurveyStage) -> None:
    """SVY-10."""
    found = [
        one for number in range(1, NEWEST) for form in today.forms(number) for one in form.problems.values()
    ]
    assert len(found) == sum(len(one.problems) for one in script().rounds[: NEWEST - 1])
    assert {one.state for one in found} == {"accepted"}
    assert {one.kind for one in found} == {"daily", "suggestion", "external"}
    assert [one for one in today.events() if isinstance(one.fact, RectificationRejected)]


def test_the_round_in_the_field_goes_on_to_its_report(later: SurveyStage) -> None:
    """SVY-02: while the demonstration is looked at, forms come back, and figures are reported."""
    survey = later.survey(NEWEST)
    assert survey.closed_at
    assert len(survey.reports) == 1
    assert {form.standing for form in later.forms(NEWEST)} <= {"answered", "absent", "refused", "returned"}
    assert {one.state for form in later.forms(NEWEST) for one in form.problems.values()} == {"accepted"}


def test_a_survey_that_a_person_closed_is_left_alone_and_a_form_only_itself(tmp_path: Path) -> None:
    """SVY-02: what people do in the field is theirs; the rest goes on."""
    stages = [SurveyStage(tmp_path / name, Estate.ending_at(NOW, SEED, homes=300)) for name in ("a", "b")]
    for stage in stages:
        stage.play(NOW)
    closed, touched = stages
    code = closed.survey(NEWEST).code
    closed.person("survey.close_collection", "huodong01", survey=code)
    out = next(form.number for form in touched.forms(NEWEST) if form.standing == "issued")
    touched.person("survey.return_forms", "quyu01", survey=code, forms=[out])
    for stage in stages:
        stage.wall = NOW + 25 * DAY
        played = stage.play(stage.wall)
        assert (code in played.touched) is (stage is closed)
    assert not closed.survey(NEWEST).reports
    assert touched.survey(NEWEST).reports
    for stage in stages:
        stage.log.close()


def test_both_times_of_the_rounds_lie_years_back(today: SurveyStage) -> None:
    """Forms keyed in a round were recorded in it: the company used the program then."""
    for number in range(1, NEWEST):
        survey = today.survey(number)
        until = local(survey.starts + 40 * DAY, 0)
        for form in today.forms(number):
            told = today.log.stream(form.id)
            assert all(
                one.recorded_at and survey.frozen_at and survey.frozen_at < one.recorded_at for one in told
            )
            assert all(one.recorded_at and one.recorded_at < until for one in told)
