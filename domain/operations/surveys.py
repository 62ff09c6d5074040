"""Planning a survey round, fixing its base, drawing, closing and reporting (SVY-01..06, SVY-12, SVY-16)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.calendar import CalendarBook
from domain.errors import ChangedMeanwhile, Unknown, reason
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.survey_frame import frame_of
from domain.operations.words import CampaignCode, Name, Text, UnitCode
from domain.roles import Role
from domain.surveys.book import SurveyTemplateBook, survey_template_stream
from domain.surveys.counting import counts_of
from domain.surveys.facts import Counts, SurveyPlanned
from domain.surveys.form import Form, form_stream
from domain.surveys.questionnaire import Code, Questionnaire
from domain.surveys.survey import MOST_FORMS, Survey, survey_stream
from domain.surveys.template import Share, SurveyTemplate

PLAN = (Role.COORDINATOR, Role.OFFICE_MANAGER, Role.SERVICE_HEAD)
_TRIES = 20
RoundName = Annotated[str, Meta(min_length=1, max_length=20, pattern=r"^[0-9A-Za-z-]+(?!\n)$")]
Forms = Annotated[int, Meta(ge=1, le=MOST_FORMS)]


def survey_of(desk: Desk, code: str) -> Survey:
    """A survey of the command's site.

    Raises:
        Unknown: There is none under that code.
    """
    found = desk.load(Survey, survey_stream(desk.site_code, code))
    if not found.exists:
        raise Unknown(reason("There is no survey {survey} at this site.", survey=code))
    return found


@command("survey.publish_template", Role.COORDINATOR, Role.OFFICE_MANAGER, Role.ADMINISTRATOR)
def publish_template(desk: Desk, *, template: SurveyTemplate) -> None:
    """Put the next edition of a kind of survey on record; surveys that are planned keep theirs."""
    desk.load(SurveyTemplateBook, survey_template_stream(template.code)).publish(template, desk.at)


@command("survey.plan", *PLAN)
def plan(
    desk: Desk,
    *,
    survey: CampaignCode,
    name: Name,
    template: Code,
    starts: date,
    edition: Annotated[int, Meta(ge=0)] = 0,
    round_name: RoundName | None = None,
    campaign: Annotated[str, Meta(max_length=40)] = "",
    target: Share | None = None,
) -> None:
    """Plan a round of a kind of survey for its first day in the field; ``target`` is the contract's (SVY-05)."""
    begun = desk.load(Survey, survey_stream(desk.open_site, survey))
    kept = desk.load(SurveyTemplateBook, survey_template_stream(template)).at_edition(edition)
    planned = SurveyPlanned(
        name=name.strip(),
        template=kept,
        starts=starts,
        zone=desk.zone.key,
        round=round_name or f"{starts:%Y-%m}",
        campaign=campaign,
        target=target,
    )
    begun.plan(planned, desk.at)


@command("survey.reschedule", *PLAN)
def reschedule(desk: Desk, *, survey: CampaignCode, starts: date, why: Text) -> None:
    """Begin in the field on another day, with the reason."""
    survey_of(desk, survey).reschedule(starts, desk.text(why), desk.at)


@command("survey.replace_questionnaire", *PLAN)
def replace_questionnaire(desk: Desk, *, survey: CampaignCode, questionnaire: Questionnaire) -> None:
    """Ask something else in this round alone, while no form is numbered."""
    survey_of(desk, survey).replace_questionnaire(questionnaire, desk.at)


@command("survey.freeze_frame", *PLAN)
def freeze_frame(
    desk: Desk,
    *,
    survey: CampaignCode,
    users: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None,
    units: Annotated[list[UnitCode], Meta(max_length=MOST_FORMS)] | None = None,
) -> None:
    """Fix who can be asked, as the register has it at that moment (SVY-16)."""
    found = survey_of(desk, survey)
    book = desk.load(CalendarBook, f"calendar:{desk.site.calendar}")
    calendar = f"{book.region}@{book.latest.version}"
    key = desk.text(desk.secret())
    found.freeze(frame_of(desk, found.template.base, calendar, key, users, units), desk.at)


@command("survey.draw", *PLAN)
def draw(desk: Desk, *, survey: CampaignCode, forms: Forms | None = None) -> None:
    """Draw whom forms are for and number them, and record the seed; the quota, or everybody without one, unless told."""
    found = survey_of(desk, survey)
    base = found.frame.base if found.frame else 0
    found.draw(forms or max((found.quota or base) - len(found.slots), 1), desk.secret(), desk.at)


@command("survey.close_collection", *PLAN)
def close_collection(desk: Desk, *, survey: CampaignCode) -> None:
    """End the collection; later forms restate the figures."""
    survey_of(desk, survey).close(desk.at)


@command("survey.reopen_collection", *PLAN)
def reopen_collection(desk: Desk, *, survey: CampaignCode, why: Text) -> None:
    """Take the close back, before figures were reported."""
    survey_of(desk, survey).reopen(desk.text(why), desk.at)


@command("survey.call_off", *PLAN)
def call_off(desk: Desk, *, survey: CampaignCode, why: Text) -> None:
    """Do not hold the round, with the reason."""
    survey_of(desk, survey).call_off(desk.text(why), desk.at)


@command("survey.report_figures", *PLAN)
def report_figures(desk: Desk, *, survey: CampaignCode, analysis: Text) -> None:
    """Put the figures of now on record as reported, with what follows from them; the door counts, not the page."""
    found = survey_of(desk, survey)
    position, counts = _counted(desk, found)
    found.report(position, counts, desk.text(analysis), desk.at)


@command("survey.mark_event", *PLAN)
def mark_event(desk: Desk, *, survey: CampaignCode, on: date, what: Text) -> None:
    """Mark what may have moved satisfaction before this round."""
    survey_of(desk, survey).mark(on, desk.text(what), desk.at)


def _counted(desk: Desk, survey: Survey) -> tuple[int, Counts]:
    """The counts of all forms at one position of the log.

    Raises:
        ChangedMeanwhile: Forms kept coming in.
    """
    base = survey.frame.base if survey.frame else 0
    for _ in range(_TRIES):
        position = desk.log.head()
        forms = [desk.log.get(Form, form_stream(desk.site_code, survey.code, one)) for one in survey.slots]
        counts = counts_of(forms, base, survey.questionnaire)
        if not desk.log.search(stream_prefix=f"form:{desk.site_code}:{survey.code}:", after=position):
            return position, counts
    raise ChangedMeanwhile
