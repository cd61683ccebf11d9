"""Who would move from here, and would they be answered? The graph model of conflict [fang1993]_.

Rules of this folder. Decision makers and states are told apart by index; preferences are ordinal
and complete, ties allowed: nothing is added up and nothing is compared between decision makers. A
coalition is a frozen set of decision makers, and one decision maker is a coalition of one, so that
each definition is written once. One definition, one file; the oracle is
`onetext.bargaining.reference.graph_model`.
"""

from onetext.bargaining.stability.general_metarational import general_metarational_standing
from onetext.bargaining.stability.graph_model import GraphModel
from onetext.bargaining.stability.nash_stability import nash_standing
from onetext.bargaining.stability.reach import (
    improvements,
    joint_improvements,
    reachable,
    reachable_by_improvements,
)
from onetext.bargaining.stability.sequential import sequential_standing
from onetext.bargaining.stability.signed_package import Breach, SignedPackage, signed_package
from onetext.bargaining.stability.standing import Answer, Standing
from onetext.bargaining.stability.symmetric_metarational import symmetric_metarational_standing
from onetext.bargaining.stability.table import CONCEPTS, StabilityTable, stability_table

__all__ = [
    "CONCEPTS",
    "Answer",
    "Breach",
    "GraphModel",
    "SignedPackage",
    "StabilityTable",
    "Standing",
    "general_metarational_standing",
    "improvements",
    "joint_improvements",
    "nash_standing",
    "reachable",
    "reachable_by_improvements",
    "sequential_standing",
    "signed_package",
    "stability_table",
    "symmetric_metarational_standing",
]
