"""One survey round whole: funnel and thresholds, buildings, surveyors, themes, silence, reports, what is due when."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from domain.surveys.form_facts import Invalid
from domain.surveys.survey import survey_stream
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.surveys.agenda import calendar_of, known_of, survey_row
from projections.surveys.compared import beside, change_of
from projections.surveys.counted import Tally, along, counted, total
from projections.surveys.due import collected_by
from projections.surveys.figures.silence import silence
from projections.surveys.figures.strata import Stratum, estimate
from projections.surveys.forms import FORMS
from projections.surveys.measured import overall_of, satisfaction, silent, theme_figure
from projections.surveys.reports import report_rows
from projections.surveys.rounds import Held, held_survey
from projections.surveys.surveyors import surveyor_rows
from projections.surveys.whole_rows import (
    DrawRow,
    FrameRow,
    Funnel,
    MarkRow,
    SecondForms,
    Silent,
    StratumRow,
    ThemeRow,
    Weighted,
    WholeSurvey,
)


@question("survey")
def survey(views: Views, *, site: str, code: str, as_of: AsOf = None) -> WholeSurvey:
    """One survey round whole, as it was known at a moment."""
    with views.snapshot(as_of) as snapshot:
        held = held_survey(snapshot, site, code)
        deadline = collected_by(held, calendar_of(views, site, held))
        groups = counted(snapshot, site, code, len(held.sheet.themes), deadline, "stratum", "surveyor")
        tally, strata = total(groups), along(groups, 0)
        known = known_of(views, snapshot, site, code, held, views.instant(as_of), tally)
        texts = views.texts([one.id for _, one in held.marks] + _why(held))
        of_issued, of_base = _silence(held, tally)
        return WholeSurvey(
            row=survey_row(known),
            rules=held.template.rules,
            recovery_of=held.template.recovery_of,
            campaign=held.campaign,
            closed_at=int(held.closed_at.timestamp()) if held.closed_at else None,
            called_off_at=int(held.called_off_at.timestamp()) if held.called_off_at else None,
            called_off_why=next((texts.get(one) for one in _why(held)), None),
            questionnaire=held.sheet,
            funnel=_funnel(held, tally),
            frame=_frame(held),
            steps=known.steps,
            strata=_strata(held, strata),
            surveyors=surveyor_rows(views, snapshot, site, code, held, along(groups, 1)),
            themes=_themes(held, tally),
            invalid=msgspec.convert(dict(tally.invalid), dict[Invalid, int]),
            second_forms=_second_forms(snapshot, site, code),
            weighted=_weighted(held, strata),
            change=change_of(snapshot, site, code, held, tally),
            of_issued=of_issued,
            of_base=of_base,
            reports=report_rows(views, snapshot, site, code, held, tally),
            marks=[MarkRow(day, texts.get(what.id)) for day, what in held.marks],
            problems=dict(Counter(one.state for one in known.courses)),
        )


def _why(held: Held) -> list[str]:
    return [held.called_off_why.id] if held.called_off_why else []


def base_of(held: Held) -> int | None:
    return held.frame.base if held.frame else None


def _funnel(held: Held, tally: Tally) -> Funnel:
    names: tuple[str, ...] = Funnel.__struct_fields__[2:]
    told: dict[str, Any] = {name: getattr(tally, name) for name in names}
    return Funnel(base=base_of(held), numbered=held.numbered - len(held.replaced), **told)


def _frame(held: Held) -> FrameRow | None:
    frame = held.frame
    if frame is None:
        return None
    return FrameRow(
        base=frame.base,
        at=int(frame.at.timestamp()),
        calendar=frame.calendar,
        lived_in=frame.lived_in,
        resident=frame.resident,
        handed_over=frame.handed_over,
        draws=[DrawRow(seed, size) for seed, size in held.draws],
        without=[one.name for one in frame.strata if held.draws and one.size and not one.drawn],
    )


def _strata(held: Held, tallies: Mapping[str, Tally]) -> list[StratumRow]:
    """Buildings as the frame lists them, also those from which nothing came."""
    judged = beside(held, tallies)
    return [
        StratumRow(
            name=one.name,
            size=one.size,
            drawn=one.drawn,
            issued=(tally := tallies.get(one.name, Tally())).issued,
            returned=tally.returned,
            valid=tally.valid,
            satisfaction=satisfaction(held.sheet, tally, one.size),
            beside=judged.get(one.name),
        )
        for one in (held.frame.strata if held.frame else ())
    ]


def _themes(held: Held, tally: Tally) -> list[ThemeRow]:
    base = base_of(held)
    return [
        ThemeRow(one.code, one.name, one.ask, one.required, theme_figure(tally, place, base))
        for place, one in enumerate(held.sheet.themes)
    ]


def _silence(held: Held, tally: Tally) -> tuple[Silent | None, Silent | None]:
    """What those could change who got a form, and those who could have got one."""
    if not tally.answered:
        return None, None
    place, base = overall_of(held.sheet), base_of(held) or 0
    happy, valid = tally.happy[place], tally.answered[place]
    found = silence(happy, valid, tally.issued, max(base, valid))
    return silent(found.of_issued), silent(found.of_base if base >= valid else None)


def _weighted(held: Held, tallies: Mapping[str, Tally]) -> Weighted | None:
    place, nothing = overall_of(held.sheet), (0,) * len(held.sheet.themes)
    strata: dict[str, Stratum] = {}
    for one in held.frame.strata if held.frame else ():
        tally = tallies.get(one.name, Tally())
        happy, answered = tally.happy or nothing, tally.answered or nothing
        strata[one.name] = Stratum(one.size, happy[place], answered[place])
    found = estimate(strata)
    if found is None or not found.weighted:
        return None
    return Weighted(found.point, found.low, found.high, found.confidence, found.size, found.unheard)


def _second_forms(snapshot: Snapshot, site: str, code: str) -> list[SecondForms]:
    """Households with more than one form back, whichever of them counts (SVY-11)."""
    rows = snapshot.of(
        FORMS,
        "survey",
        survey_stream(site, code),
        counting="unit, number, is_valid",
        where="returned_at IS NOT NULL AND unit <> ''",
        then="ORDER BY unit, number",
    )
    by_unit: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        by_unit.setdefault(row["unit"], []).append((row["number"], row["is_valid"]))
    return [
        SecondForms(unit, [number for number, _ in forms], sum(valid for _, valid in forms))
        for unit, forms in by_unit.items()
        if len(forms) > 1
    ]
