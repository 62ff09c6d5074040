"""Every fact of a roster, of duties served and of the reserve as one plain sentence."""

from collections.abc import Mapping

from console.audit.plain import Plain
from domain.errors import Term

CODE = {True: Term("by the code at the post"), False: Term("by the leader's tick")}
RESERVE = {True: Term("reserve"), False: Term("crew")}

ROSTER_SENTENCES: Mapping[str, tuple[str, Plain]] = {
    "roster.opened": ("note", Plain(Term("Roster opened: {posts} posts on {days} days."))),
    "roster.person_enlisted": (
        "place",
        Plain(Term("{person} enlisted in group {group}, {is_reserve}."), codes=RESERVE),
    ),
    "roster.person_placed": (
        "arrow",
        Plain(Term("{person} placed in group {group}, {is_reserve}."), codes=RESERVE),
    ),
    "roster.person_released": ("cross", Plain(Term("{person} released."), "why")),
    "roster.person_assigned": ("arrow", Plain(Term("{person} given the duty {duty}."))),
    "roster.person_unassigned": ("cross", Plain(Term("{person} taken off the duty {duty}."))),
    "roster.places_swapped": (
        "again",
        Plain(Term("{person} ({duty}) and {other} ({other_duty}) changed places.")),
    ),
    "roster.proposal_taken": (
        "check",
        Plain(Term("Proposal taken: {assignments} places given, {missing} heads missing.")),
    ),
    "roster.published": ("flag", Plain(Term("Edition {number} published with {assignments} places."))),
    "roster.acknowledged": ("check", Plain(Term("{person} acknowledged edition {edition}."))),
    "roster.leave_asked": ("pause", Plain(Term("{person} asked for leave from {begins} to {ends}."), "why")),
    "roster.leave_granted": ("check", Plain(Term("Leave {leave} granted."))),
    "roster.leave_stopped": ("cross", Plain(Term("Leave {leave} stopped."), "why")),
    "roster.post_set": ("note", Plain(Term("Post {post_code} set: {post_heads} heads."))),
    "roster.post_dropped": ("cross", Plain(Term("Post {post} dropped."))),
    "roster.police_noted": ("note", Plain(Term("Post {post}: {heads} police."))),
    "roster.policy_set": ("note", Plain(Term("The roster's rules of rest and hours were set."))),
    "roster.rule_waived": (
        "flag",
        Plain(Term("Rule “{waiver_rule}” waived for {waiver_person} by {waiver_approved_by}."), "why"),
    ),
    "roster.waiver_withdrawn": ("cross", Plain(Term("Waiver of “{rule}” for {person} withdrawn."))),
    "roster.skill_noted": ("pen", Plain(Term("{person} has the skill {skill_code}."))),
    "roster.skill_withdrawn": ("cross", Plain(Term("{person} no longer has the skill {skill}."))),
    "duty.arrived": ("place", Plain(Term("{person} is at the post, {by_code}."), codes=CODE)),
    "duty.arrival_corrected": ("pen", Plain(Term("Arrival of {person} corrected to {arrived_at}."), "why")),
    "duty.delay_told": ("clock", Plain(Term("{person} will be late, expected at {expected_at}."), "why")),
    "duty.absence_noted": ("cross", Plain(Term("{person} is absent."), "why")),
    "duty.post_left": ("pause", Plain(Term("{person} left the post, back at {back_at}."), "why")),
    "duty.post_resumed": ("place", Plain(Term("{person} is back at the post, {by_code}."), codes=CODE)),
    "duty.relieved": ("check", Plain(Term("{person} was relieved."))),
    "duty.reserve_sent": ("arrow", Plain(Term("Reserve {person} sent in place of {instead_of}."))),
    "standby.stationed": ("place", Plain(Term("Reserve {person} stationed at {place}."))),
    "standby.sent": ("arrow", Plain(Term("Reserve {person} sent to {duty}."))),
    "standby.freed": ("check", Plain(Term("Reserve {person} is free again."))),
    "occupancy.bound": ("clock", Plain(Term("{bindings} people bound by edition {edition} of {campaign}."))),
    "occupancy.freed": ("check", Plain(Term("{person} no longer bound by {campaign} from {since}."))),
    "calls.raised": ("phone", Plain(Term("Call {call} from {place}."), "what")),
    "calls.answered": ("check", Plain(Term("Call {call} answered."))),
}
