"""Bad input at the door: a clear refusal that names every field, nothing half-written, nothing that is executed."""

import sqlite3
from typing import Any

import pytest

from tests.domain.doorway import CALLER, Doorway, said

EVIL = '\'; DROP TABLE events; -- <script>alert(1)</script> "x" OR 1=1 {name} %s 😀'
REPAIR: dict[str, Any] = {
    "do": "repair.report",
    "unit": "5-2-1203",
    "caller": CALLER,
    "matter": "漏水",
    "item": "T01",
}


def deep(levels: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(levels):
        nested = [nested]
    return nested


def test_every_wrong_argument_is_named_at_once(site: Doorway) -> None:
    told = site.refused(
        "repair.report",
        unit=7,
        caller={"name": "李女士"},
        matter="",
        item=["T01"],
        booked_for="14:00",
        colour="red",
    )
    assert told == [
        "“colour” is not asked for here.",
        "“matter” is empty.",
        "“unit” is not a text.",
        "“item” is not a text.",
        "“booked_for” is not a time with its zone.",
    ]
    assert site.refused("repair.report") == [
        "“matter” is missing.",
        "“unit” is missing.",
        "“caller” is missing.",
    ]


def test_every_wrong_field_around_the_arguments_is_named_at_once(site: Doorway) -> None:
    given = {
        "id": 7,
        "site": [],
        "by": None,
        "doer": 1.5,
        "at": "2026-03-12T08:00:00",
        "seen": "3",
        "do": "help.report",
    }
    assert said(site.refusal(given)) == [
        "“id” has the wrong form.",
        "“site” has the wrong form.",
        "“doer” has the wrong form.",
        "“at” is a time without a zone.",
        "“seen” has the wrong form.",
        "“by” is missing.",
    ]
    assert said(site.refusal({"do": "help.report", "id": None})) == ["“id” is missing.", "“by” is missing."]
    assert said(site.refusal({"do": "help.report", "id": "", "by": "x" * 61})) == [
        "“id” is empty or too long.",
        "“by” is empty or too long.",
    ]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-03-12T09:00:01+08:00", "lies in the future"),
        ("2026-03-12T01:00:01Z", "lies in the future"),
        ("2026-03-12T09:00:00", "is a time without a zone"),
        ("2026-03-12", "has the wrong form"),
        (1773277200, "has the wrong form"),
        ("0001-01-01T00:00:00+08:00", "year that cannot be meant"),
        ("9999-12-31T23:59:59-08:00", "year that cannot be meant"),
        ("1969-12-31T23:59:59Z", "year that cannot be meant"),
    ],
)
def test_a_time_that_cannot_be_is_refused(site: Doorway, at: object, told: str) -> None:
    (reason,) = site.refused("help.report", "roams", matter="来电", at=at)
    assert told in reason


def test_a_time_is_in_the_past_to_the_whole_second(site: Doorway) -> None:
    assert site.do("help.report", matter="来电", at="2026-03-12T09:00:00.999+08:00").events == 1


@pytest.mark.parametrize(
    "booked", ["2026-03-12T08:59:59+08:00", "9999-12-31T23:59:59-08:00", "2026-03-12T14:00:00"]
)
def test_an_appointment_that_cannot_be_kept_is_refused_at_the_report_and_later(
    site: Doorway, booked: str
) -> None:
    site.refusal(site.order(**REPAIR, booked_for=booked))
    number = site.repair()
    site.refused("ticket.rebook", ticket=number, booked_for=booked)
    site.do("ticket.rebook", ticket=number, booked_for="2026-03-12T09:00:00+08:00")


@pytest.mark.parametrize(
    "matter",
    [
        "x" * 10_000_000,
        "漏" * 4001,
        "a\ud800b",
        "\x00\x01\x1f",
        "   \n\t",
        "",
        None,
        5,
        float("nan"),
        ["a"],
        {"a": 1},
    ],
    ids=[
        "10 MB",
        "4001",
        "half a character",
        "control",
        "blank",
        "empty",
        "null",
        "number",
        "nan",
        "list",
        "record",
    ],
)
def test_a_text_that_is_none_is_refused(site: Doorway, matter: object) -> None:
    assert site.refused("help.report", matter=matter)


