"""The look before an erasure, and its certificate afterwards, on both databases."""

from typing import Any

import pytest

from domain.erasure import Basis
from domain.errors import Unknown
from domain.operations.erasures import erase_again
from domain.traces import Trace
from domain.units import Unit, unit_stream
from projections.audit.erasures import Holder, OnFile, erasure, erasures, people_on_file, traces_of_person
from projections.audit.pointed import pointed
from projections.tickets.find import find
from tests.projections.office import Office

ZHANG, PHONE = "张伟", "13800001204"


def owner_of(office: Office, unit: str) -> str:
    owner = office.log.get(Unit, unit_stream("s1", unit)).owner
    assert owner
    return owner.id


def entries(office: Office, ticket: str) -> tuple[str, str]:
    """Register ids of a ticket's caller and matter."""
    (event, *_) = office.log.stream(f"ticket:s1:{ticket}")
    return event.fact.caller.id, event.fact.matter.id  # pyright: ignore[reportAttributeAccessIssue] - a report


def test_everything_that_speaks_of_a_person_is_listed_before_they_are_erased(office: Office) -> None:
    owner = owner_of(office, "5-2-1204")
    own, other = office.take_repair("5-2-1204", "龙头漏水"), office.take_repair("5-2-1203", f"{ZHANG}家渗水")
    number = office.take_repair("6-1-0302", "请回电 138-0000 1204")
    office.take_repair("6-1-0303", "灯不亮")
    found = traces_of_person(office.views, person=owner)
    assert (found.name, found.phone, found.versions) == (ZHANG, PHONE, 1)
    assert found.streams == ("unit:s1:5-2-1204",)
    assert found.holders == (Holder("owner", "unit:s1:5-2-1204"),)
    assert [(one.entry, one.name, one.streams, one.holders) for one in found.others] == [
        (entries(office, own)[0], ZHANG, (f"ticket:s1:{own}",), ())
    ]
    assert [(one.text, one.said, one.words, one.streams) for one in found.texts] == [
        (entries(office, number)[1], Trace.PHONE, "请回电 138-0000 1204", (f"ticket:s1:{number}",)),
        (entries(office, other)[1], Trace.NAME, f"{ZHANG}家渗水", (f"ticket:s1:{other}",)),
    ]


def test_somebody_who_works_here_is_held_by_the_account(office: Office) -> None:
    (one,) = people_on_file(office.views, part="陈师傅")
    assert traces_of_person(office.views, person=one.entry).holders == (Holder("works", "chen"),)


def test_people_are_found_by_name_number_or_id(office: Office) -> None:
    owner = owner_of(office, "5-2-1204")
    for part in (ZHANG, "伟", PHONE, "138-0000-1204", "1204", owner, " 张伟 "):
        assert OnFile(owner, ZHANG, PHONE) in people_on_file(office.views, part=part)
    assert people_on_file(office.views, part="") == people_on_file(office.views, part="120") == []
    assert len(people_on_file(office.views, part="1380000", limit=1)) == 1


def test_a_certificate_names_all_that_went_and_what_was_left(office: Office) -> None:
    owner = owner_of(office, "5-2-1204")
    own, other = office.take_repair("5-2-1204", "龙头漏水"), office.take_repair("5-2-1203", f"{ZHANG}家渗水")
    caller, matter = entries(office, own)
    words = entries(office, other)[1]
    given: dict[str, Any] = {"person": owner, "texts": [matter], "basis": "consent_withdrawn"}
    office.do("person.erase", "boss", site="", **given)
    told = erasure(office.views, entry=owner)
    assert (told.entry, told.basis, told.by, told.role) == (
        owner,
        Basis.CONSENT_WITHDRAWN,
        "boss",
        "administrator",
    )
    assert (told.texts_left, told.entries_left, told.store) == (1, 1, office.log.store.id)
    assert (told.at, told.recorded_at) == (office.clock.now, office.clock.now)
    head = office.log.head()
    assert [(one.entry, one.kind, one.versions, one.position, one.back) for one in told.gone] == [
        (owner, "person", 1, head - 1, False),
        (matter, "text", 1, head, False),
    ]
    rows = list(office.log.raw.between(head - 2, head))
    assert [one.hash for one in told.gone] == [row[2].hex() for row in rows]
    assert erasure(office.views, entry=matter) == told
    office.do("text.redact", "boss", site="", text=words, basis="unlawful")
    assert [one.entry for one in erasures(office.views)] == [words, owner]
    assert people_on_file(office.views, part=ZHANG) == [OnFile(caller, ZHANG, PHONE)]


def test_a_matter_tells_who_of_it_is_on_file_erased_back_or_missing(office: Office) -> None:
    number = office.take_repair("5-2-1204", "龙头漏水")
    caller, matter = entries(office, number)
    stream = f"ticket:s1:{number}"

    def standing() -> dict[str, str]:
        return {one.entry: one.standing for one in pointed(office.views, stream=stream)}

    assert standing() == {caller: "on_file", matter: "on_file"}
    office.do("person.erase", "boss", site="", person=caller, basis="unlawful", texts=[matter])
    assert standing() == {caller: "erased", matter: "erased"}
    told = {one.entry: one for one in pointed(office.views, stream=stream)}
    assert (told[caller].kind, told[matter].kind) == ("person", "text")
    assert told[caller].fact == "ticket.reported"
    assert told[caller].erased_at == office.clock.now
    assert pointed(office.views, stream="ticket:s1:none") == []


def test_what_a_hand_took_out_is_missing_without_a_word(office: Office) -> None:
    number = office.take_repair("5-2-1204", "龙头漏水")
    caller, matter = entries(office, number)
    with office.log._connections.writing:
        office.log._connections.run("DELETE FROM register WHERE kind = 'text'")
    found = {one.entry: one.standing for one in pointed(office.views, stream=f"ticket:s1:{number}")}
    assert found == {caller: "on_file", matter: "missing"}


def test_what_a_backup_brought_back_has_its_own_line(office: Office) -> None:
    owner = owner_of(office, "5-2-1204")
    erase_again(office.log, {owner: 7}, office.clock())
    (told,) = erasures(office.views)
    assert (told.entry, told.basis, told.by, told.gone[0].versions) == (owner, None, "", 1)
    assert erasure(office.views, entry=owner) == told


def test_an_erased_owner_is_found_no_more(office: Office) -> None:
    office.projector.catch_up()
    assert find(office.views, site="s1", part="zhangwei")
    given: dict[str, Any] = {"person": owner_of(office, "5-2-1204"), "basis": "unlawful"}
    office.do("person.erase", "boss", site="", **given)
    office.projector.catch_up()
    assert find(office.views, site="s1", part="zhangwei") == []
    assert [(one.unit, one.name, one.relation) for one in find(office.views, site="s1", part="1204")] == [
        ("5-2-1204", "", "nobody")
    ]


def test_what_nobody_erased_has_no_certificate(office: Office) -> None:
    owner = owner_of(office, "5-2-1204")
    with pytest.raises(Unknown):
        erasure(office.views, entry=owner)
    with pytest.raises(Unknown):
        traces_of_person(office.views, person="p0")
    assert erasures(office.views) == []
