"""A round in the field: planned, its base fixed, forms handed out, brought back, answered, closed, reported."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from domain.calendar import add_months
from seed.demo import crew
from seed.demo.days import DAY, is_working_day
from seed.demo.surveys.dealing import Dealt
from seed.demo.surveys.model import answers_of
from seed.demo.surveys.round import BASE, Round, RoundLife
from seed.demo.surveys.script import MONTHS, editions, script

PLANNED: Final = (-20, 10)
AHEAD: Final = (0, 15)
CLOSED: Final = (14, 18)
REPORTED: Final = (17, 10)
LOST: Final = 5
FOUND_AGAIN: Final = 12
LATE: Final = (23, 26)
SAYS: Final = 0.4
"""Share of those who answer behind the code and add a word."""


def planned(round_: Round, last: Round | None) -> Iterator[RoundLife]:
    """From the plan to the figures reported; what happened since the last round is marked with the plan (SVY-12)."""
    life, by = _plan(round_, round_.at(*PLANNED)), crew.COORDINATOR
    for event in script().events:
        if last is not None and event.before == round_.number:
            on = last.at(event.days_after_last, 0).date()
            life.tell("mark_event", round_.at(*PLANNED) + timedelta(minutes=20), by, on=on, what=event.what)
    yield life
    base = round_.life(BASE)
    base.tell("freeze_frame", round_.at(0, 9), by)
    base.tell("draw", round_.at(0, 9, 5), by)
    yield base
    end = round_.life("end")
    end.tell("close_collection", round_.at(*CLOSED), by)
    end.tell("report_figures", round_.at(*REPORTED), by, analysis=round_.told.analysis)
    yield end


def coming(newest: Round) -> RoundLife:
    """The round after the newest, which is planned on the day that one begins and goes no further for half a year."""
    day = add_months(newest.starts, MONTHS)
    while not is_working_day(day):
        day -= DAY
    return _plan(Round(newest.seed, newest.number + 1, newest.told, day, ()), newest.at(*AHEAD))


def _plan(round_: Round, at: datetime) -> RoundLife:
    life = round_.life("plan")
    edition = editions()[0 if round_.number <= script().three_point_until else 1].edition
    life.tell(
        "plan",
        at,
        crew.COORDINATOR,
        name=f"{round_.starts:%Y年}{round_.starts.month}月业主满意度调查",
        template=script().kind,
        edition=edition,
        starts=round_.starts,
    )
    return life


def carried(round_: Round, forms: Sequence[Dealt]) -> Iterator[RoundLife]:
    """Each surveyor's forms, handed out and brought back, with those that nobody would take."""
    for surveyor in dict.fromkeys(form.surveyor for form in forms):
        mine = [form for form in forms if form.surveyor == surveyor]
        yield _handed_out(round_, surveyor, mine)
        yield _brought_back(round_, surveyor, mine)
    yield _in_vain(round_, forms)
    for form in forms:
        if form.fate == "lost":
            yield _replaced(round_, form)
    yield _late(round_, [form.number for form in forms if form.fate == "late"])


def _handed_out(round_: Round, surveyor: str, mine: Sequence[Dealt]) -> RoundLife:
    life = round_.life(f"out-{surveyor}")
    for day in round_.told.issued:
        if out := [form.number for form in mine if form.issued == day]:
            life.tell("issue_forms", round_.at(day, 18, 10), surveyor, forms=out)
    return life


def _brought_back(round_: Round, surveyor: str, mine: Sequence[Dealt]) -> RoundLife:
    life = round_.life(f"in-{surveyor}")
    for day in round_.told.back:
        if back := [form.number for form in mine if form.fate == "back" and form.back == day]:
            life.tell("return_forms", round_.came_back(day), surveyor, forms=back)
    return life


def _late(round_: Round, numbers: Sequence[int]) -> RoundLife:
    """Forms that come in after the figures were reported, on two days."""
    life = round_.life("late")
    for day, some in zip(LATE, (numbers[::2], numbers[1::2]), strict=True):
        if some:
            life.tell("return_forms", round_.at(day, 17), crew.SURVEYORS[0], forms=[*some])
    return life


def _in_vain(round_: Round, forms: Sequence[Dealt]) -> RoundLife:
    """Visits that brought nothing: half of those who stay silent refuse, the others are never at home."""
    life, chance = round_.life("visits"), round_.chance("visits")
    visits: list[tuple[int, Dealt, str]] = []
    for number, form in enumerate(one for one in forms if one.fate in ("silent", "late")):
        refuses = number % 2 == 0 and form.fate == "silent"
        visits.append((form.issued + chance.whole(2, 3), form, "absent"))
        visits.append((form.issued + chance.whole(4, 6), form, "refused" if refuses else "absent"))
    for day, form, outcome in sorted(visits, key=lambda one: (one[0], one[1].number)):
        said = {"said": chance.pick(script().said_refused)} if outcome == "refused" else {}
        life.tell(
            "note_visit",
            round_.at(day, 19, form.number % 50),
            form.surveyor,
            form=form.number,
            outcome=outcome,
            **said,
        )
    return life


def _replaced(round_: Round, form: Dealt) -> RoundLife:
    """A lost form, the new one, which comes back, and the lost one, which turns up after all (SVY-16)."""
    life, new = round_.life("lost"), len(round_.units) + 1
    day = max(form.issued + 1, LOST)
    life.tell("replace_form", round_.at(day, 9, 30), crew.COORDINATOR, form=form.number, why=script().lost)
    life.tell("issue_forms", round_.at(day, 18, 30), form.surveyor, forms=[new], way="desk")
    life.tell("return_forms", round_.at(round_.told.back[-1], 16, 50), form.surveyor, forms=[new])
    life.tell("return_forms", round_.at(FOUND_AGAIN, 11), form.surveyor, forms=[form.number])
    return life


def on_the_page(round_: Round, forms: Sequence[Dealt]) -> RoundLife:
    """Those who answer behind their form's code, in the evening; nobody's account records it."""
    life, chance = round_.life("page"), round_.chance("page")
    answered = [
        (round_.at(form.issued + chance.whole(0, 7), chance.whole(19, 21), chance.below(60)), form)
        for form in forms
        if form.fate == "page"
    ]
    for at, form in sorted(answered, key=lambda one: (one[0], one[1].number)):
        said = answers_of(round_, form.unit)
        worst = min(said, key=lambda theme: (said[theme], theme))
        words = script().comments.get(worst, ())
        comment = {"comment": chance.pick(words)} if words and chance.share() < SAYS else {}
        code = round_.code_of(form.number)
        life.tell("answer_form", at, "", form=form.number, code=code, answers=said, **comment)
    return life


def published(rounds: Sequence[Round]) -> Iterator[RoundLife]:
    """The company's own editions, before the first round that asks by them."""
    three, five = editions()
    for edition, number in ((three, 1), (five, script().three_point_until + 1)):
        life = rounds[number - 1].life("edition")
        at = rounds[number - 1].at(-24, 10)
        life.note("survey.publish_template", at, crew.COORDINATOR, template=msgspec.to_builtins(edition))
        yield life
