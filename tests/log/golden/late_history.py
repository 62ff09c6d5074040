"""The history that the golden store of late decisions tells: a go that was written down after it was taken."""

from tests.log.golden.campaign_history import Command
from tests.log.golden.debrief_history import LEAN

LATE: tuple[Command, ...] = (
    ("campaign.publish_template", {"template": LEAN}),
    ("campaign.plan", {"campaign": "exam", "name": "高考", "anchor": "2026-04-24", "template": "exam"}),
    ("campaign.start", {"campaign": "exam"}),
    (
        "campaign.decide",
        {"campaign": "exam", "go": True, "evidence": "现场已看", "at": "2026-04-24T09:05:00+08:00"},
    ),
)
