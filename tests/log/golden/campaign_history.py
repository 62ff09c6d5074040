"""The history that the golden store of campaigns tells: every fact of a campaign at least once, on 24 April."""

from typing import Any

Command = tuple[str, dict[str, Any]]


def named(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}


def task(code: str, zh: str, due: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"code": code, "name": named(zh), "owner": "security", "due": due, **more}


LIAISON = {"name": "周老师", "phone": "13800000009"}
ADMISSION = {"code": "in", "name": named("入校"), "day": 0, "at": "07:10:00", "kind": "admission"}
DECISION = {"code": "decision", "name": named("确认"), "day": 0, "at": "07:00:00", "kind": "decision"}
TEMPLATE: dict[str, Any] = {
    "code": "exam",
    "name": named("高考保障"),
    "goal": named("平安高考"),
    "anchor": named("首日"),
    "leave_stops": True,
    "conduct": [named("手机震动")],
    "targets": [{"code": "faults", "name": named("故障"), "most": 0}],
    "facts": [
        {"code": "liaison", "kind": "person", "name": named("联络人")},
        {"code": "place", "kind": "place", "name": named("地点")},
        {"code": "heads", "kind": "number", "name": named("人数")},
    ],
    "stages": [{"code": "before", "name": named("准备"), "ends": {"is": "before"}}],
    "gates": [{"code": "trained", "name": named("已培训"), "before_start": True, "needs_lines": True}],
    "groups": [{"code": "security", "name": named("防控组"), "heads": 2, "lead": named("主管")}],
    "lines": [{"code": "power", "name": named("供配电")}],
    "tasks": [
        task("T1", "排查", {"is": "months_before", "months": 1}, evidence=named("记录"), stage="before"),
        task("T2", "封闭停车场", {"is": "offset", "days": -1}, conditional=True),
        task("T3", "公告", {"is": "on_day", "month": 4, "day": 20}, per_room=True),
        task("T4", "演练", {"is": "before"}),
        task("T5", "感谢信", {"is": "undated"}),
    ],
    "skills": [{"code": "guard", "name": named("保安员证"), "needs_licence": True}],
    "turns": [{"code": "night", "name": named("夜班"), "begins": "18:00:00", "ends": "06:30:00", "days": [0]}],
    "posts": [
        {"code": "P1", "name": named("大门"), "group": "security", "heads": 2, "turns": ["night"],
         "skills": ["guard"], "is_pair": True, "police": [2, 3]},
    ],
    "materials": [{"code": "batons", "name": named("警棍"), "unit": named("条"), "least": 2, "most": 5}],
    "timetables": [{"code": "one", "name": named("一天"), "milestones": [DECISION]}],
    "forms": [{"code": "air", "name": named("空调表"), "items": [{"code": "on", "name": named("开启")}]}],
    "rounds": [{"code": "R1", "name": named("初检"), "due": {"is": "offset", "days": -1}, "forms": ["air"]}],
    "rooms": {"active": 3, "spare": 1, "floors": [{"code": "D1", "name": named("1楼"), "rooms": 4}]},
}  # fmt: skip
PLANNED: tuple[Command, ...] = (
    ("campaign.publish_template", {"template": TEMPLATE}),
    (
        "campaign.plan",
        {"campaign": "exam", "name": "高考", "anchor": "2026-04-24", "template": "exam"},
    ),
    (
        "campaign.plan",
        {"campaign": "gala", "name": "又一次", "anchor": "2027-04-24", "served": "exam"},
    ),
)
WORK: tuple[Command, ...] = (
    ("campaign.fill_fact", {"fact": "liaison", "person": LIAISON}),
    ("campaign.fill_fact", {"fact": "place", "value": "东门"}),
    ("campaign.fill_fact", {"fact": "heads", "value": "24"}),
    ("campaign.staff_line", {"line": "power", "person": LIAISON, "follower": LIAISON}),
    ("campaign.reach_state", {"state": "trained"}),
    ("campaign.start", {}),
    ("campaign.set_milestones", {"milestones": [DECISION, ADMISSION]}),
    ("campaign.assign_task", {"task": "T4", "to": "all"}),
    ("campaign.finish_task", {"task": "T1", "evidence": "记录12份"}),
    ("campaign.reopen_task", {"task": "T1", "why": "漏查广播"}),
    ("campaign.slip_task", {"task": "T1", "promised": "2026-04-24", "why": "牌子未到"}),
    ("campaign.finish_task", {"task": "T1", "evidence": "补查完毕"}),
    ("campaign.drop_task", {"task": "T2", "why": "车位足够"}),
    ("campaign.drop_task", {"task": "T3", "why": "学校已贴"}),
    ("campaign.move_task", {"task": "T4", "due": "2026-04-24", "why": "与课程错开"}),
    ("campaign.finish_task", {"task": "T4"}),
    ("campaign.add_task", {"name": "备用发电车", "owner": "security", "due": "2026-04-24"}),
    ("campaign.finish_task", {"task": "A01"}),
    ("campaign.finish_task", {"task": "T5"}),
    ("campaign.request_material", {"material": "batons", "quantity": 5}),
    ("campaign.buy_material", {"material": "batons", "quantity": 4}),
    ("campaign.count_material", {"material": "batons", "quantity": 4}),
    ("campaign.miss_material", {"material": "batons", "quantity": 3, "why": "断裂"}),
    ("campaign.decide", {"go": True, "evidence": "全部复检合格"}),
    ("campaign.open_admission", {"word_by": LIAISON}),
    ("campaign.note_incident", {"what": "考生摔倒", "place": "D栋1楼"}),
    ("campaign.hold_debrief", {"counted": {"faults": 1}, "links": ["R260424-001"], "said": "一次断电"}),
    ("campaign.close", {}),
)
CALLED_OFF: Command = ("campaign.call_off", {"campaign": "gala", "why": "考点另设"})
CAMPAIGN: tuple[Command, ...] = (
    *PLANNED,
    *((do, {"campaign": "exam", **given}) for do, given in WORK),
    CALLED_OFF,
)
