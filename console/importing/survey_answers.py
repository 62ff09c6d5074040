"""The file of answers to one survey round: one row a form, one column a question (SVY-07, SVY-16)."""

from collections.abc import Mapping, Sequence
from typing import Any

from console.importing import fields
from console.importing.fields import Parse
from console.importing.forms import Form, Heading, Values
from console.tabular import Cell
from domain.errors import Reason, Refused, Term, reason
from domain.surveys.form import ANSWERED
from domain.surveys.questionnaire import Questionnaire, Theme

DIGITS = 6
ANSWER = "answer."


def answers_form(survey: str, sheet: Questionnaire) -> Form:
    """What a file of answers to this round looks like; questions are headed by code or by either name."""
    labels = tuple((one.zh, one.en) for one in sheet.scale.labels)
    parse = _figure({word.casefold(): points for points, pair in enumerate(labels, 1) for word in pair})
    number = Heading(
        "form", "问卷编号", "Form number", _number, True, ("编号", "表号", "form", "number", "no")
    )
    comment = Heading(
        "comment", "住户意见", "Comment", fields.words, aliases=("意见", "意见建议", "comments")
    )
    return Form(
        kind=f"answers {survey}",
        zh="问卷答案",
        en="Survey answers",
        do="survey.take_answers",
        headings=(number, *(_question(one, parse, labels) for one in sheet.themes), comment),
        key=lambda values: str(values["form"] or ""),
        arguments=lambda values: _arguments(survey, values),
        obstacles=_nothing,
        examples=_examples(sheet, labels),
        stood=lambda refused: all(one.text == ANSWERED for one in refused.reasons),
    )


def _question(theme: Theme, parse: Parse, labels: Sequence[tuple[str, str]]) -> Heading:
    key = ANSWER + theme.code
    return Heading(key, theme.name.zh, theme.name.en, parse, aliases=(theme.code,), choices=tuple(labels))


def _number(cell: Cell, heading: str) -> int | None:
    """The number of a form; ``None`` for an empty cell."""
    text = fields.words(cell, heading)
    if not text:
        return None
    if not text.isdecimal() or len(text) > DIGITS or not int(text):
        raise Refused(
            reason(
                "{heading} is no form number: {value}.",
                who=Term("you"),
                verb=Term("write the number that is printed on the form"),
                heading=heading,
                value=text[:40],
            )
        )
    return int(text)


def _figure(points: Mapping[str, int]) -> Parse:
    """A figure of the scale, in digits or by its word; what lies beyond the scale the door refuses."""

    def parse(cell: Cell, heading: str) -> int | None:
        text = fields.name(cell, heading).casefold()
        if not text:
            return None
        if text in points or (text.isdecimal() and len(text) <= DIGITS):
            return points.get(text) or int(text)
        raise Refused(
            reason(
                "{heading} is {value}; it can be {choices}.",
                heading=heading,
                value=text[:40],
                choices=f"1–{max(points.values())}",
            )
        )

    return parse


def _arguments(survey: str, values: Values) -> dict[str, Any]:
    answers = {
        key.removeprefix(ANSWER): value
        for key, value in values.items()
        if key.startswith(ANSWER) and value is not None
    }
    comment = values["comment"] or None
    return {"survey": survey, "form": values["form"], "answers": answers, "comment": comment}


def _nothing(_values: Values) -> list[Reason]:
    return []


def _examples(
    sheet: Questionnaire, labels: Sequence[tuple[str, str]]
) -> tuple[Mapping[str, str | tuple[str, str]], ...]:
    """One form answered by digits, one by words and without what need not be answered."""
    top = len(labels)
    digits: dict[str, str | tuple[str, str]] = {ANSWER + one.code: str(top) for one in sheet.themes}
    spoken: dict[str, str | tuple[str, str]] = {
        ANSWER + one.code: labels[top - 2] for one in sheet.themes if one.required
    }
    said = ("楼道灯常坏", "The stair lights often fail")
    return ({"form": "12", **digits}, {"form": "13", **spoken, "comment": said})
