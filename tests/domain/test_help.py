"""Help on the bare trunk, and what every ticket keeps for life (TCK-01..04, RSP-01, RSP-04, MRG-02, REP-36, REP-37)."""

from typing import Any

import pytest

from domain.facts import Fact
from domain.tickets import facts
from domain.tickets.facts import HelpClass, Kind, WaitReason
from tests.domain.doorway import Doorway
from tests.domain.given import WORDS, Done, at, given, reported


def called(**more: Any) -> Done:
    """A call for help at nine o'clock."""
    return reported(
        number="H260312-001", kind=Kind.HELP, item="", tariff=0, **{"help_class": HelpClass.OTHER, **more}
    )


DONE: list[Done] = [called(), (facts.WorkBegun(), "09:10:00"), (facts.Done(), "09:30:00")]
CLOSED: list[Done] = [*DONE, (facts.Closed(), "09:40:00")]


@pytest.mark.parametrize(
    "help_class", ["medical", "repair", "complaint", "enquiry", "crime", "disaster", "other"]
)
@pytest.mark.parametrize("channel", ["phone", "in_person", "letter", "email", "staff"])
def test_tck_01_tck_04_each_of_the_seven_classes_comes_by_each_channel(
    site: Doorway, help_class: str, channel: str
) -> None:
    number = site.do("help.report", matter="来电", help_class=help_class, channel=channel).results["ticket"]
    report = site.ticket(str(number)).report
    assert report is not None
    assert (report.help_class, report.channel) == (help_class, channel)


def test_tck_01_there_are_seven_classes_and_no_eighth(site: Doorway) -> None:
    assert len(HelpClass) == 7
    (told,) = site.refused("help.report", matter="来电", help_class="lost_cat")
    assert "“complaint”" in told
    assert "lost" not in told


def test_tck_02_the_first_answer_says_whether_the_head_was_asked_first() -> None:
    asked = (
        given(called()).when(facts.Answered(what=WORDS, escalated=True), "09:09:00").then(stage="answered")
    )
    answer = asked.ticket.round.latest("answered")
    assert answer is not None
    assert answer.fact == facts.Answered(what=WORDS, escalated=True)
    given(called(), (facts.Answered(what=WORDS), "09:01:00")).when(
        facts.Answered(what=WORDS), "09:20:00"
    ).then()


def test_help_is_closed_once_it_is_done_and_not_before() -> None:
    given(called()).when(facts.Closed(), "09:40:00").then_refused("“done” is not on record")
    given(DONE).when(facts.Closed(), "09:29:59").then_refused("cannot come before “done”")
    given(DONE).when(facts.Closed(), "09:30:00").then(is_open=False, stage="closed")


def test_cal_11_work_does_not_begin_before_the_arrival_nor_end_before_it_began() -> None:
    there = (facts.Arrived(), "09:10:00")
    given(called(), there).when(facts.WorkBegun(), "09:09:59").then_refused("cannot come before “on site”")
    given(called(), there).when(facts.WorkBegun(), "09:10:00").then(stage="started")
    given(DONE).when(facts.Arrived(), "09:10:01").then_refused("cannot come after")


def test_a_step_of_a_repair_is_unknown_to_help() -> None:
    from domain.tickets import repair_facts as did

    given(called()).when(did.SlipFilled(slip="1"), "09:01:00").then_refused("knows no such step")


def test_a_wait_has_a_reason_and_ends_when_the_work_goes_on() -> None:
    wait = facts.WaitingBegun(reason=WaitReason.MATERIAL)
    given(called()).when(facts.Resumed(), "09:10:00").then_refused("not waiting")
    begun = given(called(), (wait, "09:10:00"))
    assert begun.ticket.waiting is not None
    begun.when(wait, "09:11:00").then_refused("waiting already")
    given(called(), (wait, "09:10:00")).when(facts.Resumed(), "09:09:59").then_refused("cannot end before")
    ended = given(called(), (wait, "09:10:00")).when(facts.Resumed(), "09:30:00").then(waiting=None).ticket
    assert [(one.reason, one.since, one.until) for one in ended.waits] == [
        ("material", at("09:10:00"), at("09:30:00"))
    ]


