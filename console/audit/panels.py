"""The lists of the page of finding, each by its name in the address."""

from collections.abc import Callable, Mapping

import msgspec

from console.audit import lateness, looked, mending, ranking, refused, rights_used, sampling, searching
from console.audit.titles import TITLES
from console.viewer import Viewer
from domain.errors import Term


class Listed(msgspec.Struct, frozen=True):
    """One list: its title, what it shows, and how it is drawn."""

    title: Term
    says: Term
    draw: Callable[[Viewer], None]


LISTS: Mapping[str, Listed] = {
    "sample": Listed(
        TITLES["sample"],
        Term("Tickets by chance, with a seed that lets anybody draw the same ones again."),
        sampling.draw,
    ),
    "rank": Listed(
        TITLES["rank"],
        Term("Limits missed, steps missing or filled in later, reassigned, opened again: each counted."),
        ranking.draw,
    ),
    "search": Listed(
        TITLES["search"],
        Term("By account, role, fact, command, words, and when it was recorded or happened."),
        searching.draw,
    ),
    "late": Listed(
        TITLES["late"],
        Term("Who wrote down how much long after it happened."),
        lateness.draw,
    ),
    "corrected": Listed(
        TITLES["corrected"],
        Term("Corrections, withdrawals, things opened again, waivers, imports taken back."),
        mending.draw,
    ),
    "rights": Listed(
        TITLES["rights"],
        Term("Who did what in which role, who wrote down for whom, which roles came and went."),
        rights_used.draw,
    ),
    "refused": Listed(
        TITLES["refused"],
        Term("Who was refused the same thing again and again."),
        refused.draw,
    ),
    "looked": Listed(
        TITLES["looked"],
        Term("Looks at the past and at audit pages, and what was taken away."),
        looked.draw,
    ),
}
