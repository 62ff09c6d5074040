"""The file of the paid-service tariff (有偿服务收费标准, TCK-03)."""

from typing import Any

from console.importing import fields
from console.importing.forms import Form, Heading, Values
from domain.errors import Reason


def _item(values: Values) -> dict[str, Any]:
    return {key: values[key] for key in ("code", "name", "name_en", "unit", "price_cents", "keywords")}


def _nothing(_values: Values) -> list[Reason]:
    return []


TARIFF = Form(
    kind="tariff",
    zh="有偿服务收费标准",
    en="Tariff",
    do="tariff.publish",
    headings=(
        Heading("code", "编码", "Code", fields.name, True, ("项目编号", "编号", "序号")),
        Heading("name", "服务项目", "Service", fields.name, True, ("项目", "项目名称", "名称", "name")),
        Heading("name_en", "英文名称", "Service in English", fields.name, aliases=("name en", "name_en")),
        Heading("unit", "计价单位", "Charged per", fields.name, True, ("单位", "unit")),
        Heading(
            "price_cents",
            "单价(元)",
            "Price (yuan)",
            fields.cents,
            True,
            ("单价", "单价（元）", "价格", "收费标准", "price"),
        ),
        Heading("keywords", "关键词", "Keywords", fields.several, aliases=("俗称", "别名")),
    ),
    key=lambda values: values["code"],
    arguments=_item,
    obstacles=_nothing,
    examples=(
        {
            "code": "P01",
            "name": "更换水龙头",
            "name_en": "Replace a tap",
            "unit": ("个", "each"),
            "price_cents": "40",
            "keywords": ("水龙头、漏水、滴水", "水龙头, tap, drip"),
        },
        {
            "code": "E03",
            "name": "更换开关面板",
            "name_en": "Replace a switch",
            "unit": ("个", "each"),
            "price_cents": "25.50",
            "keywords": ("开关、面板", "开关, switch"),
        },
    ),
)
