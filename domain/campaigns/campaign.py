"""A campaign: planned towards a day, started, prepared, decided on, held, debriefed and closed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from domain.calendar import add_days, at_local
from domain.campaigns import facts
from domain.campaigns.preparation import Preparation
from domain.campaigns.soundness import FARTHEST_DAYS
from domain.campaigns.template import Milestone, MilestoneKind
from domain.errors import Reason, Term, reason, refuse
from domain.facts import PersonRef, TextRef
from domain.named import Named


class Campaign(Preparation):
    """One campaign at one site, in the stream ``campaign:<site>:<code>``."""

    def milestone_at(self, kind: MilestoneKind, day: date) -> datetime | None:
        """The first milestone of a kind on a day, as an instant."""
        found = [one for one in self.milestones if one.kind == kind and add_days(self.anchor, one.day) == day]
        return min((at_local(day, one.at, self.zone) for one in found), default=None)

    def set_milestones(self, milestones: Sequence[Milestone], at: datetime) -> None:
        """Put the whole list of milestones anew.

        Raises:
            Refused: A code stands twice, a day is out of reach, or the campaign's days are over.
        """
        codes = [one.code for one in milestones]
        obstacles = [*self.still_open(), *self._days_over(at)]
        obstacles += [
            reason("The {what} {code} stands in the list twice.", what=Term("milestone"), code=code)
            for code in sorted({code for code in codes if codes.count(code) > 1})
        ]
        obstacles += [
            reason(
                "“{name}” is more than {days} days from the anchor day.", name=one.name, days=FARTHEST_DAYS
            )
            for one in milestones
            if abs(one.day) > FARTHEST_DAYS
        ]
        refuse(obstacles)
        if tuple(milestones) != self.milestones:
            self.record(facts.MilestonesSet(milestones=tuple(milestones)), at)

    def _days_over(self, at: datetime) -> Iterator[Reason]:
        if self.today(at) > self.last_day:
            yield reason("The days of this campaign ended on {day}.", day=self.last_day)

    def decide(
        self,
        evidence: TextRef,
        points: Sequence[facts.OpenPoint],
        at: datetime,
        *,
        go: bool,
        late_s: int = 0,
    ) -> None:
        """Record go or no-go with the evidence seen; what was open at that moment is recorded with it.

        Args:
            points: What was open, :meth:`open_points` and :func:`domain.campaigns.evidence.open_elsewhere`.
            late_s: Seconds between the decision and its recording.

        Raises:
            Refused: It is not running, or it is before the day of the decision or after the campaign.
        """
        refuse([*self.still_open(), *self._not_running(), *self._no_decision(at), *self._days_over(at)])
        self.record(facts.Decided(go=go, evidence=evidence, open=tuple(points), late_s=late_s), at)

    def _no_decision(self, at: datetime) -> Iterator[Reason]:
        first = min((one.day for one in self.milestones if one.kind == "decision"), default=-1)
        day = add_days(self.anchor, first)
        if self.today(at) < day:
            yield reason(
                "The decision is taken on {day}.",
                who=Term("estate office manager"),
                verb=Term("decide on that day, with what is seen then"),
                day=day,
            )

    def open_points(self, at: datetime) -> tuple[facts.OpenPoint, ...]:
        """What this campaign itself still lacks: tasks to be done by the end of its days, facts, lines, materials."""
        due = [
            code
            for code, work in self.work.items()
            if work.is_open and work.due is not None and work.due <= self.last_day
        ]
        return (
            *(
                facts.OpenPoint("task", code, self.work[code].days_late(self.today(at), self.zone))
                for code in due
            ),
            *(facts.OpenPoint("fact", code) for code in self.missing_facts),
            *(facts.OpenPoint("line", code) for code in self.missing_lines),
            *(facts.OpenPoint("material", code, one.short) for code, one in self.stock.items() if one.short),
        )

    def open_admission(self, word_by: PersonRef | None, word_at: datetime | None, at: datetime) -> None:
        """Let candidates in, on the liaison's word alone and not before the milestone: 07:10 (EXM-30).

        Args:
            word_by: The school's liaison who gave the word; ``None`` where nobody did.
            word_at: When the word was given; ``None`` where it was with the opening.

        Raises:
            Refused: Without the word, before the time, not on a day of the campaign, before a go, or a second time.
        """
        word_at = word_at or at
        refuse([*self.still_open(), *self._not_running(), *self._no_admission(word_by, word_at, at)])
        if word_by is not None:
            self.record(facts.AdmissionOpened(day=self.today(at), word_by=word_by, word_at=word_at), at)

    def _no_admission(self, word_by: PersonRef | None, word_at: datetime, at: datetime) -> Iterator[Reason]:
        day = self.today(at)
        earliest = self.milestone_at("admission", day)
        if word_by is None:
            yield reason(
                "Nobody of the school has given the word to let candidates in.",
                who=Term("the school's liaison"),
                verb=Term("give the word; write down who said so and when"),
            )
        elif word_at > at or self.today(word_at) != day:
            yield reason("The word cannot have been given at {at}.", at=word_at)
        if day not in self.days or earliest is None:
            yield reason("Nobody is let in on {day}.", day=day)
        elif at < earliest:
            yield reason(
                "Candidates are let in from {earliest}, not before.",
                who=Term("security duty leader"),
                verb=Term("wait until then"),
                earliest=earliest,
            )
        if day in self.admitted:
            yield reason("Admission has been open since {at}.", at=self.admitted[day].at)
        if self.decisions and not self.decisions[-1].go:
            yield reason(
                "The last decision, of {at}, was not to go.",
                who=Term("estate office manager"),
                verb=Term("decide again"),
                at=self.decisions[-1].at,
            )

    def note_incident(self, what: TextRef, place: str, ticket: str, at: datetime) -> None:
        """Note what happened on a day of the campaign, or while it is prepared."""
        refuse([*self.still_open(), *self._not_running()])
        self.record(facts.IncidentNoted(what=what, place=place, ticket=ticket), at)

    def hold_debrief(
        self, counted: Sequence[facts.Counted], links: Sequence[str], said: TextRef | None, at: datetime
    ) -> None:
        """Say what was counted against each target: mistakes, faults, complaints.

        Raises:
            Refused: The days are not over, a target has no figure, a figure belongs to none, or more is named behind
                it than was counted, or an incident that nobody noted.
        """
        refuse([*self.still_open(), *self._not_running(), *self._no_debrief(counted, at)])
        self.record(facts.Debriefed(counted=tuple(counted), links=tuple(links), said=said), at)

    def _no_debrief(self, counted: Sequence[facts.Counted], at: datetime) -> Iterator[Reason]:
        wanted, given = {one.code: one.name for one in self.template.targets}, [one.target for one in counted]
        if self.today(at) < self.last_day:
            yield reason("The last day of this campaign is {day}.", day=self.last_day)
        for code in sorted(wanted.keys() - {*given}):
            yield reason("“{name}” is missing.", who=Term("you"), verb=Term("fill it in"), name=wanted[code])
        for code in sorted({*given} - wanted.keys() | {code for code in given if given.count(code) > 1}):
            yield reason("“{name}” is not asked for here.", name=code)
        for one in counted:
            yield from self._unfounded(one, wanted.get(one.target, one.target))

    def _unfounded(self, counted: facts.Counted, name: Named | str) -> Iterator[Reason]:
        behind = {*counted.behind}
        if len(behind) > counted.count:
            yield reason(
                "“{name}”: {count} counted, but {behind} named behind it.",
                who=Term("you"),
                verb=Term("correct the count or the numbers"),
                name=name,
                count=counted.count,
                behind=len(behind),
            )
        for number in sorted(one for one in behind if isinstance(one, int)):
            if not 1 <= number <= len(self.incidents):
                yield reason("There is no incident {number} on record.", number=number)

    def close(self, at: datetime) -> None:
        """End the campaign.

        Raises:
            Refused: Before the debrief, with tasks open, or before its last gate.
        """
        refuse([*self.still_open(), *self._not_running(), *self._unclosable()])
        self.record(facts.CampaignClosed(), at)

    def _unclosable(self) -> Iterator[Reason]:
        for work in (one for one in self.work.values() if one.is_open):
            yield reason(
                "“{task}” is open.",
                who=Term("campaign coordinator"),
                verb=Term("record it as done, or drop it with the reason"),
                task=work.task.name,
            )
        if self.template.targets and self.debrief is None:
            yield reason(
                "The debrief has not been held.",
                who=Term("campaign coordinator"),
                verb=Term("record what was counted"),
            )
        for gate in self.template.gates:
            if gate.code not in self.gates:
                yield self.gate_missing(gate)

    def call_off(self, why: TextRef, at: datetime) -> None:
        """Give the campaign up, with the reason."""
        refuse(self.still_open())
        self.record(facts.CampaignCalledOff(why=why), at)

    def happens_on(self, day: date) -> bool:
        """Whether it lasts on that day."""
        return self.anchor <= day < self.anchor + timedelta(days=self.template.days)


def campaign_stream(site: str, code: str) -> str:
    return f"campaign:{site}:{code}"
