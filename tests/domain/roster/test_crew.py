"""Who may be rostered, what they can do, and when they are away (EXM-02..07, EXM-32)."""

from datetime import UTC, date, datetime

from domain.roster.problem import Leave, Skill
from tests.domain.doorway import Doorway
from tests.domain.roster.exam import DAY, EXAM, SECOND, WHOLE, Exam, manned, opened, post

BEFORE = {"begins": "2026-06-05T08:00:00+08:00", "ends": "2026-06-06T08:00:00+08:00"}


def test_a_member_is_enlisted_by_account_and_an_outsider_by_name_in_the_register(school: Doorway) -> None:
    exam = opened(school)
    exam.do("enlist", account="g1", group="security", skills=[{"code": "firefighting", "until": EXAM}])
    told = exam.do("enlist", outsider={"name": "外包李师傅"}, group="warm", home="北园项目")
    member, outsider = exam.now.here
    assert (member.person, member.skills) == ("g1", (Skill("firefighting", date(2026, 6, 7)),))
    assert (outsider.person, outsider.home, outsider.group) == (told["person"], "北园项目", "warm")
    assert school.log.people([outsider.person])[outsider.person]["name"] == "外包李师傅"


def test_exm_07_whoever_is_enlisted_in_the_reserve_s_group_is_of_the_standing_reserve(
    school: Doorway,
) -> None:
    exam = opened(school)
    exam.do("enlist", account="g1", group="reserve")
    exam.do("enlist", account="g2", group="security")
    assert [one.is_reserve for one in exam.now.here] == [True, False]


def test_somebody_is_enlisted_one_way_and_only_one(school: Doorway) -> None:
    exam = opened(school)
    way = "It takes either an account, a name, or somebody known from another roster."
    assert exam.refused("enlist", group="warm") == [way]
    assert exam.refused("enlist", group="warm", account="g1", outsider={"name": "李"}) == [way]
    assert "Nobody here has the account “nobody”." in exam.refused("enlist", account="nobody", group="warm")


def test_nobody_is_enlisted_twice_or_in_a_group_that_the_plan_does_not_have(exam: Exam) -> None:
    assert exam.refused("enlist", account="g1", group="fire", also=["wind"]) == [
        "The plan has no group “fire”.",
        "The plan has no group “wind”.",
        "g1 is on this roster already, in group security; nobody is counted twice.",
    ]


def test_exm_06_who_helps_a_second_group_fills_its_posts_and_is_counted_once(exam: Exam) -> None:
    place = {"duty": f"S1/{SECOND}/day", "person": "g5"}
    assert exam.refused("assign", **place) == [
        "g5 belongs to another group than S1 from 2026-06-07 22:30:00+00:00."
    ]
    exam.do("place", person="g5", group="warm", also=["logistics", "warm"])
    exam.do("assign", **place)
    (helper,) = [one for one in exam.now.here if one.person == "g5"]
    assert (helper.group, helper.also) == ("warm", ("logistics",))
    exam.do("place", person="g5", group="security", also=["logistics"])
    assert exam.refused("assign", duty=f"P5/{SECOND}/day", person="g5") == [
        "g5 is on two posts at once: P5 and S1, from 2026-06-07 22:30:00+00:00.",
    ]


def test_an_outsider_known_from_another_roster_is_the_same_person_here(school: Doorway) -> None:
    first, second = opened(school), opened(school, "gaokao-2027")
    person = first.do("enlist", outsider={"name": "王"}, group="warm")["person"]
    assert second.do("enlist", known=person, known_from=first.code, group="warm")["person"] == person
    assert second.refused("enlist", known="p9", known_from=first.code, group="warm") == [
        "“p9” is not on this roster."
    ]


def test_a_skill_is_noted_renewed_and_withdrawn(exam: Exam) -> None:
    exam.do("note_skill", person="g1", skill={"code": "electrician", "until": EXAM})
    exam.do("note_skill", person="g1", skill={"code": "electrician", "until": SECOND})
    assert exam.now.person("g1").skills == (Skill("electrician", date(2026, 6, 8)),)
    assert exam.refused("note_skill", person="g1", skill={"code": "electrician", "until": SECOND}) == [
        "This is on record already."
    ]
    exam.do("withdraw_skill", person="g1", skill="electrician")
    assert exam.now.person("g1").skills == ()
    assert exam.refused("withdraw_skill", person="g1", skill="electrician") == [
        "g1 has no skill “electrician” on record."
    ]
    assert exam.refused("note_skill", person="g9", skill={"code": "x"}) == ["“g9” is not on this roster."]


