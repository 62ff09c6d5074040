"""The file of the people who work here, with their roles and since when (ACT-01..24)."""

from typing import Any

from console.importing import fields
from console.importing.forms import Form, Heading, Values
from console.importing.roles import ROLE_WORDS
from domain.errors import Reason, reason


def _person_arguments(values: Values) -> dict[str, Any]:
    until = {"until": values["until"]} if values["until"] else {}
    return {
        "account": values["account"],
        "name": values["name"],
        "phone": values["phone"],
        "roles": [
            {"site": values["site"], "role": role, "since": values["since"], **until}
            for role in values["roles"]
        ],
    }


def _person_obstacles(values: Values) -> list[Reason]:
    if values["until"] and values["since"] and values["until"] < values["since"]:
        return [reason("The last day of the roles lies before their first.")]
    return []


PEOPLE = Form(
    kind="people",
    zh="人员",
    en="People",
    do="member.join",
    headings=(
        Heading("account", "账号", "Account", fields.name, True, ("登录名", "用户名", "login")),
        Heading("name", "姓名", "Name", fields.name, True, ("员工姓名",)),
        Heading("phone", "电话", "Phone", fields.name, aliases=("手机", "联系电话", "手机号")),
        Heading(
            "roles",
            "岗位",
            "Roles",
            fields.some_of(
                {one.folded: one.role for one in ROLE_WORDS},
                "、".join(one.shown for one in ROLE_WORDS if one.main),
            ),
            True,
            ("角色", "职务", "role"),
            tuple((one.zh, one.en) for one in ROLE_WORDS if one.main),
        ),
        Heading("site", "项目", "Site", fields.name, aliases=("项目编号", "小区", "管理处")),
        Heading("since", "生效日期", "From", fields.day, True, ("任职日期", "开始日期")),
        Heading("until", "截止日期", "Until", fields.day, aliases=("结束日期", "离任日期")),
    ),
    key=lambda values: values["account"],
    arguments=_person_arguments,
    obstacles=_person_obstacles,
    examples=(
        {
            "account": "desk1",
            "name": ("李女士", "Ms Li"),
            "phone": "13800000002",
            "roles": ("前台接待员", "front-desk receptionist"),
            "since": "2026-11-01",
        },
        {
            "account": "eng1",
            "name": ("张师傅", "Mr Zhang"),
            "phone": "13800000003",
            "roles": ("工程部主任、维修员", "engineering head, repair technician"),
            "since": "2026-11-01",
        },
    ),
)
