"""Erasing a person or a text: who may, what stands in the way, what goes, and what history still says (PIPL 47)."""

import hmac
import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from domain.company import Member, member_stream
from domain.log import verify
from domain.operations import COMMANDS
from domain.operations.erasures import erase_again
from domain.tickets.facts import Reported
from domain.units import Unit, unit_stream
from tests.domain.doorway import CALLER, Doorway, said

OTHER = {"name": "赵先生", "phone": "13900000009"}


def report(site: Doorway, matter: str = "厨房龙头漏水", caller: Any = ...) -> tuple[str, str]:
    """Register ids of the caller and of the matter of a new ticket."""
    number = site.repair(matter=matter, caller=CALLER if caller is ... else caller)
    told = site.ticket(number).report
    assert isinstance(told, Reported)
    assert told.caller
    return told.caller.id, told.matter.id


def erase(site: Doorway, person: str, by: str = "boss", **more: Any) -> dict[str, Any]:
    return site.do("person.erase", by, person=person, **{"basis": "purpose_over", **more}).results


def refused(site: Doorway, person: str, by: str = "boss", **more: Any) -> list[str]:
    return site.refused("person.erase", by, person=person, **{"basis": "purpose_over", **more})


def facts_of(site: Doorway, entry: str) -> list[dict[str, Any]]:
    return [msgspec.to_builtins(event.fact) for event in site.log.stream(f"register:{entry}")]


def test_an_erased_person_is_gone_and_history_says_why(site: Doorway) -> None:
    caller, matter = report(site)
    other, _ = report(site, caller=OTHER)
    assert erase(site, caller) == {"texts_left": 0, "entries_left": 0}
    assert site.log.people([caller, other]) == {other: OTHER}
    assert site.log.texts([matter]) == {matter: "厨房龙头漏水"}
    assert facts_of(site, caller) == [{"erases": caller, "basis": "purpose_over", "versions": 1}]
    assert verify(site.path).findings == []


def test_texts_and_other_entries_go_with_the_person(site: Doorway) -> None:
    caller, _ = report(site)
    again, _ = report(site)
    _, words = report(site, f"{CALLER['name']}来电，回电 138-0000 0001", OTHER)
    erase(site, caller, others=[again], texts=[words])
    assert site.log.people([caller, again]) == site.log.texts([words]) == {}
    assert [
        (one.get("with_entry"), one.get("texts"))
        for one in (facts_of(site, caller)[0], facts_of(site, again)[0])
    ] == [
        (None, 1),
        (caller, None),
    ]
    assert facts_of(site, words) == [{"erases": words, "basis": "purpose_over", "with_entry": caller}]
    assert verify(site.path).findings == []


def test_a_text_that_holds_the_number_must_go_and_one_with_the_name_is_counted(site: Doorway) -> None:
    caller, _ = report(site)
    _, number = report(site, "请回电 (138) 0000-0001", OTHER)
    _, name = report(site, f"{CALLER['name']}家漏水", OTHER)
    report(site, "邻居说漏水", OTHER)
    assert refused(site, caller) == [f"The text {number} still holds the phone number."]
    assert erase(site, caller, texts=[number]) == {"texts_left": 1, "entries_left": 0}
    assert site.log.texts([number, name]) == {name: f"{CALLER['name']}家漏水"}


def test_an_entry_of_the_same_number_that_is_left_is_counted(site: Doorway) -> None:
    caller, _ = report(site)
    report(site)
    report(site, caller=OTHER)
    assert erase(site, caller)["entries_left"] == 1


def test_short_names_and_room_numbers_are_not_looked_for(site: Doorway) -> None:
    caller, _ = report(site, caller={"name": "李", "phone": "8001"})
    report(site, "李姐说 8001 房漏水", OTHER)
    assert erase(site, caller) == {"texts_left": 0, "entries_left": 0}


def test_a_text_is_redacted_by_itself(site: Doorway) -> None:
    caller, matter = report(site)
    _, other = report(site, "门锁坏了")
    site.do("text.redact", "boss", text=matter, basis="unlawful")
    assert site.log.texts([matter, other]) == {other: "门锁坏了"}
    assert site.log.people([caller]) == {caller: CALLER}
    assert facts_of(site, matter) == [{"erases": matter, "basis": "unlawful"}]


