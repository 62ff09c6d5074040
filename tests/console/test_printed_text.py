"""Single texts and amounts on paper: which characters, how written."""

from decimal import Decimal

import pytest

from console.printing.amounts import capitals, figures, line_amount_cents
from console.printing.coverage import missing_glyphs
from console.printing.literal import literal


def test_control_characters_and_turned_writing_are_shown_by_number() -> None:
    assert literal("漏\x00水\x1b了\u202e吗\ud800") == "漏<U+0000>水<U+001B>了<U+202E>吗<U+D800>"


def test_line_breaks_stay_and_tabs_become_spaces() -> None:
    assert literal("a\r\nb\rc\td") == "a\nb\nc d"


def test_separate_accents_are_composed_but_han_compatibility_characters_stay() -> None:
    assert literal("Jose\u0301 \uf9dc") == "José \uf9dc"


def test_rare_and_foreign_names_are_in_the_font() -> None:
    assert missing_glyphs("龘𬘡㛃𫖯 Nguyễn Őčşł Дмитрий\n\u200b") == []


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (60, "陆角整"),
        (7400, "柒拾肆元整"),
        (10050, "壹佰元零伍角整"),
        (32504, "叁佰贰拾伍元零肆分"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (1680_32, "壹仟陆佰捌拾元零叁角贰分"),
        (10_0001_00, "壹拾万零壹元整"),
        (1_0000_0000_00, "壹亿元整"),
        (1_0000_1000_00, "壹亿零壹仟元整"),
        (-350, "负叁元伍角整"),
    ],
)
def test_amounts_in_capitals_follow_the_rules_of_vouchers(cents: int, words: str) -> None:
    """REP-08."""
    assert capitals(cents) == words


def test_figures_have_two_places_and_a_true_minus() -> None:
    assert figures(123456) == "1,234.56"
    assert figures(-5) == "−0.05"


def test_half_a_cent_of_a_line_is_rounded_up() -> None:
    assert line_amount_cents(Decimal("0.5"), 101) == 51
    assert line_amount_cents(Decimal("0.4"), 101) == 40
