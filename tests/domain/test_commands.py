"""Every command has its schema, and every refusal is said in both languages without a word of the code."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from console.languages import chinese_words, render
from console.languages.catalogue import ROOT, extracted, placeholders
from domain.errors import Reason, Refused, Term
from domain.operations import COMMANDS, schema
from domain.tickets.kinds import PLAYBOOKS
from domain.tickets.procedure import missing
from tests.domain.doorway import CALLER, CHARGE, WORK, Doorway

IN_QUOTES = re.compile("“[^”]*”")
CODE = re.compile(
    r"\b[a-z0-9]+_[a-z_0-9]+\b|\b(?:ticket|repair|help|unit|member|site|import)\.[a-z]|[{}<>`]|\bNone\b"
)


def assert_speaks(reason: Reason) -> None:
    """Both sentences are whole: every word translated, every blank filled, nothing of the code outside quotes."""
    words = chinese_words()
    terms = [one for one in reason.fields.values() if isinstance(one, Term)]
    for message in (
        reason.text,
        reason.verb,
        *(one for one in (reason.who,) if isinstance(one, Term)),
        *terms,
    ):
        assert not message or message in words, message
    for language in ("zh", "en"):
        said = render(reason, language)
        assert not CODE.search(IN_QUOTES.sub("", said)), said
    assert render(reason, "zh") != render(reason, "en")


@pytest.mark.parametrize("do", sorted(COMMANDS))
def test_every_command_has_a_schema_of_its_method_s_arguments(do: str) -> None:
    found = COMMANDS[do]
    whole = schema(found)
    shape = whole["$defs"][whole["$ref"].rsplit("/", 1)[1]]
    assert shape["additionalProperties"] is False
    assert set(found.arguments) <= set(shape["properties"])
    required = {name for name, one in found.arguments.items() if one.default is one.empty}
    assert set(shape["required"]) == {"id", "by", "do", *required}
    assert (found.method.__doc__ or "").strip()
    assert msgspec.json.encode(whole)


def test_no_argument_takes_the_name_of_what_stands_around_it() -> None:
    """What the envelope carries would be hidden from the method."""
    taken = {"id", "site", "by", "doer", "at", "do", "seen"}
    assert {do: both for do, found in COMMANDS.items() if (both := taken & set(found.arguments))} == {}


def test_every_step_of_every_procedure_is_taken_by_a_command_that_exists() -> None:
    steps = [step for book in PLAYBOOKS.values() for step in book.procedure.steps.values()]
    assert {step.do for step in steps} <= set(COMMANDS)


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(step, id=f"{kind.value} {step.code}")
        for kind, book in PLAYBOOKS.items()
        for step in book.procedure.steps.values()
    ],
)
def test_a_missing_step_names_itself_who_takes_it_and_how(step: Any) -> None:
    lacking = missing(step)
    assert all((lacking.who, lacking.verb, lacking.do))
    assert_speaks(lacking)


TEXTS = sorted(extracted(ROOT).messages)


def test_no_sentence_of_the_domain_names_something_of_the_code() -> None:
    """Placeholders aside, which are filled with data or terms; command-line words stand in quotes."""
    wrong = []
    for text in TEXTS:
        bare = IN_QUOTES.sub("", text)
        for name in placeholders(text):
            bare = bare.replace("{" + name + "}", "")
        if re.search(r"\b[a-z]+_[a-z_]+\b", bare):
            wrong.append(text)
    assert wrong == []


MAY_COME_FIRST = {"repair.fill_slip", "repair.notify_engineering", "repair.dispatch", "ticket.arrive"}
"""Steps of a repair in the tariff that need no other on record: what is missing before them is a gap."""


def guarded(site: Doorway) -> Iterator[dict[str, Any]]:
    """Commands that a guard refuses, one after the other along the way of two repairs."""
    number = site.repair()
    order = site.order
    for do, by, arguments in WORK:
        if do not in MAY_COME_FIRST:
            yield order(do, by, ticket=number, **arguments)
    yield order("repair.file_decline", ticket=number)
    yield order("repair.visit", "area", ticket=number, mode="phone", satisfied=True)
    yield order("ticket.resume", ticket=number)
    yield order("ticket.reopen", ticket=number, why="x")
    site.do("ticket.wait", ticket=number, reason="customer")
    yield order("ticket.wait", ticket=number, reason="customer")
    yield order("ticket.resume", ticket=number, at="2026-03-12T08:59:00+08:00")
    site.do("ticket.resume", ticket=number)
    site.work(number, "repair.notify_engineering")
    yield order("repair.fill_slip", ticket=number)
    site.do("repair.receive_slip", "head", ticket=number)
    yield order("repair.assess", "head", ticket=number, feasible=True)
    yield order("repair.dispatch", "head", ticket=number, technicians=[])
    site.work(number, "repair.try_out", WORK[3:])
    yield order("repair.refuse_on_site", "chen", ticket=number, why="x")
    yield order("repair.record_material_test", "chen", ticket=number, verdict="unqualified")
    yield order("repair.sign", "chen", ticket=number, charges=[], site_cleaned=False, collected=True)
    site.do("repair.try_out", "chen", ticket=number, works=False)
    yield order("repair.sign", "chen", ticket=number, charges=[CHARGE], site_cleaned=True)
    site.do("repair.try_out", "chen", ticket=number, works=True)
    site.do("repair.sign", "chen", ticket=number, charges=[CHARGE], site_cleaned=True)
    yield order("ticket.void", ticket=number, why="x")
    yield order("repair.return_slips", "chen", ticket=number, copies=[1])
    yield order("repair.visit", "area", ticket=number, mode="home", satisfied=True)
    site.do("repair.visit", "area", ticket=number, mode="phone", satisfied=False)
    yield order("ticket.close", ticket=number)
    outside = site.repair("")
    site.work(outside, "repair.receive_slip")
    yield order("ticket.arrive", "chen", ticket=outside)
    yield order("repair.consent", ticket=outside, price_cents=1)
    site.do("repair.assess", "head", ticket=outside, feasible=False, answered=True)
    yield order("repair.consent", ticket=outside, price_cents=0)
    site.do("repair.assess", "head", ticket=outside, feasible=True, price_cents=9000)
    yield order("repair.consent", ticket=outside, price_cents=8000)
    site.do("repair.decline", ticket=outside, why="太贵")
    yield order("repair.consent", ticket=outside, price_cents=9000)
    yield order("repair.dispatch", "head", ticket=outside, technicians=["chen"])
    site.do("ticket.close", ticket=outside)
    site.later(minutes=1)
    yield order("ticket.remark", ticket=outside, what="x")
    yield order("ticket.reopen", ticket=outside, why="x", at="2026-03-12T09:00:00+08:00")


def mistaken(site: Doorway) -> Iterator[dict[str, Any]]:
    """Commands that are refused for who sends them, where, when and in what form."""
    order = site.order
    yield order("ticket.explode")
    yield {**order("help.report", matter="x"), "id": None, "by": None}
    yield order("help.report", matter="x", at="2027-01-01T00:00:00Z")
    yield order("help.report", matter="x", at="2026-01-01T00:00:00")
    yield order("help.report", matter="x", at="0001-01-01T00:00:00Z", seen="x")
    yield order("help.report", matter=" ", colour="x")
    yield order("help.report", matter="\ud800")
    yield order("help.report", "fin", matter="x")
    yield order("help.report", "chen", doer="desk", matter="x")
    yield order("help.report", matter="x", site="s9", by="roams")
    yield order("help.report", matter="x", unit="9")
    yield order("ticket.remark", ticket="H1", what="x")
    yield order("repair.report", unit="5-2-1203", matter="x", caller={"name": "x"})
    yield order("repair.report", unit="5-2-1203", matter="x", caller=CALLER, item="T9")
    yield order(
        "repair.report", unit="5-2-1203", matter="x", caller=CALLER, booked_for="2026-03-01T00:00:00Z"
    )
    yield order(
        "repair.report", unit=5, matter="", caller={"phone": "?"}, channel="x", booked_for=1, item="x" * 99
    )
    yield order("repair.show_tariff", ticket="R1", price_cents=-1)
    yield order("ticket.assign", ticket="R1", to=[])
    yield order("unit.register", unit="5-2-1203", building="5", permanently_resident=True)
    yield order("unit.hand_over", unit="5-2-1203", on="2027-01-01")
    for do, more in (("unit.move_in", {}), ("unit.move_out", {})):
        yield order(do, unit="5-2-1203", on="2026-03-01", **more)
    yield order("unit.end_tenancy", unit="5-2-1203", tenant="p1", on="2026-03-01")
    yield order("unit.close_defect", unit="5-2-1203", defect="9")
    yield order("site.open", "boss", site="", code="s1", name="x")
    yield order("site.open", "boss", site="", code="s3", name="x", zone="Nowhere/City")
    yield order("site.choose_policy", "boss", family="repair", profile="CARE", version=9, since="2026-01-01")
    yield order("company.found", "boss", site="", name="x", administrator={"account": "a", "name": "x"})
    yield order("member.correct", "boss", account="nobody", name="x")
    yield order("member.grant", "boss", account="chen", grant={"role": "desk", "site": "s9"})
    yield order(
        "member.grant",
        "boss",
        account="chen",
        grant={"role": "desk", "since": "2026-02-02", "until": "2026-02-01"},
    )
    yield order("import.undo", "boss", run="9")
    used = order("help.report", matter="x")
    site.door.submit(used)
    yield {**used, "matter": "y"}


@pytest.mark.parametrize("source", [guarded, mistaken])
def test_every_refusal_is_understood_in_both_languages(site: Doorway, source: Any) -> None:
    told: set[str] = set()
    for given in source(site):
        with pytest.raises(Refused) as refused:
            site.door.submit(given)
        for one in refused.value.reasons:
            assert_speaks(one)
            told.add(one.text)
    assert len(told) >= {"guarded": 24, "mistaken": 30}[source.__name__]
