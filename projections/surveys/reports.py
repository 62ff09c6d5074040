"""Figures as reported beside what is known now, and the forms between them (SVY-12; the log's positions)."""

from domain.surveys.survey import survey_stream
from projections.asking.views import Snapshot, Views
from projections.surveys.counted import Tally
from projections.surveys.forms import FORMS
from projections.surveys.measured import figure, satisfaction
from projections.surveys.rounds import Held
from projections.surveys.whole_rows import Figures, ReportRow

_COUNTS = ("issued_at", "returned_at", "instead", "is_valid", "answered", "happy")
"""What a form counts with: one in which none of these differs stands in both figures alike."""


def report_rows(
    views: Views, snapshot: Snapshot, site: str, code: str, held: Held, tally: Tally
) -> list[ReportRow]:
    """Every report of a round, oldest first, beside the counts of the snapshot's moment."""
    texts = views.texts(one.analysis.id for one in held.reports)
    now = figures_of(held, tally)
    return [
        ReportRow(
            at=int(one.at.timestamp()),
            position=one.position,
            analysis=texts.get(one.analysis.id),
            then=_reported(held, place),
            now=now,
            between=between(snapshot, site, code, one.position),
        )
        for place, one in enumerate(held.reports)
    ]


def figures_of(held: Held, tally: Tally) -> Figures:
    base = held.frame.base if held.frame else None
    return Figures(tally.issued, tally.returned, tally.valid, satisfaction(held.sheet, tally, base))


def _reported(held: Held, place: int) -> Figures:
    counts, overall = held.reports[place].counts, held.sheet.overall
    share = figure(counts.happy.get(overall, 0), counts.answered.get(overall, 0), counts.base)
    return Figures(counts.issued, counts.returned, counts.valid, share)


def between(snapshot: Snapshot, site: str, code: str, position: int) -> list[int]:
    """Numbers of the forms that count otherwise at the snapshot's moment than they did at a position."""
    stream = survey_stream(site, code)
    changed = snapshot.of(FORMS, "survey", stream, where="from_pos > :since", since=position)
    keys = [row["key"] for row in changed]
    before = snapshot.at(position).of(FORMS, "survey", stream, where="key IN :keys", keys=keys)
    then = {row["key"]: tuple(row[name] for name in _COUNTS) for row in before}
    return sorted(
        row["number"] for row in changed if tuple(row[name] for name in _COUNTS) != then.get(row["key"])
    )