@pytest.mark.parametrize(
    "given",
    [
        {"id": "a\udfff"},
        {"by": "\ud800"},
        {"do": "\ud800"},
        {"at": "\ud800"},
        {"x": deep(100_000)},
        {"do": deep(100_000)},
        {"matter": {"\ud800": 1}},
        {"x": float("inf")},
        {"x": 10**4000},
        {"x": {1, 2}},
        {"x": object()},
    ],
    ids=["id", "by", "do", "at", "deep", "deep do", "key", "inf", "huge", "set", "object"],
)
def test_what_json_could_not_say_is_refused_and_not_crashed_on(site: Doorway, given: dict[str, Any]) -> None:
    site.refusal({**site.order("help.report", matter="来电"), **given})


@pytest.mark.parametrize("cents", [-1, 100_000_001, 10**30, 2**63, 1.5, "4000", True, None, float("nan")])
def test_a_price_is_a_whole_number_of_cents_within_reason(site: Doorway, cents: object) -> None:
    number = site.repair()
    site.work(number, "repair.confirm_item")
    assert site.refused("repair.show_tariff", "chen", ticket=number, price_cents=cents)
    line = {"name": "换水龙头", "quantity": 1, "price_cents": cents}
    assert site.refused("repair.sign", "chen", ticket=number, charges=[line], site_cleaned=True)
    item = {"code": "T02", "name": "换角阀", "unit": "个", "price_cents": cents}
    assert site.refused("tariff.publish", "boss", items=[item], since="2026-01-01")


@pytest.mark.parametrize("quantity", [0, -3, 10_001, 0.5])
def test_a_bill_has_no_line_of_nothing(site: Doorway, quantity: object) -> None:
    number = site.repair()
    line = {"name": "换水龙头", "quantity": quantity, "price_cents": 4000}
    (told,) = site.refused("repair.sign", "chen", ticket=number, charges=[line], site_cleaned=True)
    assert "charges[0].quantity" in told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"caller": {"name": " ", "phone": "138"}}, "“caller.name”"),
        ({"caller": {"name": "李\x00女士", "phone": "138"}}, "“caller.name”"),
        ({"caller": {"name": "李女士", "phone": "138\n"}}, "“caller.phone”"),
        ({"caller": {"name": "李女士", "phone": "call me"}}, "“caller.phone”"),
        ({"caller": {"phone": "138"}}, "“caller.name” is missing"),
        ({"caller": {"name": "李女士"}}, "needs the caller's phone"),
        ({"caller": None}, "“caller”"),
        ({"caller": {"name": "长" * 81, "phone": "138"}}, "“caller.name” is too long"),
        ({"unit": "5-2-1203\n"}, "“unit”"),
        ({"unit": "5\x002"}, "“unit”"),
        ({"unit": "s2:5-2-1203"}, "“unit”"),
        ({"channel": "telepathy"}, "“channel” is not"),
        ({"item": "T99"}, "has no item T99"),
    ],
)
def test_trn_01_a_repair_needs_name_address_phone_and_content_in_proper_form(
    site: Doorway, given: dict[str, Any], told: str
) -> None:
    (reason,) = said(site.refusal(site.order(**{**REPAIR, **given})))
    assert told in reason


