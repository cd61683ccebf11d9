"""Hold a receipt that somebody kept against the journal, to see whether it goes on from there."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass

from onetext.errors import ImpossibleRequest, Place, Problem, UnreadableFile
from onetext.model import TEAM_EYE, Eye
from onetext.record.entries import Entry, time_of
from onetext.record.receipts import Receipt, receipt_fault, receipt_from

LONGEST = 4000
"""Characters; a receipt has some five hundred."""


@dataclass(frozen=True, slots=True)
class ReceiptFinding:
    """The journal does or does not hold what a receipt of `length` entries was given for.

    Parameters
    ----------
    reader : str
        Whose receipt it is.
    length : int
        Entries it was given for.
    n_now : int
        Entries there are now.
    at : datetime or None
        Time of the last entry it was given for; None: of an empty journal.
    because : str
        Why the journal does not hold it; empty if it does.
    """

    reader: str
    length: int
    n_now: int
    at: datetime.datetime | None
    because: str

    @property
    def holds(self) -> bool:
        """Whether the journal is the one the receipt was given for, or goes on from it."""
        return not self.because


def receipt_finding(
    words: str, case_id: str, eye: Eye, chain_of: Callable[[Eye], tuple[Entry, ...]], key: str
) -> ReceiptFinding:
    """Check a receipt.

    Parameters
    ----------
    words : str
        The receipt as it was handed out.
    case_id : str
    eye : Eye
        Of who asks: anybody but the drafting team checks its own receipts alone.
    chain_of : callable
        Given an eye, that reader's own chain.
    key : str
        Our public key, 64 hexadecimal digits.

    Raises
    ------
    UnreadableFile
        If it is no receipt.
    ImpossibleRequest
        If it was given for another case or to another reader.
    """
    given = _read(words)
    if given.case != case_id or (eye != TEAM_EYE and given.reader != eye.reader):
        raise ImpossibleRequest(_elsewhere(given.case == case_id))
    chain = chain_of(Eye(reader=given.reader))
    return ReceiptFinding(
        reader=given.reader,
        length=given.length,
        n_now=len(chain),
        at=time_of(given.at) if given.at else None,
        because=receipt_fault(given, chain, key),
    )


def _read(words: str) -> Receipt:
    try:
        row = json.loads(words[:LONGEST])
        return receipt_from(row if isinstance(row, dict) else {})
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            Problem(
                what="this is not a receipt",
                because="it is not what onetext signed and handed out, or a part is missing",
                hint="choose the file as you saved it, or paste all of it",
                place=Place(path="words"),
            )
        ) from error


def _elsewhere(is_this_case: bool) -> Problem:
    return Problem(
        what="this receipt cannot be checked here",
        because="it was given to another reader" if is_this_case else "it is of another case",
        hint="check it where it was given",
        place=Place(path="words"),
    )
