"""The lists of the page of finding, each by its name in the address."""

from collections.abc import Callable, Mapping

import msgspec

from console.audit import lateness, looked, mending, rights_used, searching
from console.viewer import Viewer
from domain.errors import Term


class Listed(msgspec.Struct, frozen=True):
    """One list: its title, what it shows, and how it is drawn."""

    title: Term
    says: Term
    draw: Callable[[Viewer], None]


LISTS: Mapping[str, Listed] = {
    "search": Listed(
        Term("Search events"),
        Term("By account, role, fact, command, words, and when it was recorded or happened."),
        searching.draw,
    ),
    "late": Listed(
        Term("Recorded late"),
        Term("Who wrote down how much long after it happened."),
        lateness.draw,
    ),
    "corrected": Listed(
        Term("Put right afterwards"),
        Term("Corrections, withdrawals, things opened again, waivers, imports taken back."),
        mending.draw,
    ),
    "rights": Listed(
        Term("Rights used"),
        Term("Who did what in which role, who wrote down for whom, which roles came and went."),
        rights_used.draw,
    ),
    "looked": Listed(
        Term("Who looked"),
        Term("Looks at the past and at audit pages, and what was taken away."),
        looked.draw,
    ),
}