@pytest.mark.parametrize(
    ("do", "by", "given"),
    [
        ("help.report", "desk", {"matter": "x", "place": "长" * 201}),
        ("ticket.queue", "desk", {"team": "长" * 41}),
        ("ticket.queue", "desk", {"team": ""}),
        ("ticket.set_out", "chen", {"taken_along": ["长" * 41]}),
        ("ticket.set_out", "chen", {"taken_along": ["x"] * 31}),
        ("repair.fill_slip", "desk", {"slip": "长" * 41}),
        ("unit.register", "desk", {"unit": "9-1-101", "building": ""}),
        ("unit.register", "desk", {"unit": "9-1-101", "building": "9\n"}),
        ("site.open", "boss", {"site": "", "code": "s3\n", "name": "三号"}),
        ("site.open", "boss", {"site": "", "code": "s3", "name": "三号", "zone": "x" * 300}),
        ("site.open", "boss", {"site": "", "code": "s3", "name": "三号", "zone": "../../etc/passwd"}),
        ("site.open", "boss", {"site": "", "code": "s3", "name": "三号", "zone": "Asia"}),
        (
            "site.choose_policy",
            "boss",
            {"family": "x", "profile": "CARE", "version": 1, "since": "2026-01-01"},
        ),
        (
            "site.choose_policy",
            "boss",
            {"family": "repair", "profile": "CARE", "version": 9, "since": "2026-01-01"},
        ),
        ("member.join", "boss", {"account": "a b", "name": "x"}),
        ("member.join", "boss", {"account": "a\n", "name": "x"}),
        ("import.begin", "boss", {"source": "f" * 201, "digest": "00"}),
        ("import.undo", "boss", {"run": "1\n"}),
    ],
)
def test_a_short_word_is_short_and_on_one_line(
    site: Doorway, do: str, by: str, given: dict[str, Any]
) -> None:
    number = site.repair()
    arguments = {"ticket": number, **given} if do.startswith(("ticket.", "repair.")) else given
    assert site.refused(do, by, **arguments)


def test_sql_and_html_stand_word_for_word_in_the_register_and_nowhere_in_an_event(site: Doorway) -> None:
    caller = {"name": f"甲{EVIL}"[:80], "phone": "138"}
    number = site.repair(matter=f"乙{EVIL}", caller=caller)
    site.do("ticket.answer", ticket=number, what=f"丙{EVIL}")
    site.do("ticket.remark", ticket=number, what=f"丁{EVIL}")
    site.do("ticket.wait", ticket=number, reason="customer", evidence=f"戊{EVIL}")
    site.do("ticket.urge", ticket=number, said=f"己{EVIL}")
    site.do("ticket.flag_incident", ticket=number, what=f"庚{EVIL}")
    site.do("ticket.void", ticket=number, why=f"辛{EVIL}")
    site.do("unit.open_defect", unit="5-2-1203", what=f"壬{EVIL}")
    site.do("unit.keep_file", unit="5-2-1203", kind="customers", what=f"癸{EVIL}")
    site.do("unit.transfer", unit="5-2-1203", owner=caller)
    site.do("member.join", "boss", account="new", name=caller["name"], phone="138")
    texts = [entry.value.decode() for entry in site.log.latest("text")]
    assert sorted(text[0] for text in texts if text.endswith(EVIL)) == sorted("乙丙丁戊己庚辛壬癸")
    names = [entry.value.decode() for entry in site.log.latest("person")]
    assert sum("DROP TABLE events; -- <script>" in name for name in names) == 3
    with sqlite3.connect(site.path) as store:
        rows = store.execute("SELECT * FROM events").fetchall()
    assert len(rows) == site.log.head() > 40
    cells = [cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row]
    assert not [cell for cell in cells if b"DROP" in cell or b"script" in cell or "漏".encode() in cell]
    assert b"DROP" in site.path.with_name("log.sqlite-wal").read_bytes() + site.path.read_bytes()


def test_sql_in_a_name_of_the_envelope_is_only_a_name(site: Doorway) -> None:
    for given in (
        {"by": EVIL[:60]},
        {"site": EVIL[:60], "by": "roams"},
        {"doer": EVIL[:60]},
        {"ticket": EVIL[:60]},
    ):
        site.refusal({**site.order("ticket.remark", ticket="R260312-001", what="x"), **given})
    assert site.do("help.report", id=EVIL, matter="来电").events == 1
    assert site.log.of_command(EVIL)[0].command == EVIL


def test_a_text_keeps_its_lines_and_loses_its_control_characters(site: Doorway) -> None:
    number = site.repair(matter="  第一行\r\n第二行\t列\x00\x07 ")
    report = site.ticket(number).report
    assert report is not None
    assert site.log.texts([report.matter.id]) == {report.matter.id: "第一行\n第二行\t列"}
