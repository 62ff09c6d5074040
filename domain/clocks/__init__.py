"""Service-level clocks (时限): functions of marks, calendar and policy, with their arithmetic."""

from domain.clocks.clock import SOON, Clock, State, Verdict, run
from domain.clocks.explanation import Line
from domain.clocks.pauses import PAUSE_TERMS, Pause
from domain.clocks.shares import minimum_count, share_met

__all__ = [
    "PAUSE_TERMS",
    "SOON",
    "Clock",
    "Line",
    "Pause",
    "State",
    "Verdict",
    "minimum_count",
    "run",
    "share_met",
]
