"""Which rows of a table no other row dominates; larger is better in every column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_WORTH_A_SIEVE = 5_000
_CELLS_PER_ROW = 4
_MOST_CELLS = 2**22
_FEWEST_A_SIDE = 8


def undominated(points: Points) -> NDArray[np.int64]:
    """Return indices of the rows that no row dominates, one of each set of equal rows.

    Parameters
    ----------
    points : ndarray of float64, shape (n, d)
        No NaN.

    Returns
    -------
    ndarray of int64
        Rising, except for two columns, where rows come in falling order of the first.
    """
    n, d = points.shape
    if n == 0:
        return np.empty(0, dtype=np.int64)
    if d == 1:
        return np.array([np.argmax(points[:, 0])], dtype=np.int64)
    if d == 2:
        return _staircase(points)
    side = int(min(_CELLS_PER_ROW * n, _MOST_CELLS) ** (1 / (d - 1)))
    if n < _WORTH_A_SIEVE or side < _FEWEST_A_SIDE:
        return _filtered(points)
    survivors = _sieved(points, side)
    return survivors[_filtered(points[survivors])]


def _filtered(points: Points) -> NDArray[np.int64]:
    import moocore

    kept = moocore.is_nondominated(np.ascontiguousarray(points), maximise=True, keep_weakly=False)
    return np.flatnonzero(kept).astype(np.int64)


def _staircase(points: Points) -> NDArray[np.int64]:
    """Two columns: walk down the first, keep what rises in the second.

    The stable sort is quick where the rows are a few falling lists one after the other, as they are
    in a merge. Of rows alike in the first column it leaves the order open, so the walk may step on
    several of them; the last one is the highest.
    """
    order = np.argsort(-points[:, 0], kind="stable")
    first, second = points[order, 0], points[order, 1]
    highest = np.maximum.accumulate(second)
    rises = np.empty(len(order), dtype=bool)
    rises[0] = True
    np.greater(second[1:], highest[:-1], out=rises[1:])
    steps = np.flatnonzero(rises)
    is_last = np.empty(len(steps), dtype=bool)
    is_last[-1] = True
    np.not_equal(first[steps[1:]], first[steps[:-1]], out=is_last[:-1])
    return order[steps[is_last]].astype(np.int64)


def _sieved(points: Points, side: int) -> NDArray[np.int64]:
    """Drop rows beaten by the best of the coarse cells strictly above theirs in every other column.

    Cheap, and never drops an undominated row; the exact filter has less left to do.

    Parameters
    ----------
    points : ndarray of float64, shape (n, d)
    side : int
        Into how many cells every column but the last is cut.
    """
    d = points.shape[1]
    padded = side + 1  # one more cell a side, always empty: there is a cell above every cell
    flat = np.zeros(len(points), dtype=np.int64)
    for column in range(d - 1):
        flat = flat * padded + _cell(points[:, column], side)
    last = points[:, -1]
    best = np.full(padded ** (d - 1), -np.inf)
    np.maximum.at(best, flat, last)
    grid = best.reshape((padded,) * (d - 1))
    for axis in range(d - 1):
        from_above = np.flip(grid, axis)
        np.maximum.accumulate(from_above, axis=axis, out=from_above)
    strictly_above = sum(padded**k for k in range(d - 1))
    return np.flatnonzero(last > best[flat + strictly_above]).astype(np.int64)


def _cell(column: NDArray[np.float64], side: int) -> NDArray[np.int64]:
    low, high = column.min(), column.max()
    if high <= low:
        return np.zeros(len(column), dtype=np.int64)
    cells: NDArray[np.int64] = ((column - low) * ((side - 1) / (high - low))).astype(np.int64)
    return cells
