"""Policy: which limits and settings a site works by, as named and versioned profiles.

A site chooses one profile and version for each rule family, from a date on; numbers of two profiles are
never merged, and a rule that the chosen profile does not define yields no limit (rules 4.2).
"""

from domain.policy.book import PolicyBook, PolicyPublished, PolicyRefused
from domain.policy.limits import (
    CONDITIONS,
    STEP_TERMS,
    AtBooking,
    Basis,
    BeforeBooking,
    CalendarDays,
    DayOfMonth,
    Elapsed,
    Family,
    Kind,
    Limit,
    Months,
    PauseReason,
    TimeOfDay,
    WorkingDays,
)
from domain.policy.profiles import Holder, Profile, Settings, SiteChoice, SlipCopy, in_force

__all__ = [
    "CONDITIONS",
    "STEP_TERMS",
    "AtBooking",
    "Basis",
    "BeforeBooking",
    "CalendarDays",
    "DayOfMonth",
    "Elapsed",
    "Family",
    "Holder",
    "Kind",
    "Limit",
    "Months",
    "PauseReason",
    "PolicyBook",
    "PolicyPublished",
    "PolicyRefused",
    "Profile",
    "Settings",
    "SiteChoice",
    "SlipCopy",
    "TimeOfDay",
    "WorkingDays",
    "in_force",
]
