"""What the forms of a round come to, counted by the database: in all, by building, by surveyor (SVY-02, SVY-07).

A form that gave way to another counts nothing, for its household has that one (SVY-16).
"""

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import RowMapping

from domain.surveys.survey import survey_stream
from projections.asking.views import Snapshot
from projections.spine.intervals import LIVE
from projections.surveys.forms import FORMS

Counted = dict[tuple[str, ...], "Tally"]
"""Counts by the values of the columns that were asked for, in their order."""


class Tally(msgspec.Struct, frozen=True):
    """Counts of forms.

    Attributes:
        in_time: Returned by the deadline and before the close.
        valid_in_time: Valid ones of those.
        late: Came in after the close.
        refused, absent: Still out, and the last visit brought nothing.
        to_key: Back, not judged invalid, and what they say does not stand yet.
        gone: Were issued and gave way to others.
        last_at: When the last of those that were in time got its answers, in Unix seconds; 0 where none has any.
        invalid: Invalid ones by reason.
        answered, happy: Valid forms that answer each theme, and that count as satisfied, in the order of themes.
    """

    issued: int = 0
    returned: int = 0
    valid: int = 0
    in_time: int = 0
    valid_in_time: int = 0
    late: int = 0
    refused: int = 0
    absent: int = 0
    to_key: int = 0
    gone: int = 0
    last_at: int = 0
    invalid: Mapping[str, int] = {}
    answered: tuple[int, ...] = ()
    happy: tuple[int, ...] = ()


_COUNTED: Mapping[str, str] = {
    "issued": "instead = 0 AND issued_at IS NOT NULL",
    "returned": "instead = 0 AND returned_at IS NOT NULL",
    "valid": "is_valid = 1",
    "in_time": "instead = 0 AND returned_at <= :deadline AND late = 0",
    "valid_in_time": "is_valid = 1 AND returned_at <= :deadline AND late = 0",
    "late": "instead = 0 AND late = 1",
    "refused": "instead = 0 AND standing = 'refused'",
    "absent": "instead = 0 AND standing = 'absent'",
    "to_key": "instead = 0 AND rejected = '' AND standing IN ('returned', 'keyed', 'differs')",
    "gone": "instead > 0 AND issued_at IS NOT NULL",
}


def counted(
    snapshot: Snapshot, site: str, survey: str, themes: int, deadline: int | None, *by: str
) -> Counted:
    """The counts of a round's forms, group by group.

    Args:
        themes: How many the questionnaire has.
        deadline: Last second by which a form is back in time, in Unix seconds; ``None``: there is none.
        by: Columns of the forms: ``stratum``, ``surveyor``; none for all in one, under ``()``.
    """
    columns = (*by, "rejected")
    asked = [f"sum(CASE WHEN {one} THEN 1 ELSE 0 END) AS {name}" for name, one in _COUNTED.items()]
    asked += [
        f"sum(({one} >> {bit}) & 1) AS {one}_{bit}" for one in ("answered", "happy") for bit in range(themes)
    ]
    asked.append("max(CASE WHEN instead = 0 AND late = 0 THEN answered_at ELSE 0 END) AS last_at")
    rows = snapshot.of(
        FORMS,
        "survey",
        survey_stream(site, survey),
        counting=", ".join((*columns, *asked)),
        then=f"GROUP BY {', '.join(columns)}",
        deadline=LIVE if deadline is None else deadline,
    )
    return merged((tuple(row[one] for one in by), _tally(row, themes)) for row in rows)


def along(found: Counted, place: int) -> dict[str, Tally]:
    """The same by the values of one of the columns alone."""
    return {name: one for (name,), one in merged(((of[place],), one) for of, one in found.items()).items()}


def total(found: Counted) -> Tally:
    """All groups together."""
    return merged(((), one) for one in found.values()).get((), Tally())


def merged(groups: Iterable[tuple[tuple[str, ...], Tally]]) -> Counted:
    found: Counted = {}
    for of, one in groups:
        found[of] = _both(found[of], one) if of in found else one
    return dict(sorted(found.items()))


def _tally(row: RowMapping, themes: int) -> Tally:
    def whole(name: str) -> int:
        """Sums are decimals in one of the databases, and nothing where there is no row."""
        return int(row[name] or 0)

    reason, returned = row["rejected"], whole("returned")
    return Tally(
        **{name: whole(name) for name in (*_COUNTED, "last_at")},
        invalid={reason: returned} if reason and returned else {},
        answered=tuple(whole(f"answered_{bit}") for bit in range(themes)),
        happy=tuple(whole(f"happy_{bit}") for bit in range(themes)),
    )


def _both(one: Tally, other: Tally) -> Tally:
    reasons = sorted({*one.invalid, *other.invalid})
    return Tally(
        **{name: getattr(one, name) + getattr(other, name) for name in _COUNTED},
        last_at=max(one.last_at, other.last_at),
        invalid={name: one.invalid.get(name, 0) + other.invalid.get(name, 0) for name in reasons},
        answered=_summed(one.answered, other.answered),
        happy=_summed(one.happy, other.happy),
    )


def _summed(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    if not one or not other:
        return one or other
    return tuple(first + second for first, second in zip(one, other, strict=True))
