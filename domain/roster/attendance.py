"""Who is at one post in one turn: roll-call, delays, absence, relief, and the reserve that was sent (EXM-07, EXM-31).

Each post and turn is a stream of its own, so that fifty phones do not queue on one.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

import msgspec

from domain.aggregate import Aggregate, on
from domain.errors import Reason, Refused, Term, reason
from domain.facts import Happened, TextRef
from domain.roster import duty_facts as facts
from domain.roster.presence import Presence, Standing
from domain.roster.problem import Duty, Span

EARLY = timedelta(hours=3)
"""How long before its turn somebody may be at a post; earlier, another turn is meant."""


class Attendance(Aggregate):
    """The roll-call of one post in one turn.

    Attributes:
        people: By id, whoever something was told of, in that order.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.people: dict[str, Presence] = {}

    @property
    def here(self) -> list[str]:
        """Who is at the post now."""
        return [id for id, one in self.people.items() if one.standing is Standing.HERE]

    def arrive(
        self, duty: Duty, person: str, rostered: Collection[str], at: datetime, *, by_code: bool
    ) -> datetime:
        """Note that somebody is at the post, or back at it; returns since when.

        Whoever is there already stays so, and nothing is written.

        Raises:
            Refused: The roster does not put them here, they were relieved, or the turn is not on.
        """
        known = self.people.get(person)
        if known is not None and known.standing is Standing.HERE:
            return known.arrived_at or known.since
        refuse(
            *self._stranger(person, rostered),
            *self._relieved(person),
            *self._early(person, at),
            *outside(duty, at),
        )
        if known is not None and known.standing is Standing.AWAY:
            self.record(facts.PostResumed(person=person, by_code=by_code), at)
        else:
            self.record(facts.Arrived(person=person, by_code=by_code), at)
        return at

    def correct(
        self, duty: Duty, person: str, arrived_at: datetime | None, why: TextRef, at: datetime
    ) -> None:
        """Say when somebody really came, or that they have not; what was said before stays on record.

        Raises:
            Refused: No arrival is on record, or they cannot have come then.
        """
        known = self.people.get(person)
        found: list[Reason] = []
        if known is None or known.standing not in (Standing.HERE, Standing.AWAY):
            found.append(
                reason("{person} is not on record as arrived at {post}.", person=person, post=duty.post)
            )
        if arrived_at is not None:
            if arrived_at > at:
                found.append(
                    reason(
                        "{at} lies in the future.",
                        who=Term("you"),
                        verb=Term("check the time"),
                        at=arrived_at,
                    )
                )
            found += outside(duty, arrived_at)
            if known and known.stays and known.stays[-1].ends and arrived_at >= known.stays[-1].ends:
                found.append(reason("{person} had left the post by then.", person=person))
        refuse(*found, *self._early(person, at))
        self.record(facts.ArrivalCorrected(person=person, arrived_at=arrived_at, why=why), at)

    def tell_delay(
        self, duty: Duty, person: str, rostered: Collection[str], fact: facts.DelayTold, at: datetime
    ) -> None:
        """Note that somebody comes late and when.

        Raises:
            Refused: They are here, do not belong here, or come before now or after the turn.
        """
        found = [*self._stranger(person, rostered), *self._present(person), *self._early(person, at)]
        if not at < fact.expected_at < duty.span.ends:
            found.append(
                reason(
                    "The time expected, {at}, does not lie between now and the end of the turn.",
                    who=Term("you"),
                    verb=Term("check the time"),
                    at=fact.expected_at,
                )
            )
        refuse(*found)
        self.record(fact, at)

    def note_absence(self, person: str, rostered: Collection[str], why: TextRef | None, at: datetime) -> None:
        """Note that somebody does not come."""
        refuse(*self._stranger(person, rostered), *self._present(person), *self._early(person, at))
        if (known := self.people.get(person)) and known.standing is Standing.ABSENT:
            raise Refused(reason("This is on record already."))
        self.record(facts.AbsenceNoted(person=person, why=why), at)

    def leave(self, person: str, why: TextRef, back_at: datetime | None, at: datetime) -> None:
        """Note that somebody is away from the post for a while, and until when."""
        found = [*self._missing(person), *self._early(person, at)]
        if back_at is not None and back_at <= at:
            found.append(reason("The return at {at} lies before the leaving.", at=back_at))
        refuse(*found)
        self.record(facts.PostLeft(person=person, why=why, back_at=back_at), at)

    def relieve(self, person: str, at: datetime) -> None:
        """Note that somebody is done here, or called back before they came; returns the reserve."""
        known = self.people.get(person)
        is_due = known and (known.standing is Standing.AWAY or (known.is_reserve and not _is_done(known)))
        refuse(*(() if is_due else self._missing(person)), *self._early(person, at))
        self.record(facts.Relieved(person=person), at)

    def send(self, fact: facts.ReserveSent, rostered: Collection[str], at: datetime) -> None:
        """Let somebody come to help.

        Raises:
            Refused: They are expected here anyway, or are meant for somebody who is not missing.
        """
        known, missing = self.people.get(fact.person), self.people.get(fact.instead_of)
        found: list[Reason] = []
        if (known is None and fact.person in rostered) or (known is not None and not _is_done(known)):
            found.append(reason("{person} is expected here already.", person=fact.person))
        if fact.instead_of:
            found += self._stranger(fact.instead_of, rostered)
            if missing is not None and missing.standing is Standing.HERE:
                found += self._present(fact.instead_of)
        refuse(*found, *self._early(fact.person, at))
        self.record(fact, at)

    def _stranger(self, person: str, rostered: Collection[str]) -> Iterator[Reason]:
        if person not in rostered and person not in self.people:
            yield reason(
                "{person} does not stand here in the roster that holds.",
                who=Term("security duty leader"),
                verb=Term("send the person as reserve, or change the roster"),
                person=person,
            )

    def _relieved(self, person: str) -> Iterator[Reason]:
        if (known := self.people.get(person)) and known.standing is Standing.RELIEVED:
            yield reason("{person} was relieved here at {at}.", person=person, at=known.since)

    def _present(self, person: str) -> Iterator[Reason]:
        known = self.people.get(person)
        if known and known.standing in (Standing.HERE, Standing.AWAY):
            yield reason(
                "{person} arrived at {at}.",
                who=Term("you"),
                verb=Term("correct the arrival first"),
                person=person,
                at=known.arrived_at,
            )
        yield from self._relieved(person)

    def _missing(self, person: str) -> Iterator[Reason]:
        if person not in self.here:
            yield reason(
                "{person} is not at this post.",
                who=Term("you"),
                verb=Term("record the arrival first"),
                person=person,
            )

    def _early(self, person: str, at: datetime) -> Iterator[Reason]:
        if (known := self.people.get(person)) and at < known.since:
            yield reason(
                "Something later, of {at}, is on record for {person}.", person=person, at=known.since
            )

    @on(facts.Arrived)
    def _on_arrived(self, fact: facts.Arrived, event: Happened) -> None:
        at, stays = event.happened_at, self._known(fact.person, event).begun(event.happened_at)
        self._put(fact.person, event, Standing.HERE, arrived_at=at, by_code=fact.by_code, stays=stays)

    @on(facts.PostResumed)
    def _on_resumed(self, fact: facts.PostResumed, event: Happened) -> None:
        stays = self._known(fact.person, event).begun(event.happened_at)
        self._put(fact.person, event, Standing.HERE, stays=stays)

    @on(facts.ArrivalCorrected)
    def _on_corrected(self, fact: facts.ArrivalCorrected, event: Happened) -> None:
        known = self.people[fact.person]
        self._put(
            fact.person,
            event,
            known.standing if fact.arrived_at else Standing.UNCONFIRMED,
            arrived_at=fact.arrived_at,
            words=fact.why,
            corrections=known.corrections + 1,
            stays=known.corrected(fact.arrived_at),
        )

    @on(facts.DelayTold)
    def _on_delay(self, fact: facts.DelayTold, event: Happened) -> None:
        self._put(fact.person, event, Standing.LATE, expected_at=fact.expected_at, words=fact.why)

    @on(facts.AbsenceNoted)
    def _on_absence(self, fact: facts.AbsenceNoted, event: Happened) -> None:
        self._put(fact.person, event, Standing.ABSENT, words=fact.why)

    @on(facts.PostLeft)
    def _on_left(self, fact: facts.PostLeft, event: Happened) -> None:
        stays = self.people[fact.person].ended(event.happened_at)
        self._put(fact.person, event, Standing.AWAY, expected_at=fact.back_at, words=fact.why, stays=stays)

    @on(facts.Relieved)
    def _on_relieved(self, fact: facts.Relieved, event: Happened) -> None:
        stays = self.people[fact.person].ended(event.happened_at)
        self._put(fact.person, event, Standing.RELIEVED, stays=stays)

    @on(facts.ReserveSent)
    def _on_sent(self, fact: facts.ReserveSent, event: Happened) -> None:
        sent = Presence(
            Standing.SENT,
            event.happened_at,
            is_reserve=True,
            comes_from=fact.comes_from,
            instead_of=fact.instead_of,
            stays=self._known(fact.person, event).stays,
        )
        self.people = {**self.people, fact.person: sent}

    def _known(self, person: str, event: Happened) -> Presence:
        return self.people.get(person) or Presence(Standing.LATE, event.happened_at)

    def _put(self, person: str, event: Happened, standing: Standing, **more: object) -> None:
        known = self._known(person, event)
        cleared: dict[str, object] = {"expected_at": None, "words": None}
        now = msgspec.structs.replace(
            known, standing=standing, since=event.happened_at, **{**cleared, **more}
        )
        self.people = {**self.people, person: now}


def _is_done(known: Presence) -> bool:
    return known.standing is Standing.RELIEVED


def outside(duty: Duty, at: datetime) -> Iterator[Reason]:
    """Word that nobody can be at the post then."""
    open_for = Span(duty.span.begins - EARLY, duty.span.ends)
    if not open_for.begins <= at <= open_for.ends:
        yield reason(
            "The turn at {post} lasts from {begins} to {ends}.",
            who=Term("you"),
            verb=Term("check the time"),
            post=duty.post,
            begins=duty.span.begins,
            ends=duty.span.ends,
        )


def refuse(*found: Reason) -> None:
    """Say no where anything was found."""
    if found:
        raise Refused(*found)


def duty_stream(site: str, campaign: str, duty: str) -> str:
    return f"duty:{site}:{campaign}:{duty}"
