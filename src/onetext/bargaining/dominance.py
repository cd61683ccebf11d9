"""Which rows of a table no other row dominates; larger is better in every column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_WORTH_A_SIEVE = 50_000
_CELLS = 512


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
    if d == 3 and n >= _WORTH_A_SIEVE:
        survivors = _sieved(points)
        return survivors[_filtered(points[survivors])]
    return _filtered(points)


def _filtered(points: Points) -> NDArray[np.int64]:
    import moocore

    kept = moocore.is_nondominated(np.ascontiguousarray(points), maximise=True, keep_weakly=False)
    return np.flatnonzero(kept).astype(np.int64)


def _staircase(points: Points) -> NDArray[np.int64]:
    """Two columns: walk down the first, keep what rises in the second."""
    order = np.lexsort((points[:, 1], points[:, 0]))[::-1]
    second = points[order, 1]
    highest = np.maximum.accumulate(second)
    rises = np.empty(len(order), dtype=bool)
    rises[0] = True
    np.greater(second[1:], highest[:-1], out=rises[1:])
    return order[rises].astype(np.int64)


def _sieved(points: Points) -> NDArray[np.int64]:
    """Three columns: drop rows beaten by the best of a coarse cell strictly above theirs.

    Cheap, and never drops an undominated row; the exact filter has less left to do.
    """
    cells = [_cell(points[:, column]) for column in (0, 1)]
    flat = cells[0] * _CELLS + cells[1]
    best = np.full(_CELLS * _CELLS, -np.inf)
    np.maximum.at(best, flat, points[:, 2])
    grid = best.reshape(_CELLS, _CELLS)
    above = np.full((_CELLS + 1, _CELLS + 1), -np.inf)
    above[:-1, :-1] = np.maximum.accumulate(
        np.maximum.accumulate(grid[::-1], axis=0)[:, ::-1], axis=1
    )[::-1, ::-1]
    threshold = above[1:, 1:].reshape(-1)[flat]
    return np.flatnonzero(points[:, 2] > threshold).astype(np.int64)


def _cell(column: NDArray[np.float64]) -> NDArray[np.int64]:
    low, high = column.min(), column.max()
    if high <= low:
        return np.zeros(len(column), dtype=np.int64)
    cells: NDArray[np.int64] = ((column - low) * ((_CELLS - 1) / (high - low))).astype(np.int64)
    return cells
