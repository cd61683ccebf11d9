"""Crews: hand out items, keep the order, replace workers that died."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from types import TracebackType
from typing import Any, Generic, TypeVar

from onetext.errors import ImpossibleRequest, Problem

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 3
"""Items under way per worker: enough that none waits for the slowest of a few."""


class Crew(ABC):
    """Does work through an executor, hired at the first item and dismissed at the end.

    Left by an exception (somebody pressed Ctrl-C), it drops what is under way at once.
    """

    losses: tuple[type[BaseException], ...] = ()
    """Errors that mean that a worker was lost, not that the work is wrong."""

    losses_in_a_row = 3
    """How often workers may be replaced without one item done in between."""

    def __init__(self) -> None:
        self._executor: Executor | None = None

    @abstractmethod
    def hired(self) -> Executor:
        """Return a fresh executor."""

    @abstractmethod
    def dismiss(self, executor: Executor, *, at_once: bool) -> None:
        """Let an executor go: when its work is done, or at once."""

    @property
    @abstractmethod
    def n_workers(self) -> int:
        """How many items are worked on at the same time."""

    @property
    def executor(self) -> Executor:
        """The executor, for work that wants no more than `submit`."""
        if self._executor is None:
            self._executor = self.hired()
        return self._executor

    def results(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        progress: Callable[[int, int], None] = lambda done, total: None,
        n_items: int = 0,
    ) -> Iterator[Result]:
        """Yield ``work(item)`` for every item, in the order of the items.

        Parameters
        ----------
        work : callable
            A pure function that can be pickled: one of a module, or a `functools.partial` of one.
        items : iterable
            Taken as they are needed, a few per worker ahead.
        progress : callable
            Told after every item how many of how many are done.
        n_items : int
            How many there are, for `progress` alone.

        Raises
        ------
        ImpossibleRequest
            If workers died several times in a row without one item done in between.
        Exception
            Whatever `work` raises, at the item it raised it for.
        """
        waiting: deque[_Handed[Item, Result]] = deque()
        source = iter(items)
        done = n_losses = 0
        try:
            while True:
                try:
                    self._hand_out(work, source, waiting)
                    if not waiting:
                        return
                    result = waiting[0].future.result()
                except self.losses as error:
                    n_losses += 1
                    if n_losses > self.losses_in_a_row:
                        raise ImpossibleRequest(_workers_died(n_losses)) from error
                    self._replace_workers(waiting)
                    continue
                waiting.popleft()
                done, n_losses = done + 1, 0
                progress(done, max(n_items, done))
                yield result
        finally:
            for handed in waiting:
                handed.future.cancel()

    def _hand_out(
        self,
        work: Callable[[Item], Result],
        source: Iterator[Item],
        waiting: deque[_Handed[Item, Result]],
    ) -> None:
        """Submit again what was lost, then new items, up to a few per worker."""
        for handed in waiting:
            if not handed.is_out:
                handed.go_out(self.executor)
        executor = self.executor  # hired before it is asked how many workers it has
        while len(waiting) < self._at_once():
            try:
                waiting.append(_Handed(work, next(source)))
            except StopIteration:
                return
            waiting[-1].go_out(executor)

    def _at_once(self) -> int:
        return _AHEAD * self.n_workers

    def _replace_workers(self, waiting: Iterable[_Handed[Item, Result]]) -> None:
        """Forget the executor, and that items were out which it did not finish."""
        for handed in waiting:
            handed.is_out = handed.is_finished(self.losses)
        if self._executor is not None:
            self.dismiss(self._executor, at_once=True)
            self._executor = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is not None:
            self.dismiss(self._executor, at_once=error is not None)
            self._executor = None


class InProcess(Crew):
    """No more than this process: one item after another, nothing started, nobody to lose."""

    n_workers = 1

    def hired(self) -> Executor:
        """Return an executor that works as soon as it is asked."""
        return _Serial()

    def dismiss(self, executor: Executor, *, at_once: bool) -> None:
        """Do nothing: there is nobody to let go."""

    def _at_once(self) -> int:
        return 1


class _Serial(Executor):
    """Does each item when it is submitted, in the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # Ctrl-C passes: nobody waits for it elsewhere
            future.set_exception(error)
        return future


class _Handed(Generic[Item, Result]):
    """An item that was taken, and the future of its result once it is out with a worker."""

    def __init__(self, work: Callable[[Item], Result], item: Item) -> None:
        self.work, self.item = work, item
        self.future: Future[Result] = Future()
        self.is_out = False

    def go_out(self, executor: Executor) -> None:
        self.future = executor.submit(self.work, self.item)
        self.is_out = True

    def is_finished(self, losses: tuple[type[BaseException], ...]) -> bool:
        """Whether there is a result, or an error of the work itself."""
        if not self.is_out or not self.future.done() or self.future.cancelled():
            return False
        error = self.future.exception()
        return error is None or not isinstance(error, losses)


def _workers_died(n_times: int) -> Problem:
    return Problem(
        what=f"the workers died {n_times} times in a row, each time with the same work unfinished",
        because="they ran out of memory, were killed, or cannot be started from here",
        hint="use fewer workers, or --workers 1 to do the work in this process and see its error",
    )
