"""What was recorded long after it happened: by whom, how often, how late at most, and the events themselves."""

from datetime import datetime
from typing import Annotated

import msgspec

from domain.log import Question
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.audit.scanning import Extent, count_back, period
from projections.members import names

Minutes = Annotated[int, msgspec.Meta(ge=1, le=60 * 24 * 365)]


class LateRecorder(msgspec.Struct, frozen=True):
    """One person's late records.

    Attributes:
        name: Empty once erased.
        late: How many, of all that they recorded in the period.
        longest_s: The longest delay.
        facts: How many by the stored name of the fact.
    """

    account: str
    name: str
    late: int
    recorded: int
    longest_s: int
    facts: dict[str, int]


class Late(msgspec.Struct, frozen=True):
    """Everybody who recorded anything late, the most often first."""

    people: list[LateRecorder]
    extent: Extent


@question("audit_late")
def late(
    views: Views,
    *,
    site: str,
    minutes: Minutes = 30,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int = 0,
    as_of: AsOf = None,
) -> Late:
    """Who recorded how much more than so many minutes after it happened, in a period; foreign ledgers are left out."""
    first, last = period(views, since, until, as_of)
    all_counted, extent = count_back(views.log, Question(site=site), first, last, before=before)
    reached = extent.before - 1 if extent.before else first
    counted, _ = count_back(views.log, Question(site=site, late_s=minutes * 60), reached, last, whole=True)
    people: dict[str, LateRecorder] = {}
    for row, (count, longest_s) in counted.items():
        if row.through == "import":
            continue
        known = people.get(row.by) or LateRecorder(row.by, "", 0, 0, 0, {})
        people[row.by] = LateRecorder(
            row.by,
            "",
            known.late + count,
            0,
            max(known.longest_s, longest_s),
            {**known.facts, row.fact: known.facts.get(row.fact, 0) + count},
        )
    recorded: dict[str, int] = {}
    for row, (count, _) in all_counted.items():
        recorded[row.by] = recorded.get(row.by, 0) + count
    called = names(views, people)
    told = [
        msgspec.structs.replace(one, name=called[account], recorded=recorded.get(account, one.late))
        for account, one in people.items()
    ]
    return Late(sorted(told, key=lambda one: (-one.late, -one.longest_s, one.account)), extent)
