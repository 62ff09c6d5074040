"""What the kinds of survey ask for: quotas, recovery, deadlines; and the draw that anybody can make again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.surveys.codes import form_code, is_code
from domain.surveys.deadlines import due_days
from domain.surveys.sampling import allocated, drawn
from domain.surveys.template import EndOfMonth, Share, SurveyTemplate
from seed.catalogue import calendar_years, questionnaires, survey_templates

KINDS = {one.code: one for one in survey_templates()}
CN = Calendar("CN", 1, {one.year: one for one in calendar_years()})


def test_we_06_svy_01_svy_02_forms_to_issue_and_least_returned() -> None:
    """WE-06: 180 / 200 / 1000 households; the step 199 → 199 but 200 → 120."""
    central = KINDS["central_survey"]
    assert [central.quota_of(homes) for homes in (1, 180, 199, 200, 1000)] == [1, 180, 199, 120, 600]
    assert [central.quota_of(homes) for homes in (201, 204, 205)] == [121, 123, 123]
    assert [central.recovery_from(issued) for issued in (180, 120, 600, 700)] == [162, 108, 540, 630]
    assert central.recovery is not None
    assert not central.recovery.is_met(600, 700)
    assert central.recovery_of == "returned"


def test_svy_03_issuing_more_raises_what_must_come_back_but_not_the_quota() -> None:
    central = KINDS["central_survey"]
    assert central.quota_of(1000) <= 700
    assert central.recovery_from(700) > 600


def test_we_07_svy_04_the_enterprises_timeline() -> None:
    """WE-07: 120 enterprises, issue Mon 2026-06-15, public holiday Fri 2026-06-19."""
    centre = KINDS["sc_centre"]
    assert centre.quota_of(120) == 114
    assert [centre.recovery_from(issued) for issued in (118, 114)] == [113, 109]
    assert centre.recovery_of == "valid"
    start = date(2026, 6, 15)
    open_still = due_days(centre.deadlines, start, None, CN)
    assert open_still == {
        "collect": date(2026, 6, 30),
        "tally": date(2026, 7, 3),
        "report": date(2026, 7, 31),
    }
    assert due_days(centre.deadlines, start, date(2026, 6, 25), CN)["tally"] == date(2026, 6, 30)
    assert due_days(centre.deadlines, start, date(2026, 7, 20), CN)["tally"] == date(2026, 7, 3)


def test_svy_04_the_report_of_december_is_due_at_the_end_of_january() -> None:
    due = due_days({"report": EndOfMonth(months=1)}, date(2026, 12, 15), None, CN)
    assert due == {"report": date(2027, 1, 31)}
    assert (KINDS["sc_centre"].cycle.months, KINDS["sc_centre"].cycle.day) == ((6, 12), 15)


def test_svy_10_cmp_08_the_central_surveys_days_count_from_the_field() -> None:
    due = due_days(KINDS["central_survey"].deadlines, date(2026, 11, 22), None, CN)
    assert due == {
        "collect": date(2026, 11, 30),
        "tally": date(2026, 12, 6),
        "slips": date(2026, 12, 7),
        "rectify": date(2026, 12, 20),
        "accept": date(2026, 12, 25),
        "report": date(2026, 12, 25),
    }


def test_svy_05_two_thirds_of_the_users_rounded_up() -> None:
    assert [KINDS["office"].quota_of(users) for users in (1, 3, 4, 100, 300)] == [1, 2, 3, 67, 200]
    assert KINDS["office"].wants_target


def test_svy_06_a_project_asks_at_least_every_half_year() -> None:
    assert (KINDS["project"].cycle.every_months, KINDS["project"].quota) == (6, None)


def test_svy_13_the_seven_themes_are_asked_in_both_languages() -> None:
    for sheet in questionnaires():
        codes = [one.code for one in sheet.themes]
        assert codes == ["security", "cleaning", "facilities", "charge", "convenience", "attitude", "overall"]
        assert all(one.ask.zh != one.ask.en for one in sheet.themes)
        assert [one.code for one in sheet.themes if one.required] == ["overall"]


def test_cal_10_shares_are_compared_unrounded_and_counts_rounded_up() -> None:
    sixty, most = Share(part=60, of=100), Share(part=95, of=100)
    assert not sixty.is_met(119, 200)
    assert sixty.is_met(120, 200)
    assert [sixty.least(whole) for whole in (0, 1, 199, 200, 201)] == [0, 1, 120, 120, 121]
    assert not most.is_met(9499, 10000)  # shown as 95.0 % where nobody looks out
    assert [most.least(whole) for whole in (118, 114, 120)] == [113, 109, 114]
    assert most.is_met(0, 0)


@given(whole=st.integers(0, 10_000), of=st.integers(1, 1000), data=st.data())
def test_cal_10_the_least_count_is_enough_and_one_less_is_not(
    whole: int, of: int, data: st.DataObject
) -> None:
    share = Share(part=data.draw(st.integers(1, of)), of=of)
    least = share.least(whole)
    assert share.is_met(least, whole)
    assert least == 0 or not share.is_met(least - 1, whole)


def test_a_template_is_whole_data() -> None:
    assert {type(one) for one in KINDS.values()} == {SurveyTemplate}
    assert sorted(KINDS) == ["central_survey", "office", "project", "sc_centre"]


@pytest.mark.parametrize(
    ("size", "strata", "share"),
    [
        (5, {"A": 6, "B": 3, "C": 1}, {"A": 3, "B": 1, "C": 1}),
        (2, {"A": 6, "B": 3, "C": 1}, {"A": 1, "B": 1, "C": 0}),
        (10, {"A": 6, "B": 3, "C": 1}, {"A": 6, "B": 3, "C": 1}),
        (99, {"A": 6, "B": 3, "C": 1}, {"A": 6, "B": 3, "C": 1}),
        (3, {"A": 100, "B": 1, "C": 0}, {"A": 2, "B": 1, "C": 0}),
        (0, {"A": 4}, {"A": 0}),
        (4, {}, {}),
    ],
)
def test_a_sample_is_shared_out_by_largest_remainders(
    size: int, strata: dict[str, int], share: dict[str, int]
) -> None:
    assert allocated(size, strata) == share


@given(size=st.integers(0, 400), strata=st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 90)))
def test_shares_add_up_fit_their_strata_and_leave_nobody_out_where_there_is_room(
    size: int, strata: dict[str, int]
) -> None:
    shares = allocated(size, strata)
    assert sum(shares.values()) == min(size, sum(strata.values()))
    assert all(0 <= shares[name] <= count for name, count in strata.items())
    inhabited = [name for name, count in strata.items() if count]
    assert size < len(inhabited) or all(shares[name] for name in inhabited)


@given(seed=st.text("0123456789abcdef", min_size=8, max_size=8), size=st.integers(1, 30))
def test_a_draw_does_not_depend_on_the_order_of_the_list(seed: str, size: int) -> None:
    units = [f"5-{number}" for number in range(30)]
    assert drawn(seed, size, {"5": units}) == drawn(seed, size, {"5": units[::-1]})


def test_an_empty_stratum_is_drawn_from_without_harm() -> None:
    assert drawn("ab", 2, {"A": ["A-1", "A-2"], "B": []}) == {"A": drawn("ab", 2, {"A": ["A-1", "A-2"]})["A"]}


def test_codes_differ_by_form_survey_site_and_key() -> None:
    asked = [
        ("k", "s1", "y", 1),
        ("k", "s1", "y", 2),
        ("k", "s1", "z", 1),
        ("k", "s2", "y", 1),
        ("l", "s1", "y", 1),
    ]
    codes = [form_code(*one) for one in asked]
    assert len({*codes}) == 5
    assert {len(code) for code in codes} == {16}
    assert [is_code(codes[0], *one) for one in asked] == [True, False, False, False, False]
    assert not is_code("ä" * 16, *asked[0])
