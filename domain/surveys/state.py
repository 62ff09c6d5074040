"""What became of a survey round so far; every fact of its stream only assigns here."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.aggregate import Aggregate, on
from domain.facts import Happened, TextRef
from domain.surveys import facts
from domain.surveys.facts import Slot
from domain.surveys.questionnaire import Questionnaire
from domain.surveys.template import Share, SurveyTemplate


class SurveyState(Aggregate):
    """The state of one round.

    Attributes:
        frame: Who could be asked; ``None`` until it is frozen.
        seeds: Of each draw, oldest first, with how many forms it numbered in ``sizes``.
        slots: Every numbered form by its number.
        replaced: Numbers of forms that gave way, with the number that took over.
        closed_at: When collection was closed; ``None`` while it is open.
        reports: Figures as they were reported, oldest first, with when.
        marks: Events on the line: day and words.
    """

    name = ""
    round = ""
    campaign = ""
    template: SurveyTemplate
    questionnaire: Questionnaire
    starts: date
    zone: ZoneInfo
    target: Share | None = None

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.frame: facts.FrameFrozen | None = None
        self.frozen_at: datetime | None = None
        self.seeds: list[str] = []
        self.sizes: list[int] = []
        self.slots: Mapping[int, Slot] = {}
        self.replaced: Mapping[int, int] = {}
        self.closed_at: datetime | None = None
        self.called_off_at: datetime | None = None
        self.called_off_why: TextRef | None = None
        self.reports: tuple[tuple[datetime, facts.FiguresReported], ...] = ()
        self.marks: tuple[tuple[date, TextRef], ...] = ()

    @property
    def code(self) -> str:
        return self.id.split(":", 2)[2]

    @property
    def does_apply(self) -> bool:
        """Not where nobody lives in: N = 0 (SVY-16)."""
        return self.frame is None or self.frame.base > 0

    @property
    def quota(self) -> int:
        """How many forms must be issued, once the base is frozen (SVY-01, SVY-04, SVY-05)."""
        return self.template.quota_of(self.frame.base) if self.frame else 0

    @on(facts.SurveyPlanned)
    def _on_planned(self, fact: facts.SurveyPlanned, _: Happened) -> None:
        self.name, self.template, self.questionnaire = fact.name, fact.template, fact.template.questionnaire
        self.starts, self.zone, self.target = fact.starts, ZoneInfo(fact.zone), fact.target
        self.campaign, self.round = fact.campaign, fact.round

    @on(facts.SurveyRescheduled)
    def _on_rescheduled(self, fact: facts.SurveyRescheduled, _: Happened) -> None:
        self.starts = fact.starts

    @on(facts.QuestionnaireReplaced)
    def _on_questionnaire_replaced(self, fact: facts.QuestionnaireReplaced, _: Happened) -> None:
        self.questionnaire = fact.questionnaire

    @on(facts.FrameFrozen)
    def _on_frozen(self, fact: facts.FrameFrozen, event: Happened) -> None:
        self.frame, self.frozen_at = fact, event.happened_at

    @on(facts.SampleDrawn)
    def _on_drawn(self, fact: facts.SampleDrawn, _: Happened) -> None:
        self.seeds, self.sizes = [*self.seeds, fact.seed], [*self.sizes, len(fact.slots)]
        self.slots = {**self.slots, **{slot.number: slot for slot in fact.slots}}

    @on(facts.FormReplaced)
    def _on_replaced(self, fact: facts.FormReplaced, _: Happened) -> None:
        self.replaced = {**self.replaced, fact.number: fact.slot.number}
        self.slots = {**self.slots, fact.slot.number: fact.slot}

    @on(facts.CollectionClosed)
    def _on_closed(self, fact: facts.CollectionClosed, event: Happened) -> None:
        self.closed_at = event.happened_at

    @on(facts.CollectionReopened)
    def _on_reopened(self, fact: facts.CollectionReopened, _: Happened) -> None:
        self.closed_at = None

    @on(facts.SurveyCalledOff)
    def _on_called_off(self, fact: facts.SurveyCalledOff, event: Happened) -> None:
        self.called_off_at, self.called_off_why = event.happened_at, fact.why

    @on(facts.FiguresReported)
    def _on_reported(self, fact: facts.FiguresReported, event: Happened) -> None:
        self.reports = (*self.reports, (event.happened_at, fact))

    @on(facts.EventMarked)
    def _on_marked(self, fact: facts.EventMarked, _: Happened) -> None:
        self.marks = (*self.marks, (fact.on, fact.what))
