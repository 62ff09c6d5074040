"""What the lists of the page of finding are called, by their names in the address."""

from collections.abc import Mapping

from domain.errors import Term

TITLES: Mapping[str, Term] = {
    "sample": Term("Draw a sample"),
    "rank": Term("What deviates"),
    "search": Term("Search events"),
    "late": Term("Recorded late"),
    "corrected": Term("Put right afterwards"),
    "rights": Term("Rights used"),
    "refused": Term("Repeated refusals"),
    "looked": Term("Who looked"),
}
