"""The history that the golden store of equipment tells: records of all kinds, out of service and back (UNT-09)."""

from tests.log.golden.campaign_history import Command

PUMP = {"unit": "SB-01"}
EQUIPMENT: tuple[Command, ...] = (
    ("unit.register", {"unit": "水泵房", "building": "3", "floor": "-1", "kind": "water_pump_room"}),
    (
        "equipment.register",
        {
            **PUMP,
            "name": "1号生活水泵",
            "name_en": "Domestic pump 1",
            "stands_in": "水泵房",
            "system": "water",
            "maker": "合资泵业",
            "model": "CR32-4",
            "in_service_since": "2019-05-01",
        },
    ),
    (
        "unit.register",
        {"unit": "DT-52", "building": "5", "entrance": "2", "kind": "equipment", "system": "lift"},
    ),
    (
        "equipment.record",
        {**PUMP, "kind": "operation", "finding": "in_order", "reading": "0.42 MPa"},
    ),
    (
        "equipment.record",
        {
            **PUMP,
            "kind": "inspection",
            "finding": "not_in_order",
            "words": "机械密封渗水",
            "open_a_ticket": True,
        },
    ),
    (
        "equipment.record",
        {**PUMP, "kind": "repair", "finding": "put_right", "words": "更换机械密封", "ticket": "{ticket}"},
    ),
    (
        "equipment.record",
        {
            **PUMP,
            "kind": "maintenance",
            "finding": "in_order",
            "words": "轴承加注润滑脂",
            "at": "2026-04-23T08:00:00Z",
        },
    ),
    ("equipment.withdraw", {**PUMP, "on": "2026-04-24", "why": "整机更换"}),
    ("equipment.put_back", {**PUMP, "on": "2026-04-24"}),
    ("equipment.withdraw", {**PUMP, "on": "2026-04-24", "why": "新泵不合格"}),
)
