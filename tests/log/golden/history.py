"""The history that the golden store tells: every kind of fact at least once, by commands through the door.

Everything is done by ``all``, who holds every role. ``{tenant}``, ``{defect}`` and ``{run}`` stand for what earlier
commands gave.
"""

from typing import Any

Command = tuple[str, dict[str, Any]]

OWNER = {"name": "周女士", "phone": "13800000001"}
TENANT = {"name": "王先生", "phone": "13800000002"}
HOME, OTHER_HOME = "5-2-1203", "5-2-1204"

ESTATE: tuple[Command, ...] = (
    ("member.join", {"account": "tech", "name": "张师傅", "roles": [{"role": "technician", "site": "s1"}]}),
    ("member.correct", {"account": "tech", "name": "张工", "phone": "13900000001"}),
    ("member.grant", {"account": "tech", "grant": {"role": "guard", "site": "s1", "since": "2026-01-01"}}),
    ("member.end_role", {"account": "tech", "held_at": "s1", "role": "guard", "until": "2026-04-30"}),
    (
        "unit.register",
        {
            "unit": HOME,
            "building": "5",
            "entrance": "2",
            "floor": "12",
            "door": "1203",
            "unit_type": "三室两厅",
            "area_dm2": 11860,
            "owner": OWNER,
        },
    ),
    ("unit.hand_over", {"unit": HOME, "on": "2026-03-01", "warranty_ends": "2028-02-29"}),
    ("unit.open_defect", {"unit": HOME, "what": "阳台门关不严"}),
    ("unit.close_defect", {"unit": HOME, "defect": "{defect}"}),
    ("unit.open_defect", {"unit": HOME, "what": "客厅墙面裂缝"}),
    ("unit.note_fit_out", {"unit": HOME, "state": "已完工"}),
    ("unit.keep_file", {"unit": HOME, "kind": "take_over", "what": "交付验收单"}),
    ("unit.move_in", {"unit": HOME, "on": "2026-03-20", "permanently_resident": True}),
    ("unit.begin_tenancy", {"unit": HOME, "tenant": TENANT, "on": "2026-03-25"}),
    ("unit.end_tenancy", {"unit": HOME, "tenant": "{tenant}", "on": "2026-04-10"}),
    ("unit.move_out", {"unit": HOME, "on": "2026-04-11"}),
    ("unit.transfer", {"unit": HOME, "owner": {"name": "郑女士", "phone": "13800000003"}}),
    ("unit.register", {"unit": OTHER_HOME, "building": "5", "handover_state": "lived_in", "owner": TENANT}),
)

REPAIR: Command = (
    "repair.report",
    {
        "unit": HOME,
        "caller": OWNER,
        "matter": "厨房水龙头漏水",
        "item": "P01",
        "booked_for": "2026-04-24T15:00:00+08:00",
    },
)
IN_TARIFF: tuple[Command, ...] = (
    ("ticket.answer", {"what": "今天下午上门", "escalated": True}),
    ("ticket.assign", {"to": ["tech"]}),
    ("ticket.queue", {"team": "工程部"}),
    ("repair.fill_slip", {"slip": "0004187"}),
    ("repair.notify_engineering", {}),
    ("repair.receive_slip", {}),
    ("ticket.rebook", {"booked_for": "2026-04-24T16:00:00+08:00"}),
    ("repair.dispatch", {"technicians": ["tech"]}),
    ("ticket.set_out", {"taken_along": ["扳手", "生料带"], "phoned": True}),
    ("ticket.wait", {"reason": "customer", "evidence": "敲门无人应"}),
    ("ticket.urge", {"channel": "in_person", "said": "请快一些"}),
    ("ticket.resume", {}),
    ("ticket.arrive", {}),
    ("repair.confirm_item", {"actual": "角阀也漏", "own_materials": True}),
    ("repair.record_material_test", {"verdict": "unqualified", "warned": True}),
    ("repair.show_tariff", {"price_cents": 4000}),
    ("repair.consent_on_site", {}),
    ("ticket.begin_work", {}),
    ("repair.report_unknown_cause", {"what": "管路内有异响"}),
    ("repair.record_refused_part", {"part": "角阀"}),
    ("repair.report_time_left", {"minutes_left": 20}),
    ("ticket.flag_incident", {"what": "工具被扣留"}),
    ("repair.compensate_damage", {"what": "瓷砖碰裂一块", "amount_cents": 6000}),
    ("repair.try_out", {"works": True}),
    (
        "repair.sign",
        {"charges": [{"name": "更换水龙头", "quantity": 1, "price_cents": 4000}], "site_cleaned": True},
    ),
    ("repair.return_slips", {"copies": [2, 3]}),
    ("repair.confirm_slips", {}),
    ("repair.hand_slips_to_desk", {"copies": [2, 3]}),
    ("repair.send_to_finance", {}),
    ("repair.bill", {"month": "2026-04", "amount_cents": 4000}),
    ("repair.visit", {"mode": "home", "satisfied": False, "signature": True, "opinion": "等得太久"}),
    ("repair.visit", {"mode": "phone", "satisfied": True}),
    ("ticket.remark", {"what": "下次提前电话联系"}),
    ("ticket.close", {}),
    ("ticket.reopen", {"why": "又漏了", "same_cause": True}),
    ("repair.fill_slip", {}),
)

