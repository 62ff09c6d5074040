"""The demo's satisfaction survey, in preparation when the demo is first looked at (CMP-08)."""

from datetime import date, datetime
from typing import Any, Final

from seed.demo import words
from seed.demo.chance import Chance
from seed.demo.days import DAY, local
from seed.demo.exams.exam import COORDINATOR
from seed.demo.exams.script import Moment, script
from seed.demo.life import Life

TEMPLATE: Final = "satisfaction_survey"


def survey_life(chance: Chance, first_day: date) -> Life:
    """From the plan to the close; every fact is known a few days before the field begins."""
    told = script().survey
    anchor, life = first_day + told.day * DAY, Life(told.code, chance)

    def at(moment: Moment) -> datetime:
        return local(anchor + moment[0] * DAY, moment[1])

    def person() -> dict[str, str]:
        known = words.names()
        return {"name": chance.pick(known.surnames) + chance.pick(known.given)}

    steps: list[tuple[datetime, str, dict[str, Any]]] = [
        (at((-16, 10)), "plan", {"name": told.name, "anchor": anchor, "template": TEMPLATE}),
        (at((told.deputy_day, 9)), "fill_fact", {"fact": "leader", "person": person()}),
        (at((told.deputy_day, 10)), "fill_fact", {"fact": "deputy", "person": person()}),
        (at((told.members_day, 9)), "fill_fact", {"fact": "members", "value": told.members}),
        (at((told.members_day, 10)), "start", {}),
        (at(told.close), "close", {}),
    ]
    for slip in told.slips:
        promised = anchor + slip.promised * DAY
        steps.append((at(slip.said), "slip_task", {"task": slip.task, "promised": promised, "why": slip.why}))
    for task, moment in told.done.items():
        evidence = {"evidence": told.evidence[task]} if task in told.evidence else {}
        steps.append((at(moment), "finish_task", {"task": task, **evidence}))
    for moment, do, arguments in sorted(steps, key=lambda step: step[0]):
        life.note(f"campaign.{do}", moment, COORDINATOR, campaign=told.code, **arguments)
    return life
