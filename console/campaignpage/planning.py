"""Starting a campaign: from a template, published or one that comes with the product, or from an earlier campaign."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import msgspec
import streamlit as st

from console.campaignpage.head import CODE, go
from console.plain import plain
from console.viewer import Viewer
from console.views import frame
from domain.campaigns.template import Template
from domain.errors import Refused, Term, reason
from domain.named import Named
from projections.campaigns.overview import CampaignRow
from projections.campaigns.templates import TemplateRow, is_published
from projections.campaigns.templates import templates as published
from seed.catalogue import templates as shipped


class Source(msgspec.Struct, frozen=True):
    """What a campaign may be planned from.

    Attributes:
        served: Code of an earlier campaign; empty for a template.
        unpublished: The template, where it comes with the product and is not on record yet, in the edition that it
            becomes: the first, or the next where an earlier one of it, or one of the company's own, is on record.
    """

    template: str
    name: Named | str
    anchor: Named | None = None
    served: str = ""
    unpublished: Template | None = None

    @property
    def is_next_edition(self) -> bool:
        return self.unpublished is not None and self.unpublished.edition > 1


def sources(
    known: Sequence[TemplateRow], earlier: Sequence[CampaignRow], fresh: Sequence[Template]
) -> list[Source]:
    """Published templates, ``fresh`` ones of the product that are not on record, then what was served before."""
    editions = {one.code: one.edition for one in known}
    found = [Source(one.code, one.name, one.anchor) for one in known]
    for one in fresh:
        coming = msgspec.structs.replace(one, edition=editions.get(one.code, 0) + 1)
        found.append(Source(one.code, one.name, one.anchor, unpublished=coming))
    return found + [
        Source(one.template, one.name, served=one.code) for one in earlier if one.state == "closed"
    ]


def draw(viewer: Viewer, rows: Sequence[CampaignRow], *, first: bool) -> None:
    """Draw the form; ``first`` shows it open, for a site without a campaign."""
    t = viewer.t
    views = viewer.house.views
    offered = sources(published(views), rows, [one for one in shipped() if not is_published(views, one)])
    labels = [_label(viewer, one) for one in offered]
    refused: Refused | None = None
    with st.expander(t("Plan a campaign"), expanded=first, icon=":material/add:"):
        form = st.form("plan campaign", border=False, enter_to_submit=False)
        with form, st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                t("Template or earlier campaign"), range(len(offered)), None, key="plan from",
                format_func=labels.__getitem__, placeholder=t("Choose one"), width=300,
            )  # fmt: skip
            name = st.text_input(t("Its name"), key="plan name", max_chars=80, width=300)
            anchor = st.date_input(t("Its first day"), value=None, key="plan anchor", width=180)
            sent = st.form_submit_button(t("Plan it"), type="primary", key="plan send")
        st.caption(t("The day that T counts to: {days}.", days=plain(_anchors(viewer, offered))))
        if sent:
            source = None if chosen is None else offered[chosen]
            refused = _plan(viewer, source, name, anchor, {one.code for one in rows})
        if refused is not None:
            frame.refused(viewer, t("The campaign is not planned"), refused)


def _label(viewer: Viewer, source: Source) -> str:
    if source.served:
        return viewer.t("as served: {name}", name=source.name)
    if source.is_next_edition:
        return viewer.t("{name}, new edition", name=source.name)
    return viewer.translator.show(source.name)


def _anchors(viewer: Viewer, offered: Sequence[Source]) -> str:
    show = viewer.translator.show
    comma = "；" if viewer.translator.language == "zh" else "; "
    return comma.join(
        f"{show(one.name)} – {show(one.anchor)}" for one in offered if one.anchor and not one.is_next_edition
    )


def _plan(
    viewer: Viewer, source: Source | None, name: str, anchor: date | None, taken: set[str]
) -> Refused | None:
    """Plan it and lead to its page; a template of the product is put on record first."""
    missing = [
        reason("“{name}” is missing.", who=Term("you"), verb=Term("fill it in"), name=label)
        for label, value in (
            (Term("Template or earlier campaign"), source),
            (Term("Its name"), name.strip()),
            (Term("Its first day"), anchor),
        )
        if not value
    ]
    if source is None or anchor is None or missing:
        return Refused(*missing)
    code = free_code(source.template, anchor, taken)
    plan = {"served": source.served} if source.served else {"template": source.template}
    try:
        if source.unpublished:
            content = msgspec.to_builtins(source.unpublished)
            viewer.submit("campaign.publish_template", uuid4().hex, template=content)
        viewer.submit(
            "campaign.plan", uuid4().hex, campaign=code, name=name.strip(), anchor=anchor.isoformat(), **plan
        )
    except Refused as refusal:
        return refusal
    go("campaign", viewer, **{CODE: code})
    return None


def free_code(template: str, anchor: date, taken: set[str]) -> str:
    """A code that is not taken: ``exam-support-2026``, then ``exam-support-2026-2``."""
    stem = f"{template.lower().replace('_', '-')[:30]}-{anchor.year}"
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code
