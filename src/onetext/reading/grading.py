"""A suggested Admiralty grade of a statement, with its reasons; a person confirms or changes it.

Two letters that are never joined into one score: how reliable the source is (A to F) and how
credible what it says (1 to 6). Reliability is a track record, and onetext keeps none of outlets:
it suggests F, cannot be judged, for all alike. Credibility is judged by what the report itself
shows: whose words, in which form, through whom.
"""

from __future__ import annotations

from collections.abc import Collection

from onetext.model import Anonymity, Mode, Statement, SuggestedGrade

_NO_RECORD = "no track record of the outlet is kept here"


def suggested_grade(
    statement: Statement, dependent: Collection[str], confirmed: Collection[str] = ()
) -> SuggestedGrade:
    """Return the letters suggested for one statement.

    Parameters
    ----------
    statement : Statement
    dependent : collection of str
        Ids of the reports that go back to another report's source: they confirm nothing.
    confirmed : collection of str
        Ids of the statements that a report of another origin quotes alike: that it was said is
        confirmed, not that it is true.
    """
    credibility, reason = _credibility(statement, statement.id in confirmed)
    reasons = [_NO_RECORD, reason]
    if statement.report in dependent:
        reasons.append("the report shares its origin with another: together they count once")
    if statement.outlet_chain:
        names = ", ".join(credit.name for credit in statement.outlet_chain)
        reasons.append(f"at second hand, through {names}")
    if statement.hedges:
        reasons.append("the report hedges it")
    return SuggestedGrade(reliability="F", credibility=credibility, reasons=tuple(reasons))


def _credibility(statement: Statement, is_confirmed: bool) -> tuple[str, str]:
    if statement.speaker is None:
        return "6", "who said it cannot be determined"
    if statement.is_unnamed:
        return "3", "possible: a speaker the report does not name, and no second origin"
    if is_confirmed:
        return "1", "confirmed: a report of another origin quotes the same words"
    named = statement.anonymity in (Anonymity.NAMED, Anonymity.INSTITUTION)
    if named and statement.mode is Mode.DIRECT and not statement.hedges:
        return "2", "probable: a named speaker in their own words"
    return "3", "possible: a named speaker in the report's words"
