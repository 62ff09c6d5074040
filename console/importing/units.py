"""The file of homes and other places (UNT-01, UNT-02, UNT-09)."""

from typing import Any

from console.importing import fields
from console.importing.forms import Form, Heading, Values
from console.importing.places import KIND_WORDS, KINDS
from domain.equipment_facts import System
from domain.errors import Reason, reason
from domain.places import UnitKind

HANDOVER = (
    ("未交付", "not handed over"),
    ("已交付", "handed over"),
    ("已入住", "lived in"),
)
HANDOVER_WORDS = {
    "未交付": "not_handed_over",
    "未办理入住": "not_handed_over",
    "空置": "handed_over",
    "已交付": "handed_over",
    "已收楼": "handed_over",
    "已入住": "lived_in",
    "入住": "lived_in",
    "not handed over": "not_handed_over",
    "handed over": "handed_over",
    "lived in": "lived_in",
    "not_handed_over": "not_handed_over",
    "handed_over": "handed_over",
    "lived_in": "lived_in",
}
SYSTEMS = (
    ("给排水", "water supply and drainage"),
    ("供配电", "power supply"),
    ("电梯", "lifts"),
    ("安防监控", "monitoring"),
    ("消防", "fire protection"),
    ("暖通空调", "air conditioning and ventilation"),
    ("照明", "lighting"),
    ("其他设备", "other equipment"),
)
"""Chinese and English, in the order of the systems."""

SYSTEM_WORDS = {
    word: system.value for system, pair in zip(System, SYSTEMS, strict=True) for word in (*pair, system.value)
}
EQUIPMENT = ("stands_in", "system", "maker", "model", "in_service_since")
"""What only a piece of equipment has; a row that leaves these cells empty reads as it always did (UNT-09)."""

YES_NO = (("是", "yes"), ("否", "no"))


def _unit_code(values: Values) -> str:
    """The unit as people say it: as given, else of its building, entrance and door, ``5-2-1203``.

    A place without an entrance is said by building and door: ``D101``, and one without a door by its name.
    """
    parts = [values[part] for part in ("building", "entrance", "door")]
    if _is_place(values) and not all(parts):
        return values["unit"] or (
            f"{values['building']}{values['door']}" if values["door"] else values["name"]
        )
    return values["unit"] or ("-".join(parts) if all(parts) else "")


def _is_place(values: Values) -> bool:
    return values["kind"] not in ("", UnitKind.HOME.value)


def _spares(values: Values, key: str) -> bool:
    """A place need not have an entrance, a floor or a door."""
    return _is_place(values) and key in {"entrance", "floor", "door"}


def _unit_arguments(values: Values) -> dict[str, Any]:
    owner = {"name": values["owner_name"], "phone": values["owner_phone"]} if values["owner_name"] else None
    plain = ("building", "entrance", "floor", "door", "unit_type", "area_dm2", "permanently_resident")
    return {
        "unit": _unit_code(values),
        **{key: values[key] for key in plain},
        "handover_state": values["handover_state"] or "not_handed_over",
        "warranty_ends": values["warranty_ends"],
        "fit_out_state": values["fit_out_state"],
        "owner": owner,
        **({"kind": values["kind"], "name": values["name"]} if _is_place(values) else {}),
        **{key: values[key] for key in EQUIPMENT if values[key]},
    }


def _unit_obstacles(values: Values) -> list[Reason]:
    if _is_place(values) and not _unit_code(values):
        return [reason("This place has neither a number, nor a door, nor a name.")]
    if values["owner_phone"] and not values["owner_name"]:
        return [reason("A phone number of the owner stands here without a name.")]
    return []


