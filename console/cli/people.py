"""``steward user``: passwords and sessions; grants of roles are commands."""

import argparse
import getpass
import sys

from console.cli.opening import opened
from console.languages import Translator
from console.settings import Settings
from console.wiring import House
from domain.company import Member, member_stream
from domain.errors import Refused, Term, reason
from domain.log import Undecodable


def user(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Set a password, disable or enable an account, end its sessions, or list who has one."""
    with opened(settings) as house:
        if asked.do == "list":
            return _listed(house, translator)
        account = _known(house, asked.account)
        match asked.do:
            case "password":
                house.access.set_password(account, typed_password(translator))
            case "disable":
                house.access.disable(account)
            case "enable":
                house.access.enable(account)
            case _:
                house.access.revoke_account(account)
        print(translator.t("Done for {account}.", account=account))
    return 0


def _listed(house: House, translator: Translator) -> int:
    for event in house.log.search(stream_prefix="member:", name="member.joined"):
        if isinstance(event, Undecodable):
            continue
        account = event.originator_id.partition(":")[2]
        sites = translator.listed([house.site(site).name for site in house.authority.sites(account)])
        print(f"{account:20} {sites}")
    return 0


def _known(house: House, account: str | None) -> str:
    if not account:
        raise Refused(reason("Which account?", who=Term("you"), verb=Term("name it after the word")))
    if not house.log.get(Member, member_stream(account)).exists:
        raise Refused(
            reason(
                "Nobody here has the account “{account}”.",
                who=Term("administrator"),
                verb=Term("enter the person first"),
                account=account,
            )
        )
    return account


def typed_password(translator: Translator) -> str:
    """A password typed twice on a terminal, or one line of a pipe; never an argument, which others can see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(translator.t("Password: "))
    if first != getpass.getpass(translator.t("Once more: ")):
        raise Refused(reason("The two passwords differ.", who=Term("you"), verb=Term("type them again")))
    return first
