"""Satisfaction round by round: the line of one kind of survey, and one round by question, building and surveyor.

Rules: SVY-02, SVY-07, SVY-14.
"""

from collections.abc import Sequence
from datetime import date

from domain.errors import Unknown, reason
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.members import names
from projections.surveys import changes
from projections.surveys.counted import Tally, along, counted, total
from projections.surveys.due import first_day
from projections.surveys.line import Told, counts, measured, point, share
from projections.surveys.measured import figure
from projections.surveys.rounds import SURVEYS, Held, decoded
from projections.surveys.trend_rows import Changed, Mark, StratumChange, SurveyorShare, ThemeChange, Trend
from projections.tickets.outcomes import outcomes


@question("satisfaction")
def satisfaction(
    views: Views,
    *,
    site: str,
    kind: str,
    theme: str = "",
    stratum: str = "",
    chosen: str = "",
    as_of: AsOf = None,
) -> Trend:
    """The satisfaction of one kind of survey, round by round, each with its base, its interval and its change.

    ``theme`` is the question of the line, the overall one unless told; ``stratum`` narrows it to one building. One round,
    the latest unless ``chosen``, is told by question, building and surveyor against the round before it.
    """
    with views.snapshot(as_of) as snapshot:
        rounds = _rounds(snapshot, site, kind, stratum)
        beside = outcomes(snapshot, site, [one.period for one in rounds])
        shown = _chosen(rounds, chosen)
        before = _before(rounds, shown)
        strata = _strata(snapshot, site, shown, before, theme)
        surveyors = _surveyors(views, snapshot, site, shown, theme)
    line = [
        point(one, _before(rounds, one), theme, outcome) for one, outcome in zip(rounds, beside, strict=True)
    ]
    latest = rounds[-1].held if rounds else None
    code = theme or (latest.sheet.overall if latest else "")
    return Trend(
        kind=kind,
        kind_name=latest.template.name if latest else None,
        theme=code,
        theme_name=next((one.name for one in latest.sheet.themes if one.code == code), None)
        if latest
        else None,
        rounds=line,
        chosen=shown.code if shown else "",
        before=before.code if before else "",
        themes=_themes(shown, before),
        strata=strata,
        surveyors=surveyors,
        marks=_marks(views, rounds),
    )


def _rounds(snapshot: Snapshot, site: str, kind: str, stratum: str) -> list[Told]:
    """Rounds that were in the field, oldest first; those called off are not used."""
    rows = snapshot.rows(SURVEYS, "site = :site AND kind = :kind", site=site, kind=kind)
    found: list[Told] = []
    for row in rows:
        code, held = row["code"], decoded(row["held"])
        if held.frame is not None and held.called_off_at is None:
            found.append(Told(code, held, stratum, _tally(snapshot, site, code, held, stratum)))
    return sorted(found, key=lambda one: (first_day(one.held), one.code))


def _tally(snapshot: Snapshot, site: str, code: str, held: Held, stratum: str) -> Tally:
    themes = len(held.sheet.themes)
    if not stratum:
        return total(counted(snapshot, site, code, themes, None))
    return along(counted(snapshot, site, code, themes, None, "stratum"), 0).get(stratum, Tally())


def _chosen(rounds: Sequence[Told], chosen: str) -> Told | None:
    """The chosen round, or the latest that has a valid form.

    Raises:
        Unknown: There is none under that code on the line.
    """
    if not chosen:
        return next((one for one in reversed(rounds) if one.tally.valid), None)
    found = next((one for one in rounds if one.code == chosen), None)
    if found is None:
        raise Unknown(reason("There is no survey {survey} at this site.", survey=chosen[:60]))
    return found


def _before(rounds: Sequence[Told], one: Told | None) -> Told | None:
    """The latest round before another that has a figure."""
    earlier = rounds[: rounds.index(one)] if one else ()
    return next((each for each in reversed(earlier) if each.tally.valid), None)


def _themes(shown: Told | None, before: Told | None) -> list[ThemeChange]:
    if shown is None:
        return []
    codes = [one.code for one in shown.held.sheet.themes]
    judged = _family(before, [(before, shown, code) for code in codes] if before else [], len(codes))
    names_of = [one.name for one in shown.held.sheet.themes]
    return [
        ThemeChange(*row)
        for row in zip(codes, names_of, (share(shown, one) for one in codes), judged, strict=True)
    ]


def _strata(
    snapshot: Snapshot, site: str, shown: Told | None, before: Told | None, theme: str
) -> list[StratumChange]:
    """Buildings as the frame of the chosen round lists them."""
    if shown is None or shown.held.frame is None:
        return []
    code, then = theme or shown.held.sheet.overall, _by_stratum(snapshot, site, before) if before else {}
    now = _by_stratum(snapshot, site, shown)
    mine = [now[one.name] for one in shown.held.frame.strata]
    pairs = [(then.get(one.stratum, _nobody(before, one)), one, code) for one in mine] if before else []
    judged = _family(before, pairs, len(mine))
    return [
        StratumChange(one.stratum, one.base, one.tally.issued, one.tally.valid, share(one, code), change)
        for one, change in zip(mine, judged, strict=True)
    ]


def _nobody(before: Told, one: Told) -> Told:
    """A building that the earlier round did not know."""
    return Told(before.code, before.held, one.stratum, Tally())


def _by_stratum(snapshot: Snapshot, site: str, one: Told) -> dict[str, Told]:
    """A round building by building, also those from which nothing came."""
    groups = counted(snapshot, site, one.code, len(one.held.sheet.themes), None, "stratum")
    tallies = along(groups, 0)
    strata = one.held.frame.strata if one.held.frame else ()
    return {
        each.name: Told(one.code, one.held, each.name, tallies.get(each.name, Tally())) for each in strata
    }


def _family(
    before: Told | None, triples: Sequence[tuple[Told, Told, str]], size: int
) -> Sequence[Changed | None]:
    """Comparisons that stand beside each other; none without an earlier round."""
    if before is None:
        return [None] * size
    pairs = [(measured(then, theme), measured(now, theme)) for then, now, theme in triples]
    return changes.family(before.code, pairs)


def _surveyors(
    views: Views, snapshot: Snapshot, site: str, shown: Told | None, theme: str
) -> list[SurveyorShare]:
    if shown is None:
        return []
    groups = counted(snapshot, site, shown.code, len(shown.held.sheet.themes), None, "surveyor")
    tallies = {account: one for account, one in along(groups, 0).items() if account}
    people, code = names(views, tallies), theme or shown.held.sheet.overall
    rows = [
        SurveyorShare(account, people[account], one.valid, figure(*counts(shown, code, one), None))
        for account, one in tallies.items()
    ]
    return sorted(rows, key=lambda row: (row.name, row.account))


def _marks(views: Views, rounds: Sequence[Told]) -> list[Mark]:
    """Every mark of the kind's rounds by its day; one that stands in several rounds is told once."""
    marked = sorted({(day, what.id) for one in rounds for day, what in one.held.marks})
    texts = views.texts(id for _, id in marked)
    found = (Mark(day, texts.get(id), _first_after(rounds, day)) for day, id in marked)
    return list({(one.on, one.what): one for one in found}.values())


def _first_after(rounds: Sequence[Told], day: date) -> str:
    return next((one.code for one in rounds if first_day(one.held) >= day), "")
