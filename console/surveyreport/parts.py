"""Themes, buildings, invalid forms and surveyors of a round as tables."""

from collections.abc import Sequence
from typing import Any

from console.printing.document import Cell, Column, Part, Section, Table, Words
from console.surveyreport import words
from console.surveyreport.telling import NOBODY, Telling
from projections.surveys.rows import Figure
from projections.surveys.whole_rows import StratumRow, SurveyorRow


def themes(one: Telling) -> Section:
    """Each question with its share among the valid forms that answer it (SVY-13, SVY-14)."""
    t = one.t
    columns = [Column(t("Theme"), 2.6), *_share_columns(one)]
    rows = [
        [
            Cell(one.show(each.name), strong=each.code == one.survey.questionnaire.overall),
            *_share(one, each.satisfaction, theme=each.code),
        ]
        for each in one.survey.themes
    ]
    return Section(t("Themes"), [Table(columns, rows)])


def buildings(one: Telling) -> Section:
    """Buildings, also those from which nothing came, each against all others together (SVY-14, SVY-16)."""
    t = one.t
    if not one.survey.strata:
        return Section(t("Buildings"), [Words([Cell(t("Persons were asked, not buildings."))])])
    columns = [
        Column(t("Building"), 1.1),
        Column(t("Base"), number=True),
        Column(t("Drawn"), number=True),
        Column(t("Issued"), number=True),
        Column(t("Returned"), number=True),
        Column(t("Valid"), number=True),
        *_share_columns(one),
        Column(t("Beside the others"), 1.9),
    ]
    rows = [_building(one, each) for each in one.survey.strata]
    parts: list[Part] = [Table(columns, rows)]
    parts.append(
        Words(
            [Cell(t("“Too few to tell”: with so few answers the difference may be chance alone."))],
            small=True,
        )
    )
    if one.survey.frame and one.survey.frame.without:
        parts.append(
            Words([Cell(t("nobody drawn in: {buildings}", buildings=one.survey.frame.without))], small=True)
        )
    return Section(t("Buildings"), parts)


def _building(one: Telling, each: StratumRow) -> list[Cell]:
    verdict = one.t("no valid form") if each.beside is None and not each.valid else NOBODY
    if each.beside is not None:
        verdict = one.show(words.BESIDE[each.beside])
    return [
        Cell(each.name),
        Cell(str(each.size), one.to("steps")),
        one.forms(each.drawn, stratum=each.name),
        one.forms(each.issued, counting="issued", stratum=each.name),
        one.forms(each.returned, counting="returned", stratum=each.name),
        one.forms(each.valid, counting="valid", stratum=each.name),
        *_share(one, each.satisfaction, stratum=each.name),
        Cell(verdict),
    ]


def invalid(one: Telling) -> Section:
    """Invalid forms by reason, and households with more than one form back (SVY-07, SVY-11)."""
    t = one.t
    title = t("Invalid forms")
    parts: list[Part] = []
    if one.survey.invalid:
        rows = [
            [Cell(one.show(words.INVALID[why])), one.forms(count, counting="invalid", rejected=why)]
            for why, count in one.survey.invalid.items()
        ]
        parts.append(Table([Column(t("Reason"), 4), Column(t("Forms"), number=True)], rows))
    else:
        parts.append(Words([Cell(t("No form was invalid."))]))
    if one.survey.second_forms:
        rows = [
            [
                Cell(each.unit),
                Cell(one.numbers(each.forms), one.to("forms", counting="returned")),
                one.forms(each.counts, counting="valid"),
            ]
            for each in one.survey.second_forms
        ]
        columns = [
            Column(t("Household with two forms"), 2),
            Column(t("Forms"), 2),
            Column(t("Counts"), number=True),
        ]
        parts.append(Table(columns, rows))
    return Section(title, parts)


def surveyors(one: Telling) -> Section:
    """What came back to each; a flag asks for a look at the originals, it accuses nobody (SVY-11)."""
    t, rows = one.t, one.survey.surveyors
    if not rows:
        return Section(t("Surveyors"), [Words([Cell(t("No form was handed out."))])])
    columns = [
        Column(t("Surveyor"), 1.6),
        Column(t("Issued"), number=True),
        Column(t("Returned"), number=True),
        Column(t("Valid"), number=True),
        Column(t("Would not answer"), number=True),
        Column(t("Nobody in"), number=True),
        *_share_columns(one),
    ]
    parts: list[Part] = [Table(columns, [_surveyor(one, each) for each in rows])]
    parts += [Words([_look_again(one, each)]) for each in rows if each.flagged]
    return Section(t("Surveyors"), parts)


def _surveyor(one: Telling, each: SurveyorRow) -> list[Cell]:
    account = each.account
    return [
        Cell(each.name),
        one.forms(each.issued, counting="issued", surveyor=account),
        one.forms(each.returned, counting="returned", surveyor=account),
        one.forms(each.valid, counting="valid", surveyor=account),
        one.forms(each.refused, standing="refused", surveyor=account),
        one.forms(each.absent, standing="absent", surveyor=account),
        *_share(one, each.satisfaction, surveyor=account),
    ]


def _look_again(one: Telling, each: SurveyorRow) -> Cell:
    said = one.t(
        "{name}: look at the originals again. {forms} forms agree in {mine} of their answers, those of others in "
        "{others} (p = {p}); that proves nothing.",
        name=each.name,
        forms=each.compared,
        mine=one.percent(each.alike),
        others=one.percent(each.others_alike),
        p=NOBODY if each.p is None else f"{each.p:.3f}",
    )
    return Cell(said, one.to("forms", surveyor=each.account, counting="returned"))


def _share_columns(one: Telling) -> Sequence[Column]:
    t = one.t
    return (
        Column(t("Satisfied of answers"), 1.3, number=True),
        Column(t("Share satisfied"), 1.2, number=True),
        Column(t("Interval"), 2.3, number=True),
    )


def _share(one: Telling, found: Figure | None, **by: Any) -> list[Cell]:
    told = (
        NOBODY
        if found is None
        else one.t("{happy} of {answered}", happy=found.happy, answered=found.answered)
    )
    return [
        one.linked(told, counting="valid", satisfied="yes", **by),
        one.linked(one.share(found), counting="valid", **by),
        one.linked(one.limits(found), counting="valid", **by),
    ]
