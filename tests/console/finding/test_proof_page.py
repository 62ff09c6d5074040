"""The page of proof: what checkpoints cover, everything verified beside the pages, and findings in words."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from time import monotonic, sleep

import pytest

from console.audit.checking import Checker, Run
from console.audit.coverage import coverage
from console.proving import maker_of
from tests.console.ticketpage.office import Office

LONGEST_S = 60


def verified(office: Office) -> Run:
    """What a verification finds, once it is done."""
    checker = office.house.views.keep(Checker, Checker)
    checker.start(office.house, "audit01")
    ends = monotonic() + LONGEST_S
    while checker.busy and monotonic() < ends:
        sleep(0.05)
    assert checker.run is not None
    assert not checker.busy
    return checker.run


def signed(office: Office) -> None:
    (made,) = maker_of(office.house.settings, office.clock).make()
    assert made.problem is None


def test_without_a_checkpoint_every_event_is_uncovered(office: Office, page: Callable[..., str]) -> None:
    office.report()
    said = page("proof")
    assert f"No checkpoint covers the last {office.house.log.head()} events yet." in said
    assert "There is no checkpoint yet." in said
    assert "还没有检查点" in page("proof", lang="zh")


def test_a_checkpoint_covers_what_was_recorded_before_it(office: Office, page: Callable[..., str]) -> None:
    office.report()
    signed(office)
    office.report()
    found = coverage(office.house)
    assert (found.head, found.uncovered) == (office.house.log.head(), 1)
    assert found.newest is not None
    assert not found.newest.outside
    said = page("proof")
    assert "No checkpoint covers the last 1 event yet." in said
    assert f"python3 -I -S verify.py PACK.zip --key &quot;{found.newest.fingerprint}&quot;" in said
    assert b"steward/" in found.newest.note


def test_an_untouched_store_is_as_it_was_recorded(office: Office, page: Callable[..., str]) -> None:
    office.report()
    signed(office)
    run = verified(office)
    assert run.holds, run.problem
    assert run.report is not None
    assert run.report.checked == office.house.log.head()
    assert run.models
    said = page("proof")
    assert "All is as it was recorded." in said
    assert "Shi Jian" in said


def test_an_altered_event_is_named_on_the_page(office: Office, page: Callable[..., str]) -> None:
    office.report()
    signed(office)
    place = office.house.settings.event_log
    with closing(sqlite3.connect(str(place))) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE events SET done_by = 'nobody' WHERE position = 20")
    run = verified(office)
    assert not run.holds
    said = page("proof")
    assert "All is as it was recorded." not in said
    assert "20" in said
    assert "finding" in said


def test_two_presses_begin_one_verification(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Run] = []
    monkeypatch.setattr(Checker, "_work", lambda _self, _house, run: started.append(run))
    checker = Checker()
    checker.start(office.house, "audit01")
    checker.start(office.house, "duty01")
    assert len(started) == 1
    assert checker.busy


def test_the_evidence_of_a_period_and_of_a_case_can_be_taken_away(
    office: Office, page: Callable[..., str]
) -> None:
    office.report()
    stream = f"ticket:s1:{office.number}"
    assert '<form class="proof-period" method="get" action="/evidence/s1"' in page("proof")
    assert f'href="/evidence/s1?case=ticket%3As1%3A{office.number}"' in page("case", s=stream)
    assert "导出本案证据包" in page("case", lang="zh", s=stream)
    assert "/evidence/" not in page("case", "desk01", s=stream)
