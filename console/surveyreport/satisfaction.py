"""The satisfaction of a round: as reported and as known now, what silence could change, and the round before."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from console.printing.document import Cell, Column, Facts, Part, Section, Table, Words
from console.surveyreport import words
from console.surveyreport.telling import NOBODY, Telling
from projections.surveys.figures.thresholds import half_up
from projections.surveys.whole_rows import ChangeRow, Figures, Silent

_MINUS = "\N{MINUS SIGN}"


def satisfaction(one: Telling) -> Section:
    """The share on the overall question, its interval, its bounds, and each report beside what is known now."""
    t = one.t
    columns = [
        Column(t("Figures"), 2.2),
        Column(t("Issued"), number=True),
        Column(t("Returned"), number=True),
        Column(t("Valid"), number=True),
        Column(t("Satisfied of answers"), 1.3, number=True),
        Column(t("Share satisfied"), 1, number=True),
        Column(t("Interval"), 1.7, number=True),
    ]
    rows = [
        _row(
            one,
            t("as reported {at}, position {position}", at=one.moment(each.at), position=each.position),
            each.then,
            each.position,
        )
        for each in one.survey.reports
    ]
    rows.append(_row(one, t("as known now") if not one.asked else t("as known then"), now(one), None))
    parts: list[Part] = [Table(columns, rows), *_meaning(one), Facts(list(_beside(one)))]
    return Section(t("Satisfaction"), parts)


def now(one: Telling) -> Figures:
    """The counts of the report's moment, as a report would state them."""
    found = one.survey.funnel
    return Figures(found.issued, found.returned, found.valid, one.survey.row.satisfaction)


def _row(one: Telling, name: str, found: Figures, then: int | None) -> list[Cell]:
    share = found.satisfaction
    told = (
        NOBODY
        if share is None
        else one.t("{happy} of {answered}", happy=share.happy, answered=share.answered)
    )
    return [
        Cell(name),
        one.forms(found.issued, then=then, counting="issued"),
        one.forms(found.returned, then=then, counting="returned"),
        one.forms(found.valid, then=then, counting="valid"),
        one.linked(told, then=then, counting="valid", satisfied="yes"),
        one.linked(one.share(share), strong=True, then=then, counting="valid"),
        one.linked(one.limits(share), then=then, counting="valid"),
    ]


def _meaning(one: Telling) -> Iterator[Words]:
    """What the interval says, in one sentence."""
    found = one.survey.row.satisfaction
    if found is None:
        yield Words([Cell(one.t("No valid form: there is no satisfaction to tell."))], small=True)
        return
    if found.low == found.high:
        said = one.t("Everybody of the base answered: the share is exact.")
    else:
        said = one.t(
            "Had all of the base answered, their share would lie from {low} to {high}; of 100 rounds asked in this "
            "way, about {confidence} have the true share within their interval.",
            low=one.percent(found.low),
            high=one.percent(found.high),
            confidence=half_up(found.confidence, 0),
        )
    yield Words([Cell(said)], small=True)


def _beside(one: Telling) -> Iterator[tuple[str, list[Cell]]]:
    """The contract's satisfaction, silence, buildings by households, and the forms between report and now."""
    t, row = one.t, one.survey.row
    if row.target is not None and row.target.needed is not None:
        said = t("reached") if row.target.met else t("not reached")
        told = t(
            "{share}; asked for: {needed} of {whole} satisfied: {said}",
            share=one.percent(row.target.percent),
            needed=row.target.needed,
            whole=row.target.whole,
            said=said,
        )
        yield t("Satisfaction of the contract"), [one.linked(told, counting="valid")]
    if one.survey.of_issued is not None:
        yield t("Silence among those given a form"), [_silent(one, one.survey.of_issued, counting="issued")]
    if one.survey.of_base is not None:
        yield t("Silence in the whole base"), [_silent(one, one.survey.of_base, counting="valid")]
    weighted = one.survey.weighted
    if weighted is not None:
        told = t(
            "{share} ({interval}), each building weighed by its households; it speaks for {size}",
            share=one.percent(weighted.share),
            interval=one.between(weighted.low, weighted.high),
            size=weighted.size,
        )
        if weighted.unheard:
            told = t("{told}, and not for {buildings}", told=told, buildings=list(weighted.unheard))
        yield t("Buildings weighted by their households"), [one.linked(told, counting="valid")]
    for each in one.survey.reports:
        name = t("Forms changed since position {position}", position=each.position)
        if each.between:
            cell = Cell(one.numbers(each.between), one.to("forms", since=str(each.position)))
            yield name, [cell]
        else:
            yield name, [Cell(t("none: the figures stand as reported"))]


def _silent(one: Telling, found: Silent, **by: Any) -> Cell:
    told = one.t(
        "{low} if all {silent} without a valid form were dissatisfied, {high} if all were satisfied (of {whole})",
        low=one.percent(found.low),
        high=one.percent(found.high),
        silent=found.silent,
        whole=found.whole,
    )
    return one.linked(told, **by)


def change(one: Telling) -> Section:
    """Better, worse, the same or not to be told, against the round before; or why both are not compared (SVY-14)."""
    t, found = one.t, one.survey.change
    title = t("Change to the round before")
    if found is None:
        return Section(title, [Words([Cell(t("There is no earlier round of this kind."))])])
    before = Cell(f"{found.name} · {found.round}", one.to("steps", survey=found.survey))
    pairs: list[tuple[str, list[Cell]]] = [(t("Round before"), [before])]
    if found.before is not None:
        told = t(
            "{share}, {happy} of {answered}",
            share=one.share(found.before),
            happy=found.before.happy,
            answered=found.before.answered,
        )
        pairs.append(
            (t("Its satisfaction"), [Cell(told, one.to("forms", survey=found.survey, counting="valid"))])
        )
    pairs.extend(_judged(one, found))
    return Section(title, [Facts(pairs)])


def _judged(one: Telling, found: ChangeRow) -> Iterator[tuple[str, list[Cell]]]:
    t = one.t
    if found.verdict == "not comparable":
        why = [
            t(
                "{what} (before {before}, now {after})",
                what=words.OTHER[each.what],
                before=_scale(one, each.before) if each.what == "scale" else each.before,
                after=_scale(one, each.after) if each.what == "scale" else each.after,
            )
            for each in found.obstacles
        ]
        yield t("Not comparable"), [Cell(one.show(why))]
        return
    interval = t(
        "{difference} points ({low} to {high})",
        difference=points(found.difference),
        low=points(found.low),
        high=points(found.high),
    )
    yield t("Difference"), [one.linked(interval, counting="valid")]
    yield t("Verdict"), [Cell(one.show(words.CHANGES[found.verdict]), strong=True)]
    if found.rebased and found.before is not None:
        note = t(
            "The base was {before} and is {after}.",
            before=found.before.base or NOBODY,
            after=one.survey.row.base or NOBODY,
        )
        yield t("Remark"), [Cell(note)]


def _scale(one: Telling, told: str) -> str:
    """``4/5`` in words."""
    least, _, most = told.partition("/")
    return one.t("satisfied from {least} of {most}", least=least, most=most)


def points(share: float | None) -> str:
    """A difference of shares in percentage points: ``+5.2``, ``−0.4``."""
    if share is None:
        return NOBODY
    figure = half_up(abs(share), 1)
    if figure == Decimal(0):
        return f"{figure}"
    return f"{_MINUS if share < 0 else '+'}{figure}"
