"""A scenario seen as things to divide: two parties, and each point goes to one of them."""

from __future__ import annotations

from onetext.bargaining.divisible import AdjustedWinner, adjusted_winner
from onetext.bargaining.scenario import Scenario


def scenario_division(scenario: Scenario) -> AdjustedWinner | None:
    """Return the Adjusted Winner division of a scenario whose points are won by one of two parties.

    It applies where every point has two options, of which one is worth something to one party
    alone and the other to the other alone, and nothing ties points together: then an option says
    who gets the point, and a point may be split between them [bramstaylor1996]_.

    Parameters
    ----------
    scenario : Scenario
        Reservation values play no part: the procedure knows none.

    Returns
    -------
    AdjustedWinner or None
        Shares and totals in the order of the parties; None where the scenario is no such division.

    Examples
    --------
    >>> sinai = [(35, 55), (10, 5), (20, 10), (10, 5), (5, 20), (20, 5)]
    >>> camp_david = Scenario.of([[[mine, 0], [0, yours]] for mine, yours in sinai])
    >>> [str(total) for total in scenario_division(camp_david).totals]
    ['395/6', '395/6']
    """
    if scenario.n_parties != 2 or scenario.interactions:
        return None
    if scenario.space.rules or scenario.space.forbidden or set(scenario.space.n_options) != {2}:
        return None
    worths: tuple[list[float], list[float]] = ([], [])
    for table in scenario.scores:
        for party, other in ((0, 1), (1, 0)):
            own, loss = table[:, party].tolist(), table[:, other].tolist()
            winning = own.index(max(own))
            if min(own) != 0 or (max(own) > 0 and loss[winning] != 0):
                return None
            worths[party].append(max(own))
    if not any(worths[0]) or not any(worths[1]):
        return None
    return adjusted_winner(*worths)
