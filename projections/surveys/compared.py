"""A round beside the round before it, and its buildings beside each other (SVY-14)."""

from collections.abc import Mapping

from projections.asking.views import Snapshot
from projections.surveys import changes
from projections.surveys.counted import Tally, counted, total
from projections.surveys.due import first_day
from projections.surveys.figures.change import Change, Verdict, compare, together
from projections.surveys.measured import figure, overall_of
from projections.surveys.rounds import SURVEYS, Held, decoded
from projections.surveys.whole_rows import ChangeRow


def change_of(snapshot: Snapshot, site: str, code: str, held: Held, tally: Tally) -> ChangeRow | None:
    """The overall share less that of the round before, as the trend tells it; ``None`` where there was none."""
    found = _before(snapshot, site, code, held)
    if found is None:
        return None
    name, before, earlier = found
    first = changes.measured(before, before.sheet.overall, *_overall(before, earlier), _base(before))
    second = changes.measured(held, held.sheet.overall, *_overall(held, tally), _base(held))
    judged = changes.alone(name, (first, second))
    return ChangeRow(
        survey=name,
        name=before.name,
        round=before.round,
        before=figure(first.happy, first.valid, first.base),
        verdict=judged.verdict,
        difference=judged.difference,
        low=judged.low,
        high=judged.high,
        confidence=judged.confidence,
        obstacles=judged.why,
        rebased=judged.rebased,
    )


def _before(snapshot: Snapshot, site: str, code: str, held: Held) -> tuple[str, Held, Tally] | None:
    """The latest round of the same kind before a round that was in the field, and that has a figure."""
    if held.frame is None:
        return None
    rows = snapshot.rows(SURVEYS, "site = :site AND kind = :kind", site=site, kind=held.template.code)
    rounds = [(row["code"], decoded(row["held"])) for row in rows if row["code"] != code]
    own = (first_day(held), code)
    earlier = [
        (first_day(one), name, one)
        for name, one in rounds
        if one.frame is not None and one.called_off_at is None and (first_day(one), name) < own
    ]
    for _, name, one in sorted(earlier, key=lambda each: each[:2], reverse=True):
        tally = total(counted(snapshot, site, name, len(one.sheet.themes), None))
        if tally.valid:
            return name, one, tally
    return None


def beside(held: Held, tallies: Mapping[str, Tally]) -> dict[str, Verdict]:
    """Each building against all others together, judged as one family; what cannot be compared is left out."""
    strata = held.frame.strata if held.frame else []
    counts = {one.name: _overall(held, tallies.get(one.name, Tally())) for one in strata}
    happy, valid = (sum(one[place] for one in counts.values()) for place in (0, 1))
    size, overall = sum(one.size for one in strata), held.sheet.overall
    judged = together(
        [
            compare(
                changes.measured(held, overall, happy - own[0], valid - own[1], size - one.size),
                changes.measured(held, overall, *own, one.size),
            )
            for one, own in ((one, counts[one.name]) for one in strata)
        ]
    )
    return {
        one.name: found.verdict
        for one, found in zip(strata, judged, strict=True)
        if isinstance(found, Change)
    }


def _overall(held: Held, tally: Tally) -> tuple[int, int]:
    """Satisfied, and how many answered."""
    if not tally.answered:
        return 0, 0
    place = overall_of(held.sheet)
    return tally.happy[place], tally.answered[place]


def _base(held: Held) -> int | None:
    return held.frame.base if held.frame else None
