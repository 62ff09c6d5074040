"""Who may do what, where and when, and who may write down whose deeds (ACT-05..14, TRN actors, design 3)."""

from datetime import date

import pytest

from domain.errors import NotAllowed
from domain.roles import EVERYWHERE, TERMS, Grant, Role, held, may_record_for
from domain.tickets.kinds import PLAYBOOKS
from tests.domain.doorway import WORK, Doorway, said


def denied(site: Doorway, do: str, by: str, **given: object) -> str:
    """What somebody is told who may not do or record it."""
    refused = site.refusal(site.order(do, by, **given))
    assert isinstance(refused, NotAllowed)
    (told,) = said(refused)
    assert refused.reasons[0].who
    assert refused.reasons[0].verb
    return told


def test_a_role_holds_at_its_site_from_its_first_to_its_last_day() -> None:
    grant = Grant("s1", Role.DESK, date(2026, 3, 1), date(2026, 3, 12))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 12), date(2026, 3, 13)]
    assert [grant.holds("s1", day) for day in days] == [False, True, True, False]
    assert not grant.holds("s2", date(2026, 3, 5))
    assert Grant(EVERYWHERE, Role.AUDITOR, date(2026, 3, 1)).holds("s2", date(2030, 1, 1))
    both = held((grant, Grant("s2", Role.GUARD, date(2026, 1, 1))), "s1", date(2026, 3, 5))
    assert both == {Role.DESK}


@pytest.mark.parametrize("account", ["fin", "chen", "early", "gone", "far", "stranger"])
def test_a_call_is_taken_only_by_who_holds_a_role_for_it_here_today(site: Doorway, account: str) -> None:
    """No role, none of these, not yet, ended yesterday, at another site, unknown."""
    told = denied(site, "help.report", account, matter="来电")
    assert told.startswith(f"{account} may not do this at this site on 2026-03-12; it takes one of:")


@pytest.mark.parametrize("account", ["desk", "last", "roams", "duty"])
def test_a_call_is_taken_by_the_desk_on_its_last_day_and_by_who_holds_it_everywhere(
    site: Doorway, account: str
) -> None:
    assert site.do("help.report", account, matter="来电").events == 1


def test_the_role_counts_on_the_day_it_happened_not_on_the_day_it_is_recorded(site: Doorway) -> None:
    late = {"matter": "昨天的来电", "at": "2026-03-11T18:00:00+08:00"}
    assert site.do("help.report", "gone", **late).events == 1
    told = denied(site, "help.report", "early", matter="来电", at="2026-03-12T08:00:00+08:00")
    assert "on 2026-03-12" in told


def test_the_site_s_midnight_ends_a_role(site: Doorway) -> None:
    site.now = site.now.replace(hour=15, minute=59, second=59)
    site.do("help.report", "last", matter="23:59:59")
    site.later(seconds=1)
    denied(site, "help.report", "last", matter="00:00:00")


def test_an_ended_role_holds_until_its_last_day(site: Doorway) -> None:
    end = site.order("member.end_role", "boss", account="desk", held_at="s1", role="desk", until="2026-03-12")
    assert "does not hold that role" in said(site.refusal({**end, "role": "guard"}))[0]
    site.door.submit(end)
    site.do("help.report", "desk", matter="今天")
    site.later(days=1)
    denied(site, "help.report", "desk", matter="明天")


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ("repair.receive_slip", "desk"),  # TRN-03
        ("repair.dispatch", "desk"),  # TRN-06
        ("ticket.arrive", "head"),  # TRN-07
        ("ticket.begin_work", "desk"),  # TRN-09
        ("repair.confirm_slips", "chen"),  # TRN-13
        ("repair.send_to_finance", "head"),  # TRN-14
        ("repair.bill", "desk"),  # TRN-15
        ("repair.bill", "duty"),  # TRN-15
        ("ticket.close", "fin"),  # TRN-17
    ],
)
def test_a_step_is_refused_to_who_is_not_named_for_it(site: Doorway, step: str, wrong: str) -> None:
    """TRN-03, TRN-06, TRN-07, TRN-09, TRN-13, TRN-14, TRN-15, TRN-17: the same step is open to who is."""
    place = [do for do, _, _ in WORK].index(step)
    number = site.repair()
    site.work(number, WORK[place - 1][0])
    do, right, arguments = WORK[place]
    denied(site, do, wrong, ticket=number, **arguments)
    site.do(do, right, ticket=number, **arguments)


