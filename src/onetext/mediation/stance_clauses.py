"""Who does what with an option, in a clause: one verb for all who share a stance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from onetext.model import Stance
from onetext.model.sentences import Sentence, counted, listed

_OF_A_THING = {
    Stance.PROPOSES: partial(counted, "%(who)s proposes %(thing)s", "%(who)s propose %(thing)s"),
    Stance.ACCEPTS: partial(counted, "%(who)s accepts %(thing)s", "%(who)s accept %(thing)s"),
    Stance.ACCEPTS_IF: partial(
        counted,
        "%(who)s accepts %(thing)s on a condition",
        "%(who)s accept %(thing)s on a condition",
    ),
    Stance.OPEN: partial(counted, "%(who)s is open to %(thing)s", "%(who)s are open to %(thing)s"),
    Stance.RESERVES: partial(
        counted,
        "%(who)s has reservations about %(thing)s",
        "%(who)s have reservations about %(thing)s",
    ),
    Stance.OPPOSES: partial(counted, "%(who)s opposes %(thing)s", "%(who)s oppose %(thing)s"),
    Stance.RED_LINE: partial(counted, "%(who)s rules %(thing)s out", "%(who)s rule %(thing)s out"),
}
_OF_IT = {
    Stance.PROPOSES: partial(counted, "%(who)s proposes it", "%(who)s propose it"),
    Stance.ACCEPTS: partial(counted, "%(who)s accepts it", "%(who)s accept it"),
    Stance.ACCEPTS_IF: partial(
        counted, "%(who)s accepts it on a condition", "%(who)s accept it on a condition"
    ),
    Stance.OPEN: partial(counted, "%(who)s is open to it", "%(who)s are open to it"),
    Stance.RESERVES: partial(
        counted, "%(who)s has reservations about it", "%(who)s have reservations about it"
    ),
    Stance.OPPOSES: partial(counted, "%(who)s opposes it", "%(who)s oppose it"),
    Stance.RED_LINE: partial(counted, "%(who)s rules it out", "%(who)s rule it out"),
}


def stance_clause(parties: Sequence[str], stance: Stance, thing: str = "") -> Sentence:
    """Return what parties of one stance do with a thing, as in "Ukraine rules “x” out".

    Parameters
    ----------
    parties : sequence of str
        Their names; at least one.
    stance : Stance
        That says something.
    thing : str
        In words; empty is "it".
    """
    if thing:
        return _OF_A_THING[stance](len(parties), who=listed(parties), thing=thing)
    return _OF_IT[stance](len(parties), who=listed(parties))
