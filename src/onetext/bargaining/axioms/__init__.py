"""What a solution may be expected to satisfy, as checks that return a witness, or None.

A witness is what shows the axiom broken: a package, a party, a changed scenario. A check on a
method looks at one scenario at a time; that it finds nothing proves nothing of other scenarios.
"""

from onetext.bargaining.axioms.of_methods import (
    check_independence_of_irrelevant_alternatives,
    check_monotonicity,
    check_scale_invariance,
    check_symmetry,
)
from onetext.bargaining.axioms.of_packages import (
    check_individual_rationality,
    check_pareto_efficiency,
)

__all__ = [
    "check_independence_of_irrelevant_alternatives",
    "check_individual_rationality",
    "check_monotonicity",
    "check_pareto_efficiency",
    "check_scale_invariance",
    "check_symmetry",
]
