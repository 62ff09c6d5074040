"""Forms one by one: those behind a figure, both keyings side by side, and what happened (SVY-07, SVY-11, SVY-16)."""

import pytest

from domain.errors import Unknown
from projections.asking.registry import ask
from tests.projections.surveys.field import CROSS, GLAD, ROUND, Field


def test_svy_07_each_figure_of_the_funnel_opens_its_forms(field: Field) -> None:
    field.do("note_visit", "anna", form=3, outcome="refused")
    field.key(1, GLAD)
    field.do("return_forms", "anna", forms=[2])
    field.do("replace_form", form=4, why="污损")
    field.take({5: GLAD, 6: CROSS})
    field.do("reject_form", form=5, reason="unstamped")
    field.do("close_collection")
    field.take({7: GLAD})
    funnel = field.whole().funnel
    opened = {
        one: field.numbers(counting=one) for one in ("issued", "returned", "valid", "invalid", "late", "gone")
    }
    assert opened == {
        "issued": [1, 2, 3, 5, 6, 7, 8, 9, 10],
        "returned": [1, 2, 5, 6, 7],
        "valid": [1, 6, 7],
        "invalid": [5],
        "late": [7],
        "gone": [4],
    }
    assert (funnel.issued, funnel.returned, funnel.valid) == (9, 5, 3)
    assert (funnel.late, funnel.gone, funnel.refused, funnel.to_key) == (1, 1, 1, 1)
    assert field.numbers(standing="refused") == [3]
    assert field.numbers(standing="returned") == [2]
    assert field.numbers(rejected="unstamped") == [5]
    assert field.numbers(rejected="falsified") == []
    assert field.numbers() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_forms_are_told_by_building_and_surveyor_page_by_page(field: Field) -> None:
    assert field.numbers(stratum="B") == [7, 8, 9]
    assert field.numbers(surveyor="bert") == [6, 7, 8, 9, 10]
    assert field.numbers(surveyor="bert", stratum="A") == [6]
    page = field.forms(limit=3, offset=6)
    assert (page.total, [one.number for one in page.rows]) == (10, [7, 8, 9])
    assert {one.surveyor_name for one in page.rows} == {"员工bert"}


def test_a_form_that_waits_to_be_issued_is_numbered_and_knows_its_household(field: Field) -> None:
    assert field.numbers(standing="numbered") == []
    field.do("replace_form", form=9, why="丢失")
    found = field.forms(standing="numbered")
    assert [(one.number, one.unit, one.stratum, one.issued_at) for one in found.rows] == [
        (11, "B-3", "B", None)
    ]
    assert field.form(11).line == found.rows[0]
    assert field.numbers(standing="numbered", stratum="A") == []
    field.do("replace_form", form=11, why="再次丢失")
    assert field.numbers(standing="numbered") == [12]
    field.do("issue_forms", "anna", forms=[12])
    assert field.numbers(standing="numbered") == []
    assert field.form(12).line.standing == "issued"


def test_a_form_that_was_never_numbered_is_unknown(field: Field) -> None:
    with pytest.raises(Unknown, match="No form 12 was ever numbered"):
        field.form(12)


def test_forms_between_two_positions_are_those_that_count_otherwise(field: Field) -> None:
    field.take({1: GLAD, 2: GLAD})
    first = field.office.log.head()
    field.take({3: CROSS})
    field.do("note_visit", "bert", form=8, outcome="absent")
    second = field.office.log.head()
    field.do("settle_form", form=2, answers=CROSS, why="行错位")
    assert field.numbers(since=first) == [2, 3]
    assert field.numbers(since=first, as_of=second) == [3]
    assert field.numbers(since=second) == [2]
    assert field.numbers(since=field.office.log.head()) == []


def test_both_keyings_stand_side_by_side_until_somebody_settles_them(field: Field) -> None:
    field.do("return_forms", "anna", forms=[1])
    field.do("key_form", "anna", form=1, answers=GLAD, comment="电梯常停")
    one = field.office.log.head()
    field.do("key_form", "bert", form=1, answers={**GLAD, "cleaning": 2})
    two = field.office.log.head()
    found = field.form(1)
    assert [(each.name, each.answers) for each in found.keyings] == [
        ("员工anna", GLAD),
        ("员工bert", {**GLAD, "cleaning": 2}),
    ]
    assert (found.differs, found.line.standing, found.comments) == (["cleaning"], "differs", ["电梯常停"])
    keyed = {each.code: (each.keyed, each.stands) for each in found.questions}
    assert (keyed["cleaning"], keyed["security"]) == (([4, 2], None), ([5, 5], None))
    field.do("settle_form", form=1, answers=GLAD)
    settled = field.form(1)
    assert (settled.differs, settled.line.is_valid, settled.line.overall) == ([], True, 4)
    assert next(each.stands for each in settled.questions if each.code == "cleaning") == 4
    assert [each.fact for each in settled.events] == [
        "form.issued", "form.returned", "form.keyed", "form.keyed", "form.settled",
    ]  # fmt: skip
    assert (field.form(1, as_of=one).line.standing, field.form(1, as_of=two)) == ("keyed", found)


def test_svy_07_an_invalid_form_tells_its_reason_in_words(field: Field) -> None:
    field.key(1, GLAD)
    field.do("reject_form", form=1, reason="falsified", said="与二号表笔迹相同")
    found = field.form(1)
    assert (found.line.rejected, found.said, found.line.is_valid) == ("falsified", "与二号表笔迹相同", False)


def test_an_event_is_told_with_when_it_happened_and_was_recorded(field: Field) -> None:
    happened = field.office.clock()
    field.office.later(hours=5)
    given = {"survey": ROUND, "forms": [1]}
    field.office.do("survey.return_forms", "anna", happened, **given)  # pyright: ignore[reportArgumentType]
    last = field.form(1).events[-1]
    assert (last.happened_at, last.recorded_at, last.doer) == (happened, field.office.clock(), "anna")
    assert last.recorded_late_s == 5 * 3600


def test_the_same_questions_are_put_on_the_command_line(field: Field) -> None:
    field.take({1: GLAD})
    typed = {"site": "s1", "code": ROUND, "counting": "valid", "limit": "5"}
    field.office.projector.catch_up()
    assert ask(field.office.views, "survey_forms", typed) == field.forms(counting="valid", limit=5)
    assert [one.code for one in ask(field.office.views, "survey_templates", {})] == ["central_survey"]
