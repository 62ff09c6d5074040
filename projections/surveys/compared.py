"""A round beside the round before it, and its buildings beside each other (SVY-14)."""

from collections.abc import Mapping

from projections.asking.views import Snapshot
from projections.surveys.counted import Tally, counted, total
from projections.surveys.due import first_day, state_of
from projections.surveys.figures.change import Change, Measured, NotComparable, Verdict, compare, together
from projections.surveys.measured import figure, overall_of
from projections.surveys.rounds import SURVEYS, Held, decoded
from projections.surveys.whole_rows import ChangeRow, ObstacleRow

_HELD = ("in_field", "closed", "reported")


def change_of(snapshot: Snapshot, site: str, code: str, held: Held, tally: Tally) -> ChangeRow | None:
    """The overall share less that of the round of the same kind before; ``None`` where there was none."""
    found = round_before(snapshot, site, code, held)
    if found is None or held.frame is None:
        return None
    name, before = found
    earlier = total(counted(snapshot, site, name, len(before.sheet.themes), None))
    first, second = (_whole(one, of) for one, of in ((before, earlier), (held, tally)))
    was = figure(first.happy, first.valid, first.base)
    judged = compare(first, second)
    if isinstance(judged, NotComparable):
        told = [ObstacleRow(one.what, one.before, one.after) for one in judged.obstacles]
        return ChangeRow(name, before.name, before.round, was, told)
    return ChangeRow(
        survey=name,
        name=before.name,
        round=before.round,
        before=was,
        obstacles=[],
        difference=judged.difference,
        low=judged.low,
        high=judged.high,
        confidence=judged.confidence,
        verdict=judged.verdict,
        rebased=judged.rebased,
    )


def round_before(snapshot: Snapshot, site: str, code: str, held: Held) -> tuple[str, Held] | None:
    """The last round of the same kind that went into the field before this one."""
    rows = snapshot.rows(SURVEYS, "site = :site AND kind = :kind", site=site, kind=held.template.code)
    others = [(row["code"], decoded(row["held"])) for row in rows if row["code"] != code]
    earlier = [one for one in others if state_of(one[1]) in _HELD and first_day(one[1]) < first_day(held)]
    return max(earlier, key=lambda one: (first_day(one[1]), one[0]), default=None)


def beside(held: Held, tallies: Mapping[str, Tally]) -> dict[str, Verdict]:
    """Each building against all others together, judged as one family; what cannot be compared is left out."""
    strata = held.frame.strata if held.frame else []
    counts = {one.name: _overall(held, tallies.get(one.name, Tally())) for one in strata}
    happy, valid = (sum(one[place] for one in counts.values()) for place in (0, 1))
    size = sum(one.size for one in strata)
    judged = together(
        [
            compare(
                _measured(held, happy - counts[one.name][0], valid - counts[one.name][1], size - one.size),
                _measured(held, *counts[one.name], one.size),
            )
            for one in strata
        ]
    )
    return {
        one.name: found.verdict
        for one, found in zip(strata, judged, strict=True)
        if isinstance(found, Change)
    }


def _whole(held: Held, tally: Tally) -> Measured:
    return _measured(held, *_overall(held, tally), held.frame.base if held.frame else 0)


def _overall(held: Held, tally: Tally) -> tuple[int, int]:
    """Satisfied, and how many answered."""
    if not tally.answered:
        return 0, 0
    place = overall_of(held.sheet)
    return tally.happy[place], tally.answered[place]


def _measured(held: Held, happy: int, valid: int, base: int) -> Measured:
    """More forms than the base has people are no part of it: nothing is corrected then."""
    sheet = held.sheet
    return Measured(
        base_kind=held.template.base,
        scale=f"1-{sheet.scale.points}, {sheet.scale.happy_from}",
        questionnaire=f"{sheet.code}@{sheet.edition}",
        theme=sheet.overall,
        happy=happy,
        valid=valid,
        base=base if base >= valid else None,
    )
