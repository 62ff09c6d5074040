"""Service-level clocks (时限): functions of marks, calendar and policy, with their arithmetic."""

from domain.clocks.clock import SOON, Clock, State, Verdict, run
from domain.clocks.explanation import Line
from domain.clocks.pauses import PAUSE_TERMS, Pause

__all__ = [
    "PAUSE_TERMS",
    "SOON",
    "Clock",
    "Line",
    "Pause",
    "State",
    "Verdict",
    "run",
]
