"""Every fact of a campaign, its decisions and its rooms as one plain sentence."""

from collections.abc import Mapping

from console.audit.plain import Plain
from domain.errors import Term

GO = {True: Term("go"), False: Term("no go")}

CAMPAIGN_SENTENCES: Mapping[str, tuple[str, Plain]] = {
    "campaign.planned": ("note", Plain(Term("Planned “{name}” towards {anchor}."))),
    "campaign.started": ("arrow", Plain(Term("The campaign started."))),
    "campaign.closed": ("check", Plain(Term("The campaign was closed."))),
    "campaign.called_off": ("cross", Plain(Term("The campaign was called off."), "why")),
    "campaign.decided": (
        "flag",
        Plain(Term("Decided: {go}; open points then: {open}."), "evidence", GO),
    ),
    "campaign.admission_opened": (
        "flag",
        Plain(Term("Candidates let in on {day}, on the word of {word_by} given at {word_at}.")),
    ),
    "campaign.debriefed": ("note", Plain(Term("Debriefed with {counted} counts."), "said")),
    "campaign.fact_filled": ("pen", Plain(Term("Fact “{fact}” filled in: {value}."), "said")),
    "campaign.gate_reached": ("flag", Plain(Term("Gate {gate} reached."))),
    "campaign.incident_noted": ("flag", Plain(Term("Incident at {place}, ticket {ticket}."), "what")),
    "campaign.line_staffed": ("arrow", Plain(Term("Line {line}: {person} in charge."))),
    "campaign.material_requested": ("slip", Plain(Term("Material {material}: {quantity} requested."))),
    "campaign.material_bought": ("cash", Plain(Term("Material {material}: {quantity} bought."))),
    "campaign.material_counted": ("check", Plain(Term("Material {material}: {quantity} counted."))),
    "campaign.material_missing": ("flag", Plain(Term("Material {material}: {quantity} missing."), "why")),
    "campaign.milestones_set": ("clock", Plain(Term("{milestones} milestones set."))),
    "campaign.task_added": ("note", Plain(Term("Task {task_code} added."))),
    "campaign.task_assigned": ("arrow", Plain(Term("Task {task} given to {to}."))),
    "campaign.task_begun": ("work", Plain(Term("Task {task} begun."))),
    "campaign.task_done": ("check", Plain(Term("Task {task} done."), "evidence")),
    "campaign.task_dropped": ("cross", Plain(Term("Task {task} dropped."), "why")),
    "campaign.task_moved": ("clock", Plain(Term("Task {task} moved to {due}."), "why")),
    "campaign.task_not_applicable": ("cross", Plain(Term("Task {task} does not apply."), "why")),
    "campaign.task_reopened": ("again", Plain(Term("Task {task} opened again."), "why")),
    "campaign.task_slipped": ("clock", Plain(Term("Task {task} slips; promised for {promised}."), "why")),
    "rooms.chosen": ("note", Plain(Term("{rooms} exam rooms chosen: {active} in use, {spare} spare."))),
    "rooms.spares_named": ("note", Plain(Term("{spares} spare rooms named."))),
    "rooms.checked": ("check", Plain(Term("Room {room}, round {walk}: {results} checks recorded."))),
    "rooms.rechecked": ("again", Plain(Term("Room {room}, round {walk}: {results} re-checks recorded."))),
    "rooms.swapped": ("arrow", Plain(Term("Room {incoming} took over from {outgoing}."), "why")),
    "template.published": (
        "note",
        Plain(Term("Template {template_code}, edition {template_edition}, published.")),
    ),
}
