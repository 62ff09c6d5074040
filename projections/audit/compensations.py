"""What was put right afterwards: corrections, things withdrawn or opened again, rules waived, imports taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from domain.log import Question
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.audit.scanning import Extent, count_back, period, read_back
from projections.audit.search import PageSize, Sought, page

Sort = Literal["corrected", "withdrawn", "reopened", "waived", "moved", "undone"]
SORTS: Mapping[Sort, tuple[str, ...]] = {
    "corrected": ("member.corrected", "duty.arrival_corrected", "form.settled", "survey.form_replaced"),
    "withdrawn": (
        "ticket.voided",
        "form.rejected",
        "form.withdrawn",
        "roster.person_released",
        "roster.leave_stopped",
        "roster.waiver_withdrawn",
        "campaign.task_dropped",
        "campaign.called_off",
        "survey.called_off",
        "unit.equipment_withdrawn",
    ),
    "reopened": (
        "ticket.reopened",
        "form.reinstated",
        "form.rectification_rejected",
        "campaign.task_reopened",
        "survey.collection_reopened",
        "rooms.rechecked",
    ),
    "waived": ("roster.rule_waived", "campaign.task_not_applicable"),
    "moved": ("ticket.rebooked", "campaign.task_moved", "campaign.task_slipped", "survey.rescheduled"),
    "undone": ("import.undone", "ticket.adoption_undone"),
}
"""Facts that put something right, by how."""
SORT_OF: Mapping[str, Sort] = {name: sort for sort, names in SORTS.items() for name in names}


class Compensations(msgspec.Struct, frozen=True):
    """How many of each sort and fact, and one page of them, the latest first.

    Attributes:
        counts: By the stored name of the fact, as far as ``extent`` goes.
    """

    counts: dict[str, int]
    extent: Extent
    found: Sought


@question("audit_compensations")
def compensations(
    views: Views,
    *,
    site: str,
    sort: Sort | Literal[""] = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int = 0,
    limit: PageSize = 50,
    as_of: AsOf = None,
) -> Compensations:
    """Corrections, withdrawals, reopenings, waivers, postponements and undone imports of a site in a period."""
    first, last = period(views, since, until, as_of)
    names = SORTS[sort] if sort else tuple(SORT_OF)
    asked = Question(site=site, names=names)
    counted, extent = count_back(views.log, asked, first, last, before=before)
    counts: dict[str, int] = {}
    for row, (count, _) in counted.items():
        counts[row.fact] = counts.get(row.fact, 0) + count
    seen = read_back(views.log, asked, first, last, before=before, want=limit)
    return Compensations(counts, extent, page(views, seen, sum(counts.values()), extent))
