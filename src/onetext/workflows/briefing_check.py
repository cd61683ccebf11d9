"""Before a briefing: what it would carry to a party that the party may not be told.

Nothing is forbidden here. Every finding names the record it rests on, what that record says and
how it is marked, and a person decides. What is warned of is what could break a confidence or a
promise; the rest is worth knowing.
"""

from __future__ import annotations

from onetext.model import Case
from onetext.workflows.briefing_carried import carried
from onetext.workflows.briefing_findings import BriefingCheck, Concern, Plan, merged
from onetext.workflows.briefing_history import history, last_given
from onetext.workflows.confidences import Confidences


def briefing_check(case: Case, plan: Plan, kept_from: Confidences) -> BriefingCheck:
    """Hold what a briefing would carry against what its party may see and was told.

    Parameters
    ----------
    case : Case
        As the drafting team has it.
    plan : Plan
    kept_from : Confidences
        Of this case and the plan's party; kept apart because it is the same for every plan.
    """
    found = merged([*carried(case, plan, kept_from), *history(case, plan)])
    order = {concern: place for place, concern in enumerate(Concern)}
    found.sort(key=lambda one: (not one.is_warning, order[one.concern]))
    return BriefingCheck(tuple(found), last_given(case, plan))
