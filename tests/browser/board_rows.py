"""Rows as the live queue sends them: the duty desk of 24 April at 16:41:20."""

from typing import Any

from tests.browser.board_harness import Row, ms


def clock(code: str, state: str = "running", **known: Any) -> dict[str, Any]:
    return {"code": code, "state": state, "due_at": None, "used_s": None, "late_s": None, "since": None} | {
        "reason": None,
        **known,
    }


def row(number: str, place: str, matter: str, *clocks: dict[str, Any], **known: Any) -> Row:
    due = [each["due_at"] for each in clocks if each["state"] == "running" and each["due_at"] is not None]
    known = {"with": None, "verb": None, **known}
    return {
        "id": f"ticket:s1:{number}",
        "number": number,
        "kind": "repair",
        "place": place,
        "matter": matter,
        "due_at": min(due, default=None),
        "paused": False,
        "paused_since": None,
        "paused_reason": None,
        "clocks": list(clocks),
        "with_team": None,
        "with_note": None,
        "flags": [],
        "reported_at": ms("09:00:00"),
        "gaps": 0,
        **known,
    }


def desk() -> list[Row]:
    """Three over, six within 30 minutes, two within 3 hours, one tomorrow, one paused."""
    return [
        row(
            "R260424-031",
            "3 栋 B1 电梯厅",
            "排水沟外溢，今天第 2 人报",
            clock("arrive", due_at=ms("16:35:00")),
            clock("notify_engineering", "met", used_s=245),
            **{"with": "陈师傅", "with_note": {"code": "slip_received", "at": ms("16:20:00")}},
            verb={"code": "arrive"},
        ),
        row(
            "R260424-036",
            "5-2-1203",
            "厨房龙头漏水，尽快",
            clock("notify_engineering", due_at=ms("16:40:05")),
            clock("fill_slip", "met", used_s=95),
            with_note={"code": "slip_filled", "at": ms("16:37:05")},
            verb={"code": "notify_engineering"},
            flags=["not_signed_for"],
        ),
        row(
            "H260424-008",
            "2-1-0602",
            "楼上装修噪声，要求管理处回电",
            clock("first_answer", due_at=ms("16:40:50")),
            clock("follow_up", due_at=ms("00:00:00", days=4)),
            kind="help",
            with_team="客服主管",
            with_note={"code": "queued", "at": ms("16:31:00")},
            verb={"code": "answer"},
        ),
        row(
            "R260424-035",
            "1-3-0801",
            "卫生间跳闸",
            clock("arrive", due_at=ms("16:45:50")),
            clock("fill_slip", "met", used_s=80),
            clock("notify_engineering", "met", used_s=130),
            **{"with": "赵师傅", "with_note": {"code": "on_the_way", "at": ms("16:38:00")}},
            verb={"code": "arrive"},
        ),
        row(
            "R260424-034",
            "6-1-1502",
            "阳台推拉门脱轨，收费表外",
            clock("assess", due_at=ms("16:46:40")),
            clock("notify_engineering", "met", used_s=160),
            **{"with": "工程主管", "with_note": {"code": "assessing", "at": ms("16:32:00")}},
            verb={"code": "assess"},
            gaps=2,
        ),
        row(
            "R260423-044",
            "4-2-0303",
            "预约 17:00 装灯；王师傅还在 5-2 户内",
            clock("arrive", due_at=ms("16:55:00")),
            **{"with": "王师傅", "with_note": {"code": "dispatched", "at": ms("15:10:00")}},
            verb={"code": "set_out"},
        ),
        row(
            "R260424-012",
            "3-2-1702",
            "对讲机无声",
            clock("arrive", due_at=ms("16:55:00")),
            clock("notify_engineering", "late", late_s=20),
            with_note={"code": "notified", "at": ms("16:38:40")},
            verb={"code": "receive_slip"},
            flags=["not_signed_for"],
        ),
        row(
            "R260424-017",
            "5-2-0301",
            "水阀更换，15:20 用户已签字",
            clock("return_slips", due_at=ms("17:00:00")),
            clock("follow_up", due_at=ms("00:00:00", days=31)),
            **{"with": "王师傅", "with_note": {"code": "signed", "at": ms("15:20:00")}},
            verb={"code": "return_slips"},
        ),
        row(
            "R260424-022",
            "8-2-0504",
            "门锁更换，16:05 用户已签字",
            clock("return_slips", due_at=ms("17:00:00")),
            clock("arrive", "met", used_s=530),
            clock("assess", "void", reason="other"),
            **{"with": "李师傅", "with_note": {"code": "signed", "at": ms("16:05:00")}},
            verb={"code": "return_slips"},
        ),
        row(
            "R260424-029",
            "7-1-1101",
            "预约 18:05 疏通地漏",
            clock("arrive", due_at=ms("18:00:00")),
            **{"with": "赵师傅", "with_note": {"code": "dispatched", "at": ms("14:02:00")}},
        ),
        row(
            "R260424-015",
            "9-1-0402",
            "送财务的联单",
            clock("to_finance", due_at=ms("00:00:00", days=1)),
            **{"with": "前台", "with_note": {"code": "slips_at_desk", "at": ms("13:00:00")}},
            verb={"code": "send_to_finance"},
        ),
        row(
            "R260420-003",
            "9-1-0501",
            "水表更换",
            clock("follow_up", due_at=ms("00:00:00", days=12)),
            **{"with": "前台", "with_note": {"code": "billed", "at": ms("10:00:00", days=-1)}},
            verb={"code": "visit"},
        ),
        row(
            "R260424-026",
            "2-3-0904",
            "热水器移位，报价 260 元",
            clock("arrive", "paused", since=ms("16:08:00"), reason="customer"),
            clock("assess", "met", used_s=850),
            paused=True,
            paused_since=ms("16:08:00"),
            paused_reason="customer",
            with_note={"code": "waiting", "at": ms("16:08:00")},
            flags=["waiting_customer"],
        ),
    ]


LANDMARKS = [
    {"at": ms("17:00:00"), "code": "slips_due"},
    {"at": ms("17:30:00"), "code": "shift_change"},
]


def many(count: int) -> list[Row]:
    """A busy estate: limits spread over five hours before and after now."""
    return [
        row(
            f"R260424-{n:04d}",
            f"{n % 12 + 1}-{n % 3 + 1}-{n % 30 + 1:02d}01",
            "水管漏水，尽快",
            clock("arrive", due_at=ms("16:41:20") + (n * 73 - 18_000) * 1000),
            clock("fill_slip", "met", used_s=60 + n % 60),
            **{"with": "王师傅"},
            verb={"code": "arrive"},
        )
        for n in range(count)
    ]