def test_what_was_never_there_or_is_gone_already_is_refused(site: Doorway) -> None:
    caller, matter = report(site)
    assert refused(site, "p0") == ["There is no register entry p0 of this kind."]
    assert refused(site, matter) == [f"There is no register entry {matter} of this kind."]
    assert refused(site, caller, texts=["t0"]) == ["There is no register entry t0 of this kind."]
    assert site.refused("text.redact", "boss", text=caller, basis="unlawful")[0].startswith(
        "There is no register"
    )
    erase(site, caller)
    assert refused(site, caller) == [f"The register entry {caller} has been erased already."]
    assert refused(site, caller, basis="because") == [
        "“basis” is not ['“consent_withdrawn”', '“kept_long_enough”', '“purpose_over”', '“unlawful”']."
    ]


def test_somebody_who_works_here_is_kept_until_the_last_role_has_ended(site: Doorway) -> None:
    person = site.log.get(Member, member_stream("chen")).person
    last = site.log.get(Member, member_stream("last")).person
    gone = site.log.get(Member, member_stream("gone")).person
    assert person
    assert last
    assert gone
    assert refused(site, person.id) == ["chen still works here as repair technician."]
    assert refused(site, last.id) == ["last still works here as front-desk receptionist."]
    erase(site, gone.id)
    erase(site, person.id, basis="consent_withdrawn")
    assert site.log.people([person.id, gone.id]) == {}


def test_an_owner_and_a_tenant_are_kept_while_they_live_here(site: Doorway) -> None:
    owner = site.log.get(Unit, unit_stream("s1", "5-2-1203")).owner
    assert owner
    site.do("unit.begin_tenancy", unit="5-2-1204", tenant=OTHER, on="2026-03-01")
    (tenant,) = site.log.get(Unit, unit_stream("s1", "5-2-1204")).tenants
    assert refused(site, owner.id) == ["This person still owns 5-2-1203."]
    assert refused(site, tenant) == ["This person still rents 5-2-1204."]
    site.do("unit.transfer", unit="5-2-1203", owner={"name": "新业主"})
    site.do("unit.end_tenancy", unit="5-2-1204", tenant=tenant, on="2026-03-10")
    erase(site, owner.id)
    erase(site, tenant)
    assert site.log.people([owner.id, tenant]) == {}


@pytest.mark.parametrize("basis", ["consent_withdrawn", "unlawful"])
def test_withdrawn_consent_and_unlawful_keeping_weigh_more_than_a_home(site: Doorway, basis: str) -> None:
    owner = site.log.get(Unit, unit_stream("s1", "5-2-1203")).owner
    assert owner
    for other in ("purpose_over", "kept_long_enough"):
        assert refused(site, owner.id, basis=other) == ["This person still owns 5-2-1203."]
    erase(site, owner.id, basis=basis)
    assert site.log.people([owner.id]) == {}


def test_administrator_and_property_head_erase_and_nobody_else(site: Doorway) -> None:
    caller, _ = report(site)
    for by in ("desk", "duty", "head", "fin", "area"):
        assert "may not do this" in refused(site, caller, by)[0]
    assert {one.value for one in COMMANDS["text.redact"].roles} == {"administrator", "property_head"}
    erase(site, caller, "everybody")


def test_a_head_of_one_site_erases_nothing_that_another_site_speaks_of(site: Doorway) -> None:
    grant = {"role": "property_head", "site": "s1", "since": "2026-01-01"}
    site.do("member.join", "boss", account="ph", name="主任", roles=[grant])
    here, matter = report(site)
    site.do("unit.register", "boss", site="s2", unit="1-1", building="1", owner=OTHER)
    there = site.log.get(Unit, unit_stream("s2", "1-1")).owner
    worker = site.log.get(Member, member_stream("gone")).person
    assert there
    assert worker
    for person in (there.id, worker.id):
        assert refused(site, person, "ph", basis="unlawful") == ["Another site speaks of this, too."]
    site.do("text.redact", "ph", text=matter, basis="unlawful")
    erase(site, here, "ph")
    assert site.log.people([here]) == {}


