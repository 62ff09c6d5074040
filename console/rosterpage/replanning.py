"""Somebody does not come: the place is filled with the fewest changes for others, and it is said whom to tell."""

from console.rosterpage import proposing
from console.rosterpage.sending import Page
from domain.roster.solving import replan
from projections.rosters.rows import DutyRow


def fill(page: Page, duty: DutyRow, person: str, name: str) -> None:
    """Give one duty of somebody away and take what comes of it as the draft (EXM-20, EXM-31)."""
    t, house = page.viewer.t, page.viewer.house
    roster, problem = proposing.asked(house, page.viewer.site, page.campaign)
    found = replan(problem, roster.draft, person, house.clock(), duties=(duty.key,))
    said = []
    if names := [page.speaker.people[one.person] for one in found.changes if one.person != person]:
        said.append(t("In place of {gone}: tell {names}.", gone=name, names=names))
    if missing := sum(found.gaps.values()):
        counted = page.viewer.translator.plural
        said.append(counted("{count} head is missing now.", "{count} heads are missing now.", missing))
    places = [{"duty": one.duty, "person": one.person} for one in found.assignments]
    page.send(
        "roster.take",
        t("The place is not changed"),
        " ".join(said),
        assignments=places,
        made_for=roster.basis,
    )
