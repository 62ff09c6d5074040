"""The live board under hands, keys and at every width, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.board_harness import Harness, ms
from tests.browser.board_pages import Opened, numbers
from tests.browser.board_rows import clock, many, row

pytestmark = pytest.mark.browser


def test_nothing_reorders_under_the_pointer_until_it_leaves(opened: Opened, harness: Harness) -> None:
    page = opened()
    page.locator(".row .place").nth(1).hover()
    harness.change(row("R260424-099", "6-6-0606", "door", clock("arrive", due_at=ms("16:30:00"))))
    expect(page.locator(".tile.over .count")).to_have_text("4")
    assert numbers(page)[0] == "R260424-031"
    expect(page.locator(".held")).to_be_visible()
    page.mouse.move(5, 5)
    expect(page.locator(".row .number").first).to_have_text("R260424-099")
    expect(page.locator(".held")).to_be_hidden()


def test_filters_stand_in_the_address_and_survive_a_reload(opened: Opened) -> None:
    page = opened()
    page.locator("[data-pill=slips]").click()
    page.locator(".tile.soon").click()
    assert numbers(page) == ["R260424-017", "R260424-022"]
    assert "f=slips" in page.url
    assert "t=soon" in page.url
    page.reload()
    expect(page.locator(".row")).to_have_count(2)
    page.locator(".tile.soon").click()
    expect(page.locator(".row")).to_have_count(3)


@pytest.mark.parametrize(
    ("asked", "found"), [("8-2-0504", 1), ("r260424-03", 4), ("王师傅", 2), ("龙头", 1), ("５-２ 王", 2)]
)
def test_the_search_finds_places_numbers_names_and_matters(opened: Opened, asked: str, found: int) -> None:
    page = opened()
    page.locator("[data-part=search]").fill(asked)
    expect(page.locator(".row")).to_have_count(found)


def test_an_empty_filter_repeats_the_totals_and_one_press_leads_back(opened: Opened) -> None:
    page = opened(q="nowhere")
    expect(page.locator(".empty")).to_contain_text("13 in all, 3 of them over the limit")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".row")).to_have_count(13)
    assert "q=" not in page.url


def test_keys_move_open_search_and_take_a_call(opened: Opened) -> None:
    page = opened("/console")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.press("/")
    page.keyboard.type("n1")
    sent = page.evaluate("window.sent")
    assert sent == [["open", {"ticket": "ticket:s1:R260424-036"}], ["call", {}]]
    assert page.locator("[data-part=search]").input_value() == "n1"


def test_a_verb_is_sent_to_the_console_and_is_a_link_on_a_light_page(opened: Opened) -> None:
    console, light = opened("/console"), opened()
    console.locator(".row .verb").first.click()
    console.locator(".row .matter").nth(1).click()
    assert console.evaluate("window.sent") == [
        ["act", {"ticket": "ticket:s1:R260424-031", "verb": "arrive"}],
        ["open", {"ticket": "ticket:s1:R260424-036"}],
    ]
    link = light.locator(".row .verb").first
    expect(link).to_have_attribute("href", "/ticket?t=ticket%3As1%3AR260424-031&do=arrive")


def test_a_rerun_of_the_page_keeps_the_stream_the_rows_and_the_search(
    opened: Opened, harness: Harness
) -> None:
    page = opened("/console")
    page.locator("[data-part=search]").fill("5-2")
    page.evaluate("window.mountBoard()")
    expect(page.locator(".row")).to_have_count(3)
    assert harness.connections == 1


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [390, 800, 1100, 1440, 1920])
def test_no_width_is_too_narrow(opened: Opened, harness: Harness, width: int, lang: str) -> None:
    harness.rows[0]["matter"] = harness.rows[0]["place"] = "很长的地点和内容" * 30
    harness.rows[1]["with"] = "Longest-Name-" * 20
    page = opened(width=width, lang=lang, theme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    chips = page.locator(".row .chip:visible").evaluate_all(
        "(all) => all.filter((chip) => chip.getBoundingClientRect().right >"
        " chip.closest('.chips').getBoundingClientRect().right + 1).length"
    )
    assert chips == 0


def test_a_phone_has_large_targets_and_its_main_verb_at_the_bottom(opened: Opened) -> None:
    page = opened(width=390, height=844)
    heights = page.locator(".row .verb").evaluate_all("(all) => all.map((each) => each.offsetHeight)")
    assert min(heights) >= 48
    call = page.locator(".call").bounding_box()
    assert call is not None
    assert call["y"] + call["height"] <= 844
    assert call["height"] >= 48


def test_a_cut_name_is_shown_in_full_while_its_row_has_the_focus(opened: Opened, harness: Harness) -> None:
    harness.rows[0]["matter"] = "很长的内容" * 40
    page = opened()
    matter = page.locator(".row .matter").first
    assert matter.evaluate("(node) => node.scrollWidth > node.clientWidth")
    page.keyboard.press("j")
    assert matter.evaluate("(node) => node.scrollWidth <= node.clientWidth")


def test_the_wall_is_readable_from_six_metres(opened: Opened, harness: Harness) -> None:
    harness.rows += many(40)
    page = opened(width=1920, height=1080, surface="wall", theme="wall")

    def size(selector: str) -> float:
        return float(
            page.locator(selector).first.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")
        )

    assert size(".row .place") >= 44
    assert size(".row .matter") >= 34
    assert size(".tile .count") >= 120
    hidden = page.locator(".row[hidden]").count()
    assert hidden > 40
    expect(page.locator(".rest")).to_have_text(f"{hidden} more")


def test_a_row_is_tinted_for_a_moment_unless_motion_is_unwanted(opened: Opened, harness: Harness) -> None:
    page = opened()
    page.evaluate(
        """() => { window.tinted = []; new MutationObserver((all) => all.forEach(({ target }) => {
          if (target.classList.contains("fresh")) window.tinted.push(target.dataset.id);
        })).observe(document.querySelector("[data-part=groups]"), { subtree: true, attributeFilter: ["class"] }); }"""
    )
    late = clock("arrive", due_at=ms("16:30:00"))
    harness.change(row("R260424-099", "6-6-0606", "door", late))
    expect(page.locator(".row .number").first).to_have_text("R260424-099")
    expect(page.locator(".row.fresh")).to_have_count(0)
    page.emulate_media(reduced_motion="reduce")
    harness.change(row("R260424-098", "6-6-0606", "door", late))
    expect(page.locator(".row .number", has_text="R260424-098")).to_be_visible()
    assert page.evaluate("window.tinted") == ["ticket:s1:R260424-099"]


def test_a_phone_shows_the_filter_that_is_on(opened: Opened) -> None:
    page = opened(width=390, height=844, f="slips")
    expect(page.locator("[data-pill=slips]")).to_be_visible()
    page.locator("[data-pill='']").click()
    expect(page.locator("[data-pill=slips]")).to_be_hidden()
