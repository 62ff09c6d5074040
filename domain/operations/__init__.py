"""The application's methods: every change there is, behind one door."""

from domain.operations import (
    adoption,
    campaign_days,
    campaigns,
    company,
    crews,
    duties,
    equipment,
    erasures,
    repairs,
    rooms,
    rosters,
    survey_forms,
    survey_problems,
    surveys,
    tickets,
    units,
)
from domain.operations.commands import COMMANDS, Command, schema
from domain.operations.door import Door, Outcome

__all__ = [
    "COMMANDS",
    "Command",
    "Door",
    "Outcome",
    "adoption",
    "campaign_days",
    "campaigns",
    "company",
    "crews",
    "duties",
    "equipment",
    "erasures",
    "repairs",
    "rooms",
    "rosters",
    "schema",
    "survey_forms",
    "survey_problems",
    "surveys",
    "tickets",
    "units",
]
