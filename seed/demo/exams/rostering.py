"""Who stands where in an exam: the roster opened from the template, drafted, published, acknowledged (EXM-20, 31, 33)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import msgspec

from seed.demo import crew
from seed.demo.days import DAY
from seed.demo.exams.exam import COORDINATOR, Exam, ExamLife, floors
from seed.demo.exams.people import CREW, SECURITY, Roll
from seed.demo.exams.script import script

OPENED: Final = (-13, 9)
ENLISTED: Final = (-13, 10)
POLICY: Final = {"rest_min": 600, "day_min": 750}
"""A night lasts 12.5 hours."""

GAP_POST: Final = "R-C6"
LATE_TO_ACKNOWLEDGE: Final = 2
Places = dict[str, list[str]]
"""Keys of the people on each duty."""


def rostered(exam: Exam, roll: Roll) -> Iterator[ExamLife]:
    """The roster from its opening to the last acknowledgement; T-10 the draft, T-6 the edition that holds."""
    life = exam.life("roster")
    life.tell("roster.open", exam.at(*OPENED), COORDINATOR, **_plan(exam))
    given = places(exam)
    draft = [{"duty": duty, "person": roll[key]} for duty, keys in given.items() for key in keys]
    if exam.told.licence_ends:
        draft = [one for one in draft if one["duty"] != _gap(exam)]
    life.tell("roster.take", exam.at(-10, 16), COORDINATOR, assignments=draft, made_for=1 + len(CREW))
    _leave(exam, roll, life)
    if exam.told.licence_ends:
        life.tell("roster.set_policy", exam.at(-7, 10), COORDINATOR, policy={**POLICY, "with_reserve": True})
        life.tell("roster.assign", exam.at(-7, 10, 5), COORDINATOR, duty=_gap(exam), person=roll["x1"])
    life.tell("roster.note_police", exam.at(-6, 9), crew.SECURITY_LEADER, post="P5", heads=2)
    life.tell("roster.publish", exam.at(-6, 10), COORDINATOR)
    yield life
    yield _acknowledged(exam, roll, list(dict.fromkeys(key for keys in given.values() for key in keys)))


def _leave(exam: Exam, roll: Roll, life: ExamLife) -> None:
    life.tell(
        "roster.ask_leave",
        exam.at(-9, 17),
        crew.SECURITY_LEADER,
        person=roll["g7"],
        begins=exam.at(-4, 8),
        ends=exam.at(-4, 12),
        why=script().leave,
    )
    life.tell("roster.grant_leave", exam.at(-8, 9), COORDINATOR, leave="1")


def _acknowledged(exam: Exam, roll: Roll, keys: list[str]) -> ExamLife:
    """All but two in time; those are reminded, and say so the day before the cordon."""
    life, at = exam.life("read"), exam.at(-6, 11)
    accounts = {one.key: one.account for one in CREW}
    for number, key in enumerate(keys):
        at += exam.chance.minutes(3, 25)
        if number == len(keys) - LATE_TO_ACKNOWLEDGE:
            at = exam.at(-2, 9)
        by = accounts[key] or crew.SECURITY_LEADER
        life.tell("roster.acknowledge", at, by, edition=1, person=roll[key])
    return life


def places(exam: Exam) -> Places:
    """Everybody's duties: a plain rotation over the two days, the nights with people of their own (EXM-20)."""
    found: Places = {}
    for day in (0, 1):
        guards = iter(SECURITY[3 * day :] + SECURITY[: 3 * day])
        for post in (one for one in exam.template.posts if one.group == "security" and "day" in one.turns):
            found[duty(exam, post.code, day, "day")] = [next(guards) for _ in range(post.heads)]
        found |= _helpers(exam, day)
        for number, floor in enumerate(floors()):
            found[duty(exam, f"R-{floor.code}", day, "session")] = [f"e{(number + day) % 7 + 1}"]
            found[duty(exam, f"S-{floor.code}", day, "session")] = [f"s{number + 1 + 3 * day}"]
    for night, pairs in ((-1, ("n1", "n2", "n3", "n4")), (0, ("n3", "n4", "n1", "n2"))):
        found[duty(exam, "P6A", night, "night")] = [*pairs[:2]]
        found[duty(exam, "P6B", night, "night")] = [*pairs[2:]]
    if exam.told.licence_ends:
        found[_gap(exam)] = ["x1"]
    return found


def _helpers(exam: Exam, day: int) -> Places:
    pairs = (("C1", "c1"), ("C2", "c2"), ("B1", f"w{1 + 2 * day}"), ("B2", f"w{2 + 2 * day}"))
    return {duty(exam, post, day, "day"): [key] for post, key in pairs}


def duty(exam: Exam, post: str, day: int, turn: str) -> str:
    """The key of a duty, as the roster makes it."""
    return f"{post}/{exam.anchor + day * DAY}/{turn}"


def _gap(exam: Exam) -> str:
    return duty(exam, GAP_POST, 1, "session")


def _plan(exam: Exam) -> dict[str, Any]:
    """The template's groups, turns and posts with their dates."""
    template, anchor = exam.template, exam.anchor
    exam_days = range(template.days)
    groups = [
        {"code": one.code, "name": one.name, "heads": one.heads or 0, "is_reserve": one.is_reserve}
        for one in template.groups
    ]
    turns = [
        {
            "code": one.code,
            "name": one.name,
            "begins": one.begins,
            "ends": one.ends,
            "is_night": one.is_night,
            "days": [anchor + timedelta(days=day) for day in (one.days or exam_days)],
        }
        for one in template.turns
    ]
    posts = [
        {
            "code": one.code,
            "name": one.name,
            "group": one.group,
            "heads": one.heads,
            "turns": one.turns,
            "place": one.place,
            "rule": one.rule,
            "skills": one.skills,
            "is_pair": one.is_pair,
            "is_counted": one.counted,
            "police": one.police,
        }
        for one in template.every_post
    ]
    return msgspec.to_builtins(
        {
            "days": [anchor + timedelta(days=day) for day in range(-1, template.days)],
            "groups": groups,
            "turns": turns,
            "posts": posts,
            "skills": [{"code": one.code, "name": one.name} for one in template.skills],
            "policy": POLICY,
            "leave_stops": [anchor + timedelta(days=day) for day in exam_days],
        }
    )
