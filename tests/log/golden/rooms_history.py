"""What the golden store of exam rooms tells: each of their facts at least once."""

from tests.log.golden.history import Command

CAMPAIGN = {"campaign": "gaokao-2026"}
SHEETS = {
    "checks": [
        {
            "code": "air",
            "name": {"zh": "空调", "en": "Air-con"},
            "form": "FRM-16",
            "form_name": {"zh": "考室空调检查表", "en": "Exam room air-conditioning checklist"},
            "items": [
                {"code": "cooling", "name": {"zh": "制冷", "en": "Cooling"}},
                {"code": "temperature", "name": {"zh": "温度", "en": "Temperature"}},
            ],
        },
        {
            "code": "clock",
            "name": {"zh": "时钟", "en": "Clock"},
            "roles": ["technician"],
            "items": [{"code": "set", "name": {"zh": "时钟已校准", "en": "Clock is set"}}],
        },
    ],
    "walks": [
        {
            "code": "t5",
            "name": {"zh": "T-5", "en": "T-5"},
            "days_before": 5,
            "heads": 3,
            "looks": [{"check": "air", "task": "T05", "items": ["cooling"], "reopens": False}],
        },
        {
            "code": "t2",
            "name": {"zh": "T-2", "en": "T-2"},
            "days_before": 2,
            "looks": [{"check": "air", "task": "T07"}, {"check": "clock", "task": "T08"}],
        },
    ],
}


def _room(door: str) -> Command:
    place = {"unit": f"D{door}", "building": "D", "floor": "1", "door": door}
    return "unit.register", {**place, "kind": "exam_room"}


def _cooling(*, passed: bool, cause: str) -> dict[str, object]:
    return {"check": "air", "item": "cooling", "passed": passed, "cause": cause}


ROOMS: tuple[Command, ...] = (
    _room("101"),
    _room("102"),
    _room("103"),
    (
        "unit.register",
        {
            "unit": "大门",
            "building": "东校区",
            "entrance": "南",
            "kind": "gate",
            "name": "大门岗",
            "name_en": "Main gate",
            "watches": ["commuter_peaks", "fixed_24_h"],
        },
    ),
    (
        "rooms.choose",
        {
            **CAMPAIGN,
            "exam_day": "2026-06-07",
            "active": 2,
            "spare": 1,
            "floors": [{"building": "D", "floor": "1", "rooms": 3}],
            "rooms": ["D101", "D102", "D103"],
            "sheets": SHEETS,
        },
    ),
    ("rooms.name_spares", {**CAMPAIGN, "spares": ["D103"]}),
    (
        "rooms.check",
        {
            **CAMPAIGN,
            "room": "D101",
            "walk": "t5",
            "items": [_cooling(passed=False, cause="不制冷")],
            "together": ["all"],
        },
    ),
    (
        "rooms.recheck",
        {
            **CAMPAIGN,
            "room": "D101",
            "walk": "t5",
            "items": [_cooling(passed=True, cause="遥控器模式不对，已调好")],
            "together": ["all"],
        },
    ),
    (
        "rooms.check",
        {
            **CAMPAIGN,
            "room": "D103",
            "walk": "t2",
            "items": [
                {"check": "air", "item": "temperature", "passed": True, "reading": "24 ℃"},
                {"check": "clock", "item": "set", "passed": True},
            ],
        },
    ),
    ("rooms.swap", {**CAMPAIGN, "outgoing": "D102", "incoming": "D103", "why": "屋顶漏水"}),
)