def test_who_was_erased_comes_back_as_somebody_new(site: Doorway) -> None:
    gone = site.log.get(Member, member_stream("gone")).person
    assert gone
    erase(site, gone.id)
    site.do("member.join", "boss", account="gone", name="员工gone")
    now = site.log.get(Member, member_stream("gone")).person
    assert now
    assert (now.id != gone.id, now.version) == (True, 1)
    assert verify(site.path).findings == []


def digests(site: Doorway, command: str) -> set[bytes | None]:
    return {event.digest for event in site.log.of_command(command)}


def plain(order: dict[str, Any]) -> bytes:
    return sha256(msgspec.json.encode(order, order="deterministic")).digest()


def test_a_command_that_names_somebody_cannot_be_guessed_from_its_digest_once_they_are_erased(
    site: Doorway,
) -> None:
    """Whoever holds the whole store and every word of the command but the salts of what was erased finds nothing."""
    order = site.order("repair.report", unit="5-2-1203", caller=CALLER, matter="漏水", item="T01")
    site.door.submit(order)
    (stored,) = digests(site, order["id"])
    assert stored
    told = site.log.of_command(order["id"])[0].fact
    assert isinstance(told, Reported)
    assert told.caller
    salts = {one: site.log.versions(one)[0].salt for one in (told.caller.id, told.matter.id)}
    made = hmac.digest(b"".join(salt for _, salt in sorted(salts.items())), plain(order), "sha256")
    assert stored == b"\x01" + made
    erase(site, told.caller.id)
    with closing(sqlite3.connect(site.path)) as store:
        left = {row[0] for row in store.execute("SELECT salt FROM register")}
    assert salts[told.caller.id] not in left
    assert salts[told.matter.id] in left
    guesses = [b"", *left]
    assert not any(stored[1:] == hmac.digest(salt, plain(order), "sha256") for salt in guesses)
    assert stored[1:] != plain(order)


def test_a_command_sent_again_is_known_before_and_after_the_erasure(site: Doorway) -> None:
    order = site.order("repair.report", unit="5-2-1203", caller=CALLER, matter="漏水", item="T01")
    site.door.submit(order)
    assert site.door.submit(order).repeated
    (other,) = said(site.refusal({**order, "matter": "漏电"}))
    assert "was used for another command" in other
    told = site.log.of_command(order["id"])[0].fact
    assert isinstance(told, Reported)
    assert told.caller
    erase(site, told.caller.id)
    again = site.door.submit(order)
    assert (again.repeated, again.results) == (True, {"ticket": "R260312-001"})


def test_a_command_without_words_keeps_its_plain_digest(site: Doorway) -> None:
    number = site.repair()
    order = site.order("repair.fill_slip", ticket=number)
    site.door.submit(order)
    assert digests(site, order["id"]) == {plain(order)}


def test_a_command_of_an_earlier_edition_is_still_known_by_its_plain_digest(site: Doorway) -> None:
    order = site.order("help.report", matter="问路")
    site.door.submit(order)
    event = site.log.of_command(order["id"])[0]
    earlier = msgspec.structs.replace(
        event, originator_id="ticket:s1:H260312-900", command="old", digest=plain({**order, "id": "old"})
    )
    site.log.append([earlier])
    assert site.door.submit({**order, "id": "old"}).repeated
    (told,) = site.refused("help.report", id="old", matter="问楼")
    assert "was used for another command" in told


def test_what_a_backup_brought_back_is_erased_again_and_history_says_so(site: Doorway) -> None:
    caller, matter = report(site)
    other, _ = report(site, caller=OTHER)
    assert erase_again(site.log, {caller: 99, "p-gone": 98}, site.now) == [caller]
    assert erase_again(site.log, {caller: 99}, site.now) == []
    assert set(site.log.people([caller, other])) == {other}
    assert facts_of(site, caller) == [{"erases": caller, "versions": 1, "position": 99}]
    assert site.log.texts([matter])
    assert verify(site.path).findings == []
