"""The demo's campaigns: a school, its exams from the first plan to the debrief, and a survey (CMP-02, CMP-08)."""

from collections.abc import Iterator
from datetime import date, datetime

from seed.demo import crew
from seed.demo.chance import Chance
from seed.demo.exams.checking import checked
from seed.demo.exams.exam import Exam, school
from seed.demo.exams.exam_days import held
from seed.demo.exams.people import Roll
from seed.demo.exams.preparing import prepared
from seed.demo.exams.rostering import ENLISTED, rostered
from seed.demo.exams.script import script
from seed.demo.exams.survey import survey_life
from seed.demo.life import Life, Planned


def campaigns(seed: int, registered: datetime, first_day: date) -> Iterator[Planned]:
    """All commands of the school and of the campaigns, whenever they come due."""
    exams = [Exam(told, first_day, Chance(seed, told.code)) for told in script().exams]
    roll = Roll(seed, exams[0])
    lives = [
        school(Chance(seed, "school"), registered, crew.CHIEF),
        survey_life(Chance(seed, "survey"), first_day),
    ]
    for exam in exams:
        lives += _exam_lives(exam, roll, Chance(seed, "exam people"))
    for life in lives:
        yield from life.planned


def _exam_lives(exam: Exam, roll: Roll, names: Chance) -> Iterator[Life]:
    yield from prepared(exam)
    yield roll.enlisted(exam, exam.at(*ENLISTED), names)
    yield from rostered(exam, roll)
    yield from checked(exam)
    yield from held(exam, roll)
