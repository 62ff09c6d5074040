"""The seven groups of an exam: who belongs to them, with an account or without, and what each can do (EXM-01..07)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from seed.demo import crew, words
from seed.demo.chance import Chance, register_id
from seed.demo.exams.exam import COORDINATOR, Exam, ExamLife
from seed.demo.exams.script import script

PART: Final = "people"


class Body(msgspec.Struct, frozen=True):
    """One person of the groups: ``key`` stands for them in the plan."""

    key: str
    group: str
    account: str = ""
    also: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    home: str = ""


def _bodies(letter: str, count: int, group: str, **more: Any) -> tuple[Body, ...]:
    return tuple(Body(f"{letter}{number}", group, **more) for number in range(1, count + 1))


_GUARDS: Final = (crew.SECURITY_LEADER, *crew.GUARDS)
CREW: Final = (
    Body("head", "overall", account=crew.MANAGER),
    Body("plan", "overall", account=COORDINATOR),
    *(
        Body(f"a{number}", "security", account, skills=("guard",))
        for number, account in enumerate(_GUARDS, 1)
    ),
    *_bodies("g", 16, "security", skills=("guard",)),
    Body("lead", "maintenance", account=crew.HEADS[0]),
    *_bodies("e", 7, "maintenance", skills=("electrician",)),
    Body("clerk", "logistics", account=crew.ASSISTANT),
    *_bodies("l", 3, "logistics"),
    *_bodies("s", 10, "cleaning", skills=("cleaning",)),
    *_bodies("w", 4, "warm_help", home="二号物业服务中心"),
    *_bodies("n", 4, "emergency", also=("security",), skills=("guard",)),
    *_bodies("c", 2, "emergency"),
    *_bodies("r", 2, "emergency", skills=("guard",)),
    Body("x1", "emergency", skills=("electrician",), home=script().licence_home),
)
SECURITY: Final = tuple(one.key for one in CREW if one.group == "security")


class Roll:
    """Everybody's id in the rosters, the same in every exam: the account, or the id that the register gives."""

    def __init__(self, seed: int, first: Exam) -> None:
        self._first = first.code
        self._ids = {
            one.key: one.account or register_id(seed, f"demo:{first.code}-{PART}:{step}")
            for step, one in enumerate(CREW)
        }

    def __getitem__(self, key: str) -> str:
        return self._ids[key]

    def enlisted(self, exam: Exam, at: datetime, chance: Chance) -> ExamLife:
        """Everybody entered in the exam's roster, one every half minute."""
        life, names = exam.life(PART), _names(chance)
        for number, one in enumerate(CREW):
            who: dict[str, Any] = {"account": one.account}
            if not one.account and exam.code == self._first:
                who = {"outsider": {"name": next(names), "phone": f"137 0000 {number:04}"}}
            elif not one.account:
                who = {"known": self[one.key], "known_from": self._first}
            at += timedelta(seconds=45)
            life.tell(
                "roster.enlist",
                at,
                COORDINATOR,
                group=one.group,
                also=list(one.also),
                skills=[_skill(exam, one, code) for code in one.skills],
                home=one.home,
                **who,
            )
        return life


def _skill(exam: Exam, one: Body, code: str) -> dict[str, Any]:
    """Licences hold for a year more; where the script says so, one electrician's ends after the first day."""
    if code == "cleaning":
        return {"code": code}
    ends = exam.told.licence_ends and one.key == "e1"
    return {"code": code, "until": exam.anchor + timedelta(days=0 if ends else 400)}


def _names(chance: Chance) -> Iterator[str]:
    known, taken = words.names(), set[str]()
    while True:
        name = chance.pick(known.surnames) + chance.pick(known.given)
        if name not in taken:
            taken.add(name)
            yield name
