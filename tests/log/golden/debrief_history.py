"""The history that the golden store of debriefs tells: each count with the incidents and tickets behind it."""

from tests.log.golden.campaign_history import DECISION, LIAISON, TEMPLATE, Command, named

LEAN = {
    **TEMPLATE,
    "targets": [
        {"code": "faults", "name": named("故障"), "most": 0},
        {"code": "mistakes", "name": named("失误"), "most": 0},
    ],
    "facts": [],
    "gates": [],
    "tasks": [],
    "rounds": [],
    "rooms": None,
    "timetables": [{"code": "one", "name": named("一天"), "milestones": [DECISION]}],
}
REPORT: Command = ("help.report", {"matter": "考务办公室跳闸", "caller": LIAISON, "help_class": "repair"})
DEBRIEF: tuple[Command, ...] = (
    ("campaign.publish_template", {"template": LEAN}),
    ("campaign.plan", {"campaign": "exam", "name": "高考", "anchor": "2026-04-24", "template": "exam"}),
    ("campaign.start", {"campaign": "exam"}),
    REPORT,
    ("campaign.note_incident", {"campaign": "exam", "what": "断电两分钟", "ticket": "{ticket}"}),
    ("campaign.decide", {"campaign": "exam", "go": True, "evidence": "已恢复"}),
    (
        "campaign.hold_debrief",
        {
            "campaign": "exam",
            "counted": {"faults": 2, "mistakes": 0},
            "behind": {"faults": ["H260424-001", 1]},
        },
    ),
)