def test_the_desk_writes_down_what_a_technician_did_and_the_event_tells_both(site: Doorway) -> None:
    number = site.repair()
    site.work(number, "repair.dispatch")
    site.do("ticket.arrive", "desk", doer="chen", ticket=number)
    event = site.log.stream(f"ticket:s1:{number}")[-1]
    assert (event.by, event.doer, event.role) == ("desk", "chen", "technician")
    assert site.ticket(number).round.taken[-1].doer == "chen"


def test_the_duty_manager_writes_down_what_the_engineering_head_did_and_the_desk_may_not(
    site: Doorway,
) -> None:
    number = site.repair()
    site.work(number, "repair.notify_engineering")
    assert "desk may not write down what head does" in denied(
        site, "repair.receive_slip", "desk", doer="head", ticket=number
    )
    site.do("repair.receive_slip", "duty", doer="head", ticket=number)


@pytest.mark.parametrize("recorder", ["desk", "duty", "head", "boss", "chief"])
def test_act_14_rep_12_nobody_writes_down_what_finance_did(site: Doorway, recorder: str) -> None:
    number = site.repair()
    site.work(number, "repair.send_to_finance")
    bill = {"ticket": number, "month": "2026-03", "amount_cents": 4000}
    assert "may not write down what fin does" in denied(site, "repair.bill", recorder, doer="fin", **bill)
    site.do("repair.bill", "fin", **bill)


def test_nobody_lends_a_name_to_what_they_could_not_do_themselves(site: Doorway) -> None:
    """The desk may record for a guard, but a guard does not arrive at a repair."""
    number = site.repair()
    site.work(number, "repair.dispatch")
    assert denied(site, "ticket.arrive", "desk", doer="guard", ticket=number).startswith(
        "guard may not do this"
    )
    assert denied(site, "ticket.arrive", "stranger", doer="chen", ticket=number).startswith(
        "stranger may not write"
    )
    assert denied(site, "ticket.arrive", "far", doer="chen", ticket=number).startswith("far may not write")
    assert denied(site, "ticket.arrive", "chen", doer="zhao2", ticket=number).startswith(
        "zhao2 may not do this"
    )


def test_the_recorder_s_role_counts_on_the_day_of_recording(site: Doorway) -> None:
    yesterday = "2026-03-11T18:00:00+08:00"
    number = site.repair(at=yesterday)
    for do, by, arguments in WORK[:4]:
        site.do(do, by, ticket=number, at=yesterday, **arguments)
    told = denied(site, "ticket.arrive", "gone", doer="chen", ticket=number, at=yesterday)
    assert "gone may not write down" in told
    site.do("ticket.arrive", "desk", doer="chen", ticket=number, at=yesterday)


def test_finance_and_auditor_are_recorded_for_by_nobody_and_auditors_do_nothing() -> None:
    """ACT-14 and ACT-24: no role writes for finance or for the auditor, and no step names the auditor."""
    everybody = frozenset(Role)
    assert not may_record_for(everybody, Role.FINANCE)
    assert not may_record_for(everybody, Role.AUDITOR)
    steps = [step for book in PLAYBOOKS.values() for step in book.procedure.steps.values()]
    assert all(Role.AUDITOR not in step.roles for step in steps)


def test_only_finance_bills_and_every_step_has_somebody_with_a_name() -> None:
    """RSP-08 and REP-12."""
    billing = [
        step for book in PLAYBOOKS.values() for step in book.procedure.steps.values() if step.code == "billed"
    ]
    assert [step.roles for step in billing] == [(Role.FINANCE,)]
    assert set(TERMS) == set(Role)
    assert all(step.roles for book in PLAYBOOKS.values() for step in book.procedure.steps.values())
