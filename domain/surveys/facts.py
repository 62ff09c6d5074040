"""What happens to a survey; ``survey:<site>:<code>`` is its stream, each form has one of its own."""

from collections.abc import Mapping
from datetime import date

import msgspec

from domain.facts import Fact, TextRef, stored_as
from domain.surveys.questionnaire import Questionnaire
from domain.surveys.template import Share, SurveyTemplate


class Stratum(msgspec.Struct, frozen=True):
    """One building, or whatever the base is divided by, with the units that may be drawn."""

    name: str
    units: tuple[str, ...]


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A numbered form and whom it is for; ``unit`` is empty where persons are asked, not units."""

    number: int
    unit: str = ""
    stratum: str = ""


class Counts(msgspec.Struct, frozen=True, omit_defaults=True):
    """From those who could be asked to those who are content.

    Attributes:
        base: Those who could be asked, frozen at field start.
        answered: Valid forms that answer, by theme.
        happy: Those of them that are satisfied or better, by theme.
    """

    base: int
    issued: int
    returned: int
    valid: int
    answered: Mapping[str, int] = {}
    happy: Mapping[str, int] = {}


@stored_as("survey_template.published")
class SurveyTemplatePublished(Fact, frozen=True):
    """An edition of a kind of survey is published, with its whole content."""

    template: SurveyTemplate


@stored_as("survey.planned")
class SurveyPlanned(Fact, frozen=True):
    """A round is planned, with everything of its template, so that later editions leave it alone.

    Attributes:
        starts: First day in the field.
        zone: The site's time zone.
        campaign: Code of the campaign that prepares it, empty without one (CMP-08).
        target: The satisfaction that the contract asks for (SVY-05).
        round: What the round is called on an axis: ``2026-06``.
    """

    name: str
    template: SurveyTemplate
    starts: date
    zone: str
    round: str
    campaign: str = ""
    target: Share | None = None


@stored_as("survey.rescheduled")
class SurveyRescheduled(Fact, frozen=True):
    starts: date
    why: TextRef


@stored_as("survey.questionnaire_replaced")
class QuestionnaireReplaced(Fact, frozen=True):
    questionnaire: Questionnaire


@stored_as("survey.frame_frozen")
class FrameFrozen(Fact, frozen=True):
    """Who could be asked stands from here on, whatever moves in or out afterwards (SVY-16).

    Attributes:
        base: How many: the N of every share.
        lived_in, resident, handed_over: The site's three counts of households on that day (UNT-02).
        calendar: Region and version of the working calendar that its deadlines keep: ``CN@17``.
        key: What the addresses of the forms are made with; it stands in the register.
    """

    base: int
    calendar: str
    key: TextRef
    strata: tuple[Stratum, ...] = ()
    lived_in: int = 0
    resident: int = 0
    handed_over: int = 0


@stored_as("survey.sample_drawn")
class SampleDrawn(Fact, frozen=True):
    """Forms are numbered for those who were drawn; ``seed`` and the frame give the same draw again."""

    seed: str
    slots: tuple[Slot, ...]


@stored_as("survey.form_replaced")
class FormReplaced(Fact, frozen=True):
    """A lost or spoilt form gave way to a new one for the same household."""

    number: int
    slot: Slot
    why: TextRef


@stored_as("survey.collection_closed")
class CollectionClosed(Fact, frozen=True):
    """What comes in from here on is late: it restates the figures, and counts for no deadline."""


@stored_as("survey.collection_reopened")
class CollectionReopened(Fact, frozen=True):
    why: TextRef


@stored_as("survey.called_off")
class SurveyCalledOff(Fact, frozen=True):
    """The round is not held, or its answers are not used."""

    why: TextRef


@stored_as("survey.figures_reported")
class FiguresReported(Fact, frozen=True):
    """The figures of a report, and the position of the log that they were computed at.

    Attributes:
        analysis: What follows from them: analysis and improvement (SVY-05, SVY-12).
    """

    position: int
    counts: Counts
    analysis: TextRef


@stored_as("survey.event_marked")
class EventMarked(Fact, frozen=True):
    """Something happened that may have moved satisfaction: a mark on the line."""

    on: date
    what: TextRef
