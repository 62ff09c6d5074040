"""The roster of a campaign: who stands where and when, in a draft and in numbered editions (EXM-20, EXM-31, EXM-33)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from domain.aggregate import on
from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import Happened
from domain.roster import facts
from domain.roster.check import Breach, breaches
from domain.roster.crew import Elsewhere
from domain.roster.facts import Binding, RosterPublished
from domain.roster.plan import Plan
from domain.roster.posts import Post
from domain.roster.problem import Assignment, Duty, Problem

Draft = tuple[Assignment, ...]


class Edition(msgspec.Struct, frozen=True):
    """What was published, when and by whom."""

    number: int
    assignments: Draft
    at: datetime
    by: str


class Roster(Plan):
    """Who stands where and when.

    Attributes:
        draft: Who stands where as it is planned now, in the order of duty and person.
        editions: What was published, the first first.
        acknowledged: Edition that each person has read last.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.draft: Draft = ()
        self.editions: tuple[Edition, ...] = ()
        self.acknowledged: dict[str, int] = {}

    @property
    def edition(self) -> Edition | None:
        """What holds now; ``None`` before the first is published."""
        return self.editions[-1] if self.editions else None

    def problem(self, away: Elsewhere = (), now: datetime | None = None) -> Problem:
        """What a proposal depends on; what was given by hand, and what has begun by ``now``, is kept."""
        kept = (
            one
            for one in self.draft
            if one.by_hand or (now is not None and self.duties[one.duty].span.begins <= now)
        )
        return self._problem(self.draft, away, tuple(kept))

    def breaches(self, draft: Draft | None = None) -> tuple[Breach, ...]:
        """What speaks against a draft, gaps included, what is waived left out; other campaigns aside."""
        draft = self.draft if draft is None else draft
        return tuple(one for one in breaches(self._problem(draft), draft) if one.waiver is None)

    def take(self, wanted: Iterable[Assignment], clashes: Iterable[Reason], at: datetime) -> None:
        """Make a whole proposal the draft; what was given by hand stays marked.

        Args:
            clashes: What other campaigns say against it.

        Raises:
            Refused: Everything that speaks against it, but for missing heads, which stay open and are shown.
        """
        by_hand = _places(one for one in self.draft if one.by_hand)
        draft = tuple(Assignment(*place, place in by_hand) for place in sorted(_places(wanted)))
        missing = self.missing(draft)
        found = (one.says for one in self.breaches(draft) if not _is_open(one, missing))
        if wrong := [*clashes, *found]:
            raise Refused(*wrong)
        self.record(facts.ProposalTaken(assignments=draft, missing=sum(missing.values())), at)

    def missing(self, draft: Iterable[Assignment]) -> Mapping[str, int]:
        """Missing heads by duty, where there are any."""
        there = Counter(one.duty for one in draft)
        lacking = ((key, duty.needs - there[key]) for key, duty in self.duties.items())
        return {key: heads for key, heads in lacking if heads > 0}

    def assign(self, duty: str, person: str, clashes: Iterable[Reason], at: datetime) -> None:
        """Put somebody on a duty by hand.

        Raises:
            Refused: Everything that this would make wrong; what was wrong before, and missing heads, do not count.
        """
        self._duty(duty)
        self.person(person)
        if (duty, person) in _places(self.draft):
            raise Refused(reason("{person} is on this duty already.", person=person))
        self._no_worse((*self.draft, Assignment(duty, person, by_hand=True)), clashes)
        self.record(facts.PersonAssigned(duty=duty, person=person), at)

    def unassign(self, duty: str, person: str, at: datetime) -> None:
        """Take somebody off a duty; the place stays open until somebody is put there."""
        self._holds(duty, person)
        self.record(facts.PersonUnassigned(duty=duty, person=person), at)

    def swap(self, fact: facts.PlacesSwapped, clashes: Iterable[Reason], at: datetime) -> None:
        """Let another take somebody's place, or let two exchange theirs; raises as :meth:`assign`."""
        self._holds(fact.duty, fact.person)
        self.person(fact.other)
        if fact.other_duty:
            self._holds(fact.other_duty, fact.other)
        self._no_worse(_swapped(self.draft, fact), clashes)
        self.record(fact, at)

    def publish(self, clashes: Iterable[Reason], at: datetime) -> RosterPublished:
        """Make the draft the edition that holds.

        Raises:
            Refused: A head is missing (EXM-31), a rule does not hold, or the last edition says the same.
        """
        obstacles = [*clashes, *(one.says for one in self.breaches())]
        if not self.duties:
            obstacles.append(
                reason(
                    "The plan has no duties yet.",
                    who=Term("campaign coordinator"),
                    verb=Term("add posts first"),
                )
            )
        if self.missing(self.draft):
            obstacles.insert(
                0,
                reason(
                    "A roster with a gap is invalid (EXM-31).",
                    who=Term("you"),
                    verb=Term("fill the gaps first"),
                ),
            )
        if self.edition is not None and _places(self.edition.assignments) == _places(self.draft):
            obstacles.append(
                reason("Edition {number} says the same; it is published already.", number=self.edition.number)
            )
        if obstacles:
            raise Refused(*obstacles)
        fact = RosterPublished(number=len(self.editions) + 1, assignments=self.draft)
        self.record(fact, at)
        return fact

    def bindings(self, draft: Iterable[Assignment]) -> tuple[Binding, ...]:
        """Whom these assignments need and when."""
        spans = ((one.person, self.duties[one.duty].span) for one in draft if one.duty in self.duties)
        return tuple(sorted(Binding(person, span.begins, span.ends) for person, span in spans))

    def acknowledge(self, person: str, edition: int, at: datetime) -> None:
        """Note that somebody knows their duties of the edition that holds.

        Raises:
            Refused: It is not the one that holds, or names no duty of theirs, or they have known it already.
        """
        if self.edition is None:
            raise Refused(reason("This roster has not been published yet."))
        if edition != self.edition.number:
            raise Refused(
                reason(
                    "Edition {number} holds now.",
                    who=Term("you"),
                    verb=Term("look at it, then acknowledge it"),
                    number=self.edition.number,
                )
            )
        if not self.places_of(person, edition):
            raise Refused(reason("{person} has no duty in edition {number}.", person=person, number=edition))
        if self.is_acknowledged(person):
            raise Refused(reason("{person} has acknowledged these duties already.", person=person))
        self.record(facts.RosterAcknowledged(person=person, edition=edition), at)

    def places_of(self, person: str, edition: int) -> frozenset[str]:
        """Keys of somebody's duties in an edition."""
        there = self.editions[edition - 1].assignments if 0 < edition <= len(self.editions) else ()
        return frozenset(one.duty for one in there if one.person == person)

    def is_acknowledged(self, person: str) -> bool:
        """Whether somebody has read an edition in which their duties are those that hold now."""
        known = self.acknowledged.get(person, 0)
        return known > 0 and self.places_of(person, known) == self.places_of(person, len(self.editions))

    def _duty(self, key: str) -> Duty:
        if key not in self.duties:
            raise Unknown(reason("The plan has no duty “{duty}”.", duty=key[:60]))
        return self.duties[key]

    def _holds(self, duty: str, person: str) -> None:
        self._duty(duty)
        if (duty, person) not in _places(self.draft):
            raise Refused(reason("{person} is not on this duty.", person=person))

    def _no_worse(self, draft: Draft, clashes: Iterable[Reason]) -> None:
        before, missing = [one.says for one in self.breaches()], self.missing(draft)
        found = (one.says for one in self.breaches(draft) if not _is_open(one, missing))
        if worse := [*clashes, *(one for one in found if one not in before)]:
            raise Refused(*worse)

    def _problem(self, draft: Draft, away: Elsewhere = (), kept: Draft = ()) -> Problem:
        """With those who have left where all that they have in this draft had begun by then."""
        held: dict[str, list[datetime]] = {}
        for one in draft:
            if one.duty in self.duties:
                held.setdefault(one.person, []).append(self.duties[one.duty].span.begins)
        past = {
            person
            for person, begins in held.items()
            if (known := self.people.get(person)) and known.released_at and max(begins) < known.released_at
        }
        return Problem(
            duties=tuple(self.duties.values()),
            people=self.able(away, past),
            policy=self.policy,
            waivers=self.waivers,
            kept=kept,
        )

    def _plan(self, draft: Iterable[Assignment], event: Happened) -> None:
        self.draft, self.basis = tuple(sorted(draft)), event.originator_version

    def _man(self, posts: dict[str, Post], event: Happened) -> None:
        super()._man(posts, event)
        self._plan((one for one in self.draft if one.duty in self.duties), event)

    @on(facts.PersonReleased)
    def _on_released(self, fact: facts.PersonReleased, event: Happened) -> None:
        left = msgspec.structs.replace(self.people[fact.person], released_at=event.happened_at)
        self.people = {**self.people, fact.person: left}
        self._plan(
            (
                one
                for one in self.draft
                if one.person != fact.person or self.duties[one.duty].span.begins < event.happened_at
            ),
            event,
        )

    @on(facts.ProposalTaken)
    def _on_taken(self, fact: facts.ProposalTaken, event: Happened) -> None:
        self._plan(fact.assignments, event)

    @on(facts.PersonAssigned)
    def _on_assigned(self, fact: facts.PersonAssigned, event: Happened) -> None:
        self._plan((*self.draft, Assignment(fact.duty, fact.person, by_hand=True)), event)

    @on(facts.PersonUnassigned)
    def _on_unassigned(self, fact: facts.PersonUnassigned, event: Happened) -> None:
        gone = (fact.duty, fact.person)
        self._plan((one for one in self.draft if (one.duty, one.person) != gone), event)

    @on(facts.PlacesSwapped)
    def _on_swapped(self, fact: facts.PlacesSwapped, event: Happened) -> None:
        self._plan(_swapped(self.draft, fact), event)

    @on(RosterPublished)
    def _on_published(self, fact: RosterPublished, event: Happened) -> None:
        edition = Edition(fact.number, fact.assignments, event.happened_at, event.doer)
        self.editions = (*self.editions, edition)

    @on(facts.RosterAcknowledged)
    def _on_acknowledged(self, fact: facts.RosterAcknowledged, event: Happened) -> None:
        self.acknowledged = {**self.acknowledged, fact.person: fact.edition}


def _places(draft: Iterable[Assignment]) -> frozenset[tuple[str, str]]:
    return frozenset((one.duty, one.person) for one in draft)


def _swapped(draft: Iterable[Assignment], fact: facts.PlacesSwapped) -> Draft:
    given = {(fact.duty, fact.person): fact.other}
    if fact.other_duty:
        given[fact.other_duty, fact.other] = fact.person
    return tuple(
        Assignment(one.duty, given[one.duty, one.person], by_hand=True)
        if (one.duty, one.person) in given
        else one
        for one in draft
    )


def _is_open(breach: Breach, missing: Mapping[str, int]) -> bool:
    """Whether it only says that heads are missing, one guard at a gate for two included (EXM-31)."""
    return breach.is_gap or (not breach.person and bool(breach.duties) and breach.duties[0] in missing)


def roster_stream(site: str, campaign: str) -> str:
    return f"roster:{site}:{campaign}"
