"""A pile of paper: each line of it gets its verdict, is recorded once, and what was typed is never lost."""

import json
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.surveywork import collecting, piles
from domain.errors import reason
from domain.log import StoreUnavailable
from projections.surveys.listing import survey_forms
from tests.console.surveywork.estate import ROUND, Estate


def pile(
    estate: Estate, *entries: dict[str, Any], account: str = "tech01", kept: piles.Pile | None = None
) -> list[piles.Verdict]:
    """What became of entries, the last one first."""
    kept = kept or piles.Pile()
    piles.take(estate.viewer(account), entries, kept, collecting.carry(ROUND))
    return kept.told


def out(number: str, id: str = "a", **more: str) -> dict[str, Any]:
    return {"id": id, "deed": "issue", "numbers": number, "surveyor": "tech01", "way": "door", **more}


def standings(estate: Estate) -> dict[int, str]:
    found = survey_forms(estate.house.views, site="s1", code=ROUND)
    return {one.number: one.standing for one in found.rows}


def data(page: AppTest, part: str) -> dict[str, Any]:
    """What a part of the page was given."""
    told = [json.loads(one.proto.json) for one in page.get("bidi_component")]
    return next(one for one in told if one.get("part") == part)


def test_a_line_hands_out_a_span_and_says_so(estate: Estate) -> None:
    estate.begin()
    (verdict,) = pile(estate, out("1-3, 5"))
    assert (verdict.said, verdict.reasons) == ("1–3, 5: handed out", [])
    assert standings(estate) == dict.fromkeys([1, 2, 3, 5], "issued")
    assert estate.state().surveyors[0].issued == 4


def test_a_line_that_is_refused_keeps_what_was_typed(estate: Estate) -> None:
    """All or none: form 2 is out already, so 3 is not handed out either."""
    estate.begin()
    pile(estate, out("2"))
    (verdict,) = pile(estate, out("2-3", id="b"))
    assert "Form 2 was issued at" in verdict.reasons[0]
    assert verdict.given["numbers"] == "2-3"
    assert standings(estate) == {2: "issued"}


def test_a_line_that_arrives_twice_is_recorded_once(estate: Estate) -> None:
    estate.begin()
    kept = piles.Pile()
    pile(estate, out("1"), kept=kept)
    assert len(pile(estate, out("1"), out("2", id="b"), kept=kept)) == 2
    assert [one.reasons for one in pile(estate, out("1"))] == [[]]
    assert estate.state().funnel.issued == 2


def test_lines_go_in_their_order_and_a_refused_one_stops_no_other(estate: Estate) -> None:
    estate.begin()
    lines = [
        out("1-2"),
        {"id": "b", "deed": "return", "numbers": "1"},
        {"id": "c", "deed": "return", "numbers": "9"},
        {"id": "d", "deed": "absent", "numbers": "2", "note": "晚上再去"},
    ]
    told = pile(estate, *lines)
    assert [bool(one.reasons) for one in told] == [False, True, False, False]
    assert "No form 9 was ever numbered" in told[1].reasons[0]
    assert standings(estate) == {1: "returned", 2: "absent"}


def test_a_visit_is_noted_form_by_form(estate: Estate) -> None:
    estate.begin()
    pile(estate, out("1-2"))
    (verdict,) = pile(estate, {"id": "b", "deed": "refused", "numbers": "1-2"})
    assert "A visit is noted form by form." in verdict.reasons[0]


@pytest.mark.parametrize(
    "entry", [{"id": "x"}, {"id": "x", "deed": "burn", "numbers": "1"}, {"deed": "return"}]
)
def test_an_entry_of_another_shape_is_refused(estate: Estate, entry: dict[str, Any]) -> None:
    estate.begin()
    (verdict,) = pile(estate, entry)
    assert verdict.reasons


def test_the_door_refuses_whoever_is_no_surveyor(estate: Estate) -> None:
    estate.begin()
    (verdict,) = pile(estate, out("1"), account="cash01")
    assert verdict.reasons
    assert standings(estate) == {}


def test_while_the_store_is_away_entries_wait(estate: Estate) -> None:
    estate.begin()
    kept = piles.Pile()

    def away(*_: Any) -> str:
        raise StoreUnavailable(reason("The disk is full."))

    piles.take(estate.viewer("tech01"), [out("1")], kept, away)
    assert kept.told == []


def test_two_runs_of_the_page_that_overlap_take_an_entry_once(estate: Estate) -> None:
    """Streamlit starts the next run beside the one that it overtakes."""
    kept, begun, go_on, done = piles.Pile(), Event(), Event(), list[str]()

    def slow(_: Any, entry: piles.Entry) -> str:
        begun.set()
        go_on.wait(10)
        done.append(str(entry["id"]))
        return "done"

    viewer = estate.viewer("tech01")
    runs = [
        Thread(target=piles.take, args=(viewer, [out("1"), out("2", id="b")][: 1 + n], kept, slow))
        for n in (0, 1)
    ]
    runs[0].start()
    assert begun.wait(10)
    runs[1].start()
    go_on.set()
    for one in runs:
        one.join(10)
    assert done == ["a", "b"]
    assert [one.id for one in kept.told] == ["b", "a"]


def test_after_the_close_nothing_is_handed_out_and_what_comes_back_is_late(
    estate: Estate, page: Callable[..., AppTest]
) -> None:
    estate.begin()
    estate.do("issue_forms", "tech01", forms=[1, 2])
    offered = data(page("tech01", survey=ROUND, panel="collecting"), "pile")
    assert [deed for deed, _ in offered["deeds"]] == ["issue", "return", "absent", "refused"]
    estate.do("close_collection")
    offered = data(page("tech01", survey=ROUND, panel="collecting"), "pile")
    assert offered["deeds"][0] == ["return", "Take back, late"]


def test_the_panel_tells_where_every_form_is(estate: Estate) -> None:
    estate.begin()
    estate.do("issue_forms", "tech01", forms=[1, 2, 4])
    estate.do("return_forms", "tech01", forms=[2])
    section = collecting.places(estate.viewer(), estate.state(), None)
    assert section is not None
    assert [(row.title, row.lines) for row in section.rows] == [
        ("not handed out: 5", ("3, 5–8",)),
        ("handed out: 2", ("1, 4",)),
        ("back, not keyed: 1", ("2",)),
    ]


@pytest.mark.parametrize(("lang", "said"), [("en", "draw the sample first"), ("zh", "先抽取样本")])
def test_before_the_draw_the_panel_says_what_it_waits_for(
    estate: Estate, page: Callable[..., AppTest], lang: str, said: str
) -> None:
    estate.plan()
    seen = page("tech01", lang, survey=ROUND, panel="collecting")
    assert said in " ".join(str(one.value) for one in seen.caption)


def test_whoever_does_not_collect_is_told_who_does(estate: Estate, page: Callable[..., AppTest]) -> None:
    estate.begin()
    seen = page("cash01", survey=ROUND, panel="collecting")
    assert "responsible-area officer" in " ".join(str(one.value) for one in seen.caption)
    assert len(seen.get("bidi_component")) == 2


def test_a_surveyor_arrives_at_the_pile(estate: Estate, page: Callable[..., AppTest]) -> None:
    estate.begin()
    assert data(page("tech01", survey=ROUND), "pile")["me"] == "tech01"
