"""Why a refusal may cite a paragraph of the policy: the paragraph must say it, else a working rule is cited.

To cite a paragraph for another code, read the paragraph and write here what in it says so.
"""

OPENED = "P§13: IPAP and PARP go beyond the EAPC/PfP case by case and by decision of the Council."
OUTSIDE = "P§6: what lies outside the eight areas is taken up on a decision of the Council."
SPECIFIC = "P§7: the frameworks develop while each keeps its specificity."

BEYOND = "P§10: engagement with interlocutors without an arrangement needs the NAC, and keeps to the priority areas."
ORGANISATIONS = "P§9: relations with international organisations follow three objectives."

COUNCIL_APPROVES = "P§11: the Council approves subject and participants of a meeting in a flexible format."

REASONS = {
    "engagement.not_a_nation": BEYOND,
    "engagement.is_arranged": BEYOND,
    "engagement.area_missing": BEYOND,
    "engagement.council_decides": BEYOND,
    "engagement.not_open": BEYOND,
    "engagement.outside_areas": BEYOND,
    "engagement.not_an_organisation": ORGANISATIONS,
    "engagement.objective_missing": ORGANISATIONS,
    "consultations.not_council": COUNCIL_APPROVES,
    "operations.not_taking_part": "P§8: partners shape decisions on operations to which they contribute.",
    "education.beyond_offer": "P§7c: support is given within the resources that exist.",
    "consultations.not_approved": COUNCIL_APPROVES,
    "consultations.nobody_to_invite": COUNCIL_APPROVES,
    "consultations.not_informed": "P§11: the Council ensures that the other partners know of it.",
    "consultations.clashes": "P§11: flexible formats are without detriment to meetings in the frameworks.",
    "consultations.not_declared": "P§7a(i): consultations do not duplicate conflict resolution in other forums.",
    "consultations.not_a_partner": "P§10: nations without a formal arrangement are engaged on decision of the Council.",
    "menu.outside_priority_areas": OUTSIDE,
    "menu.area_already_open": OUTSIDE,
    "menu.area_not_decided": OUTSIDE,
    "menu.not_open_to_framework": SPECIFIC,
    "menu.tool_not_opened": OPENED,
    "menu.discarded": "P§15: activities that are no longer relevant are discarded.",
    "menu.replaced": "P§15: activities that are no longer relevant are discarded.",
    "menu.course_retired": "P§15: activities that are no longer relevant are discarded.",
    "programmes.tool_not_opened": OPENED,
    "programmes.not_a_partner": "P§13: the programme is there for every partner.",
    "programmes.goals_without_result": "P§15: tools are reviewed, so they meet the needs of the day.",
    "programmes.goal_outside_areas": OUTSIDE,
    "parties.tool_needs_decision": OPENED,
    "parties.tool_already_open": OPENED,
}
