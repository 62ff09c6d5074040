"""Every fact of the company, its people, rules, imports and survey rounds as one plain sentence."""

from collections.abc import Mapping

from console.audit.plain import Plain
from console.fileroom.words import FAMILY_TERMS
from domain.erasure import TERMS as ERASED_BY
from domain.errors import Term
from domain.roles import TERMS

BASES = {basis.value: term for basis, term in ERASED_BY.items()}
ROLES = {role.value: term for role, term in TERMS.items()}

COMPANY_SENTENCES: Mapping[str, tuple[str, Plain]] = {
    "company.founded": ("note", Plain(Term("The company “{name}” was founded."))),
    "site.opened": ("place", Plain(Term("The site “{name}” was opened."))),
    "site.policy_chosen": (
        "flag",
        Plain(
            Term(
                "Rules for {choice_family}: {choice_profile}, version {choice_version}, from {choice_since}."
            ),
            codes=FAMILY_TERMS,
        ),
    ),
    "policy.published": (
        "note",
        Plain(
            Term("Rules {profile_name}, version {profile_version}, published, in force from {profile_since}.")
        ),
    ),
    "calendar.year_published": (
        "note",
        Plain(Term("Working calendar, version {version}, published for {lists_year}.")),
    ),
    "tariff.published": (
        "cash",
        Plain(Term("Tariff, version {edition_version}, published, in force from {edition_since}.")),
    ),
    "member.joined": ("place", Plain(Term("{person} joined."))),
    "member.corrected": ("pen", Plain(Term("The entry of {person} was corrected."))),
    "member.role_granted": (
        "check",
        Plain(Term("Role “{grant_role}” granted at {grant_site} from {grant_since}."), codes=ROLES),
    ),
    "member.role_ended": ("cross", Plain(Term("Role “{role}” at {site} ends on {until}."), codes=ROLES)),
    "import.begun": ("inbox", Plain(Term("Import of {source} begun."))),
    "import.undone": ("cross", Plain(Term("Import taken back, {tickets} tickets."))),
    "survey.planned": ("note", Plain(Term("Survey “{name}” planned for {starts}, round {round}."))),
    "survey.rescheduled": ("clock", Plain(Term("Survey moved to {starts}."), "why")),
    "survey.called_off": ("cross", Plain(Term("Survey called off."), "why")),
    "survey.frame_frozen": ("flag", Plain(Term("Base fixed: {base}, by the working calendar {calendar}."))),
    "survey.sample_drawn": ("note", Plain(Term("Sample of {slots} drawn with the seed {seed}."))),
    "survey.form_replaced": ("again", Plain(Term("Form {number} replaced."), "why")),
    "survey.questionnaire_replaced": (
        "pen",
        Plain(Term("The questionnaire was replaced before the first form.")),
    ),
    "survey.event_marked": ("flag", Plain(Term("Event marked on the line at {on}."), "what")),
    "survey.collection_closed": ("check", Plain(Term("Collection closed."))),
    "survey.collection_reopened": ("again", Plain(Term("Collection opened again."), "why")),
    "survey.figures_reported": (
        "note",
        Plain(
            Term("Figures reported as of event {position}: {counts_valid} valid of {counts_issued} issued."),
            "analysis",
        ),
    ),
    "survey_template.published": (
        "note",
        Plain(Term("Survey template {template_code}, edition {template_edition}, published.")),
    ),
    "register.person_erased": (
        "cross",
        Plain(
            Term(
                "The entry {erases} of a person was erased in all {versions} versions, with {texts} texts: {basis}."
            ),
            codes=BASES,
        ),
    ),
    "register.text_redacted": ("cross", Plain(Term("The text {erases} was erased: {basis}."), codes=BASES)),
    "register.erased_again": (
        "again",
        Plain(Term("The entry {erases}, brought back by a backup, was erased again.")),
    ),
}
