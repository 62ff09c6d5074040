"""How staff lists call the roles of the catalogue (ACT-01..24), in Chinese and in English."""

import msgspec

from domain.roles import TERMS, Role


class RoleWord(msgspec.Struct, frozen=True):
    """One word for a role; ``main`` is the one that templates offer."""

    role: str
    zh: str
    en: str
    folded: str
    main: bool

    @property
    def shown(self) -> str:
        """The word in both languages."""
        return f"{self.zh} ({self.en})"


CHINESE: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: ("系统管理员", "管理员"),
    Role.OFFICE_MANAGER: ("管理处经理", "项目经理"),
    Role.PROPERTY_HEAD: ("物业部主任",),
    Role.SERVICE_HEAD: ("客户服务部主任", "客户主任"),
    Role.OFFICER: ("物业管理员", "客户管理员"),
    Role.DESK: ("前台接待员", "前台"),
    Role.ENGINEERING_HEAD: ("工程部主任", "工程主任"),
    Role.TECHNICIAN: ("维修员", "维修人员", "维修工", "维修技工"),
    Role.ASSISTANT: ("客服助理",),
    Role.SECURITY_LEADER: ("安管部值班负责人", "安管部当值负责人", "保安班长", "安管班长"),
    Role.GUARD: ("安管员", "保安员", "保安"),
    Role.PATROL_OFFICER: ("物业巡查员", "巡查员"),
    Role.AREA_OFFICER: ("责任区管理员",),
    Role.FINANCE: ("财务人员", "财务", "财务员"),
    Role.DUTY_MANAGER: ("值班经理",),
    Role.COORDINATOR: ("活动统筹",),
    Role.AUDITOR: ("审计", "审计员"),
}


def _words_of(role: Role) -> list[RoleWord]:
    chinese, english = CHINESE[role], str(TERMS[role])
    spoken = (*chinese, english, role.value, role.value.replace("_", " "))
    return [
        RoleWord(role.value, chinese[0], english, word.casefold(), place == 0)
        for place, word in enumerate(dict.fromkeys(spoken))
    ]


ROLE_WORDS: tuple[RoleWord, ...] = tuple(word for role in Role for word in _words_of(role))
