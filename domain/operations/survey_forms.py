"""Forms on their way: handed out, back, answered, keyed, judged (SVY-07, SVY-11; CMP-08)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from domain.errors import NotAllowed, Reason, Refused, Term, Unknown, reason, refuse
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.surveys import PLAN, survey_of
from domain.operations.words import Account, CampaignCode, Text
from domain.roles import Role
from domain.surveys import form_facts as facts
from domain.surveys.codes import is_code
from domain.surveys.form import Form, form_stream
from domain.surveys.survey import MOST_FORMS, Survey

SURVEYORS = (
    Role.OFFICER,
    Role.AREA_OFFICER,
    Role.PATROL_OFFICER,
    Role.DESK,
    Role.ASSISTANT,
    Role.COORDINATOR,
    Role.SERVICE_HEAD,
    Role.OFFICE_MANAGER,
)
"""Who hands out, collects and keys; what a form says in doubt, and whether it is valid, :data:`JUDGES` say."""

JUDGES = PLAN
Number = Annotated[int, Meta(ge=1, le=MOST_FORMS * 2)]
Numbers = Annotated[list[Number], Meta(min_length=1, max_length=2000)]
Answers = Annotated[dict[str, int], Meta(max_length=40)]


def form_of(desk: Desk, survey: Survey, number: int) -> Form:
    """A numbered form of a survey.

    Raises:
        Unknown: No form of that number was ever made.
        Refused: The survey was called off.
    """
    refuse(survey.called_off())
    unknown = list(survey.unknown_form(number))
    if unknown:
        raise Unknown(*unknown)
    return desk.load(Form, form_stream(desk.site_code, survey.code, number))


@command("survey.issue_forms", *SURVEYORS)
def issue_forms(
    desk: Desk,
    *,
    survey: CampaignCode,
    forms: Numbers,
    surveyor: Account | None = None,
    way: facts.Way = "door",
) -> None:
    """Hand numbered forms out to the households that were drawn, all or none."""
    found, by = survey_of(desk, survey), surveyor or desk.doer
    desk.member(by)
    refuse([*found.called_off(), *found.over()])
    themes = tuple(one.code for one in found.questionnaire.themes)
    happy_from = found.questionnaire.scale.happy_from

    def hand_out(number: int) -> None:
        form, slot = form_of(desk, found, number), found.slots[number]
        issued = facts.FormIssued(
            unit=slot.unit, stratum=slot.stratum, surveyor=by, way=way, themes=themes, happy_from=happy_from
        )
        form.issue(issued, desk.at)

    _each(forms, hand_out)


@command("survey.note_visit", *SURVEYORS)
def note_visit(
    desk: Desk,
    *,
    survey: CampaignCode,
    form: Number,
    outcome: Literal["absent", "refused"],
    said: Text | None = None,
) -> None:
    """Note that nobody was in, or that the household would not answer."""
    words = desk.text(said) if said else None
    form_of(desk, survey_of(desk, survey), form).visit(outcome, words, desk.at)


@command("survey.return_forms", *SURVEYORS)
def return_forms(desk: Desk, *, survey: CampaignCode, forms: Numbers) -> None:
    """Take paper forms back, all or none; after the close they are late."""
    found = survey_of(desk, survey)
    refuse(found.called_off())
    _each(forms, lambda number: form_of(desk, found, number).take_back(desk.at, late=found.is_late(desk.at)))


def _each(forms: Iterable[int], act: Callable[[int], None]) -> None:
    """Do it with every form of a pile, or with none, and then with the reasons of all that stand in the way."""
    met: list[Refused] = []
    for number in dict.fromkeys(forms):
        try:
            act(number)
        except Refused as refusal:
            met.append(refusal)
    reasons = [one for refusal in met for one in refusal.reasons]
    if met and all(isinstance(one, Unknown) for one in met):
        raise Unknown(*reasons)
    refuse(reasons)


@command("survey.key_form", *SURVEYORS)
def key_form(
    desk: Desk, *, survey: CampaignCode, form: Number, answers: Answers, comment: Text | None = None
) -> None:
    """Key a paper form; two people key each, and what both say alike stands."""
    if desk.doer != desk.order.by:
        raise NotAllowed(
            reason("Who keys a form records it.", who=Term("you"), verb=Term("record it in your own name"))
        )
    found = survey_of(desk, survey)
    words = desk.text(comment) if comment else None
    form_of(desk, found, form).key(found.questionnaire, answers, words, desk.doer, desk.at)


@command("survey.settle_form", *JUDGES)
def settle_form(
    desk: Desk, *, survey: CampaignCode, form: Number, answers: Answers, why: Text | None = None
) -> None:
    """Say what a form says where two keyings differ, or where what stood was mistaken."""
    found = survey_of(desk, survey)
    words = desk.text(why) if why else None
    form_of(desk, found, form).settle(found.questionnaire, answers, words, desk.at)


@command("survey.take_answers", *JUDGES)
def take_answers(
    desk: Desk, *, survey: CampaignCode, form: Number, answers: Answers, comment: Text | None = None
) -> None:
    """Take one form's answers from a file; after the close they are late."""
    found = survey_of(desk, survey)
    answer = facts.FormAnswered(
        answers=answers,
        source="file",
        comment=desk.text(comment) if comment else None,
        late=found.is_late(desk.at),
    )
    form_of(desk, found, form).answer(found.questionnaire, answer, desk.at)


