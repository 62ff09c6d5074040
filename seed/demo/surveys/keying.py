"""Answers from paper: keyed by two people, settled where they differ, or taken from a file; what does not count."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from seed.demo import crew
from seed.demo.surveys.dealing import Dealt
from seed.demo.surveys.model import alike, answers_of, mistyped
from seed.demo.surveys.round import Round, RoundLife

A_FORM: Final = timedelta(seconds=95)
FIRST: Final = (0, 18, 20)
SECOND: Final = (2, 13, 40)
"""Days after the forms came back, and the time."""

JUDGED: Final = (13, 10)
FROM_FILE: Final = (14, 10)
LATE_KEYED: Final = 28
BLANK: Final = ("unreadable",)
"""Forms from which nothing can be keyed."""


def answered(round_: Round, forms: Sequence[Dealt]) -> Iterator[RoundLife]:
    """What the paper forms of a round say."""
    told = round_.told
    paper = [form for form in forms if form.fate == "back" and form.invalid not in BLANK]
    if told.way == "file":
        yield _from_file(round_, paper)
    else:
        yield from _keyed(round_, paper)
    yield _judged(round_, forms)
    if late := [form for form in forms if form.fate == "late"]:
        yield from _twice(round_, "late", late, [round_.at(LATE_KEYED, 9), round_.at(LATE_KEYED, 15)])
    for form in forms:
        if form.fate == "lost":
            yield from _twice(round_, "lost", [form], _keyings(round_, told.back[-1]), len(round_.units) + 1)


def said_on(round_: Round, form: Dealt) -> dict[str, int]:
    """What is ticked on a form."""
    if form.surveyor == round_.told.alike:
        return alike(round_)
    said = answers_of(round_, form.unit, grudge=form.fate == "late")
    if form.invalid == "incomplete":
        del said[round_.sheet.overall]
    return said


def _from_file(round_: Round, paper: Sequence[Dealt]) -> RoundLife:
    life, at = round_.life("file"), round_.at(*FROM_FILE)
    for form in paper:
        life.tell("take_answers", at, crew.COORDINATOR, form=form.number, answers=said_on(round_, form))
        at += timedelta(seconds=2)
    return life


def _keyed(round_: Round, paper: Sequence[Dealt]) -> Iterator[RoundLife]:
    for day in round_.told.back:
        if back := [form for form in paper if form.back == day]:
            yield from _twice(round_, f"day{day}", back, _keyings(round_, day))
    settled = round_.life("settled")
    for form in paper:
        if form.differs:
            at, said = round_.at(*JUDGED), said_on(round_, form)
            settled.tell("settle_form", at, crew.COORDINATOR, form=form.number, answers=said)
    yield settled


def _keyings(round_: Round, day: int) -> list[datetime]:
    return [round_.at(day + later, hour, minute) for later, hour, minute in (FIRST, SECOND)]


def _twice(
    round_: Round, part: str, forms: Sequence[Dealt], begins: Sequence[datetime], number: int = 0
) -> Iterator[RoundLife]:
    """Both keyings, each by another person; ``number`` is the form that took the place of the only one given."""
    for time, begun in enumerate(begins):
        life, by = (
            round_.life(f"keyed-{part}-{time + 1}"),
            crew.ASSISTANT if time == 0 else crew.desk_at(begun),
        )
        for place, form in enumerate(forms):
            said = said_on(round_, form)
            answers = mistyped(said) if time and form.differs else said
            life.tell("key_form", begun + place * A_FORM, by, form=number or form.number, answers=answers)
        yield life


def _judged(round_: Round, forms: Sequence[Dealt]) -> RoundLife:
    """Forms that do not count, each with its reason; what is incomplete the door itself finds (SVY-07)."""
    life = round_.life("judged")
    for form in forms:
        if form.invalid and form.invalid != "incomplete":
            at = round_.at(*JUDGED) + timedelta(minutes=30)
            life.tell("reject_form", at, crew.COORDINATOR, form=form.number, reason=form.invalid)
    return life
