"""Problems of a survey, from the day's record to acceptance; the work becomes a ticket (SVY-08..10, FRM-15)."""

from typing import Annotated, Literal

from msgspec import Meta

from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.survey_forms import SURVEYORS, Number, form_of
from domain.operations.surveys import PLAN, survey_of
from domain.operations.tickets import open_ticket
from domain.operations.words import CampaignCode, Part, Text
from domain.roles import Role
from domain.surveys.form_facts import ProblemKind
from domain.tickets.facts import Channel, HelpClass, Kind

ProblemNumber = Annotated[int, Meta(ge=1, le=100)]
MANAGERS = (*PLAN, Role.PROPERTY_HEAD, Role.ENGINEERING_HEAD)


@command("survey.find_problem", *SURVEYORS)
def find_problem(desk: Desk, *, survey: CampaignCode, form: Number, what: Text, theme: Part = "") -> None:
    """Put a problem into the day's record, linked to its form and household (SVY-08)."""
    found = form_of(desk, survey_of(desk, survey), form)
    desk.results["problem"] = found.find_problem(desk.text(what), theme, desk.at)


@command("survey.classify_problem", *MANAGERS)
def classify_problem(
    desk: Desk,
    *,
    survey: CampaignCode,
    form: Number,
    problem: ProblemNumber,
    kind: ProblemKind,
    solution: Text | None = None,
) -> None:
    """Say whose matter a problem is, with the first or final solution (SVY-09)."""
    words = desk.text(solution) if solution else None
    form_of(desk, survey_of(desk, survey), form).classify(problem, kind, words, desk.at)


@command("survey.issue_slip", *MANAGERS)
def issue_slip(
    desk: Desk,
    *,
    survey: CampaignCode,
    form: Number,
    problem: ProblemNumber,
    ticket: Literal["complaint", "repair", "none"] = "complaint",
) -> None:
    """Send out a rectification slip; unless told otherwise the work becomes a ticket of the household (SVY-10)."""
    found = form_of(desk, survey_of(desk, survey), form)
    known = found.problems.get(problem)
    number = ""
    if known and not list(found.unready(problem, "slip_issued")) and ticket != "none":
        words = desk.log.texts([known.what.id]).get(known.what.id) or f"{survey} {form}"
        unit = found.issued.unit if found.issued and found.issued.unit else None
        number = open_ticket(desk, Kind.HELP, HelpClass(ticket), Channel.STAFF, words, unit)
    found.issue_slip(problem, number, desk.at)


@command("survey.begin_rectifying", *MANAGERS, Role.TECHNICIAN, Role.AREA_OFFICER)
def begin_rectifying(desk: Desk, *, survey: CampaignCode, form: Number, problem: ProblemNumber) -> None:
    """Begin to put a problem right."""
    form_of(desk, survey_of(desk, survey), form).begin_rectifying(problem, desk.at)


@command("survey.accept_rectification", *PLAN)
def accept_rectification(
    desk: Desk, *, survey: CampaignCode, form: Number, problem: ProblemNumber, said: Text | None = None
) -> None:
    """Accept what was put right."""
    words = desk.text(said) if said else None
    form_of(desk, survey_of(desk, survey), form).accept(problem, words, desk.at)


@command("survey.refuse_rectification", *PLAN)
def refuse_rectification(
    desk: Desk, *, survey: CampaignCode, form: Number, problem: ProblemNumber, why: Text
) -> None:
    """Do not accept it, with the reason; it goes on."""
    found = form_of(desk, survey_of(desk, survey), form)
    found.refuse_rectification(problem, desk.text(why), desk.at)
