"""An exam of 7 and 8 June 2026, planned at the site of :mod:`tests.domain.doorway`."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from domain.campaigns.campaign import Campaign, campaign_stream
from domain.campaigns.template import Template
from seed.catalogue import templates
from tests.domain.doorway import Doorway

EXAM = "gaokao-2026"
LIAISON = {"name": "周老师", "phone": "13800000009"}
FACTS: dict[str, dict[str, Any]] = {
    "school": {"value": "第一中学"},
    "contact": {"person": {"name": "林主任"}},
    "responsible": {"person": {"name": "何主任"}},
    "liaison": {"person": LIAISON},
    "cordon": {"value": "D栋东口、C栋南口"},
    "standby": {"value": "各楼层开水间旁"},
    "timetable": {"value": "yes"},
}


def local(text: str) -> datetime:
    """An instant written as the site's local time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def template(code: str) -> Template:
    return next(one for one in templates() if one.code == code)


def publish(site: Doorway, code: str, **changes: Any) -> None:
    changed = msgspec.structs.replace(template(code), **changes)
    site.do("campaign.publish_template", "boss", template=msgspec.to_builtins(changed))


def plan_exam(site: Doorway, **more: Any) -> Doorway:
    """Publish the exam's template where it is not there yet, and plan the exam."""
    if not site.log.last_stream("template:exam_support"):
        publish(site, "exam_support")
    given = {"campaign": EXAM, "name": "2026年高考", "anchor": "2026-06-07", "template": "exam_support"}
    site.do("campaign.plan", "everybody", **{**given, **more})
    return site


def start_exam(site: Doorway) -> Doorway:
    """Plan the exam, fill in what it needs, and start it."""
    plan_exam(site)
    for fact, given in FACTS.items():
        site.do("campaign.fill_fact", "everybody", campaign=EXAM, fact=fact, **given)
    site.do("campaign.start", "everybody", campaign=EXAM)
    return site


def campaign(site: Doorway, code: str = EXAM) -> Campaign:
    return site.log.get(Campaign, campaign_stream("s1", code))