def test_rsp_01_rsp_04_the_first_receiver_stays_whoever_works_on_it(site: Doorway) -> None:
    number = site.repair(first_receiver="chen")
    site.do("ticket.assign", ticket=number, to=["duty", "zhao"])
    assert (site.ticket(number).first_receiver, site.ticket(number).with_whom) == ("chen", ("duty", "zhao"))
    site.work(number, "ticket.close")
    site.later(minutes=5)
    site.do("ticket.reopen", "duty", ticket=number, why="又漏了")
    site.do("ticket.queue", ticket=number, team="夜班")
    ticket = site.ticket(number)
    assert (ticket.first_receiver, ticket.with_whom, ticket.team) == ("chen", (), "夜班")


def test_rsp_04_who_takes_the_call_is_the_first_receiver_unless_another_is_named(site: Doorway) -> None:
    assert site.ticket(site.repair()).first_receiver == "desk"
    for_desk = site.do("help.report", "duty", doer="desk", matter="来电").results["ticket"]
    assert site.ticket(str(for_desk)).first_receiver == "desk"


def test_mrg_02_a_second_call_on_the_same_matter_urges_the_same_ticket(site: Doorway) -> None:
    number, other = site.repair(), site.repair()
    site.work(number, "repair.receive_slip")
    before = site.ticket(number)
    site.later(minutes=4)
    outcome = site.do("ticket.urge", ticket=number, channel="in_person", said="怎么还没来")
    ticket = site.ticket(number)
    assert outcome.streams == (f"ticket:s1:{number}",)
    assert len(ticket.contacts) == 2
    assert ticket.contacts[1] == site.now
    assert (ticket.reported_at, ticket.slip, ticket.next_step) == (
        before.reported_at,
        before.slip,
        before.next_step,
    )
    assert len(site.ticket(other).contacts) == 1


def test_rep_36_rep_37_each_reopening_counts_and_says_whether_it_is_rework() -> None:
    ticket = given(CLOSED).ticket
    ticket.reopen(facts.Reopened(why=WORDS, same_cause=True), at("09:40:00"))
    again: list[tuple[Fact, str]] = [(facts.Done(), "10:30:00"), (facts.Closed(), "10:40:00")]
    for fact, clock in again:
        ticket.take(fact, at(clock))
    ticket.reopen(facts.Reopened(why=WORDS), at("11:00:00"))
    assert (ticket.reopenings, len(ticket.rounds), ticket.is_open) == (2, 3, True)
    assert ticket.reported_at == at("09:00:00")
    assert ticket.steps == {"reported": at("11:00:00")}
    kept = [event.fact for event in ticket.collect_events() if isinstance(event.fact, facts.Reopened)]
    assert [fact.same_cause for fact in kept] == [True, False]


def test_trn_17_what_is_open_is_not_reopened_nor_before_it_ended(site: Doorway) -> None:
    number = str(site.do("help.report", matter="来电").results["ticket"])
    assert "still open" in site.refused("ticket.reopen", ticket=number, why="还有事")[0]
    site.later(minutes=5)
    site.do("ticket.finish", ticket=number)
    site.do("ticket.close", ticket=number)
    early = site.refused("ticket.reopen", ticket=number, why="还有事", at="2026-03-12T09:04:59+08:00")
    assert "cannot be reopened before" in early[0]
    site.do("ticket.reopen", ticket=number, why="还有事")
    assert (site.ticket(number).reopenings, site.ticket(number).number) == (1, number)


def test_a_voided_ticket_takes_no_step_after_it() -> None:
    void: list[Done] = [called(), (facts.Voided(why=WORDS), "09:05:00")]
    given(void).then(is_open=False).when(facts.Remarked(what=WORDS), "09:05:01").then_refused("has ended")
