"""Whether somebody can be sent to a post that lacks a head, as things stand (EXM-06, EXM-07, EXM-20)."""

from msgspec.structs import replace

from domain.errors import Reason
from domain.roster.check import breaches
from domain.roster.problem import Assignment, Duty
from domain.roster.roster import Roster


def on_duty(roster: Roster, duty: str) -> tuple[str, ...]:
    """Whom the published roster puts on a duty."""
    given = roster.edition.assignments if roster.edition else ()
    return tuple(one.person for one in given if one.duty == duty)


def unfit(roster: Roster, duty: Duty, person: str, relieved_from: frozenset[str]) -> tuple[Reason, ...]:
    """Everything that forbids sending somebody to a duty, what is waived left out; the reserve may help everywhere.

    Args:
        relieved_from: Keys of the duties that the person has been relieved from, which no longer bind.

    Rules: EXM-06, EXM-07, EXM-20.
    """
    problem = roster.problem()
    held = tuple(
        one
        for one in (roster.edition.assignments if roster.edition else ())
        if one.person == person and one.duty not in relieved_from and one.duty in roster.duties
    )
    asked = replace(
        problem,
        duties=tuple({one.key: one for one in (*(roster.duties[one.duty] for one in held), duty)}.values()),
        policy=replace(problem.policy, with_reserve=True, standing_reserve=0),
    )
    before = [one.says for one in breaches(asked, held) if one.person == person]
    found = breaches(asked, (*held, Assignment(duty.key, person)))
    return tuple(
        one.says for one in found if one.person == person and one.waiver is None and one.says not in before
    )
