"""The days of an exam: roll-call, one who is late and the reserve that was sent, admission, incidents, the debrief."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from seed.demo import crew
from seed.demo.exams.exam import COORDINATOR, Exam, ExamLife
from seed.demo.exams.people import Roll
from seed.demo.exams.preparing import liaison
from seed.demo.exams.rostering import duty, places
from seed.demo.exams.script import script

CALLED: Final = {"day": (5, 55), "session": (7, 30), "night": (17, 35)}
"""When the roll-call of a turn begins, by the site's clock."""

LATE_POST: Final = "P7A"
RESERVE: Final = "r1"
LEADER: Final = crew.SECURITY_LEADER


def held(exam: Exam, roll: Roll) -> Iterator[ExamLife]:
    """Roll-call, gate and incidents of each day, then the debrief and the close."""
    yield from (_roll_call(exam, roll), _late(exam, roll), _gate(exam), _told(exam), _closed(exam))


def _roll_call(exam: Exam, roll: Roll) -> ExamLife:
    life = exam.life("roll")
    for key, people in sorted(places(exam).items(), key=lambda one: _order(one[0])):
        _, day, turn = key.split("/")
        number = next(day_ for day_ in (-1, 0, 1) if duty(exam, "", day_, turn) == f"/{day}/{turn}")
        at = exam.at(number, *CALLED[turn]) + exam.chance.minutes(1, 20)
        for person in people:
            if key != duty(exam, LATE_POST, 0, "day"):
                life.tell("duty.arrive", at, LEADER, duty=key, person=roll[person])
                at += exam.chance.seconds(5, 50)
    return life


def _order(key: str) -> tuple[str, tuple[int, int], str]:
    post, day, turn = key.split("/")
    return day, CALLED[turn], post


def _late(exam: Exam, roll: Roll) -> ExamLife:
    """One guard is held up on the first morning; four minutes later the reserve stands in (EXM-07)."""
    life, post = exam.life("late"), duty(exam, LATE_POST, 0, "day")
    (late,) = places(exam)[post]
    for minute, reserve in enumerate((RESERVE, "r2")):
        life.tell(
            "duty.station_reserve", exam.at(0, 5, 50 + minute), LEADER, person=roll[reserve], place="值班室"
        )
    life.tell(
        "duty.tell_delay",
        exam.at(0, 6, 21),
        LEADER,
        duty=post,
        person=roll[late],
        expected_at=exam.at(0, 7),
        why=script().late,
    )
    life.tell(
        "duty.send_reserve",
        exam.at(0, 6, 23),
        LEADER,
        duty=post,
        person=roll[RESERVE],
        instead_of=roll[late],
    )
    life.tell("duty.arrive", exam.at(0, 6, 34), LEADER, duty=post, person=roll[RESERVE])
    life.tell("duty.arrive", exam.at(0, 6, 58), LEADER, duty=post, person=roll[late])
    life.tell("duty.relieve", exam.at(0, 7, 1), LEADER, duty=post, person=roll[RESERVE])
    return life


def _gate(exam: Exam) -> ExamLife:
    """Candidates are let in at 07:10 on the liaison's word, and not before (EXM-30)."""
    life = exam.life("gate")
    for day in (0, 1):
        at = exam.at(day, 7, 10)
        said = at - timedelta(minutes=1)
        life.tell("campaign.open_admission", at, LEADER, word_by=liaison(exam), word_at=said)
    return life


def _told(exam: Exam) -> ExamLife:
    life = exam.life("told")
    for one in exam.told.incidents:
        life.tell("campaign.note_incident", exam.at(*one.said), LEADER, what=one.what, place=one.place)
    life.tell("duty.call", exam.at(1, 16, 30), crew.GUARDS[0], what=script().call, place="大门岗")
    life.tell("duty.answer_call", exam.at(1, 16, 32), LEADER, call=1)
    return life


def _closed(exam: Exam) -> ExamLife:
    life = exam.life("close")
    behind: dict[str, list[int]] = {target.code: [] for target in exam.template.targets}
    for number, one in enumerate(exam.told.incidents, start=1):
        if one.counts_as:
            behind[one.counts_as].append(number)
    counted = {code: len(numbers) for code, numbers in behind.items()}
    told: dict[str, Any] = {"counted": counted, "behind": behind, "said": script().debrief}
    life.tell("campaign.hold_debrief", exam.at(2, 10), COORDINATOR, **told)
    life.tell("campaign.close", exam.at(2, 11), COORDINATOR)
    return life
