"""The reserve on the day: sent to one post, refused for a second, and free again (EXM-06, EXM-07)."""

import pytest

from domain.roster.presence import Standing
from tests.domain.roster.exam import CODE, EXAM, Exam
from tests.domain.roster.morning import COURT, GATE, NIGHT, Morning, begun, clock


@pytest.fixture
def morning(exam: Exam) -> Morning:
    return begun(exam)


def test_exm_07_the_reserve_is_sent_in_somebodys_place_from_where_it_waits(morning: Morning) -> None:
    morning.do("station_reserve", person="r1", place="门厅")
    morning.do("tell_delay", duty=COURT, person="g3", expected_at="2026-06-07T06:50:00+08:00")
    morning.at("06:32")
    morning.do("send_reserve", duty=COURT, person="r1", instead_of="g3")
    sent = morning.attendance(COURT).people["r1"]
    assert (sent.standing, sent.comes_from, sent.instead_of) == (Standing.SENT, "门厅", "g3")
    assert morning.standby.sent == {"r1": COURT}
    morning.at("06:35")
    morning.do("check_in", "r1", post="P5")
    assert morning.attendance(COURT).here == ["r1"]


def test_who_has_a_post_is_not_sent_to_another(morning: Morning) -> None:
    morning.do("send_reserve", duty=COURT, person="r1")
    assert morning.refused("send_reserve", duty=GATE, person="r1") == ["r1 has been sent to P5 already."]
    assert morning.refused("send_reserve", duty=COURT, person="r1") == ["r1 has been sent to P5 already."]
    assert morning.refused("send_reserve", duty=COURT, person="g1") == [
        "g1 is on two posts at once: P2 and P5, from 2026-06-06 22:30:00+00:00."
    ]
    assert morning.refused("check_in", "r1", post="P2")[0].startswith(
        "This is the code of P2; your post is P5"
    )


def test_who_was_relieved_elsewhere_may_be_sent(morning: Morning) -> None:
    morning.do("arrive", duty=GATE, person="g1")
    morning.do("relieve", duty=GATE, person="g1")
    morning.do("send_reserve", duty=COURT, person="g1")
    assert morning.attendance(COURT).people["g1"].standing is Standing.SENT


def test_exm_20_the_rules_of_the_roster_hold_for_the_reserve_too(morning: Morning) -> None:
    assert morning.refused("send_reserve", duty=COURT, person="g4") == [
        "g4 has a day and a night turn on 2026-06-07.",
        "g4 rests 0:00 h before P6 from 2026-06-07 10:00:00+00:00; 10:00 h are due.",
    ]
    morning.site.do(
        "roster.waive", "office", campaign=CODE, rules=["day_and_night"], people=["g4"], why="已安排补休"
    )
    against = morning.refused("send_reserve", duty=COURT, person="g4")
    assert against == ["g4 rests 0:00 h before P6 from 2026-06-07 10:00:00+00:00; 10:00 h are due."]


def test_relieved_the_reserve_is_free_for_the_next_post(morning: Morning) -> None:
    morning.do("send_reserve", duty=COURT, person="r1")
    morning.at("06:00")
    morning.do("relieve", duty=COURT, person="r1")
    assert morning.standby.sent == {}
    morning.do("send_reserve", duty=GATE, person="r1")
    assert morning.standby.sent == {"r1": GATE}
    assert morning.attendance(COURT).people["r1"].standing is Standing.RELIEVED


def test_nobody_is_sent_for_somebody_who_is_there_or_belongs_elsewhere(morning: Morning) -> None:
    morning.do("arrive", duty=COURT, person="g3")
    assert morning.refused("send_reserve", duty=COURT, person="r1", instead_of="g3") == [
        f"g3 arrived at {clock('05:50')}."
    ]
    assert morning.refused("send_reserve", duty=COURT, person="r1", instead_of="g1") == [
        "g1 does not stand here in the roster that holds."
    ]
    assert morning.refused("send_reserve", duty=COURT, person="nobody") == ["“nobody” is not on this roster."]
    assert morning.standby.sent == {}


def test_nobody_is_sent_to_a_turn_that_is_over(morning: Morning) -> None:
    morning.at("18:01")
    assert morning.refused("send_reserve", duty=COURT, person="r1") == [
        "The turn at P5 ended at 2026-06-07 10:00:00+00:00."
    ]
    morning.do("send_reserve", duty=NIGHT, person="r1")
    assert morning.standby.sent == {"r1": f"P6/{EXAM}/night"}


def test_the_reserve_waits_at_a_place_and_others_do_not(morning: Morning) -> None:
    morning.do("station_reserve", person="r1", place="门厅")
    morning.do("station_reserve", person="r2", place="值班室")
    assert morning.refused("station_reserve", person="r1", place="门厅") == ["This is on record already."]
    assert morning.refused("station_reserve", person="g1", place="门厅") == ["g1 is not of the reserve."]
    assert morning.standby.places == {"r1": "门厅", "r2": "值班室"}


def test_a_call_waits_until_it_is_answered_once(morning: Morning) -> None:
    assert morning.do("call", "g1", what="大门口家长聚集", place="大门").results == {"call": 1}
    assert morning.do("call", "g3", what="对讲机没电").results == {"call": 2}
    assert morning.calls.unanswered == [1, 2]
    morning.site.later(seconds=40)
    morning.do("answer_call", call=1)
    assert morning.calls.unanswered == [2]
    assert morning.refused("answer_call", call=1) == [f"The call was answered at {morning.site.now}."]
    assert morning.refused("answer_call", call=3) == ["There is no call 3 on record."]
    early = "2026-06-07T05:49:00+08:00"
    assert morning.refused("answer_call", call=2, at=early) == [f"The call came only at {clock('05:50')}."]
