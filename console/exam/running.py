"""Which exam is on at a site."""

from console.wiring import House
from domain.errors import Refused
from projections.campaigns.overview import CampaignRow, campaigns

EXAM_TEMPLATE = "exam_support"


def running_exams(house: House, site: str) -> list[CampaignRow]:
    """The exams that have been started and not been closed, the next first; none while the read model is made."""
    try:
        rows = campaigns(house.views, site=site, show_ended=False)
    except Refused:
        return []
    return [one for one in rows if one.state == "running" and one.template == EXAM_TEMPLATE]


def exam_here(house: House, site: str) -> str:
    """Code of the exam whose day is next; empty where none is running."""
    found = running_exams(house, site)
    return min(found, key=lambda one: (one.days_to_go < 0, abs(one.days_to_go))).code if found else ""
