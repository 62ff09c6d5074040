"""Looking up callers and units by what somebody types while on the phone, and hints about what is open."""

from time import perf_counter

import pytest

from projections.tickets.find import find, known_as
from projections.tickets.hints import alike, open_at_unit
from tests.projections.office import Office
from tests.projections.places import Places


def found(office: Office, part: str) -> list[tuple[str, str]]:
    office.projector.catch_up()
    return [(one.unit, one.name) for one in find(office.views, site="s1", part=part)]


@pytest.mark.parametrize(
    "part", ["1203", "5-2-1203", "521203", "单", "shantianfang", "chan", "dtf", "0001203"]
)
def test_a_home_is_found_by_any_part_of_its_number_name_sound_or_phone(office: Office, part: str) -> None:
    assert found(office, part) == [("5-2-1203", "单田芳")]


def test_every_word_typed_must_fit_and_whole_numbers_come_first(office: Office) -> None:
    assert found(office, "5-2 zw") == [("5-2-1204", "张伟")]
    assert [unit for unit, _ in found(office, "03")] == ["5-2-1203", "6-1-0302", "6-1-0303"]
    assert [unit for unit, _ in found(office, "0303")] == ["6-1-0303"]
    assert found(office, "O'NEIL") == [("6-1-0302", "Zoë O'Neil")]
    assert found(office, "6-1 张") == []
    assert found(office, "  ") == []


def test_a_former_caller_is_found_at_the_unit_once_however_often_they_called(office: Office) -> None:
    for _ in range(2):
        office.take_repair("6-1-0303", "跳闸")
    office.projector.catch_up()
    one, empty = find(office.views, site="s1", part="0303")

    assert (one.name, one.phone, one.relation, one.open) == ("来电人", "13000000000", "caller", 2)
    assert (empty.name, empty.relation) == ("", "nobody")


def test_a_person_who_was_erased_is_found_no_more(ground: Places, office: Office) -> None:
    assert found(office, "zw") == [("5-2-1204", "张伟")]
    person = find(office.views, site="s1", part="zw")[0].person
    ground.run(office.place, f"DELETE FROM register WHERE id = '{person}'")

    assert found(office, "zw") == []
    assert found(office, "1204") == [("5-2-1204", "")]


def test_five_thousand_people_are_searched_in_under_twenty_milliseconds() -> None:
    names = ["张伟", "王芳", "李娜", "刘洋", "陈静", "杨勇", "赵磊", "黄敏", "周杰", "吴霞"]
    people = [
        known_as(f"{n % 9}-{n % 4}-{n:04}", f"p{n}", name, f"138{n:08}", "owner")
        for n, name in enumerate(names * 500)
    ]
    taken = []
    for word in ("4321", "zw", "138000", "王芳", "nobody"):
        began = perf_counter()
        hits = [one for one in people if one.fit(word)]
        taken.append(perf_counter() - began)
        assert bool(hits) == (word != "nobody")

    assert sorted(taken)[2] < 0.02


def test_hints_name_the_household_then_the_caller_then_the_same_trouble_nearby(office: Office) -> None:
    mine = office.take_repair("5-2-1203", "厨房龙头漏水")
    near = office.take_repair("5-2-1204", "门锁坏了", item="")
    office.take_repair("6-1-0302", "厨房龙头漏水")
    office.projector.catch_up()

    def hints(**more: str) -> list[tuple[str, str]]:
        return [(hint.number, hint.why) for hint in open_at_unit(office.views, site="s1", **more)]

    assert hints(unit="5-2-1203") == [(mine, "household")]
    assert hints(unit="5-2-1204", words="龙头漏水了") == [(near, "household"), (mine, "trouble")]
    assert hints(unit="5-1-0101", phone="13800001204") == [(near, "caller")]
    assert hints(unit="5-1-0101", item="T01") == [(mine, "trouble")]
    assert hints(unit="5-1-0101") == []


def test_texts_are_alike_from_half_of_the_shorter_ones_pairs_on() -> None:
    assert alike("龙头坏", "厨房龙头漏水")
    assert not alike("龙头漏水", "厨房龙头坏")
    assert alike("ab cd", "abc")
    assert not alike("", "漏水")
