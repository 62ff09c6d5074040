"""The line of satisfaction to take away: counts and unrounded shares, as ``steward ask satisfaction`` tells them."""

import csv
from io import StringIO

from projections.surveys.trend_rows import RoundPoint, Trend

HEADINGS = (
    *(
        "round",
        "name",
        "first_day",
        "state",
        "base_kind",
        "base",
        "questionnaire",
        "points",
        "satisfied_from",
    ),
    *("issued", "returned", "valid", "satisfied", "answered", "share", "low", "high"),
    *(
        "reported_satisfied",
        "reported_answered",
        "reported_position",
        "change",
        "change_low",
        "change_high",
        "verdict",
    ),
    *("limits_kept_before", "limits_missed_before", "tickets_before", "reopened_before"),
)


def table(found: Trend) -> bytes:
    """CSV in UTF-8 with a byte order mark, so that spreadsheets read the Chinese; one line a round, oldest first."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_line(one) for one in found.rounds)
    return text.getvalue().encode("utf-8-sig")


def _line(one: RoundPoint) -> tuple[object, ...]:
    now, change, service = one.satisfaction, one.change, one.beside
    then = one.reported.figure if one.reported else None
    return (
        *(
            one.code,
            one.name,
            one.starts,
            one.state,
            one.base_kind,
            one.base,
            one.sheet,
            one.points,
            one.happy_from,
        ),
        *(one.issued, one.returned, one.valid),
        *((now.happy, now.answered, now.share, now.low, now.high) if now else ("",) * 5),
        *((then.happy, then.answered) if then else ("", "")),
        one.reported.position if one.reported else "",
        *((change.difference, change.low, change.high, change.verdict) if change else ("",) * 4),
        *(service.kept, service.missed, service.tickets, service.reopened),
    )
