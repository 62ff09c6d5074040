"""Founding a company of one's own: everything it needs before its first unit, through the door."""

from typing import Any

import msgspec

from console.access import normal
from console.access.passwords import require_acceptable
from console.wiring import House
from domain.policy import Family
from seed.catalogue import calendar_years, profiles, survey_templates, templates

FAMILIES: tuple[Family, ...] = ("reply", "repair", "visit", "billing")
FIRST_PROFILE = "COMMUNITY"


def found_company(
    house: House, company: str, site: str, site_name: str, account: str, name: str, password: str
) -> None:
    """Found the company, its first site and its first administrator.

    Ids follow from what is founded, so an interrupted founding is finished by running it again.

    Raises:
        Refused: The store belongs to another company, or a name or the password is of no use.
    """
    door = house.door("command line")

    def carry_out(do: str, id: str, at_site: str = "", **arguments: Any) -> None:
        door.submit({"id": f"init:{id}", "site": at_site, "by": account, "do": do, **arguments})

    require_acceptable(normal(account), password)
    first = {"account": account, "name": name}
    carry_out("company.found", "company", name=company, administrator=first)
    carry_out("site.open", f"site:{site}", code=site, name=site_name)
    for profile in profiles():
        carry_out("policy.publish", f"policy:{profile.name}", profile=msgspec.to_builtins(profile))
    for year in calendar_years():
        carry_out("calendar.publish", f"calendar:{year.year}", region="CN", year=msgspec.to_builtins(year))
    for template in templates():
        content = msgspec.to_builtins(template)
        carry_out("campaign.publish_template", f"template:{template.code}", site, template=content)
    for kind in survey_templates():
        content = msgspec.to_builtins(kind)
        carry_out("survey.publish_template", f"survey_template:{kind.code}", site, template=content)
    today = house.clock().astimezone(house.site(site).zone).date().isoformat()
    for family in FAMILIES:
        if not any(choice.family == family for choice in house.site(site).choices):
            choice = {"family": family, "profile": FIRST_PROFILE, "version": 1, "since": today}
            carry_out("site.choose_policy", f"choice:{site}:{family}", site, **choice)
    house.access.set_password(account, password)
