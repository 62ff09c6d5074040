"""The people of a roster: enlisting, skills, groups, leave, and letting go (EXM-02..07, EXM-32)."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from domain.errors import Refused, Term, reason
from domain.facts import PersonRef, TextRef, whole_seconds
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.rosters import LEADS, PLANS, Person, occupancy_at, roster_at
from domain.operations.words import Account, Aware, CampaignCode, Label, Part, PersonInput, Text
from domain.roles import Role
from domain.roster.facts import PersonEnlisted
from domain.roster.posts import Code
from domain.roster.problem import Skill, Span

Groups = Annotated[tuple[Code, ...], Meta(max_length=10)]


class SkillInput(Struct, frozen=True):
    """What somebody can do, up to the last day of the licence where it has one."""

    code: Code
    until: date | None = None


@command("roster.enlist", *LEADS)
def enlist(
    desk: Desk,
    *,
    campaign: CampaignCode,
    group: Code,
    account: Account | None = None,
    outsider: PersonInput | None = None,
    known: Person | None = None,
    known_from: CampaignCode | None = None,
    also: Groups = (),
    skills: Annotated[tuple[SkillInput, ...], Meta(max_length=30)] = (),
    is_reserve: bool = False,
    home: Label = "",
) -> None:
    """Let somebody be rostered: a member by account, an outsider by name, or one known from another roster.

    Whoever helps a second group is named in ``also`` and counted once (EXM-06).
    """
    roster = roster_at(desk, campaign)
    if [account, outsider, known].count(None) != 2:  # noqa: PLR2004 - exactly one of three
        raise Refused(
            reason(
                "It takes either an account, a name, or somebody known from another roster.",
                who=Term("you"),
                verb=Term("fill in one of them"),
            )
        )
    person, ref = _who(desk, account, outsider, known, known_from or "")
    file = PersonEnlisted(
        person=person,
        outsider=ref,
        group=group,
        also=tuple(code for code in dict.fromkeys(also) if code != group),
        skills=tuple(Skill(one.code, one.until) for one in {one.code: one for one in skills}.values()),
        is_reserve=is_reserve or (group in roster.groups and roster.groups[group].is_reserve),
        home=home.strip(),
    )
    roster.enlist(file, desk.at)
    desk.results["person"] = person


@command("roster.place", *PLANS)
def place(
    desk: Desk,
    *,
    campaign: CampaignCode,
    person: Person,
    group: Code,
    also: Groups = (),
    is_reserve: bool = False,
) -> None:
    """Let somebody belong to another group, help further ones, or be of the reserve, from now on."""
    others = tuple(code for code in dict.fromkeys(also) if code != group)
    roster_at(desk, campaign).place(person, group, others, desk.at, is_reserve=is_reserve)


@command("roster.note_skill", *LEADS)
def note_skill(desk: Desk, *, campaign: CampaignCode, person: Person, skill: SkillInput) -> None:
    """Note what somebody can do, or until when the licence now holds."""
    roster_at(desk, campaign).note_skill(person, Skill(skill.code, skill.until), desk.at)


@command("roster.withdraw_skill", *LEADS)
def withdraw_skill(desk: Desk, *, campaign: CampaignCode, person: Person, skill: Code) -> None:
    """Note that somebody can no longer do it."""
    roster_at(desk, campaign).withdraw_skill(person, skill, desk.at)


@command("roster.release", *PLANS)
def release(desk: Desk, *, campaign: CampaignCode, person: Person, why: Text | None = None) -> None:
    """Let somebody go; their duties to come are gaps from then on, and other campaigns may have them."""
    roster_at(desk, campaign).release(person, _maybe(desk, why), desk.at)
    occupancy_at(desk).free(campaign, person, desk.at)


@command("roster.ask_leave")
def ask_leave(
    desk: Desk,
    *,
    campaign: CampaignCode,
    begins: Aware,
    ends: Aware,
    person: Part = "",
    why: Text | None = None,
) -> None:
    """Ask for leave, for oneself or, as a leader, for somebody; there is none during the exam (EXM-32)."""
    named = person or desk.doer
    desk.allow(tuple(Role) if named == desk.doer else LEADS)
    span = Span(whole_seconds(begins), whole_seconds(ends))
    roster = roster_at(desk, campaign)
    desk.results["leave"] = roster.ask_leave(named, span, _maybe(desk, why), desk.at)


@command("roster.grant_leave", *PLANS)
def grant_leave(desk: Desk, *, campaign: CampaignCode, leave: Code) -> None:
    """Grant leave; proposals leave the person free then."""
    roster_at(desk, campaign).grant_leave(leave, desk.at)


@command("roster.stop_leave", *PLANS)
def stop_leave(desk: Desk, *, campaign: CampaignCode, leave: Code, why: Text | None = None) -> None:
    """Refuse leave, or take it back."""
    roster_at(desk, campaign).stop_leave(leave, _maybe(desk, why), desk.at)


def _who(
    desk: Desk, account: str | None, outsider: PersonInput | None, known: str | None, known_from: str
) -> tuple[str, PersonRef | None]:
    """The person's id, and the register entry where it is not a member's."""
    if account is not None:
        desk.member(account)
        return account, None
    if outsider is not None:
        ref = desk.person(outsider.name, outsider.phone)
        return ref.id, ref
    file = roster_at(desk, known_from).person(known or "")
    return file.person, file.outsider


def _maybe(desk: Desk, words: str | None) -> TextRef | None:
    return desk.text(words) if words else None
