"""What callers say fits the tariff, and there is enough of it."""

from collections import Counter

from domain.tariff import Edition
from domain.tickets.facts import HelpClass
from seed.demo import words
from seed.demo.crew import POSTS


def test_every_repair_in_the_tariff_is_suggested_for_what_callers_say() -> None:
    """TCK-03."""
    edition = Edition(1, POSTS[0].since, words.tariff_items())
    missed = [
        said
        for matter in words.matters().repairs
        for said in matter.says
        if matter.item not in [item.code for item in edition.suggest(said)]
    ]
    assert missed == []


def test_every_tariff_item_is_called_for_and_none_else() -> None:
    codes = [item.code for item in words.tariff_items()]
    assert len(codes) == len(set(codes)) >= 40
    assert sorted(matter.item for matter in words.matters().repairs) == sorted(codes)


def test_there_are_at_least_sixty_different_repairs() -> None:
    said = [said for matter in words.matters().repairs for said in matter.says]
    said += [matter.says for matter in words.matters().assessed]
    assert [text for text, count in Counter(said).items() if count > 1] == []
    assert len(said) >= 60


def test_there_are_calls_for_help_of_every_class() -> None:
    """TCK-01."""
    assert {matter.help_class for matter in words.matters().helps} == set(HelpClass)


def test_every_item_has_a_chinese_and_an_english_name_and_a_price() -> None:
    assert all(item.name and item.name_en and item.price_cents > 0 for item in words.tariff_items())


def test_prices_and_minutes_are_ranges() -> None:
    spans = [matter.minutes for matter in (*words.matters().repairs, *words.matters().assessed)]
    spans += [matter.price_cents for matter in words.matters().assessed]
    assert all(0 < low < high for low, high in spans)
