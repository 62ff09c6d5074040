"""The people of a roster: who may be rostered, what they can do, and when they are away (EXM-02..07, EXM-32)."""

from collections.abc import Container, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from domain.aggregate import Aggregate, on
from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import Happened, TextRef
from domain.roster import facts
from domain.roster.facts import PersonEnlisted
from domain.roster.posts import Group
from domain.roster.problem import Leave as Absence
from domain.roster.problem import Person, Skill, Span

Elsewhere = Sequence[tuple[str, Span]]
"""People, and when other campaigns need them."""


class Enlisted(msgspec.Struct, frozen=True):
    """Somebody on the roster.

    Attributes:
        file: How the person was enlisted, with later changes.
        released_at: When the person left; ``None`` while here.
    """

    file: PersonEnlisted
    released_at: datetime | None = None

    @property
    def is_here(self) -> bool:
        return self.released_at is None


class Leave(msgspec.Struct, frozen=True):
    """Leave that somebody asked for; ``state`` is ``asked``, ``granted`` or ``stopped``."""

    id: str
    person: str
    span: Span
    state: str = "asked"
    why: TextRef | None = None


class Crew(Aggregate):
    """The part of a roster that concerns people.

    Attributes:
        people: By id, in the order of enlisting, those who have left included.
        leaves: By number.
        basis: Version of the last fact that a plan depends on: a proposal made for another is out of date.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.zone = ZoneInfo("Asia/Shanghai")
        self.groups: dict[str, Group] = {}
        self.leave_stops: tuple[date, ...] = ()
        self.people: dict[str, Enlisted] = {}
        self.leaves: dict[str, Leave] = {}
        self.basis = 0

    @property
    def code(self) -> str:
        """Code of the campaign that the roster belongs to."""
        return self.id.split(":", 2)[2]

    @property
    def here(self) -> list[PersonEnlisted]:
        """Everybody who may be rostered now."""
        return [one.file for one in self.people.values() if one.is_here]

    def person(self, id: str) -> PersonEnlisted:
        """Somebody who may be rostered now.

        Raises:
            Unknown: Nobody of that id is on the roster, or the person has left.
        """
        found = self.people.get(id)
        if found is None or not found.is_here:
            raise Unknown(self.stranger(id))
        return found.file

    def stranger(self, id: str) -> Reason:
        """Word that somebody cannot be rostered."""
        found = self.people.get(id)
        if found is not None and found.released_at is not None:
            return reason("{person} has left this roster at {at}.", person=id, at=found.released_at)
        return reason(
            "“{person}” is not on this roster.",
            who=Term("campaign coordinator"),
            verb=Term("enlist the person first"),
            person=id[:60],
        )

    def enlist(self, file: PersonEnlisted, at: datetime) -> None:
        """Let somebody be rostered.

        Raises:
            Refused: The person is on it already, or a group is not one of the plan's.
        """
        obstacles = self._unknown_groups(file.group, file.also)
        if (found := self.people.get(file.person)) is not None and found.is_here:
            obstacles.append(
                reason(
                    "{person} is on this roster already, in group {group}; nobody is counted twice.",
                    who=Term("you"),
                    verb=Term("let the person help another group instead"),
                    person=file.person,
                    group=found.file.group,
                )
            )
        if obstacles:
            raise Refused(*obstacles)
        self.record(file, at)

    def place(
        self, person: str, group: str, also: tuple[str, ...], at: datetime, *, is_reserve: bool
    ) -> None:
        """Let somebody belong to another group or to the reserve.

        Raises:
            Refused: Nobody of that id is on it, or a group is not one of the plan's.
        """
        self.person(person)
        if obstacles := self._unknown_groups(group, also):
            raise Refused(*obstacles)
        self.record(facts.PersonPlaced(person=person, group=group, also=also, is_reserve=is_reserve), at)

    def note_skill(self, person: str, skill: Skill, at: datetime) -> None:
        """Note what somebody can do, or until when the licence now holds."""
        if skill in self.person(person).skills:
            raise Refused(reason("This is on record already."))
        self.record(facts.SkillNoted(person=person, skill=skill), at)

    def withdraw_skill(self, person: str, skill: str, at: datetime) -> None:
        if skill not in {one.code for one in self.person(person).skills}:
            raise Refused(reason("{person} has no skill “{skill}” on record.", person=person, skill=skill))
        self.record(facts.SkillWithdrawn(person=person, skill=skill), at)

    def release(self, person: str, why: TextRef | None, at: datetime) -> None:
        """Let somebody go; their duties to come are vacant from then on."""
        self.person(person)
        self.record(facts.PersonReleased(person=person, why=why), at)

    def ask_leave(self, person: str, span: Span, why: TextRef | None, at: datetime) -> str:
        """Note that somebody asks for leave; returns its number.

        Raises:
            Refused: It ends before it begins, or touches a date on which all leave is suspended (EXM-32).
        """
        self.person(person)
        obstacles: list[Reason] = []
        if span.begins >= span.ends:
            obstacles.append(
                reason("The leave ends before it begins.", who=Term("you"), verb=Term("check the times"))
            )
        stopped = [day for day in self.leave_stops if span.overlaps(self._whole(day))]
        if stopped:
            obstacles.append(
                reason(
                    "All leave is suspended during the exam, {days} included (EXM-32).",
                    who=Term("campaign coordinator"),
                    verb=Term("release the person from the roster if they cannot come"),
                    days=stopped,
                )
            )
        if obstacles:
            raise Refused(*obstacles)
        number = str(len(self.leaves) + 1)
        self.record(
            facts.LeaveAsked(leave=number, person=person, begins=span.begins, ends=span.ends, why=why), at
        )
        return number

    def grant_leave(self, leave: str, at: datetime) -> None:
        """Grant what was asked for; the person is away then."""
        self._leave(leave, "asked")
        self.record(facts.LeaveGranted(leave=leave), at)

    def stop_leave(self, leave: str, why: TextRef | None, at: datetime) -> None:
        """Refuse what was asked for, or take back what was granted."""
        self._leave(leave, "asked", "granted")
        self.record(facts.LeaveStopped(leave=leave, why=why), at)

    def able(self, away: Elsewhere = (), past: Container[str] = ()) -> tuple[Person, ...]:
        """Everybody who may be rostered, and those of ``past`` who were, as proposals take them."""
        granted = [
            (one.person, Absence(one.span.begins, one.span.ends, one.id))
            for one in self.leaves.values()
            if one.state == "granted"
        ]
        spans: dict[str, list[Span]] = {}
        for person, span in (*granted, *away):
            spans.setdefault(person, []).append(span)
        return tuple(
            Person(
                id=one.person,
                group=one.group,
                also=one.also,
                skills=one.skills,
                is_reserve=one.is_reserve,
                away=tuple(sorted(spans.get(one.person, ()), key=lambda span: (span.begins, span.ends))),
            )
            for id, known in self.people.items()
            if (known.is_here or id in past) and (one := known.file)
        )

    def _leave(self, number: str, *states: str) -> Leave:
        found = self.leaves.get(number)
        if found is None:
            raise Unknown(reason("There is no leave {leave} on this roster.", leave=number[:60]))
        if found.state not in states:
            raise Refused(reason("This leave has been decided already."))
        return found

    def _whole(self, day: date) -> Span:
        midnight = datetime.combine(day, time(), self.zone)
        return Span(midnight.astimezone(UTC), (midnight + timedelta(days=1)).astimezone(UTC))

    def _unknown_groups(self, *named: str | Iterable[str]) -> list[Reason]:
        codes = [code for one in named for code in ((one,) if isinstance(one, str) else one)]
        return [
            reason("The plan has no group “{group}”.", group=code[:60])
            for code in dict.fromkeys(codes)
            if code not in self.groups
        ]

    def _file(self, person: str, **changed: object) -> None:
        found = self.people[person]
        file = msgspec.structs.replace(found.file, **changed)
        self.people = {**self.people, person: msgspec.structs.replace(found, file=file)}

    @on(PersonEnlisted)
    def _on_enlisted(self, fact: PersonEnlisted, event: Happened) -> None:
        self.people = {**self.people, fact.person: Enlisted(fact)}
        self.basis = event.originator_version

    @on(facts.PersonPlaced)
    def _on_placed(self, fact: facts.PersonPlaced, event: Happened) -> None:
        self._file(fact.person, group=fact.group, also=fact.also, is_reserve=fact.is_reserve)
        self.basis = event.originator_version

    @on(facts.SkillNoted)
    def _on_skill_noted(self, fact: facts.SkillNoted, event: Happened) -> None:
        others = (one for one in self.people[fact.person].file.skills if one.code != fact.skill.code)
        self._file(fact.person, skills=(*others, fact.skill))
        self.basis = event.originator_version

    @on(facts.SkillWithdrawn)
    def _on_skill_withdrawn(self, fact: facts.SkillWithdrawn, event: Happened) -> None:
        kept = (one for one in self.people[fact.person].file.skills if one.code != fact.skill)
        self._file(fact.person, skills=tuple(kept))
        self.basis = event.originator_version

    @on(facts.LeaveAsked)
    def _on_leave_asked(self, fact: facts.LeaveAsked, event: Happened) -> None:
        span = Span(fact.begins, fact.ends)
        self.leaves = {**self.leaves, fact.leave: Leave(fact.leave, fact.person, span, why=fact.why)}

    @on(facts.LeaveGranted, facts.LeaveStopped)
    def _on_leave_decided(self, fact: facts.LeaveGranted | facts.LeaveStopped, event: Happened) -> None:
        state = "granted" if isinstance(fact, facts.LeaveGranted) else "stopped"
        found = self.leaves[fact.leave]
        self.leaves = {**self.leaves, fact.leave: msgspec.structs.replace(found, state=state)}
        self.basis = event.originator_version
