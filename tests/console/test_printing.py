"""The printed repair slip: what stands on the paper, letter by letter."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO

import msgspec
import pytest
from pypdf import PdfReader

from console.printing.coverage import missing_glyphs
from console.printing.slip import Slip, SlipCopy, SlipItem, slip_pdf

CHINA = timezone(timedelta(hours=8))
LINK = "https://steward.example/ticket/R-2026-004311"
MARKUP = '#let x=1 $a^2$ *b* _i_ `c` @ref <lab> // d /* e */ \\ #image("/f") [x]{y} "q" -- ~ = <b>'


def english(text: str) -> str:
    return text


def at(hour: int, minute: int, second: int) -> datetime:
    return datetime(2026, 11, 22, hour, minute, second, tzinfo=CHINA)


REPORTED = Slip(
    site_name="云栖花园物业服务中心",
    slip_no="WX-20261122-0017",
    ticket_number="R-2026-004311",
    profile="COMMUNITY 3",
    user_name="欧阳龘𬘡",
    address="3号楼2单元501室",
    phone="138 0571 2266",
    content="厨房水槽下水管漏水，已关总阀。",
    order="as_soon_as_possible",
    tariff=True,
    copies=(
        SlipCopy(1, "用户", "付款依据"),
        SlipCopy(2, "客户服务部", "存档"),
        SlipCopy(3, "财务部", "随物业费代扣"),
        SlipCopy(4, "前台", "存根"),
    ),
    charge_note="费用由财务部凭第三联代扣。",
    link=LINK,
    printed_at=at(9, 2, 11),
    lang="zh",
    demo=False,
    reported_at=at(9, 0, 0),
    filled_at=at(9, 1, 50),
)

DONE = msgspec.structs.replace(
    REPORTED,
    notified_at=at(9, 2, 40),
    received_at=at(9, 5, 0),
    arrived_at=at(9, 14, 30),
    technicians=("周建国", "陆一鸣"),
    actual_item="更换下水软管",
    items=(SlipItem("人工", 1, 4000), SlipItem("PVC软管", Decimal("1.5"), 1800), SlipItem("密封圈", 2, 350)),
    total_cents=7400,
    material_test="qualified",
)


def with_facts(slip: Slip, **facts: object) -> Slip:
    return msgspec.structs.replace(slip, **facts)


def sheets(slip: Slip, gettext: Callable[[str], str] = english) -> list[str]:
    """The text of each page, without the blanks that line breaks leave."""
    pages = PdfReader(BytesIO(slip_pdf(slip, gettext))).pages
    return [re.sub(r"[\s\u200b\u00ad]", "", page.extract_text()) for page in pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_four_copies_print_as_four_sheets_that_name_who_keeps_them() -> None:
    """REP-11: user, customer service, finance, front-desk stub."""
    pages = sheets(REPORTED)
    assert len(pages) == 4
    for page, title in zip(pages, ("Copy1用户", "Copy2客户服务部", "Copy3财务部", "Copy4前台"), strict=True):
        assert title in page
        assert f"{title[:5]}thissheet" in page


def test_a_profile_with_three_copies_prints_three_sheets() -> None:
    """REP-21: under CARE the third copy is the owner's."""
    care = with_facts(REPORTED, copies=(*REPORTED.copies[1:3], SlipCopy(3, "业主", "收费凭据")))
    pages = sheets(care)
    assert len(pages) == 3
    assert "Copy3业主" in pages[2]


@pytest.mark.parametrize(
    "fact",
    [
        "云栖花园物业服务中心",
        "WX-20261122-0017",
        "R-2026-004311",
        "欧阳龘𬘡",
        "3号楼2单元501室",
        "13805712266",
        "厨房水槽下水管漏水，已关总阀。",
        "09:00:00",
        "09:01:50",
        "费用由财务部凭第三联代扣。",
    ],
)
def test_every_sheet_bears_what_was_reported(fact: str) -> None:
    """REP-01, FRM-01."""
    assert all(fact in page for page in sheets(REPORTED))


def test_steps_not_yet_taken_are_left_blank() -> None:
    """FRM-01: no time, no amount and no name is made up."""
    first = sheets(REPORTED)[0]
    assert len(re.findall(r"\d\d:\d\d:\d\d", first)) == 3  # reported, filled, printed
    assert "¥" in first
    assert "0.00" not in first


def test_a_finished_job_shows_its_times_people_lines_and_total() -> None:
    """REP-05, REP-07, REP-08: 40.00 + 1.5 x 18.00 + 2 x 3.50 = 74.00."""
    first = sheets(DONE)[0]
    for fact in ("09:02:40", "09:05:00", "09:14:30", "周建国、陆一鸣", "更换下水软管", "√qualified"):
        assert fact in first
    assert "PVC软管1.518.0027.00" in first
    assert "密封圈23.507.00" in first
    assert "¥74.00" in first
    assert "柒拾肆元整" in first
    assert "√unqualified" not in first