@command("survey.answer_form")
def answer_form(
    desk: Desk,
    *,
    survey: CampaignCode,
    form: Number,
    code: Annotated[str, Meta(min_length=1, max_length=40)],
    answers: Answers,
    comment: Text | None = None,
) -> None:
    """Take what a household answers behind its form's code; the code alone admits it, nobody signs in."""
    found = survey_of(desk, survey)
    admit(desk, found, form, code)
    refuse(ended(found))
    words = desk.text(comment) if comment else None
    answer = facts.FormAnswered(answers=answers, source="page", comment=words)
    form_of(desk, found, form).answer(found.questionnaire, answer, desk.at)


def ended(survey: Survey) -> Iterator[Reason]:
    """Why nobody can answer behind a code any more."""
    yield from survey.called_off()
    if survey.closed_at and not survey.called_off_at:
        yield reason(
            "The survey ended at {at}.",
            who=Term("you"),
            verb=Term("give the paper form to the front desk"),
            at=survey.closed_at,
        )


def admit(desk: Desk, survey: Survey, form: int, code: str) -> None:
    """Let only the holder of a numbered form's code answer it, in nobody else's name.

    Raises:
        NotAllowed: The code is not that form's.
    """
    key = desk.log.texts([survey.frame.key.id]).get(survey.frame.key.id) if survey.frame else None
    known = key is not None and form in survey.slots and is_code(code, key, desk.site_code, survey.code, form)
    if not known or desk.order.by or desk.order.doer:
        raise NotAllowed(
            reason(
                "This code opens no form.",
                who=Term("you"),
                verb=Term("scan the code on the paper form once more, or ask the front desk"),
            )
        )


@command("survey.reject_form", *JUDGES)
def reject_form(
    desk: Desk, *, survey: CampaignCode, form: Number, reason: facts.Invalid, said: Text | None = None
) -> None:
    """Say that a form is not valid, and why (SVY-07)."""
    words = desk.text(said) if said else None
    form_of(desk, survey_of(desk, survey), form).reject(reason, words, desk.at)


@command("survey.reinstate_form", *JUDGES)
def reinstate_form(desk: Desk, *, survey: CampaignCode, form: Number, why: Text) -> None:
    """Take a rejection back, with the reason."""
    found = survey_of(desk, survey)
    form_of(desk, found, form).reinstate(found.questionnaire, desk.text(why), desk.at)


@command("survey.replace_form", *JUDGES)
def replace_form(desk: Desk, *, survey: CampaignCode, form: Number, why: Text) -> None:
    """Number a new form for the household of a lost or spoilt one; the outcome names it."""
    found = survey_of(desk, survey)
    lost = form_of(desk, found, form)
    instead = found.replace_form(form, desk.text(why), desk.at)
    lost.withdraw(instead, desk.at)
    desk.results["form"] = instead
