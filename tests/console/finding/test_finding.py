"""Finding what to look at: what is meant, search, late records, what was put right, rights used, who looked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.access.looks import Look
from projections.audit import scanning
from projections.audit.compensations import SORT_OF, compensations
from projections.audit.late import late
from projections.audit.rights import rights
from projections.audit.search import search
from projections.audit.subjects import subjects
from tests.console.ticketpage.office import CALLER, Office


def meant(office: Office, text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.code) for one in subjects(office.house.views, site="s1", text=text)]


def found(office: Office, **asked: Any) -> list[str]:
    return [line.fact for line in search(office.house.views, site="s1", **asked).lines]


def worked(office: Office) -> None:
    """A repair up to the door whose arrival the desk wrote down forty minutes late; then it was voided."""
    office.report()
    office.to_site()
    at = office.clock.now - timedelta(seconds=30)
    office.clock.now += timedelta(minutes=38, seconds=30)
    office.do("ticket.set_out", "desk01", doer="tech01", at=at.isoformat())
    office.do("ticket.void", "desk01", why="客户自己修好了")


def test_a_ticket_a_unit_a_person_an_event_and_a_command_are_recognised(office: Office) -> None:
    number = office.report()
    assert meant(office, number)[0] == ("ticket", number)
    assert meant(office, number.lower())[0] == ("ticket", number)
    assert ("unit", "5-1-1101") in meant(office, " 5-1-1101 ")
    assert ("person", "tech01") in meant(office, "TECH01")
    assert ("person", "tech01") in meant(office, "Lin Feng")
    head = office.house.log.head()
    assert ("event", str(head)) in meant(office, f"{head:,}")
    assert meant(office, str(head + 1)) == []
    assert meant(office, "repair.report:1") == [("command", "repair.report:1")]
    assert meant(office, f"ticket:s1:{number}")[0] == ("stream", f"ticket:s1:{number}")
    assert meant(office, "ticket:s2:R1") == meant(office, "") == meant(office, "滴水") == []


def test_events_are_found_by_each_column(office: Office) -> None:
    worked(office)
    assert found(office, who="tech01") == ["ticket.set_out", "ticket.arrived"]
    assert found(office, doer="tech01", by="desk01") == ["ticket.set_out"]
    assert found(office, apart=True) == ["ticket.set_out"]
    assert found(office, role="engineering_head") == ["repair.dispatched", "repair.slip_received"]
    assert found(office, fact="ticket.voided") == ["ticket.voided"]
    assert found(office, command="repair.report:1") == ["ticket.reported"]
    assert found(office, correlation="repair.report:1") == ["ticket.reported"]
    assert found(office, stream=f"ticket:s1:{office.number}", limit=2) == ["ticket.voided", "ticket.set_out"]
    assert found(office, late_min=30) == ["ticket.set_out"]
    assert found(office, through="import") == []
    since = office.clock.now - timedelta(minutes=1)
    assert found(office, since=since, fact="ticket.voided") == ["ticket.voided"]
    assert found(office, until=since, fact="ticket.voided") == []
    assert found(office, happened_since=since, fact="ticket.set_out") == []


def test_words_are_found_in_texts_and_in_names_only_where_asked(office: Office) -> None:
    worked(office)
    assert found(office, words="水龙头") == ["ticket.reported"]
    assert found(office, words="自己 修好") == ["ticket.voided"]
    assert found(office, words="没有这个词") == []
    assert "ticket.reported" not in found(office, words=CALLER["phone"])
    assert "ticket.reported" in found(office, words=CALLER["phone"], people=True)


def test_an_erased_text_is_found_no_more(office: Office) -> None:
    worked(office)
    with office.house.log._connections.writing:
        office.house.log._connections.run("DELETE FROM register WHERE kind = 'text'")
    assert found(office, words="水龙头") == []


@pytest.mark.parametrize("words", ["", "水"])
def test_reading_on_finds_every_event_once_the_latest_first(
    office: Office, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    worked(office)
    office.report()
    whole = [line.position for line in search(office.house.views, site="s1", words=words, limit=200).lines]
    monkeypatch.setattr(scanning, "STRETCH", 5)
    monkeypatch.setattr(scanning, "BUDGET_S", 0.0)
    monkeypatch.setattr("projections.audit.search.WORDS_BUDGET_S", 0.0)
    read, before, seen = 0, 0, []
    while True:
        answer = search(office.house.views, site="s1", words=words, before=before, limit=3)
        seen += [line.position for line in answer.lines]
        assert answer.extent.of == office.house.log.head()
        assert answer.extent.read > read
        read, before = answer.extent.read, answer.extent.before
        if not before:
            break
    assert seen == whole
    assert read == office.house.log.head()


def test_a_list_tells_how_many_there_are_on_all_its_pages(
    office: Office, page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(office)
    office.report()
    office.do("ticket.void", "desk01", why="重复登记")
    views = office.house.views
    whole = search(views, site="s1", fact="ticket.reported")
    first = search(views, site="s1", fact="ticket.reported", limit=1)
    last = search(views, site="s1", fact="ticket.reported", limit=1, before=first.extent.before)
    assert whole.total == first.total == last.total == 2
    older = compensations(views, site="s1", before=first.extent.before)
    assert (older.counts, older.found.total, len(older.found.lines)) == ({"ticket.voided": 2}, 2, 1)
    assert late(views, site="s1", before=2).people == late(views, site="s1").people != []
    assert rights(views, site="s1", before=2).used == rights(views, site="s1").used
    said = page("audit", panel="search", fact="ticket.reported", before=str(first.extent.before))
    assert "2 found, 1 of them on this page." in said
    monkeypatch.setattr(scanning, "STRETCH", 2)
    monkeypatch.setattr(scanning, "BUDGET_S", 0.0)
    head = office.house.log.head()
    part = search(views, site="s1", fact="ticket.voided")
    assert (part.total, part.counted) == (1, scanning.Extent(2, head, head - 1))
    said = page("audit", panel="search", fact="ticket.voided")
    assert f"1 found in the latest 2 of {head} events, 1 of them on this page." in said


def test_who_records_late_is_ranked_and_files_are_left_out(office: Office) -> None:
    worked(office)
    (one,) = late(office.house.views, site="s1").people
    assert (one.account, one.name, one.late, one.longest_s) == ("desk01", "Bai He", 1, 40 * 60)
    assert one.recorded == 5
    assert one.facts == {"ticket.set_out": 1}
    assert late(office.house.views, site="s1", minutes=40).people == []
    line = {"line": 2, "at": "2013-03-01T08:00:00+00:00", "key": "a", "means": "worked_on"}
    ledger = {"source": "l.csv", "lines": [line], "ledger_ends_at": "2013-04-01T00:00:00+00:00"}
    run = office._order("import.begin", "root", source="l.csv", digest="0" * 64).results["run"]
    taken = {
        "id": "adopt",
        "site": "s1",
        "by": "root",
        "do": "ticket.adopt",
        "run": run,
        "number": "1-3",
        **ledger,
    }
    office.house.door("import").submit(taken)
    assert [one.account for one in late(office.house.views, site="s1").people] == ["desk01"]


def test_what_was_put_right_is_counted_by_sort_and_told(office: Office) -> None:
    worked(office)
    whole = compensations(office.house.views, site="s1")
    assert whole.counts == {"ticket.voided": 1}
    assert [line.fact for line in whole.found.lines] == ["ticket.voided"]
    assert compensations(office.house.views, site="s1", sort="undone").found.lines == []
    assert SORT_OF["ticket.voided"] == "withdrawn"


def test_rights_tell_who_acted_in_which_role_and_who_wrote_for_whom(office: Office) -> None:
    worked(office)
    told = rights(office.house.views, site="s1")
    used = {(one.account, one.role): (one.recorded, one.by_others) for one in told.used}
    assert used["tech01", "technician"] == (1, 1)
    assert used["head01", "engineering_head"] == (2, 0)
    assert [(one.recorder, one.doer, one.events) for one in told.wrote_for] == [("desk01", "tech01", 1)]
    assert "member.role_granted" in {line.fact for line in told.grants.lines}
    only = rights(office.house.views, site="s1", who="head01")
    assert {one.account for one in only.used} == {"head01"}


def test_the_start_offers_the_questions_and_what_is_meant(office: Office, page: Callable[..., str]) -> None:
    worked(office)
    start = page("audit")
    assert "Who changed this?" in start
    assert "谁改过这件事" in page("audit", lang="zh")
    asked = page("audit", q=office.number)
    assert f"Questions about {office.number}" in asked
    assert f"/case?s=ticket%3As1%3A{office.number}" in asked
    assert "<script>" not in page("audit", q="<script>alert(1)</script>")


@pytest.mark.parametrize(
    ("panel", "says"),
    [
        ("search", "Voided: “客户自己修好了”"),
        ("late", "Bai He · desk01"),
        ("corrected", "Withdrawn or voided 1"),
        ("rights", "Lin Feng · tech01"),
    ],
)
def test_each_list_is_drawn_and_leads_to_the_case(
    office: Office, page: Callable[..., str], panel: str, says: str
) -> None:
    worked(office)
    said = page("audit", panel=panel)
    assert says in said
    assert "/case?s=" in said
    assert ("Counted over all" if panel == "rights" else "events were read.") in said


@pytest.mark.parametrize("asked", [{"since": "tomorrow"}, {"happened_until": "12"}])
def test_a_day_that_is_none_is_answered_in_words(page: Callable[..., str], asked: dict[str, str]) -> None:
    assert "This list cannot be shown" in page("audit", panel="search", **asked)


def test_nonsense_in_the_address_is_no_condition(office: Office, page: Callable[..., str]) -> None:
    worked(office)
    junk = {"role": "king", "kind": "x", "through": "y", "late": "-1", "before": "abc"}
    assert "events were read." in page("audit", panel="search", **junk)


def test_an_empty_site_says_so_on_every_list(page: Callable[..., str]) -> None:
    assert "Nobody recorded as late as that." in page("audit", panel="late")
    assert "Nothing was put right." in page("audit", panel="corrected")
    assert "Nobody looked." in page("audit", panel="looked")


def test_looks_are_listed_with_their_moment_and_without_typed_words(
    office: Office, page: Callable[..., str]
) -> None:
    note = office.house.access.looks.note
    note(Look("desk01", "s1", "ticket", parameters={"t": "R1"}, as_of=7))
    note(Look("terminal:ops", "s1", "queue", "ask", as_of=office.clock.now))
    note(Look("audit01", "s1", "audit", parameters={"q": "周女士"}))
    note(Look("audit01", "s2", "audit"))
    note(Look("audit01", "s1", "audit", parameters={"panel": "rank", "by": "missing"}))
    said = page("audit", panel="looked")
    assert "Bai He" in said
    assert "event 7" in said
    assert "ops, at the server" in said
    assert "words that were typed" in said
    assert "What deviates · steps or papers without a record" in said
    assert "周女士" not in said
    about = page("audit", panel="looked", about="R1")
    assert "Bai He" in about
    assert "ops, at" not in about


def test_a_look_at_a_moment_that_no_clock_of_the_site_has_does_not_hide_the_others(
    office: Office, page: Callable[..., str]
) -> None:
    """Anybody's address could ask for it once, and none could read the list any more."""
    office.house.access.looks.note(Look("desk01", "s1", "ticket", as_of=7))
    latest = datetime.max.replace(tzinfo=UTC)
    office.house.access.looks.note(Look("duty01", "s1", "ticket", as_of=latest))
    said = page("audit", panel="looked")
    assert "event 7" in said
    assert "Wei Lan" in said