def test_a_licence_that_ends_before_the_turn_does_not_count(school: Doorway) -> None:
    skilled = post("P7", "成美楼", "Named building", skills=["firefighting"])
    exam = manned(school)
    exam.do("set_post", post=skilled)
    exam.do("note_skill", person="g4", skill={"code": "firefighting", "until": EXAM})
    exam.do("assign", duty=f"P7/{EXAM}/day", person="g4")
    assert exam.refused("assign", duty=f"P7/{SECOND}/day", person="g4") == [
        "The licence of g4 for firefighting ends on 2026-06-07, before P7 from 2026-06-07 22:30:00+00:00."
    ]


def test_exm_32_a_leave_request_on_the_day_is_refused_with_the_rule(exam: Exam) -> None:
    site = exam.site
    site.now = datetime(2026, 6, 7, 0, 0, tzinfo=UTC)
    given = {"begins": "2026-06-07T12:00:00+08:00", "ends": "2026-06-08T01:00:00+08:00"}
    (told,) = exam.refused("ask_leave", "g1", **given)
    assert told.startswith("All leave is suspended during the exam, ")
    assert told.endswith("included (EXM-32).")
    refusal = site.refusal(site.order("roster.ask_leave", "g1", campaign=exam.code, **given))
    assert refusal.reasons[0].fields["days"] == [date(2026, 6, 7), date(2026, 6, 8)]
    (touching,) = exam.refused(
        "ask_leave", "g1", begins="2026-06-08T23:59:59+08:00", ends="2026-06-09T08:00:00+08:00"
    )
    assert touching.endswith("(EXM-32).")
    exam.do("ask_leave", "g1", begins="2026-06-09T00:00:00+08:00", ends="2026-06-09T08:00:00+08:00")


def test_leave_before_the_exam_is_asked_granted_and_stopped(school: Doorway) -> None:
    exam = manned(school, days=["2026-06-05", EXAM, SECOND])
    number = exam.do("ask_leave", "g1", **BEFORE)["leave"]
    away = Leave(datetime(2026, 6, 5, 0, 0, tzinfo=UTC), datetime(2026, 6, 6, 0, 0, tzinfo=UTC), number)
    duty = {"duty": "P5/2026-06-05/day", "person": "g1"}
    assert "may not" in exam.refused("grant_leave", "g1", leave=number)[0]
    exam.do("grant_leave", leave=number)
    assert exam.now.able()[0].away == (away,)
    assert exam.refused("assign", **duty) == [
        "g1 is away until 2026-06-06 00:00:00+00:00 and cannot be at P5 from 2026-06-04 22:30:00+00:00."
    ]
    assert exam.refused("grant_leave", leave=number) == ["This leave has been decided already."]
    exam.do("stop_leave", leave=number, why="人手不够")
    exam.do("assign", **duty)
    assert exam.refused("stop_leave", leave=number) == ["This leave has been decided already."]
    assert exam.refused("stop_leave", leave="7") == ["There is no leave 7 on this roster."]


def test_leave_is_asked_for_oneself_or_by_a_leader_and_by_nobody_else(exam: Exam) -> None:
    assert "may not do this" in exam.refused("ask_leave", "g2", person="g1", **BEFORE)[0]
    exam.do("ask_leave", "leader", person="g1", **BEFORE)
    exam.do("ask_leave", "g2", **BEFORE)
    assert [one.person for one in exam.now.leaves.values()] == ["g1", "g2"]
    backwards = {"begins": BEFORE["ends"], "ends": BEFORE["begins"]}
    assert exam.refused("ask_leave", "g1", **backwards) == ["The leave ends before it begins."]


def test_who_leaves_keeps_what_was_served_and_the_rest_becomes_gaps_that_are_shown(exam: Exam) -> None:
    exam.take(WHOLE)
    exam.site.now = datetime(2026, 6, 7, 4, 0, tzinfo=UTC)
    exam.do("release", person="g1", why="家中有事")
    roster = exam.now
    assert roster.missing(roster.draft) == {f"P2/{SECOND}/day": 1}
    assert (f"P2/{EXAM}/day", "g1") in {(one.duty, one.person) for one in roster.draft}
    assert exam.refused("publish") == [
        "A roster with a gap is invalid (EXM-31).",
        "One person alone is at P2 from 2026-06-07 22:30:00+00:00: it is a post for two.",
        "P2 from 2026-06-07 22:30:00+00:00 has 1 of 2 people.",
    ]
    assert exam.refused("assign", duty=f"P2/{SECOND}/day", person="g1") == [
        "g1 has left this roster at 2026-06-07 04:00:00+00:00."
    ]
    exam.do("assign", duty=f"P2/{SECOND}/day", person="g5")
    assert exam.do("publish") == {"edition": 1}
    assert [(DAY[0][0], "g1") for one in exam.now.draft if one.person == "g1"] == [("P2", "g1")]


def test_who_has_left_can_be_enlisted_again(exam: Exam) -> None:
    exam.do("release", person="g1")
    assert exam.refused("release", person="g1")[0].startswith("g1 has left this roster")
    exam.do("enlist", account="g1", group="security")
    assert exam.now.person("g1").group == "security"
