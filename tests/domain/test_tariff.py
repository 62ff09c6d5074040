"""The paid-service tariff: editions, the look-up that decides REP-02 or REP-04, and suggestions (TCK-03)."""

from datetime import UTC, date, datetime

from domain.tariff import Edition, Item, Tariff
from tests.domain.doorway import Doorway

AT = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
TAP = Item("T01", "更换水龙头", "个", 4000, "Replace a tap", ("龙头", "滴水"))
DRAIN = Item("T02", "疏通下水道", "次", 8000, "Clear a drain", ("下水", "堵"))


def tariff() -> Tariff:
    found = Tariff("tariff:s1")
    found.publish([TAP], date(2026, 1, 1), AT)
    found.publish([TAP, DRAIN], date(2026, 4, 1), AT)
    return found


def test_tck_03_the_edition_in_force_is_the_one_of_the_day() -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)]
    found = [tariff().in_force(day) for day in days]
    assert [one and one.version for one in found] == [None, 1, 1, 2]


def test_of_two_editions_that_begin_on_one_day_the_later_counts() -> None:
    found = tariff()
    assert found.publish([DRAIN], date(2026, 4, 1), AT) == 3
    edition = found.in_force(date(2026, 4, 1))
    assert edition is not None
    assert (edition.version, edition.item("T01"), edition.item("T02")) == (3, None, DRAIN)
    assert found.edition(2).items == (TAP, DRAIN)


def test_an_item_is_suggested_by_what_the_caller_said() -> None:
    edition = tariff().edition(2)
    assert edition.suggest("厨房龙头一直滴水") == [TAP]
    assert edition.suggest("请来更换水龙头，下水也堵了") == [TAP, DRAIN]
    assert edition.suggest("please CLEAR A DRAIN") == [DRAIN]
    assert edition.suggest("龙头和下水", limit=1) == [TAP]
    assert edition.suggest("灯不亮") == []


def test_rep_04_one_keyword_is_a_guess_and_two_or_a_name_are_not() -> None:
    """TCK-03: what is taken without asking is named, or said with two words that mean it."""
    edition = tariff().edition(2)
    assert edition.evident("厨房龙头后面的墙渗水") is None
    assert edition.evident("厨房龙头一直滴水") == TAP
    assert edition.evident("想更换水龙头") == TAP
    assert edition.evident("T02") == DRAIN
    assert edition.evident("please replace a tap") == TAP
    assert edition.evident("灯不亮") is None


def test_rep_04_where_two_items_fit_as_well_neither_is_taken() -> None:
    edition = tariff().edition(2)
    assert edition.evident("龙头滴水，下水也堵了") is None
    assert edition.evident("更换水龙头，下水也堵了") == TAP


def test_a_keyword_inside_another_counts_once() -> None:
    tap = Item("T03", "换水嘴", "个", 4000, "", ("水龙头", "龙头"))
    assert Edition(1, date(2026, 1, 1), (tap,)).evident("水龙头后面渗水") is None


def test_a_latin_word_counts_whole_or_in_its_plural() -> None:
    tap = Item("T03", "换水嘴", "个", 4000, "Water outlet", ("tap",))
    edition = Edition(1, date(2026, 1, 1), (tap,))
    said = ("both taps drip", "厨房tap坏了", "a tape on the wall", "it keeps tapping")
    assert [edition.suggest(words) for words in said] == [[tap], [tap], [], []]


def test_rep_02_an_item_of_the_tariff_is_kept_with_its_edition(site: Doorway) -> None:
    ticket = site.ticket(site.repair("T01"))
    assert ticket.report is not None
    assert (ticket.in_tariff, ticket.report.item, ticket.report.tariff) == (True, "T01", 1)


def test_rep_04_without_an_item_the_repair_is_assessed_first(site: Doorway) -> None:
    number = site.repair("")
    ticket = site.ticket(number)
    assert ticket.report is not None
    assert (ticket.in_tariff, ticket.report.tariff) == (False, 0)
    site.work(number, "repair.receive_slip")
    assert site.refused("repair.dispatch", "head", ticket=number, technicians=["chen"]) == [
        "“customer agreed” is not on record yet."
    ]


def test_an_item_counts_only_where_the_edition_of_the_day_has_it(site: Doorway) -> None:
    item = {"code": "T02", "name": "疏通下水道", "unit": "次", "price_cents": 8000}
    site.do("tariff.publish", "boss", items=[item], since="2026-03-12")
    assert (
        "has no item T01"
        in site.refused(
            "repair.report",
            unit="5-2-1203",
            matter="漏水",
            item="T01",
            caller={"name": "李女士", "phone": "138"},
        )[0]
    )
    late = site.repair("T01", at="2026-03-11T18:00:00+08:00")
    new = site.repair("T02")
    editions = [report.tariff for number in (late, new) if (report := site.ticket(number).report)]
    assert editions == [1, 2]


def test_a_list_with_an_item_twice_is_refused_whole(site: Doorway) -> None:
    item = {"code": "T05", "name": "换灯", "unit": "个", "price_cents": 1500}
    other = {**item, "code": "T06"}
    assert site.refused("tariff.publish", "boss", items=[item, other, item, other], since="2026-03-12") == [
        "The item T05 stands in the list twice.",
        "The item T06 stands in the list twice.",
    ]