def test_looks_at_a_ticket_are_found_by_its_number_and_by_its_stream(
    office: Office, page: Callable[..., str]
) -> None:
    note = office.house.access.looks.note
    note(Look("audit01", "s1", "case", parameters={"s": "ticket:s1:R1", "desk": "last"}))
    note(Look("desk01", "s1", "ticket", parameters={"t": "R1"}, as_of=7))
    note(Look("desk01", "s1", "ticket", parameters={"t": "R2"}, as_of=7))
    for about in ("R1", "ticket:s1:R1"):
        said = page("audit", panel="looked", about=about)
        assert "Case file · Ticket R1 · the desk before its last event" in said
        assert "Ticket · R1" in said
        assert "R2" not in said


def test_a_person_is_found_by_name_as_by_account(office: Office, page: Callable[..., str]) -> None:
    worked(office)
    by_account = page("audit", panel="late", who="desk01")
    assert "Bai He · desk01" in by_account
    assert by_account == page("audit", panel="late", who="bai he").replace('value="bai he"', 'value="desk01"')
    assert "Bai He · desk01" not in page("audit", panel="late", who="Lin Feng")
    assert "Events found" in page("audit", panel="search", who="Lin Feng")
    assert "Nothing fits." not in page("audit", panel="search", who="Lin Feng")
    assert "Nothing fits." in page("audit", panel="search", who="Lin Fen")


def test_granted_roles_name_their_site(office: Office, page: Callable[..., str]) -> None:
    worked(office)
    said = page("audit", panel="rights")
    assert "Role “front-desk receptionist” granted at East Garden from " in said
    assert "granted at s1" not in said
    assert "granted at the whole company" in said
