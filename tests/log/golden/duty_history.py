"""What the golden store of an exam morning tells: each fact of roll-call, reserve and calls at least once."""

from tests.log.golden.exam_history import CODE, GROUPS
from tests.log.golden.history import Command

DAY = "2026-04-24"
COURT = f"P5/{DAY}/day"
PLAN = {
    "days": [DAY],
    "groups": GROUPS,
    "turns": [{"code": "day", "name": {"zh": "白班", "en": "Day"}, "begins": "06:30:00", "ends": "18:00:00"}],
    "posts": [
        {
            "code": "P5",
            "name": {"zh": "球场门", "en": "Court gate"},
            "group": "security",
            "heads": 2,
            "turns": ["day"],
        }
    ],
}
ENLISTED: tuple[Command, ...] = (
    ("member.join", {"account": "tech", "name": "张师傅", "roles": [{"role": "guard", "site": "s1"}]}),
    ("member.join", {"account": "late", "name": "孙队员", "roles": [{"role": "guard", "site": "s1"}]}),
    ("member.join", {"account": "help", "name": "何队员", "roles": [{"role": "guard", "site": "s1"}]}),
    ("roster.open", {"campaign": CODE, **PLAN}),
    ("roster.enlist", {"campaign": CODE, "account": "tech", "group": "security"}),
    ("roster.enlist", {"campaign": CODE, "account": "late", "group": "security"}),
    ("roster.enlist", {"campaign": CODE, "account": "help", "group": "reserve"}),
    ("roster.assign", {"campaign": CODE, "duty": COURT, "person": "tech"}),
    ("roster.assign", {"campaign": CODE, "duty": COURT, "person": "late"}),
    ("roster.publish", {"campaign": CODE}),
)
DUTY: tuple[Command, ...] = (
    *ENLISTED,
    *(
        (f"duty.{do}", {"campaign": CODE, **given})
        for do, given in (
            ("station_reserve", {"person": "help", "place": "门厅"}),
            ("arrive", {"duty": COURT, "person": "tech"}),
            ("correct", {"duty": COURT, "person": "tech", "why": "认错了人"}),
            ("arrive", {"duty": COURT, "person": "tech"}),
            (
                "correct",
                {
                    "duty": COURT,
                    "person": "tech",
                    "why": "早到",
                    "arrived_at": "2026-04-24T09:10:00+08:00",
                },
            ),
            (
                "tell_delay",
                {
                    "duty": COURT,
                    "person": "late",
                    "expected_at": "2026-04-24T12:00:00+08:00",
                    "why": "公交晚点",
                },
            ),
            ("note_absence", {"duty": COURT, "person": "late", "why": "发烧"}),
            ("send_reserve", {"duty": COURT, "person": "help", "instead_of": "late"}),
            ("arrive", {"duty": COURT, "person": "help"}),
            (
                "leave_post",
                {
                    "duty": COURT,
                    "person": "tech",
                    "why": "送考生去医务点",
                    "back_at": "2026-04-24T13:00:00+08:00",
                },
            ),
            ("arrive", {"duty": COURT, "person": "tech"}),
            ("relieve", {"duty": COURT, "person": "help"}),
            ("call", {"what": "对讲机没电", "place": "球场门"}),
            ("answer_call", {"call": 1}),
        )
    ),
)
