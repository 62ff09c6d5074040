"""What became of a form so far; every fact of its stream only assigns here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from domain.aggregate import Aggregate, on
from domain.facts import Happened, TextRef
from domain.surveys import form_facts as facts


class FormState(Aggregate):
    """The state of one form.

    Attributes:
        visits: Outcomes of visits that brought nothing, oldest first.
        keyings: What each keying said, oldest first, with who keyed it in ``keyers``.
        answers: What it says; ``None`` until two keyings agree, somebody settled it, or the household answered.
        source: ``page``, ``file`` or ``paper``.
        rejected: Why it is not valid.
        instead: Number of the form that took its place; 0 for none.
        late: Whether it came in after the close.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.issued: facts.FormIssued | None = None
        self.issued_at: datetime | None = None
        self.visits: tuple[Literal["absent", "refused"], ...] = ()
        self.returned_at: datetime | None = None
        self.keyings: tuple[Mapping[str, int], ...] = ()
        self.keyers: tuple[str, ...] = ()
        self.answers: Mapping[str, int] | None = None
        self.answered_at: datetime | None = None
        self.source: Literal["page", "file", "paper", ""] = ""
        self.comments: tuple[TextRef, ...] = ()
        self.rejected: facts.FormRejected | None = None
        self.instead = 0
        self.late = False

    @property
    def number(self) -> int:
        return int(self.id.rpartition(":")[2])

    @on(facts.FormIssued)
    def _on_issued(self, fact: facts.FormIssued, event: Happened) -> None:
        self.issued, self.issued_at = fact, event.happened_at

    @on(facts.FormVisited)
    def _on_visited(self, fact: facts.FormVisited, _: Happened) -> None:
        self.visits = (*self.visits, fact.outcome)

    @on(facts.FormReturned)
    def _on_returned(self, fact: facts.FormReturned, event: Happened) -> None:
        self.returned_at, self.late, self.source = event.happened_at, fact.late, "paper"

    @on(facts.FormKeyed)
    def _on_keyed(self, fact: facts.FormKeyed, event: Happened) -> None:
        agree = fact.answers in self.keyings
        self.keyings = (*self.keyings, fact.answers)
        self.keyers = (*self.keyers, event.doer)
        self.comments = (*self.comments, fact.comment) if fact.comment else self.comments
        self.answers = fact.answers if agree else self.answers
        self.answered_at = event.happened_at if agree else self.answered_at

    @on(facts.FormSettled)
    def _on_settled(self, fact: facts.FormSettled, event: Happened) -> None:
        was_incomplete = self.rejected is not None and self.rejected.reason == "incomplete"
        self.rejected = None if was_incomplete else self.rejected
        self.answers, self.answered_at = fact.answers, event.happened_at

    @on(facts.FormAnswered)
    def _on_answered(self, fact: facts.FormAnswered, event: Happened) -> None:
        self.answers, self.answered_at = fact.answers, event.happened_at
        self.returned_at = self.returned_at or event.happened_at
        self.source, self.late = fact.source, fact.late
        self.comments = (*self.comments, fact.comment) if fact.comment else self.comments

    @on(facts.FormRejected)
    def _on_rejected(self, fact: facts.FormRejected, _: Happened) -> None:
        self.rejected = fact

    @on(facts.FormReinstated)
    def _on_reinstated(self, fact: facts.FormReinstated, _: Happened) -> None:
        self.rejected = None

    @on(facts.FormWithdrawn)
    def _on_withdrawn(self, fact: facts.FormWithdrawn, _: Happened) -> None:
        self.instead = fact.instead
