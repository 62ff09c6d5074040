"""What a coordinator makes ready before an exam: facts, lines, tasks, materials, the decision; and its end (CMP-02)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from seed.demo import crew, words
from seed.demo.days import DAY
from seed.demo.exams.exam import COORDINATOR, TEMPLATE, Exam, ExamLife
from seed.demo.exams.script import script

PLANNED: Final = (-32, 10)
DECIDED: Final = (-1, 17)
CONDITIONAL: Final = "T04"
OWNERS: Final = {
    "overall": COORDINATOR,
    "school": COORDINATOR,
    "security": crew.SECURITY_LEADER,
    "logistics": crew.OFFICER,
    "cleaning": crew.OFFICER,
}
"""Who records what a group has done; maintenance is told by the engineering head on duty."""

SOON_COUNTED: Final = 11
"""Materials counted at T-11; the others at T-6."""

AS_NEEDED: Final = 200


def prepared(exam: Exam) -> Iterator[ExamLife]:
    """From the plan to the decision."""
    yield from (_facts(exam), _tasks(exam), _materials(exam))


def _facts(exam: Exam) -> ExamLife:
    """The plan, half of the facts and lines at once, the others later; then the start, and the decision."""
    life, told = exam.life("plan"), script()
    life.tell(
        "campaign.plan",
        exam.at(*PLANNED),
        COORDINATOR,
        name=exam.told.name,
        anchor=exam.anchor,
        template=TEMPLATE,
    )
    at = exam.at(-20, 14)
    life.tell("campaign.fill_fact", at, COORDINATOR, fact="school", value=told.school)
    for fact in ("contact", "responsible"):
        at += timedelta(minutes=4)
        life.tell("campaign.fill_fact", at, COORDINATOR, fact=fact, person=_somebody(exam))
    lines = [line.code for line in exam.template.lines]
    _staff(exam, life, lines[:4], exam.at(-18, 14))
    at = exam.at(exam.told.facts_day, 9)
    life.tell("campaign.fill_fact", at, COORDINATOR, fact="liaison", person=liaison(exam))
    for number, (fact, value) in enumerate(
        (("cordon", told.cordon), ("standby", told.standby), ("timetable", "yes")), start=1
    ):
        moment = at + number * timedelta(minutes=5)
        life.tell("campaign.fill_fact", moment, COORDINATOR, fact=fact, value=value)
    _staff(exam, life, lines[4:], at + timedelta(minutes=40))
    life.tell("campaign.start", exam.at(exam.told.facts_day, 15), COORDINATOR)
    life.tell("campaign.decide", exam.at(*DECIDED), crew.MANAGER, go=True, evidence=told.decision)
    return life


def _staff(exam: Exam, life: ExamLife, lines: list[str], at: datetime) -> None:
    for line in lines:
        at += timedelta(minutes=3)
        life.tell("campaign.staff_line", at, COORDINATOR, line=line, person=_somebody(exam))


def _somebody(exam: Exam) -> dict[str, str]:
    known = words.names()
    name = exam.chance.pick(known.surnames) + exam.chance.pick(known.given)
    return {"name": name, "phone": f"136 0000 {exam.chance.below(10_000):04}"}


def liaison(exam: Exam) -> dict[str, str]:
    """The school's liaison, whose word opens the gate (EXM-30)."""
    known = words.names()
    return {"name": f"{known.surnames[len(exam.code)]}{known.given[0]}", "phone": "136 0000 0710"}


def _tasks(exam: Exam) -> ExamLife:
    """Every task begun and done in its time but for what the script says; the conditional one does not apply (EXM-36)."""
    life, told = exam.life("tasks"), script()
    steps: list[tuple[datetime, str, str, dict[str, object]]] = [
        (
            exam.at(*slip.said),
            slip.task,
            "campaign.slip_task",
            {"promised": exam.anchor + slip.promised * DAY, "why": slip.why},
        )
        for slip in exam.told.slips
    ]
    steps.append((exam.at(-12, 10), CONDITIONAL, "campaign.drop_task", {"why": told.not_applicable}))
    for task, moment in {**told.begun, **exam.told.begun}.items():
        steps.append((exam.at(*moment), task, "campaign.begin_task", {}))
    for number, (task, moment) in enumerate({**told.done, **exam.told.done}.items()):
        evidence = {"evidence": told.evidence[task]} if task in told.evidence else {}
        at = exam.at(*moment) + number * timedelta(minutes=2)
        steps.append((at, task, "campaign.finish_task", {**evidence}))
    owners = {task.code: task.owner for task in exam.template.tasks}
    for at, task, do, more in sorted(steps, key=lambda one: one[:2]):
        by = OWNERS.get(owners[task]) or crew.head_at(at)
        life.tell(do, at, COORDINATOR if do == "campaign.drop_task" else by, task=task, **more)
    return life


def _materials(exam: Exam) -> ExamLife:
    """Counted in two goes; torches are short and bought, one thermometer fails and is replaced."""
    life, by = exam.life("goods"), crew.OFFICER
    life.tell("campaign.request_material", exam.at(-13, 14), by, material="torches", quantity=3)
    first, second = exam.at(-11, 14), exam.at(-6, 14)
    for number, one in enumerate(exam.template.materials):
        at = (first if number < SOON_COUNTED else second) + number * timedelta(minutes=3)
        there = 1 if one.code == "torches" else one.least or AS_NEEDED
        life.tell("campaign.count_material", at, by, material=one.code, quantity=there)
    life.tell(
        "campaign.miss_material",
        exam.at(-5, 10),
        by,
        material="thermometers",
        quantity=1,
        why=script().wear,
    )
    for minute, (material, bought, there) in enumerate((("thermometers", 1, 2), ("torches", 2, 3))):
        life.tell("campaign.buy_material", exam.at(-4, 10, minute), by, material=material, quantity=bought)
        life.tell("campaign.count_material", exam.at(-4, 15, minute), by, material=material, quantity=there)
    return life