UNITS = Form(
    kind="units",
    zh="房屋",
    en="Units",
    do="unit.register",
    headings=(
        Heading(
            "unit",
            "房屋编号",
            "Unit",
            fields.name,
            aliases=("房号编码", "单元编号", "unit code", "unit number"),
        ),
        Heading("building", "楼栋", "Building", fields.name, True, ("栋", "楼号", "幢", "栋号", "楼幢")),
        Heading("entrance", "单元", "Entrance", fields.name, True, ("门洞", "单元号", "梯")),
        Heading("floor", "楼层", "Floor", fields.name, True, ("层", "层数")),
        Heading("door", "房号", "Door", fields.name, True, ("门牌", "门牌号", "室号", "室")),
        Heading("unit_type", "户型", "Unit type", fields.name, aliases=("房型", "type")),
        Heading(
            "area_dm2",
            "建筑面积",
            "Area m2",
            fields.square_decimetres,
            aliases=("面积", "建筑面积(㎡)", "area"),
        ),
        Heading(
            "handover_state",
            "交付状态",
            "Handover state",
            fields.one_of(HANDOVER_WORDS, "、".join(f"{zh} ({en})" for zh, en in HANDOVER)),
            aliases=("入住状态", "房屋状态", "handover"),
            choices=HANDOVER,
        ),
        Heading(
            "permanently_resident",
            "常住",
            "Permanently resident",
            fields.yes_no,
            aliases=("是否常住", "resident"),
            choices=YES_NO,
        ),
        Heading("warranty_ends", "保修到期", "Warranty ends", fields.day, aliases=("保修截止", "保修到期日")),
        Heading("fit_out_state", "装修状态", "Fit-out state", fields.name, aliases=("装修情况", "fit-out")),
        Heading("owner_name", "业主姓名", "Owner name", fields.name, aliases=("业主", "产权人", "owner")),
        Heading(
            "owner_phone",
            "业主电话",
            "Owner phone",
            fields.name,
            aliases=("联系电话", "电话", "手机", "phone"),
        ),
        Heading(
            "kind",
            "类别",
            "Kind",
            fields.one_of(KIND_WORDS, "、".join(f"{zh} ({en})" for zh, en in KINDS)),
            aliases=("房屋类别", "用途", "kind of unit"),
            choices=KINDS,
        ),
        Heading("name", "名称", "Name", fields.name, aliases=("场所名称", "设备名称", "place")),
        Heading(
            "stands_in",
            "安装位置",
            "Stands in",
            fields.name,
            aliases=("所在位置", "设备房", "安装地点", "location"),
        ),
        Heading(
            "system",
            "设备类别",
            "System",
            fields.one_of(SYSTEM_WORDS, "、".join(f"{zh} ({en})" for zh, en in SYSTEMS)),
            aliases=("设备系统", "所属系统", "设备分类"),
            choices=SYSTEMS,
        ),
        Heading(
            "maker", "生产厂家", "Maker", fields.name, aliases=("厂家", "制造商", "品牌", "manufacturer")
        ),
        Heading("model", "规格型号", "Model", fields.name, aliases=("型号",)),
        Heading(
            "in_service_since",
            "启用日期",
            "In service since",
            fields.day,
            aliases=("投用日期", "投入使用日期", "启用时间"),
        ),
    ),
    key=_unit_code,
    arguments=_unit_arguments,
    obstacles=_unit_obstacles,
    examples=(
        {
            "unit": "5-2-1203",
            "building": "5",
            "entrance": "2",
            "floor": "12",
            "door": "1203",
            "unit_type": ("三室两厅", "3 bedrooms"),
            "area_dm2": "118.6",
            "handover_state": ("已入住", "lived in"),
            "permanently_resident": ("是", "yes"),
            "warranty_ends": "2027-06-30",
            "fit_out_state": ("已完工", "completed"),
            "owner_name": ("王女士", "Ms Wang"),
            "owner_phone": "13800000001",
        },
        {
            "building": "5",
            "entrance": "2",
            "floor": "12",
            "door": "1204",
            "handover_state": ("未交付", "not handed over"),
        },
        {"building": "D", "floor": "1", "door": "101", "kind": ("考室", "exam room")},
        {
            "unit": "SB-01",
            "building": "3",
            "floor": "-1",
            "kind": ("设备", "equipment"),
            "name": ("1号生活水泵", "Domestic pump 1"),
            "system": SYSTEMS[0],
            "maker": ("厂家名称", "name of the maker"),
            "model": "CR32-4",
            "in_service_since": "2019-05-01",
        },
    ),
    spares=_spares,
    needs=lambda values: str(values["stands_in"]),
)