UNPRICED: Command = ("repair.report", {"unit": OTHER_HOME, "caller": TENANT, "matter": "门铃不响"})
QUOTED: tuple[Command, ...] = (
    ("repair.fill_slip", {}),
    ("repair.notify_engineering", {}),
    ("repair.receive_slip", {}),
    ("repair.assess", {"feasible": True, "price_cents": 9000}),
    ("repair.quote", {}),
)
REFUSED_ON_SITE: tuple[Command, ...] = (
    *QUOTED,
    ("repair.consent", {"price_cents": 9000}),
    ("repair.dispatch", {"technicians": ["tech"]}),
    ("ticket.arrive", {}),
    ("repair.confirm_item", {}),
    ("repair.show_tariff", {"price_cents": 9000}),
    ("repair.refuse_on_site", {"why": "自己买零件修"}),
    ("repair.sign_refusal_as_technician", {}),
    ("repair.sign_refusal_as_head", {}),
    ("repair.file_decline", {}),
)
DECLINED: tuple[Command, ...] = (*QUOTED, ("repair.decline", {"why": "太贵"}), ("ticket.close", {}))

HELP: Command = ("help.report", {"matter": "电梯停在五楼", "place": "5栋2单元", "help_class": "disaster"})
HELPED: tuple[Command, ...] = (
    ("ticket.begin_work", {}),
    ("ticket.finish", {"result": "人已救出"}),
    ("ticket.close", {}),
)
VOIDED: tuple[Command, ...] = (("ticket.void", {"why": "打错电话"}),)

LINES = (
    {"line": 2, "at": "2026-01-05T09:00:00+08:00", "key": "k2", "means": "queued", "team": "水电组"},
    {"line": 3, "at": "2026-01-05T10:00:00+08:00", "key": "k3", "means": "waiting", "reason": "等配件"},
    {
        "line": 4,
        "at": "2026-01-06T10:00:00+08:00",
        "key": "k4",
        "means": "done",
        "person": "张师傅",
        "remark": "已修好",
    },
    {"line": 5, "at": "2026-01-08T10:00:00+08:00", "key": "k5", "means": "worked_on"},
)
ADOPTED = {
    "run": "{run}",
    "source": "old.csv",
    "ledger_ends_at": "2026-01-09T00:00:00+08:00",
    "matter": "楼道灯不亮",
    "unit": HOME,
}
FOREIGN: tuple[Command, ...] = (
    ("import.begin", {"source": "old.csv", "digest": "00"}),
    ("ticket.adopt", {**ADOPTED, "number": "A-1", "lines": LINES}),
    ("import.begin", {"source": "wrong.csv", "digest": "11"}),
    ("ticket.adopt", {**ADOPTED, "number": "A-2", "lines": LINES[:2]}),
    ("import.undo", {"run": "{run}"}),
)
