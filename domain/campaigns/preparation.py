"""What is decided before the days of a campaign: planning, required facts, staffing, gates, start, materials."""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from domain.campaigns import facts
from domain.campaigns.state import Stock
from domain.campaigns.tasks import Tasks
from domain.campaigns.template import Gate, Rooms, Template
from domain.errors import Reason, Term, Unknown, reason, refuse
from domain.facts import PersonRef, TextRef


class Preparation(Tasks):
    """A campaign up to its days."""

    def plan(
        self,
        name: str,
        template: Template,
        anchor: date,
        zone: str,
        timetable: str,
        served: str,
        at: datetime,
    ) -> None:
        """Begin a campaign with a whole copy of its template.

        Raises:
            Refused: The code is taken, the timetable is not in the template, or its days are over.
        """
        tables = [one.code for one in template.timetables]
        obstacles: list[Reason] = []
        if self.exists:
            obstacles.append(
                reason(
                    "There is a campaign {code} at this site already.",
                    who=Term("you"),
                    verb=Term("choose another code"),
                    code=self.code,
                )
            )
        if timetable and timetable not in tables:
            obstacles.append(reason("The template has no timetable {name}.", name=timetable))
        refuse(obstacles)
        self.record(
            facts.CampaignPlanned(
                name=name,
                anchor=anchor,
                template=template,
                zone=zone,
                timetable=timetable or next(iter(tables), ""),
                served=served,
            ),
            at,
        )

    def fill_fact(self, fact: facts.FactFilled, at: datetime) -> None:
        """Write down a required fact, or correct it.

        Raises:
            Refused: Nothing of that name is asked for, or it is of another kind.
        """
        asked = next((one for one in self.template.facts if one.code == fact.fact), None)
        obstacles = list(self.still_open())
        if asked is None:
            obstacles.append(reason("“{name}” is not asked for here.", name=fact.fact))
        refuse(obstacles)
        self.record(fact, at)

    def staff_line(self, line: str, person: PersonRef, follower: PersonRef | None, at: datetime) -> None:
        """Name who does a staffing line, and who follows it up (CMP-01)."""
        obstacles = list(self.still_open())
        if line not in {one.code for one in self.template.lines}:
            obstacles.append(reason("This campaign has no staffing line {line}.", line=line))
        refuse(obstacles)
        self.record(facts.LineStaffed(line=line, person=person, follower=follower), at)

    def reach_gate(self, code: str, at: datetime) -> None:
        """Go on to the next state of the template.

        Raises:
            Refused: It is not the next one, or something that it needs is missing.
        """
        gates = self.template.gates
        gate = next((one for one in gates if one.code == code), None)
        if gate is None:
            raise Unknown(reason("This campaign has no state {gate}.", gate=code[:40]))
        refuse([*self.still_open(), *self._unreachable(gate)])
        self.record(facts.GateReached(gate=code), at)

    def _unreachable(self, gate: Gate) -> Iterator[Reason]:
        order = [one.code for one in self.template.gates]
        if gate.code in self.gates:
            yield reason("“{gate}” has been reached already.", gate=gate.name)
        for earlier in self.template.gates[: order.index(gate.code)]:
            if earlier.code not in self.gates:
                yield self.gate_missing(earlier)
        if not gate.before_start:
            yield from self._not_running()
        yield from self._tasks_open(gate)
        yield from self._facts_missing([one for one in gate.facts if one not in self.filled])
        if gate.needs_lines:
            yield from self._lines_missing()

    def gate_missing(self, gate: Gate) -> Reason:
        return reason(
            "“{gate}” comes first.",
            who=Term("campaign coordinator"),
            verb=Term("record that state first"),
            gate=gate.name,
        )

    def _tasks_open(self, gate: Gate) -> Iterator[Reason]:
        for code in gate.tasks:
            if self.work[code].is_open:
                yield reason(
                    "“{task}” is open.",
                    who=Term("campaign coordinator"),
                    verb=Term("record it as done, or drop it with the reason"),
                    task=self.work[code].task.name,
                )

    def _facts_missing(self, codes: list[str]) -> Iterator[Reason]:
        names = {one.code: one.name for one in self.template.facts}
        for code in codes:
            yield reason(
                "“{name}” is missing.",
                who=Term("campaign coordinator"),
                verb=Term("fill it in"),
                name=names[code],
            )

    def _lines_missing(self) -> Iterator[Reason]:
        names = {one.code: one.name for one in self.template.lines}
        for code in self.missing_lines:
            yield reason(
                "“{name}” has no person yet.",
                who=Term("campaign coordinator"),
                verb=Term("name somebody"),
                name=names[code],
            )

    def start(self, at: datetime) -> None:
        """Run the campaign.

        Raises:
            Refused: Every required fact that is missing, every gate before the start that was not reached.
        """
        obstacles = [*self.still_open(), *self._facts_missing(list(self.missing_facts))]
        obstacles += [
            self.gate_missing(one)
            for one in self.template.gates
            if one.before_start and one.code not in self.gates
        ]
        if self.started_at:
            obstacles.append(reason("This campaign has been running since {at}.", at=self.started_at))
        refuse(obstacles)
        self.record(facts.CampaignStarted(), at)

    def _not_running(self) -> Iterator[Reason]:
        if self.started_at is None and not (self.closed_at or self.called_off_at):
            yield reason(
                "This campaign has not been started.",
                who=Term("campaign coordinator"),
                verb=Term("fill in what is missing and start it"),
            )

    def material(self, code: str) -> Stock:
        """A material and its figures.

        Raises:
            Unknown: The campaign has none of that code.
        """
        if code not in self.stock:
            raise Unknown(reason("This campaign has no material {material}.", material=code[:40]))
        return self.stock[code]

    def request_material(self, code: str, quantity: int, at: datetime) -> None:
        self.material(code)
        refuse(self.still_open())
        self.record(facts.MaterialRequested(material=code, quantity=quantity), at)

    def buy_material(self, code: str, quantity: int, at: datetime) -> None:
        self.material(code)
        refuse(self.still_open())
        self.record(facts.MaterialBought(material=code, quantity=quantity), at)

    def count_material(self, code: str, quantity: int, at: datetime) -> None:
        """So many are there; what was missing before is part of the count."""
        self.material(code)
        refuse(self.still_open())
        self.record(facts.MaterialCounted(material=code, quantity=quantity), at)

    def miss_material(self, code: str, quantity: int, why: TextRef | None, at: datetime) -> None:
        """So many of those counted are gone.

        Raises:
            Refused: More than are there.
        """
        stock = self.material(code)
        obstacles = list(self.still_open())
        if quantity > stock.on_hand:
            obstacles.append(
                reason(
                    "Only {count} of “{material}” have been counted.",
                    who=Term("you"),
                    verb=Term("count them first"),
                    count=stock.on_hand,
                    material=stock.material.name,
                )
            )
        refuse(obstacles)
        self.record(facts.MaterialMissing(material=code, quantity=quantity, why=why), at)


def with_rooms(template: Template, rooms: Rooms | None) -> Template:
    """The template with the rooms of another school (UNT-04)."""
    return msgspec.structs.replace(template, rooms=rooms) if rooms else template
