"""A survey round: planned, its base frozen, a sample drawn, forms collected, figures reported (SVY-01..16)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from domain.calendar import add_months, local_date
from domain.errors import Reason, Term, reason, refuse
from domain.facts import TextRef
from domain.surveys import facts
from domain.surveys.facts import Counts, Slot, Stratum
from domain.surveys.questionnaire import Questionnaire, obstacles_of
from domain.surveys.sampling import drawn
from domain.surveys.state import SurveyState

MOST_FORMS = 20_000
MARKED_MONTHS = 36


class Survey(SurveyState):
    """One round of one kind of survey at one site, in the stream ``survey:<site>:<code>``."""

    def plan(self, plan: facts.SurveyPlanned, at: datetime) -> None:
        """Plan a round.

        Raises:
            Refused: The code is taken, or the contract's satisfaction is missing, or not asked for (SVY-05).
        """
        obstacles: list[Reason] = []
        if self.exists:
            obstacles.append(reason("There is a survey {survey} at this site already.", survey=self.code))
        if plan.template.wants_target is not (plan.target is not None):
            obstacles.append(_target_wanted(wanted=plan.template.wants_target))
        if plan.target and plan.target.part > plan.target.of:
            obstacles.append(
                reason("A share is more than the whole.", who=Term("you"), verb=Term("correct it"))
            )
        refuse(obstacles)
        self.record(plan, at)

    def reschedule(self, starts: date, why: TextRef, at: datetime) -> None:
        """Begin in the field on another day.

        Raises:
            Refused: The base is frozen: the survey is in the field.
        """
        refuse(self._not_before_the_field())
        if starts != self.starts:
            self.record(facts.SurveyRescheduled(starts=starts, why=why), at)

    def replace_questionnaire(self, questionnaire: Questionnaire, at: datetime) -> None:
        """Ask something else, while no form is numbered yet.

        Raises:
            Refused: Forms are out, or the questionnaire cannot be asked.
        """
        refuse([*self._no_more_questions(), *obstacles_of(questionnaire)])
        if questionnaire != self.questionnaire:
            self.record(facts.QuestionnaireReplaced(questionnaire=questionnaire), at)

    def freeze(self, frame: facts.FrameFrozen, at: datetime) -> None:
        """Fix who could be asked, on the first day in the field or after (SVY-16).

        Raises:
            Refused: It is frozen, it is too early, or a unit stands in it twice.
        """
        refuse([*self._not_before_the_field(), *self._too_early(at), *_doubled(frame.strata)])
        self.record(frame, at)

    def draw(self, size: int, seed: str, at: datetime) -> None:
        """Draw whom the forms are for, and number them; once more for further ones, by another seed.

        Raises:
            Refused: Nothing is frozen, nobody is there, collection is closed, or nobody is left to draw.
        """
        obstacles = [*self._not_in_the_field(), *self.over()]
        left = self._not_drawn()
        if (
            not obstacles
            and self.frame
            and self.frame.strata
            and not 1 <= size <= sum(map(len, left.values()))
        ):
            obstacles.append(
                reason(
                    "{size} cannot be drawn: {left} of {base} are left.",
                    who=Term("you"),
                    verb=Term("correct it"),
                    size=size,
                    left=sum(map(len, left.values())),
                    base=self.frame.base,
                )
            )
        if not 1 <= size <= MOST_FORMS - len(self.slots):
            obstacles.append(reason("A survey has 1 to {most} forms.", most=MOST_FORMS))
        refuse(obstacles)
        units = self._numbered(drawn(seed, size, left)) if left else [("", "")] * size
        first = max(self.slots, default=0) + 1
        slots = tuple(Slot(number, unit, stratum) for number, (stratum, unit) in enumerate(units, first))
        self.record(facts.SampleDrawn(seed=seed, slots=slots), at)

    def _not_drawn(self) -> dict[str, list[str]]:
        taken = {slot.unit for slot in self.slots.values()}
        strata = self.frame.strata if self.frame else ()
        return {one.name: [unit for unit in one.units if unit not in taken] for one in strata}

    def _numbered(self, chosen: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
        """The chosen in the order in which a surveyor walks: building by building, as the register lists them."""
        strata = self.frame.strata if self.frame else ()
        return [
            (one.name, unit) for one in strata for unit in one.units if unit in {*chosen.get(one.name, ())}
        ]

    def replace_form(self, number: int, why: TextRef, at: datetime) -> int:
        """Number a new form for the household of a lost or spoilt one.

        Raises:
            Refused: It was never numbered, it has given way already, or collection is closed.
        """
        refuse([*self.unknown_form(number), *self.over(), *self._given_way(number)])
        slot = Slot(max(self.slots) + 1, self.slots[number].unit, self.slots[number].stratum)
        self.record(facts.FormReplaced(number=number, slot=slot, why=why), at)
        return slot.number

    def unknown_form(self, number: int) -> Iterator[Reason]:
        if number not in self.slots:
            yield reason("No form {number} was ever numbered in this survey.", number=number)

    def _given_way(self, number: int) -> Iterator[Reason]:
        if number in self.replaced:
            yield reason(
                "Form {number} gave way to form {instead}.", number=number, instead=self.replaced[number]
            )

    def is_late(self, at: datetime) -> bool:
        """Whether what comes in then comes after the close."""
        return self.closed_at is not None and at >= self.closed_at

    def close(self, at: datetime) -> None:
        """End the collection; what comes later restates the figures.

        Raises:
            Refused: It is not in the field, or closed already.
        """
        refuse([*self._not_in_the_field(), *self.over()])
        self.record(facts.CollectionClosed(), at)

    def reopen(self, why: TextRef, at: datetime) -> None:
        """Take the close back, before any figure was reported.

        Raises:
            Refused: It is open or called off, or figures were reported.
        """
        refuse([*self.called_off(), *self._not_closed(), *self._reported()])
        self.record(facts.CollectionReopened(why=why), at)

    def report(self, position: int, counts: Counts, analysis: TextRef, at: datetime) -> None:
        """Put figures on record as they are reported.

        Raises:
            Refused: It was called off, collection is open, or no form is valid.
        """
        obstacles = list(self.called_off()) or list(self._not_closed())
        if not obstacles and not counts.valid:
            obstacles.append(reason("There is no valid form to report on."))
        refuse(obstacles)
        self.record(facts.FiguresReported(position=position, counts=counts, analysis=analysis), at)

    def call_off(self, why: TextRef, at: datetime) -> None:
        """Do not hold the round, or not use its answers.

        Raises:
            Refused: It is called off already, or figures were reported.
        """
        refuse([*self.called_off(), *self._reported()])
        self.record(facts.SurveyCalledOff(why=why), at)

    def called_off(self) -> Iterator[Reason]:
        if self.called_off_at:
            yield reason("The survey was called off at {at}.", at=self.called_off_at)

    def _reported(self) -> Iterator[Reason]:
        if self.reports:
            yield reason("Figures were reported at {at}.", at=self.reports[-1][0])

    def mark(self, on: date, what: TextRef, at: datetime) -> None:
        """Put an event on the line of the trend.

        Raises:
            Refused: Its day has not come, or lies so far back that what it moved was asked in an earlier round.
        """
        refuse([*self._still_to_come(on, at), *self._long_ago(on)])
        self.record(facts.EventMarked(on=on, what=what), at)

    def _still_to_come(self, on: date, at: datetime) -> Iterator[Reason]:
        if on > local_date(at, self.zone):
            yield reason(
                "{day} has not come yet.",
                who=Term("you"),
                verb=Term("mark the event once it has happened"),
                day=on,
            )

    def _long_ago(self, on: date) -> Iterator[Reason]:
        """Every kind is held yearly or oftener (SVY-04..06; 001/15): three years leave room for two rounds left out."""
        if on < add_months(self.starts, -MARKED_MONTHS):
            yield reason(
                "{day} lies more than three years before this round.",
                who=Term("you"),
                verb=Term("mark it in the first round that was held after it, or correct the day"),
                day=on,
            )

    def _not_before_the_field(self) -> Iterator[Reason]:
        yield from self.called_off()
        if self.frozen_at:
            yield reason("The survey has been in the field since {at}.", at=self.frozen_at)

    def _no_more_questions(self) -> Iterator[Reason]:
        if self.slots:
            yield reason(
                "Forms of this survey are numbered: its questions stay as they are.",
                who=Term("campaign coordinator"),
                verb=Term("ask the new questions in the next round"),
            )

    def _too_early(self, at: datetime) -> Iterator[Reason]:
        if local_date(at, self.zone) < self.starts:
            yield reason(
                "The base is taken on the first day in the field, {day}.",
                who=Term("campaign coordinator"),
                verb=Term("wait until then, or move the day"),
                day=self.starts,
            )

    def _not_in_the_field(self) -> Iterator[Reason]:
        yield from self.called_off()
        if self.frame is None:
            yield reason(
                "The base of this survey is not fixed yet.",
                who=Term("campaign coordinator"),
                verb=Term("fix it on the first day in the field"),
            )
        elif not self.frame.base:
            yield reason("Nobody is there to be asked: this survey does not apply.")

    def over(self) -> Iterator[Reason]:
        if self.closed_at:
            yield reason("Collection was closed at {at}.", at=self.closed_at)

    def _not_closed(self) -> Iterator[Reason]:
        if not self.closed_at:
            yield reason(
                "Collection is not closed.",
                who=Term("campaign coordinator"),
                verb=Term("close it first"),
            )


def _target_wanted(*, wanted: bool) -> Reason:
    if wanted:
        return reason(
            "The satisfaction that the contract asks for is missing.",
            who=Term("campaign coordinator"),
            verb=Term("fill it in"),
        )
    return reason("No contract asks for a satisfaction in this kind of survey.")


def _doubled(strata: Iterable[Stratum]) -> Iterator[Reason]:
    units = [unit for one in strata for unit in one.units]
    for unit in sorted(
        {unit for unit in units if units.count(unit) > 1} if len(units) > len({*units}) else ()
    ):
        yield reason("The {what} {code} stands in the list twice.", what=Term("unit"), code=unit)


def survey_stream(site: str, code: str) -> str:
    return f"survey:{site}:{code}"
