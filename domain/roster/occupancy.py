"""Who is needed where and when at one site, by campaign: one person never counts twice at one time (EXM-06).

It is a stream of its own: two rosters that are published at the same instant meet here, and the second is decided anew.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from domain.aggregate import Aggregate, on
from domain.errors import Reason, Refused, Term, reason
from domain.facts import Happened
from domain.roster.facts import Binding, PeopleBound, PersonFreed
from domain.roster.problem import Span


class Occupancy(Aggregate):
    """The published duties of every campaign of a site.

    Attributes:
        bound: By campaign, all whom it needs and when.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.bound: dict[str, tuple[Binding, ...]] = {}

    def elsewhere(self, campaign: str) -> Mapping[str, list[tuple[str, Span]]]:
        """By person, which other campaigns need them and when."""
        found: dict[str, list[tuple[str, Span]]] = {}
        for code, bindings in self.bound.items():
            for one in bindings if code != campaign else ():
                found.setdefault(one.person, []).append((code, Span(one.begins, one.ends)))
        return found

    def clashes(self, campaign: str, wanted: Iterable[Binding]) -> list[Reason]:
        """Why these people cannot be had then: one reason for each turn that another campaign needs them in."""
        taken = self.elsewhere(campaign)
        return [
            reason(
                "{person} is needed by campaign {campaign} from {begins} to {ends}.",
                who=Term("campaign coordinator"),
                verb=Term("choose somebody else, or change the other campaign's roster"),
                person=one.person,
                campaign=other,
                begins=span.begins,
                ends=span.ends,
            )
            for one in wanted
            for other, span in taken.get(one.person, ())
            if span.overlaps(Span(one.begins, one.ends))
        ]

    def bind(self, campaign: str, edition: int, wanted: tuple[Binding, ...], at: datetime) -> None:
        """Need these people from now on, and none else.

        Raises:
            Refused: Another campaign needs one of them at the same time.
        """
        if clashes := self.clashes(campaign, wanted):
            raise Refused(*clashes)
        self.record(PeopleBound(campaign=campaign, edition=edition, bindings=wanted), at)

    def free(self, campaign: str, person: str, at: datetime) -> None:
        """Need somebody no longer from an instant on; nothing happens where nobody was bound."""
        if any(one.person == person and one.begins >= at for one in self.bound.get(campaign, ())):
            self.record(PersonFreed(campaign=campaign, person=person, since=at), at)

    @on(PeopleBound)
    def _on_bound(self, fact: PeopleBound, event: Happened) -> None:
        self.bound = {**self.bound, fact.campaign: fact.bindings}

    @on(PersonFreed)
    def _on_freed(self, fact: PersonFreed, event: Happened) -> None:
        kept = (
            one
            for one in self.bound.get(fact.campaign, ())
            if one.person != fact.person or one.begins < fact.since
        )
        self.bound = {**self.bound, fact.campaign: tuple(kept)}


def occupancy_stream(site: str) -> str:
    return f"occupancy:{site}"
