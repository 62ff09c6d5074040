"""One numbered form: handed out, back, keyed twice or answered by the household, judged (SVY-07, SVY-11, SVY-16)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, Literal

from domain.errors import Reason, Term, reason, refuse
from domain.facts import TextRef
from domain.surveys import form_facts as facts
from domain.surveys.problems import Problems
from domain.surveys.questionnaire import Questionnaire

ANSWERED: Final = Term("Form {number} was answered at {at}: a household answers once.")
HANDED_IN: Final = Term("Form {number} was handed in on paper at {at}: a household answers once.")
Standing = Literal["numbered", "issued", "absent", "refused", "returned", "keyed", "differs", "answered"]


class Form(Problems):
    """One form, in the stream ``form:<site>:<survey>:<number>``."""

    @property
    def standing(self) -> Standing:
        """How far it has come."""
        if self.answers is not None:
            return "answered"
        if self.keyings:
            return "keyed" if len(self.keyings) == 1 else "differs"
        if self.returned_at:
            return "returned"
        return self.visits[-1] if self.visits else "issued" if self.issued else "numbered"

    @property
    def is_back_on_paper(self) -> bool:
        """Whether the household handed its paper in, and what that says does not stand yet."""
        return self.returned_at is not None and self.answers is None

    @property
    def is_valid(self) -> bool:
        """Whether its answers count (SVY-07)."""
        return self.answers is not None and self.rejected is None

    def issue(self, issue: facts.FormIssued, at: datetime) -> None:
        """Hand it out.

        Raises:
            Refused: It is out already.
        """
        obstacles = list(self._gone())
        if self.issued:
            obstacles.append(
                reason("Form {number} was issued at {at}.", number=self.number, at=self.issued_at)
            )
        refuse(obstacles)
        self.record(issue, at)

    def visit(self, outcome: Literal["absent", "refused"], said: TextRef | None, at: datetime) -> None:
        """Note that nobody was in, or that the household would not answer.

        Raises:
            Refused: It is not out, or back already.
        """
        refuse([*self._gone(), *self._not_out(at), *self._back()])
        self.record(facts.FormVisited(outcome=outcome, said=said), at)

    def take_back(self, at: datetime, *, late: bool) -> None:
        """Note that a paper form came back; one that had given way is the household's second and counts nothing.

        Raises:
            Refused: It is not out, back already, or the household answered otherwise.
        """
        refuse([*self._not_out(at), *self._back()])
        self.record(facts.FormReturned(late=late), at)
        if self.instead:
            self.record(facts.FormRejected(reason="second_form"), at)

    def key(
        self,
        sheet: Questionnaire,
        answers: Mapping[str, int],
        comment: TextRef | None,
        by: str,
        at: datetime,
    ) -> None:
        """Key a paper form; the second keying is another person's, and what both say alike stands.

        Raises:
            Refused: It is not back, was keyed twice, by the same person, or holds what nobody asked.
        """
        obstacles = [*sheet.misfits(answers), *self._not_back(at), *self._has_answers()]
        if len(self.keyings) > 1:
            obstacles.append(
                reason(
                    "Form {number} was keyed twice, and differently.",
                    who=Term("campaign coordinator"),
                    verb=Term("settle what it says"),
                    number=self.number,
                )
            )
        if by in self.keyers:
            obstacles.append(
                reason(
                    "You keyed form {number} yourself.",
                    who=Term("somebody else"),
                    verb=Term("key it the second time"),
                    number=self.number,
                )
            )
        refuse(obstacles)
        self.record(facts.FormKeyed(answers=answers, comment=comment), at)
        self._judge(sheet, at)

    def settle(
        self, sheet: Questionnaire, answers: Mapping[str, int], why: TextRef | None, at: datetime
    ) -> None:
        """Say what the form says: where two keyings differ, or, with the reason, where what stood was mistaken.

        Raises:
            Refused: There is nothing to settle, or no reason for changing what stood.
        """
        obstacles = list(sheet.misfits(answers))
        if self.answers is None and len(self.keyings) < 2:  # noqa: PLR2004 - keyed twice
            obstacles.append(reason("Form {number} has not been keyed twice.", number=self.number))
        if self.answers is not None and why is None:
            obstacles.append(
                reason(
                    "Form {number} has its answers.",
                    who=Term("you"),
                    verb=Term("say why they were mistaken"),
                    number=self.number,
                )
            )
        refuse(obstacles)
        self.record(facts.FormSettled(answers=answers, why=why), at)
        self._judge(sheet, at)

    def answer(self, sheet: Questionnaire, answer: facts.FormAnswered, at: datetime) -> None:
        """Take the household's own answers; a household answers once (SVY-16).

        Raises:
            Refused: It is not out, has answers, gave way to another form, or a required answer is missing; on the
                page also where it is back on paper.
        """
        obstacles = [*self._gone(), *self._not_out(at), *sheet.misfits(answer.answers), *self._has_answers()]
        if answer.source == "page" and self.is_back_on_paper:
            obstacles.append(reason(HANDED_IN, number=self.number, at=self.returned_at))
        if not answer.answers or answer.source == "page":
            obstacles += [
                reason(
                    "“{name}” is not answered.", who=Term("you"), verb=Term("choose an answer"), name=one.name
                )
                for one in sheet.unanswered(answer.answers)
            ]
        refuse(obstacles)
        self.record(answer, at)
        self._judge(sheet, at)

    def _judge(self, sheet: Questionnaire, at: datetime) -> None:
        """A form without a required answer is not valid; completed, it is again."""
        if self.answers is None:
            return
        incomplete = bool(sheet.unanswered(self.answers))
        if incomplete and self.rejected is None:
            self.record(facts.FormRejected(reason="incomplete"), at)

    def reject(self, why: facts.Invalid, said: TextRef | None, at: datetime) -> None:
        """Say that a form is not valid, and why (SVY-07).

        Raises:
            Refused: It is not back, or rejected already.
        """
        obstacles = list(self._not_back(at))
        if self.rejected:
            obstacles.append(reason("Form {number} is not valid already.", number=self.number))
        refuse(obstacles)
        self.record(facts.FormRejected(reason=why, said=said), at)

    def reinstate(self, sheet: Questionnaire, why: TextRef, at: datetime) -> None:
        """Take a rejection back, with the reason.

        Raises:
            Refused: It is not rejected, is a household's second form, or a required answer is missing.
        """
        obstacles: list[Reason] = []
        if self.rejected is None:
            obstacles.append(reason("Form {number} was not rejected.", number=self.number))
        if self.instead:
            obstacles += self._gone()
        obstacles += [
            reason("“{name}” is not answered.", name=one.name)
            for one in (sheet.unanswered(self.answers) if self.answers is not None else ())
        ]
        refuse(obstacles)
        self.record(facts.FormReinstated(why=why), at)

    def withdraw(self, instead: int, at: datetime) -> None:
        """Let another form take its place.

        Raises:
            Refused: It has answers, or gave way already.
        """
        refuse([*self._gone(), *self._has_answers()])
        self.record(facts.FormWithdrawn(instead=instead), at)

    def _gone(self) -> Iterator[Reason]:
        if self.instead:
            yield reason(
                "Form {number} gave way to form {instead}.", number=self.number, instead=self.instead
            )

    def _not_out(self, at: datetime) -> Iterator[Reason]:
        if self.issued_at is None:
            yield reason(
                "Form {number} has not been issued.",
                who=Term("surveyor"),
                verb=Term("record whom it was given to first"),
                number=self.number,
            )
        elif at < self.issued_at:
            yield reason(
                "That lies before form {number} was issued, at {at}.", number=self.number, at=self.issued_at
            )

    def _back(self) -> Iterator[Reason]:
        if self.source in ("page", "file"):
            yield from self._has_answers()
        elif self.returned_at:
            yield reason("Form {number} came back at {at}.", number=self.number, at=self.returned_at)

    def _not_back(self, at: datetime) -> Iterator[Reason]:
        if self.returned_at is None:
            yield reason(
                "Form {number} is not back.",
                who=Term("surveyor"),
                verb=Term("record that it came back first"),
                number=self.number,
            )
        elif at < self.returned_at:
            yield reason(
                "That lies before form {number} came back, at {at}.", number=self.number, at=self.returned_at
            )

    def _has_answers(self) -> Iterator[Reason]:
        if self.answers is not None:
            yield reason(ANSWERED, number=self.number, at=self.answered_at)


def form_stream(site: str, survey: str, number: int) -> str:
    return f"form:{site}:{survey}:{number:05}"
