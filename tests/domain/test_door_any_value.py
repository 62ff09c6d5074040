"""Anything at all in any argument of any command: taken, or refused in words of both languages; never a crash."""

from typing import Any

import pytest

from console.languages import render
from domain.errors import Reason, Refused
from domain.operations import COMMANDS
from tests.domain.doorway import Doorway

DAY, NOW = "2026-03-01", "2026-03-01T09:00:00+08:00"
NAME = {"zh": "白班", "en": "Day"}
TURN = {"code": "day", "name": NAME, "begins": "06:30:00", "ends": "18:00:00"}
POST = {"code": "P1", "name": NAME, "group": "security", "turns": ["day"]}
WELL: dict[str, Any] = {
    **dict.fromkeys(
        ("run", "number", "source", "digest", "code", "defect", "tenant", "building", "team"), "1"
    ),
    **dict.fromkeys(("name", "matter", "what", "why", "said", "part", "opinion", "state", "result"), "换"),
    **dict.fromkeys(("since", "until", "on", "warranty_ends"), DAY),
    **dict.fromkeys(("booked_for", "ledger_ends_at", "epoch"), NOW),
    **dict.fromkeys(("feasible", "works", "satisfied", "site_cleaned", "warned", "signature"), True),
    **{name: {"name": "李女士", "phone": "138"} for name in ("caller", "owner")},
    **{name: ["chen"] for name in ("to", "technicians")},
    **dict.fromkeys(("version", "price_cents", "amount_cents", "minutes_left"), 1),
    "ticket": "R260312-001",
    "unit": "5-2-1203",
    "account": "chen",
    "role": "technician",
    "held_at": "s1",
    "family": "repair",
    "profile": "CARE",
    "copies": [2, 3],
    "month": "2026-03",
    "mode": "phone",
    "verdict": "qualified",
    "reason": "customer",
    "kind": "customers",
    "charges": [{"name": "换", "quantity": 1, "price_cents": 1}],
    "items": [{"code": "T9", "name": "换", "unit": "个", "price_cents": 1}],
    "lines": [{"line": 1, "at": NOW, "key": "k", "means": "done"}],
    "grant": {"role": "guard", "site": "s1"},
    "administrator": {"account": "root", "name": "赵"},
    "region": "CN",
    **dict.fromkeys(("begins", "ends"), NOW),
    **{name: [DAY] for name in ("days", "leave_stops")},
    **dict.fromkeys(("edition", "heads"), 1),
    "campaign": "gaokao-2026",
    "group": "security",
    "groups": [{"code": "security", "name": {"zh": "安全防控组", "en": "Security"}}],
    "turns": [TURN],
    "posts": [POST],
    "post": POST,
    "skill": {"code": "firefighting", "until": DAY},
    "person": "chen",
    "policy": {"rest_min": 600},
    "rule": "rest",
    "rules": ["rest"],
    "people": ["chen"],
    "duty": "P1/2026-03-01/day",
    "assignments": [{"duty": "P1/2026-03-01/day", "person": "chen"}],
    "made_for": 1,
    "leave": "1",
    "year": {"year": 2027, "holidays": [], "workdays": [], "source": "x"},
}
"""An argument of each name that is in order."""

BAD = (
    None,
    True,
    1.5,
    -1,
    10**30,
    "",
    "x",
    "\x00",
    "x" * 5000,
    [],
    [None],
    {},
    {"x": 1},
    [[[[[]]]]],
    float("nan"),
)


@pytest.mark.parametrize("do", sorted(COMMANDS))
def test_any_value_in_any_argument_is_taken_or_refused_in_words(site: Doorway, do: str) -> None:
    """No argument of any command makes the door crash, whatever stands in it."""
    site.repair()
    well = {name: WELL[name] for name in COMMANDS[do].arguments if name in WELL}
    for name in ("id", "site", "by", "doer", "at", "seen", *COMMANDS[do].arguments):
        for value in BAD:
            given = {**site.order(do, "everybody", **well), name: value}
            reasons: tuple[Reason, ...] = ()
            try:
                site.door.submit(given)
            except Refused as refused:
                reasons = refused.reasons
            assert all(render(one, language) for one in reasons for language in ("zh", "en"))
