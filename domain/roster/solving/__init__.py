"""Proposing, explaining, repairing and replanning a roster, with OR-Tools CP-SAT.

Duties of one group that have the same turn and ask for the same skills are one *bundle*: who stands in the bundle is
solved, who stands at which of its posts is then a matching that nobody's hours depend on.
"""

from domain.roster.solving.propose import propose
from domain.roster.solving.replan import Change, Replan, replan

__all__ = ["Change", "Replan", "propose", "replan"]
