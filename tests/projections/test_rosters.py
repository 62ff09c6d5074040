"""The roster by person, by post and by hour, from the same places, now and as of a moment (EXM-20, EXM-31, EXM-P5)."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from domain.errors import Unknown
from projections.asking.registry import as_json
from projections.rosters.roster import roster
from projections.rosters.rows import RosterRows
from tests.domain.roster.exam import CODE, EXAM, GROUPS, POSTS, SECOND, TURNS, WHOLE, listed
from tests.projections.office import Office

GATE, NIGHT = f"P2/{EXAM}/day", f"P6/{EXAM}/night"
STAFF = {
    "plan": "coordinator",
    "boss2": "office_manager",
    **{f"g{n}": "guard" for n in range(1, 6)},
    "l1": "guard",
}


@pytest.fixture
def exam(office: Office) -> Office:
    """A manned roster with everybody in place."""
    for account, role in STAFF.items():
        office.do(
            "member.join",
            "boss",
            account=account,
            name=f"员工{account}",
            roles=[{"site": "s1", "role": role}],
        )
    plan = {
        "days": [EXAM, SECOND],
        "groups": GROUPS,
        "turns": TURNS,
        "posts": POSTS,
        "policy": {"day_min": 1440},
    }
    do(office, "open", **plan)
    for account in list(STAFF)[2:]:
        do(office, "enlist", account=account, group="logistics" if account == "l1" else "security")
    do(office, "take", assignments=listed(WHOLE), made_for=asked(office).basis)
    return office


def do(office: Office, what: str, by: str = "plan", **given: Any) -> None:
    office.do(f"roster.{what}", by, campaign=CODE, **given)


def asked(office: Office, **more: Any) -> RosterRows:
    office.projector.catch_up()
    return roster(office.views, site="s1", campaign=CODE, **more)


def test_the_three_orders_are_made_from_the_same_places(exam: Office) -> None:
    rows = asked(exam)
    by_post = {(duty.key, one.person) for post in rows.by_post for duty in post.duties for one in duty.people}
    by_person = {(key, person.person) for person in rows.by_person for key in person.duties}
    people = {duty.key: [one.person for one in duty.people] for post in rows.by_post for duty in post.duties}
    by_hour = {(key, person) for hour in rows.by_hour for key in hour.duties for person in people[key]}
    assert by_post == by_person == by_hour == set(WHOLE)


def test_hours_and_nights_of_each_person_and_of_each_group_are_counted(exam: Office) -> None:
    people = {one.person: one for one in asked(exam).by_person}
    assert (people["g1"].name, people["g1"].minutes, people["g1"].nights) == ("员工g1", 2 * 690, 0)
    assert (people["g4"].minutes, people["g4"].nights, people["g4"].duties) == (750, 1, [NIGHT])
    security, logistics = asked(exam).fairness
    assert (security.people, security.least_min, security.most_min, security.most_nights) == (5, 0, 1380, 1)
    assert (logistics.people, logistics.least_min, logistics.most_min) == (1, 690, 690)


def test_exm_31_a_gap_is_shown_at_its_post_and_hour_and_the_school_s_own_posts_have_none(
    exam: Office,
) -> None:
    do(exam, "unassign", duty=GATE, person="g1")
    rows = asked(exam)
    posts = {one.post.code: one for one in rows.by_post}
    assert (rows.missing, posts["P2"].missing, posts["P5"].missing) == (1, 1, 0)
    assert (posts["M1"].duties, posts["M1"].missing, posts["M1"].post.is_counted) == ([], 0, False)
    assert [(one.heads, one.there) for one in rows.by_hour] == [(3, 2), (1, 1), (4, 4)]
    (alone,) = posts["P2"].duties[0].wrong
    assert alone.text == "One person alone is at {post} from {begins}: it is a post for two."
    assert (str(alone.fields["post"]), rows.against) == ("Main gate", [alone])


def test_what_speaks_against_a_place_names_the_person(exam: Office) -> None:
    do(exam, "set_policy", policy={"day_min": 700})
    (long,) = asked(exam).against
    assert (long.fields["person"], long.fields["hours"], long.fields["most"]) == ("员工g4", "12:30", "11:40")


def test_exm_p5_a_post_without_its_police_is_a_warning_until_they_are_on_record(exam: Office) -> None:
    assert asked(exam).without_police == ["P5"]
    do(exam, "note_police", post="P5", heads=2)
    rows = asked(exam)
    assert (rows.without_police, rows.missing) == ([], 0)
    assert {one.post.code: one.police for one in rows.by_post}["P5"] == 2


def test_acknowledgements_count_those_who_have_duties_in_the_edition_that_holds(exam: Office) -> None:
    do(exam, "publish")
    rows = asked(exam)
    assert (rows.edition, rows.published_by, rows.acknowledged, rows.concerned) == (1, "员工plan", 0, 5)
    do(exam, "acknowledge", "g1", edition=1)
    do(exam, "acknowledge", "g4", edition=1)
    rows = asked(exam)
    known = {one.person: one.acknowledged for one in rows.by_person}
    assert (rows.acknowledged, known["g1"], known["g2"], known["g5"]) == (2, True, False, None)
    do(exam, "swap", duty=NIGHT, person="g4", other="g5")
    do(exam, "publish")
    assert (asked(exam).acknowledged, asked(exam).concerned) == (1, 5)


def test_the_draft_and_what_holds_are_two_answers_and_the_difference_is_named(exam: Office) -> None:
    do(exam, "publish")
    assert asked(exam).changes == []
    do(exam, "swap", duty=NIGHT, person="g4", other="g5")
    draft, holds = asked(exam), asked(exam, show="published")
    assert [(one.duty, one.name, one.is_new) for one in draft.changes] == [
        (NIGHT, "员工g4", False),
        (NIGHT, "员工g5", True),
    ]
    assert [one.duties for one in draft.by_person if one.person == "g5"] == [[NIGHT]]
    assert [one.duties for one in holds.by_person if one.person == "g5"] == [[]]
    (night,) = [duty for post in draft.by_post for duty in post.duties if duty.key == NIGHT]
    assert [(one.by_hand, one.is_new) for one in night.people] == [(True, True)]


def test_the_roster_is_asked_as_it_stood_at_a_moment(exam: Office) -> None:
    do(exam, "publish")
    then = exam.log.head()
    do(exam, "swap", duty=NIGHT, person="g4", other="g5")
    do(exam, "publish")
    assert [asked(exam).edition, asked(exam, as_of=then).edition] == [2, 1]
    before = {one.person: one.duties for one in asked(exam, as_of=then).by_person}
    assert (before["g4"], before["g5"]) == ([NIGHT], [])
    with pytest.raises(Unknown):
        asked(exam, as_of=1)


def test_leave_and_waivers_are_told_with_their_reasons(exam: Office) -> None:
    do(
        exam,
        "ask_leave",
        "g1",
        begins="2026-06-01T00:00:00+08:00",
        ends="2026-06-02T00:00:00+08:00",
        why="家事",
    )
    do(exam, "waive", "boss2", rules=["hours"], people=["g4"], why="夜班补休")
    rows = asked(exam)
    assert [(one.name, one.state, one.why) for one in rows.leaves] == [("员工g1", "asked", "家事")]
    assert rows.leaves[0].begins == int(datetime(2026, 5, 31, 16, 0, tzinfo=UTC).timestamp())
    assert [(one.name, one.approved_by, one.why) for one in rows.waivers] == [
        ("员工g4", "员工boss2", "夜班补休")
    ]


def test_somebody_who_left_stays_where_they_served_and_is_marked(exam: Office) -> None:
    exam.clock.now = datetime(2026, 6, 7, 4, 0, tzinfo=UTC)
    do(exam, "release", person="g1")
    rows = asked(exam)
    (gone,) = [one for one in rows.by_person if one.person == "g1"]
    assert (gone.duties, gone.left_at) == ([GATE], int(exam.clock().timestamp()))
    assert rows.missing == 1
    do(exam, "release", person="g5")
    assert "g5" not in {one.person for one in asked(exam).by_person}


def test_the_answer_is_one_json_document(exam: Office) -> None:
    do(exam, "set_policy", policy={"day_min": 700})
    told = msgspec.json.decode(as_json(asked(exam)))
    assert told["by_post"][0]["post"]["name"] == {"zh": "大门岗", "en": "Main gate"}
    assert told["against"][0]["fields"]["person"] == "员工g4"
