"""The words by which a file of units says what a unit is (UNT-03, UNT-05, UNT-08, UNT-09)."""

from domain.places import UnitKind

KINDS: tuple[tuple[str, str], ...] = (
    ("住宅", "home"),
    ("考室", "exam room"),
    ("监控室", "monitoring room"),
    ("配电房", "power distribution room"),
    ("水泵房", "water pump room"),
    ("电梯机房", "lift machine room"),
    ("休息区", "rest area"),
    ("物品存放处", "belongings store"),
    ("地面停车场", "surface car park"),
    ("地下停车场", "underground car park"),
    ("门岗", "gate"),
    ("警戒带出入口", "cordon gate"),
    ("考生通道", "candidate passage"),
    ("街道", "street"),
    ("周边", "surroundings"),
    ("固定岗", "security post"),
    ("单元门", "entry door"),
    ("设备", "equipment"),
)
"""Chinese and English, in the order of the kinds."""

KIND_WORDS = {
    word: kind.value for kind, pair in zip(UnitKind, KINDS, strict=True) for word in (*pair, kind.value)
}


def kind_word(kind: str, language: str) -> str:
    """What a unit of this kind is called."""
    chinese, english = KINDS[[one.value for one in UnitKind].index(kind)]
    return chinese if language == "zh" else english
