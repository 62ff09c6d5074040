"""What came back in time, thresholds in whole forms, and steps with their days (SVY-02..04, SVY-07, SVY-10; CMP-08)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.surveys.template import Share
from projections.surveys.rows import DueStep
from tests.projections.office import Office
from tests.projections.surveys.field import GLAD, KINDS, Field

PLAIN = {"overall": 4}
THEMES = [one["code"] for one in KINDS["central_survey"]["questionnaire"]["themes"]]


def test_svy_02_svy_03_a_threshold_is_met_in_whole_forms_and_both_are_needed(field: Field) -> None:
    field.take(dict.fromkeys(range(1, 9), GLAD))
    found = field.whole().row
    assert found.quota is not None
    assert found.recovery is not None
    assert (found.quota.there, found.quota.needed, found.quota.met) == (10, 10, True)
    assert (found.recovery.there, found.recovery.needed, found.recovery.met) == (8, 9, False)
    assert (found.recovery.percent, found.recovery.asked) == (Decimal("80.0"), Share(part=90, of=100))
    assert found.thresholds_met is False
    field.take({9: GLAD})
    assert field.whole().row.thresholds_met is True


def test_svy_02_a_form_that_comes_after_the_last_day_or_the_close_recovers_nothing(field: Field) -> None:
    field.take(dict.fromkeys(range(1, 9), GLAD))
    field.office.clock.now += timedelta(days=9)
    field.take({9: GLAD})
    late = field.whole()
    assert late.row.recovery is not None
    assert (late.funnel.returned, late.funnel.in_time, late.row.recovery.there) == (9, 8, 8)
    field.do("close_collection")
    field.take({10: GLAD})
    assert (field.whole().funnel.late, field.whole().funnel.in_time) == (1, 8)
    assert field.whole().funnel.valid == 10


def test_svy_02_a_form_that_comes_after_an_early_close_recovers_nothing_though_the_day_has_not_come(
    field: Field,
) -> None:
    field.take(dict.fromkeys(range(1, 9), GLAD))
    field.do("close_collection")
    field.take({9: GLAD})
    found = field.whole()
    assert (found.funnel.in_time, found.funnel.valid_in_time, found.funnel.valid) == (8, 8, 9)
    assert found.row.recovery is not None
    assert found.row.recovery.met is False


def test_svy_07_a_form_that_is_judged_or_gave_way_waits_for_nobody(field: Field) -> None:
    field.do("return_forms", "anna", forms=[1, 2])
    field.do("note_visit", "anna", form=3, outcome="refused")
    funnel = field.whole().funnel
    assert (funnel.to_key, funnel.refused) == (2, 1)
    field.do("reject_form", form=2, reason="unreadable")
    field.do("replace_form", form=3, why="丢失")
    funnel = field.whole().funnel
    assert (funnel.to_key, funnel.refused) == (1, 0)


def test_the_statistics_wait_for_what_came_back_and_is_not_keyed_yet(field: Field) -> None:
    field.key(1, GLAD)
    field.do("return_forms", "anna", forms=[2])
    field.do("close_collection")
    assert next(one for one in field.whole().steps if one.step == "tally").done is None
    field.office.later(days=2)
    field.do("key_form", "anna", form=2, answers=GLAD)
    field.do("key_form", "bert", form=2, answers=GLAD)
    assert next(one for one in field.whole().steps if one.step == "tally").done == date(2026, 11, 24)


def test_svy_04_only_valid_forms_recover_where_the_rule_says_so(office: Office) -> None:
    field = Field(office, {"A": 20})
    field.publish("sc_centre")
    field.plan("sc_centre", "june", starts="2026-11-22")
    field.begin("june")
    assert field.whole("june").row.quota.needed == 19  # pyright: ignore[reportOptionalMemberAccess]
    field.take(dict.fromkeys(range(1, 20), PLAIN), "june")
    row = field.whole("june").row
    assert row.recovery is not None
    assert (row.recovery.there, row.recovery.whole, row.recovery.needed, row.recovery.met) == (
        19,
        19,
        19,
        True,
    )
    field.do("reject_form", code="june", form=1, reason="falsified")
    row = field.whole("june").row
    assert row.recovery is not None
    assert (row.recovery.there, row.recovery.met, row.returned) == (18, False, 19)


def test_svy_04_a_form_that_was_back_in_time_counts_although_it_is_mended_later(office: Office) -> None:
    field = Field(office, {"A": 20})
    field.publish("sc_centre")
    field.plan("sc_centre", "june", starts="2026-11-22")
    field.begin("june")
    field.take(dict.fromkeys(range(1, 19), PLAIN), "june")
    office.clock.now = datetime(2026, 12, 4, 15, 58, tzinfo=UTC)
    field.take({19: PLAIN}, "june")
    assert field.whole("june").funnel.valid_in_time == 19
    office.later(days=3)
    field.do("settle_form", code="june", form=19, answers={"overall": 2}, why="复核")
    assert field.whole("june").funnel.valid_in_time == 19


def test_svy_04_the_tenth_working_day_ends_at_midnight(office: Office) -> None:
    field = Field(office, {"A": 20})
    field.publish("sc_centre")
    field.plan("sc_centre", "june", starts="2026-11-22")
    field.begin("june")
    office.clock.now = datetime(2026, 12, 4, 15, 59, tzinfo=UTC)
    field.take({1: PLAIN}, "june")
    funnel = field.whole("june").funnel
    assert (funnel.valid, funnel.in_time, funnel.valid_in_time) == (1, 0, 0)


def test_svy_10_cmp_08_steps_have_their_day_and_whether_they_are_late(field: Field) -> None:
    due = {one.step: one.due for one in field.whole().steps}
    assert due == {
        "start": date(2026, 11, 22),
        "collect": date(2026, 11, 30),
        "tally": date(2026, 12, 6),
        "slips": date(2026, 12, 7),
        "rectify": date(2026, 12, 20),
        "accept": date(2026, 12, 25),
        "report": date(2026, 12, 25),
    }
    assert field.whole().row.next == DueStep("collect", date(2026, 11, 30), None, late=False)
    field.office.clock.now += timedelta(days=9)
    assert field.whole().row.next == DueStep("collect", date(2026, 11, 30), None, late=True)
    field.take({1: GLAD})
    field.do("find_problem", "anna", form=1, what="水压低")
    field.do("close_collection")
    steps = {one.step: (one.done, one.late) for one in field.whole().steps}
    assert steps["collect"] == (date(2026, 12, 1), True)
    assert steps["tally"] == (date(2026, 12, 1), False)
    assert steps["slips"] == steps["accept"] == (None, False)
    field.do("classify_problem", form=1, problem=1, kind="daily")
    field.do("issue_slip", form=1, problem=1)
    field.do("begin_rectifying", form=1, problem=1)
    field.do("refuse_rectification", form=1, problem=1, why="仍低")
    steps = {one.step: one.done for one in field.whole().steps}
    assert (steps["slips"], steps["rectify"], steps["accept"]) == (date(2026, 12, 1),) * 2 + (None,)
    assert field.whole().problems == {"rejected": 1}
