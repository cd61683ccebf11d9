"""Numbers: scenario -> exact packages, solutions, conflicts. Useful alone.

Rules of this floor. Arrays keep one axis order: point, option, party. A package is a tuple of
option indices, one per point. Larger utilities are better. One method, one file; its slow and
obvious oracle stands in `reference`. Results are frozen, with status and certificate; "there is
no zone of agreement" is a result. Nothing here reads a clock, a file or a random seed of its own,
and the constraint solver is imported only when a method needs it.
"""

from onetext.bargaining.alternating_offers import rubinstein_shares
from onetext.bargaining.analysis import Analysis, analysis
from onetext.bargaining.conflicts import (
    Conflicts,
    Relaxations,
    smallest_conflicting_sets,
    smallest_relaxations,
)
from onetext.bargaining.demands import Demand, floor, red_line, required_choice
from onetext.bargaining.divisible import AdjustedWinner, adjusted_winner
from onetext.bargaining.division import scenario_division
from onetext.bargaining.egalitarian import egalitarian_solution
from onetext.bargaining.kalai_smorodinsky import kalai_smorodinsky_solution
from onetext.bargaining.legislative_bargaining import LegislativeShares, legislative_shares
from onetext.bargaining.nash import nash_solution
from onetext.bargaining.pareto import ParetoFrontier, pareto_cover, pareto_frontier
from onetext.bargaining.quota import QuotaDeals, quota_deals
from onetext.bargaining.read_off import solutions_on
from onetext.bargaining.results import Certificate, Solution, Status
from onetext.bargaining.rules import (
    AtMost,
    Choice,
    Excludes,
    IfThen,
    Linear,
    Package,
    Requires,
    Rule,
)
from onetext.bargaining.satisfaction import satisfaction_solution
from onetext.bargaining.scenario import Interaction, Scenario
from onetext.bargaining.space import Space
from onetext.bargaining.trades import (
    Improvement,
    Trade,
    Trades,
    early_harvest,
    improvement,
    trades,
)
from onetext.bargaining.utilitarian import utilitarian_solution
from onetext.bargaining.why_not import Concession, fewest_changes

__all__ = [
    "AdjustedWinner",
    "Analysis",
    "AtMost",
    "Certificate",
    "Choice",
    "Concession",
    "Conflicts",
    "Demand",
    "Excludes",
    "IfThen",
    "Improvement",
    "Interaction",
    "LegislativeShares",
    "Linear",
    "Package",
    "ParetoFrontier",
    "QuotaDeals",
    "Relaxations",
    "Requires",
    "Rule",
    "Scenario",
    "Solution",
    "Space",
    "Status",
    "Trade",
    "Trades",
    "adjusted_winner",
    "analysis",
    "early_harvest",
    "egalitarian_solution",
    "fewest_changes",
    "floor",
    "improvement",
    "kalai_smorodinsky_solution",
    "legislative_shares",
    "nash_solution",
    "pareto_cover",
    "pareto_frontier",
    "quota_deals",
    "red_line",
    "required_choice",
    "rubinstein_shares",
    "satisfaction_solution",
    "scenario_division",
    "smallest_conflicting_sets",
    "smallest_relaxations",
    "solutions_on",
    "trades",
    "utilitarian_solution",
]