def test_a_booked_visit_out_of_tariff_ticks_those_boxes() -> None:
    """REP-03, REP-04."""
    first = sheets(with_facts(REPORTED, order="booked", booked_for="11月23日 14:00", tariff=False))[0]
    assert "√bookedfor11月23日14:00" in first
    assert "√notintariff" in first
    assert "√assoonaspossible" not in first
    assert "√intariff" not in first


def test_english_paper_separates_names_with_commas_and_needs_no_capitals() -> None:
    first = sheets(with_facts(DONE, lang="en"))[0]
    assert "周建国,陆一鸣" in first
    assert "柒" not in first
    assert "¥74.00" in first


def test_a_declined_job_prints_the_reason_beside_room_for_two_signatures() -> None:
    """REP-06: head and technician both sign."""
    first = sheets(with_facts(REPORTED, decline_reason="报价过高"))[0]
    declined = first[first.index("Workdeclined") :]
    assert "报价过高" in declined
    assert declined.index("Engineeringhead") < declined.index("Whereth")
    assert declined.index("Technician") < declined.index("Whereth")


def test_markup_in_every_text_prints_as_it_was_typed() -> None:
    evil = with_facts(
        DONE,
        site_name=MARKUP,
        user_name=MARKUP,
        address=MARKUP,
        phone=MARKUP,
        content=MARKUP,
        actual_item=MARKUP,
        remark=MARKUP,
        decline_reason=MARKUP,
        technicians=(MARKUP,),
        items=(SlipItem(MARKUP, 1, 100),),
        charge_note=MARKUP,
        profile=MARKUP,
        copies=(SlipCopy(1, MARKUP, MARKUP),),
    )
    assert "".join(sheets(evil)).count(squeezed(MARKUP)) >= 14


def test_control_characters_are_shown_by_number() -> None:
    assert "漏水<U+0007>了" in sheets(with_facts(REPORTED, content="漏水\x07了"))[0]


def test_a_report_of_2000_characters_is_whole_and_marked_as_continued() -> None:
    """FRM-01: nothing is cut off."""
    content = "".join(chr(0x4E00 + number) for number in range(2000))
    pages = sheets(with_facts(DONE, content=content))
    assert len(pages) == 8
    assert content in pages[0]
    assert "Continuedonthenextpage" in pages[0]
    assert "continuation" not in pages[0]
    assert "continuation" in pages[1]
    assert "Page2of2" in pages[1]
    assert "Continued" not in pages[1]


def test_a_report_longer_than_a_page_flows_on() -> None:
    places = [f"第{number:03d}处漏水。" for number in range(700)]
    pages = sheets(with_facts(DONE, content="\n".join(places), copies=REPORTED.copies[:1]))
    assert len(pages) == 10
    together = "".join(pages)
    assert [place for place in places if place not in together] == []


def test_sixty_charge_lines_flow_on_under_a_repeated_head() -> None:
    items = tuple(SlipItem(f"材料{number:02d}", 1, 100) for number in range(60))
    pages = sheets(with_facts(DONE, items=items, total_cents=6000, copies=REPORTED.copies[:1]))
    assert all(f"材料{number:02d}" in "".join(pages) for number in range(60))
    assert all("Workormaterial" in page for page in pages[:2])


def test_names_of_60_characters_are_whole() -> None:
    name, latin = "欧阳" * 30, "W" * 60
    first = sheets(with_facts(REPORTED, user_name=name, address=latin))[0]
    assert name in first
    assert latin in first


def test_a_character_without_a_glyph_is_named_once_at_the_foot() -> None:
    assert missing_glyphs("a😀한b😀") == ["😀", "한"]
    pages = sheets(with_facts(REPORTED, user_name="金한😀"))
    assert all("pleasewritebyhand:U+D55CU+1F600" in page for page in pages)
    assert "pleasewritebyhand" not in sheets(REPORTED)[0]


def test_only_demo_slips_say_that_they_are_no_voucher() -> None:
    assert "DEMODATA" not in sheets(REPORTED)[0]
    assert all("DEMODATA" in page for page in sheets(with_facts(REPORTED, demo=True)))


def test_labels_are_printed_in_the_language_of_the_catalogue() -> None:
    first = sheets(REPORTED, lambda text: {"Repair slip": "维修单", "Copy 1": "第一联"}.get(text, text))[0]
    assert "维修单" in first
    assert "第一联用户" in first


def test_every_font_is_embedded() -> None:
    reader = PdfReader(BytesIO(slip_pdf(DONE, english)))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_the_symbol_also_links_to_the_ticket() -> None:
    page = PdfReader(BytesIO(slip_pdf(REPORTED, english))).pages[0]
    assert [note.get_object()["/A"]["/URI"] for note in page["/Annots"]] == [LINK]  # type: ignore[union-attr]


def test_slips_printed_at_the_same_time_do_not_mix() -> None:
    slips = [with_facts(REPORTED, slip_no=f"WX-{number:04d}") for number in range(6)]
    with ThreadPoolExecutor(3) as desks:
        printed = list(desks.map(sheets, slips))
    for slip, pages in zip(slips, printed, strict=True):
        assert all(slip.slip_no in page for page in pages)
