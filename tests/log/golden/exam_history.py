"""What the golden store tells of an exam's roster; ``{person}`` stands for the outsider who was enlisted."""

from tests.log.golden.history import Command

CODE, DAY = "gaokao-2026", "2026-06-07"
GATE, NIGHT = f"P2/{DAY}/day", f"P6/{DAY}/night"
GROUPS = [
    {"code": "security", "name": {"zh": "安全防控组", "en": "Security"}, "heads": 20},
    {"code": "warm", "name": {"zh": "暖心服务组", "en": "Warm help"}},
    {"code": "reserve", "name": {"zh": "应急支援组", "en": "Reserve"}, "is_reserve": True},
]
TURNS = [
    {"code": "day", "name": {"zh": "白班", "en": "Day"}, "begins": "06:30:00", "ends": "18:00:00"},
    {
        "code": "night",
        "name": {"zh": "夜班", "en": "Night"},
        "begins": "18:00:00",
        "ends": "06:30:00",
        "is_night": True,
    },
]
GATE_POST = {
    "code": "P2",
    "name": {"zh": "大门岗", "en": "Main gate"},
    "group": "security",
    "heads": 2,
    "turns": ["day"],
    "place": {"zh": "大门", "en": "Main gate"},
    "rule": "EXM-P2",
    "skills": ["gate"],
    "is_pair": True,
}
COURT = {
    "code": "P5",
    "name": {"zh": "球场门", "en": "Court gate"},
    "group": "security",
    "turns": ["day"],
    "police": [2, 3],
}
PATROL = {
    "code": "P6",
    "name": {"zh": "夜间巡查", "en": "Night patrol"},
    "group": "security",
    "turns": ["night"],
}
POLICY = {"rest_min": 600, "day_min": 750, "total_min": 4000, "with_reserve": True, "standing_reserve": 0}
PLAN = {
    "days": [DAY],
    "groups": GROUPS,
    "turns": TURNS,
    "posts": [GATE_POST, PATROL],
    "leave_stops": [DAY],
    "policy": POLICY,
}
SKILLS = [{"code": "gate", "name": {"zh": "门岗", "en": "Gate duty"}}]
GUARD = {"group": "security", "skills": [{"code": "gate", "until": "2026-12-31"}]}
LEAVE = {"begins": "2026-06-01T00:00:00+08:00", "ends": "2026-06-02T00:00:00+08:00", "why": "家中有事"}

ROSTER: tuple[Command, ...] = (
    ("member.join", {"account": "tech", "name": "张师傅", "roles": [{"role": "guard", "site": "s1"}]}),
    *(
        (f"roster.{do}", {"campaign": CODE, **given})
        for do, given in (
            ("open", {**PLAN, "skills": SKILLS}),
            ("set_post", {"post": COURT}),
            ("drop_post", {"post": "P5"}),
            ("note_police", {"post": "P6", "heads": 2}),
            ("enlist", {"account": "tech", **GUARD}),
            ("enlist", {"account": "all", **GUARD, "is_reserve": True}),
            ("enlist", {"outsider": {"name": "外包孙师傅"}, "group": "warm", "home": "北园项目"}),
            ("take", {"assignments": [{"duty": GATE, "person": "tech"}], "made_for": 7}),
            ("place", {"person": "{person}", "group": "security", "also": ["warm"], "is_reserve": True}),
            ("note_skill", {"person": "{person}", "skill": {"code": "gate", "until": "2027-01-01"}}),
            ("withdraw_skill", {"person": "{person}", "skill": "gate"}),
            ("ask_leave", {"person": "tech", **LEAVE}),
            ("grant_leave", {"leave": "1"}),
            ("stop_leave", {"leave": "1", "why": "人手不够"}),
            ("set_policy", {"policy": {**POLICY, "rest_min": 660}}),
            ("waive", {"rules": ["rest"], "people": ["tech"], "why": "已安排补休"}),
            ("withdraw_waiver", {"rule": "rest", "person": "tech"}),
            ("waive", {"rules": ["hours"], "why": "夜班十二个半小时"}),
            ("assign", {"duty": GATE, "person": "all"}),
            ("assign", {"duty": NIGHT, "person": "{person}"}),
            ("publish", {}),
            ("acknowledge", {"edition": 1}),
            ("unassign", {"duty": GATE, "person": "all"}),
            ("swap", {"duty": GATE, "person": "tech", "other": "all"}),
            ("release", {"person": "{person}", "why": "另有任务"}),
        )
    ),
)
