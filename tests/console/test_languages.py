"""Both languages say everything, and say figures, dates and refusals in their own manner."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog

from console.languages import CATALOGUE, Translator, render
from console.languages.catalogue import entries, extracted, load, placeholders, pruned, save, updated
from console.languages.preference import preferred
from domain.errors import Refused, Term, reason

ZH, EN = Translator.for_language("zh", year=2026), Translator.for_language("en", year=2026)
FORBIDDEN = ("失败", "非法", "错误")
AFTERNOON = datetime(2026, 4, 24, 8, 45, tzinfo=UTC)


def test_every_string_of_the_source_has_its_chinese() -> None:
    said = {ident for ident, _, chinese in entries(load(CATALOGUE)) if chinese}
    missing = sorted(set(extracted().messages) - said)
    assert not missing, "no Chinese for:\n" + "\n".join(missing)


def test_no_string_is_put_together_where_it_could_not_be_translated() -> None:
    assert not extracted().faults


def test_a_translation_fills_in_what_its_original_fills_in() -> None:
    wrong = [
        ident
        for ident, other, chinese in entries(load(CATALOGUE))
        if chinese and placeholders(chinese) != placeholders(other or ident)
    ]
    assert not wrong, "other placeholders in:\n" + "\n".join(wrong)


def test_no_sentence_uses_a_word_that_blames() -> None:
    wrong = [said for _, _, said in entries(load(CATALOGUE)) if any(word in said for word in FORBIDDEN)]
    assert not wrong


def test_the_source_is_searched_for_calls_data_terms_and_both_numbers(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "seed").mkdir()
    source = (
        'reason("no price for {place}", who="the desk", verb="quote it")\n'
        'x.t("late" if y else "in time"); plural("one ticket", "{count} tickets", n)\n'
        'reason(f"made up {place}")\nother("not a message")\n'
    )
    (tmp_path / "domain" / "a.py").write_text(source, encoding="utf-8")
    (tmp_path / "seed" / "a.toml").write_text(
        '[[limits]]\nterm = "On site"\ncode = "arrive"\n', encoding="utf-8"
    )
    found = extracted(tmp_path)
    assert found.messages == {
        "no price for {place}": None,
        "the desk": None,
        "quote it": None,
        "late": None,
        "in time": None,
        "one ticket": "{count} tickets",
        "On site": None,
    }
    assert found.faults == ["domain/a.py:3"]


def test_a_catalogue_keeps_its_translations_and_takes_new_ones(tmp_path: Path) -> None:
    old = Catalog(locale="zh_Hans_CN")
    old.add("kept", "留着")
    old.add("gone", "没了")
    new = updated(
        old, {"kept": None, "new": None, "one": "{count} many"}, {"new": "新的", "one": "{count} 个"}
    )
    path = tmp_path / "zh.po"
    save(new, path)
    read = {ident: (other, said) for ident, other, said in entries(load(path))}
    assert read == {
        "gone": (None, "没了"),
        "kept": (None, "留着"),
        "new": (None, "新的"),
        "one": ("{count} many", "{count} 个"),
    }
    assert [ident for ident, _, _ in entries(pruned(load(path), ["kept"]))] == ["kept"]
    assert "Date" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (AFTERNOON, "4月24日 16:45", "24 Apr 16:45"),
        (AFTERNOON.replace(second=50), "4月24日 16:45:50", "24 Apr 16:45:50"),
        (AFTERNOON.replace(year=2025), "2025年4月24日 16:45", "24 Apr 2025 16:45"),
        (datetime(2026, 4, 24, 16, 0, tzinfo=UTC), "4月25日 00:00", "25 Apr 00:00"),
        (date(2026, 12, 1), "12月1日", "1 Dec"),
        (timedelta(minutes=6, seconds=20), "6:20", "6:20"),
        (timedelta(hours=1, minutes=18, seconds=40), "1:18:40", "1:18:40"),
        (timedelta(minutes=59, seconds=59), "59:59", "59:59"),
        (timedelta(hours=1), "1:00:00", "1:00:00"),
        (timedelta(seconds=-80), "−1:20", "−1:20"),
        (timedelta(days=1), "1 天", "1 day"),
        (timedelta(days=3), "3 天", "3 days"),
        (timedelta(days=1, seconds=1), "24:00:01", "24:00:01"),
        (["3-2-1102", Term("you")], "3-2-1102、你", "3-2-1102, you"),
        ("you", "you", "you"),
    ],
)
def test_a_value_is_shown_in_the_manner_of_the_language(value: object, zh: str, en: str) -> None:
    assert (ZH.show(value), EN.show(value)) == (zh, en)


@pytest.mark.parametrize(
    ("cents", "zh", "en"),
    [
        (26000, "260 元", "¥260"),
        (26050, "260.50 元", "¥260.50"),
        (5, "0.05 元", "¥0.05"),
        (123456700, "1,234,567 元", "¥1,234,567"),
        (-100, "−1 元", "−¥1"),
    ],
)
def test_a_field_in_cents_is_shown_as_money(cents: int, zh: str, en: str) -> None:
    assert ZH.t("{fee_cents}", fee_cents=cents) == zh
    assert EN.t("{fee_cents}", fee_cents=cents) == en


def test_an_instant_is_shown_in_the_zone_of_the_site() -> None:
    assert Translator.for_language("en", ZoneInfo("Asia/Urumqi")).moment(AFTERNOON) == "24 Apr 14:45"


def test_a_refusal_is_said_in_plain_words_with_who_and_what_next() -> None:
    stands = reason("Port {port} is in use already.", port="8501", who=Term("you"), verb="look at it")
    assert render(stands, "en") == "Port 8501 is in use already. Next for you: look at it."
    assert render(stands, "zh") == "端口 8501 已经被占用。下一步：你look at it。"
    bare = reason("Port {port} is in use already.", port="8501")
    assert render(bare, "en") == "Port 8501 is in use already."
    assert EN.refusal(Refused(bare, stands)) == [render(bare, "en"), render(stands, "en")]


def test_a_name_with_braces_is_shown_and_not_filled() -> None:
    assert render(reason("{name}", name="{at}", who="{name}"), "en") == "{at} Ask {name}."


def test_english_counts_one_and_many_and_chinese_needs_no_difference() -> None:
    one = "Too many tries. Try again in one minute; if it is urgent, ask the administrator."
    many = "Too many tries. Try again in {count} minutes; if it is urgent, ask the administrator."
    assert EN.plural(one, many, 1) == one
    assert "in 2 minutes" in EN.plural(one, many, 2)
    assert "1 分钟后" in ZH.plural(one, many, 1)
    assert "2 分钟后" in ZH.plural(one, many, 2)


@pytest.mark.parametrize(
    ("cookie", "browser", "asked", "language"),
    [
        ("", "en-GB,en;q=0.9", None, "en"),
        ("zh", "en", None, "zh"),
        ("zh", "en", "en", "en"),
        ("xx", "en", "yy", "en"),
        ("", "fr,de;q=0.5", None, "zh"),
        ("", "en;q=0.2,zh-TW;q=0.9", None, "zh"),
        ("", "en;q=0", None, "zh"),
        ("", "en;q=nonsense", None, "zh"),
        ("", None, None, "zh"),
    ],
)
def test_a_persons_choice_comes_first_then_the_browser_then_chinese(
    cookie: str, browser: str | None, asked: str | None, language: str
) -> None:
    assert preferred({"steward_lang": cookie}, browser, asked) == language
