"""Draws of all parties and of every text's reading, side by side, the same on any machine.

The stream of random numbers of a draw depends on the seed, the batch, and the id of the party or
text it is for. So the result does not depend on the order of parties, on how many workers drew,
or on which other parties there are.
"""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.errors import ImpossibleRequest, Problem
from onetext.model import Case, Comparison
from onetext.preferences.claims import claims_of
from onetext.preferences.clashes import smallest_clashes
from onetext.preferences.credence import credence
from onetext.preferences.holding import Clash
from onetext.preferences.profiles import PartyRecord, Profiles, sample_profiles, scaled_likelihood
from onetext.preferences.readings import Readings, readings_of, sample_readings
from onetext.preferences.space import case_space
from onetext.preferences.statements import statements_of

BATCH = 1000
FRESH = 1 << 20
"""Number of the first of the batches that serve to judge what was chosen on others."""
LARGEST_CELLS = 60_000_000
"""Draws times parties times points times options: about half a gigabyte of memory."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Record:
    """What a case holds for drawing from, as of a day: no dates, sources or words any more.

    Parameters
    ----------
    space : Space
    parties : tuple of PartyRecord
        In the order of the case.
    signing : tuple of bool
        Per party, whether its signature is needed.
    texts : tuple of Readings
        Texts that existed by the day.
    """

    space: Space
    parties: tuple[PartyRecord, ...]
    signing: tuple[bool, ...]
    texts: tuple[Readings, ...]

    @property
    def party_ids(self) -> tuple[str, ...]:
        """Ids of the parties, in order."""
        return tuple(record.party for record in self.parties)


def record_of(
    case: Case,
    as_of: datetime.date | None = None,
    *,
    without: frozenset[str] = frozenset(),
    clashes: Mapping[str, tuple[Clash, ...]] | None = None,
) -> Record:
    """Return what a case holds by a day (None: everything), without some origins if asked.

    Parameters
    ----------
    case : Case
    as_of : date, optional
    without : frozenset of str
        Origins to take out of the record.
    clashes : mapping of str to tuple of Clash, optional
        Per party, what cannot hold together, where that is known; by default it is found out.

    Raises
    ------
    ImpossibleRequest
        If no point has options, or nobody signs.
    """
    if not any(party.signs for party in case.parties):
        raise ImpossibleRequest(
            Problem(
                what=f"nobody signs in {case.id}",
                because="what could be signed is judged for the parties whose signature is needed",
                hint="set `signs: true` for at least one party",
            )
        )
    space = case_space(case)
    points = {point.id: point for point in case.points}
    dated = [t for t in case.texts if as_of is None or t.date.is_known_by(as_of)]
    texts = tuple(readings_of(text, points, space) for text in dated)
    parties = [_party_record(case, p.id, as_of, without) for p in case.parties]
    if clashes is None:
        known = {text.text: text for text in texts}
        clashes = {p.party: smallest_clashes(p.statements, p.claims, space, known) for p in parties}
    return Record(
        space=space,
        parties=tuple(replace(p, clashes=clashes.get(p.party, ())) for p in parties),
        signing=tuple(party.signs for party in case.parties),
        texts=texts,
    )


def _party_record(
    case: Case, party: str, as_of: datetime.date | None, without: frozenset[str]
) -> PartyRecord:
    sources = {source.id: source for source in case.sources}
    declared = tuple(
        (w, credence(w.sources, sources, unverified=w.unverified, without=without).value)
        for w in case.weights
        if w.party == party
    )
    return PartyRecord(
        party,
        statements_of(case, party, as_of, without=without),
        declared,
        claims_of(case, party, as_of, without=without),
    )


@dataclass(frozen=True)
class Draws:
    """Preference profiles of all parties and readings of all texts.

    Parameters
    ----------
    record : Record
    profiles : mapping of str to Profiles
        Per party id.
    readings : mapping of str to ndarray of int, shape (n_draws, n_points)
        Per text id, the option each point comes to.
    set_aside : tuple of str
        Parties whose answers to whole texts fit no profile with the rest of what they said:
        those answers were left out of account.
    """

    record: Record
    profiles: Mapping[str, Profiles]
    readings: Mapping[str, NDArray[np.int64]]
    set_aside: tuple[str, ...] = ()

    @property
    def n_draws(self) -> int:
        """Number of draws."""
        return len(next(iter(self.profiles.values())).likelihood)

    @cached_property
    def likelihood(self) -> NDArray[np.float64]:
        """How much each draw counts: the product over all parties, shape (n_draws,)."""
        product = np.ones(self.n_draws)
        for profile in self.profiles.values():
            product = product * profile.likelihood
        return product

    @cached_property
    def gains(self) -> NDArray[np.float32]:
        """Gains of the signing parties, shape (n_signing, n_draws, n_points, n_max_options)."""
        return np.stack([self.profiles[party].gains for party in self.signing])

    @cached_property
    def reservation(self) -> NDArray[np.float32]:
        """No-agreement values of the signing parties, shape (n_signing, n_draws)."""
        return np.stack([self.profiles[party].reservation for party in self.signing])

    @property
    def signing(self) -> tuple[str, ...]:
        """Ids of the signing parties, in order."""
        return tuple(
            p for p, signs in zip(self.record.party_ids, self.record.signing, strict=True) if signs
        )


def sample_draws(
    record: Record,
    n_draws: int,
    seed: int,
    *,
    fresh: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Draws:
    """Draw profiles of all parties and readings of all texts.

    Parameters
    ----------
    record : Record
    n_draws : int
        At least 1.
    seed : int
        At least 0. The same seed gives the same draws, whatever the executor.
    fresh : bool
        Draw others with the same seed, to judge on them what was chosen on the first.
    executor : Executor, optional
        Draws batches elsewhere; by default here, one after the other.
    progress : callable, optional
        Called with (batches done, batches in all).

    Raises
    ------
    ImpossibleRequest
        If the number of draws or the seed cannot be used.
    """
    _check_request(record, n_draws, seed)
    sizes, first = _batch_sizes(n_draws), FRESH if fresh else 0
    readings = _concatenated(
        [_batch_readings(record, seed, first + batch, size) for batch, size in enumerate(sizes)]
    )
    profiles = {}
    set_aside = []
    for index, party in enumerate(record.parties):
        request = _Request(record, readings, sizes, seed, first, executor)
        drawn = _party_profiles(party, request, answers=True)
        if not drawn.likelihood.any():
            set_aside.append(party.party)
            drawn = _party_profiles(party, request, answers=False)
        profiles[party.party] = drawn
        if progress:
            progress(index + 1, len(record.parties))
    return Draws(record, profiles, readings, tuple(set_aside))


def redrawn(draws: Draws, record: Record, parties: Iterable[str], seed: int) -> Draws:
    """Return draws in which some parties are drawn anew from another record of the same case.

    The streams of random numbers are the same, so that what differs between the two is what the
    records differ in, and little of it chance.

    Parameters
    ----------
    draws : Draws
        As drawn with `seed`; its readings are kept.
    record : Record
        Of the same space and texts.
    parties : iterable of str
    seed : int
    """
    sizes = _batch_sizes(draws.n_draws)
    again = set(parties)
    profiles = dict(draws.profiles)
    for party in record.parties:
        if party.party in again:
            request = _Request(record, draws.readings, sizes, seed)
            profiles[party.party] = _party_profiles(party, request, answers=True)
    return Draws(record, profiles, draws.readings, draws.set_aside)


def _batch_sizes(n_draws: int) -> list[int]:
    return [min(BATCH, n_draws - start) for start in range(0, n_draws, BATCH)]


@dataclass(frozen=True)
class _Request:
    """What is drawn for every party alike."""

    record: Record
    readings: Mapping[str, NDArray[np.int64]]
    sizes: Sequence[int]
    seed: int
    first: int = 0
    """Number of the first batch."""
    executor: Executor | None = None


def _party_profiles(party: PartyRecord, request: _Request, *, answers: bool) -> Profiles:
    """Draw one party's profiles, batch by batch."""
    spoken_of = {s.position.text for s in party.statements if s.position.text is not None}
    for claim in party.claims:
        spoken_of |= set(claim.said.texts) if isinstance(claim.said, Comparison) else set()
    known = {text: drawn for text, drawn in request.readings.items() if text in spoken_of}
    sizes = request.sizes
    starts = [sum(sizes[:batch]) for batch in range(len(sizes))]
    jobs = [
        (party, request.record.space, {t: r[start : start + n] for t, r in known.items()}, n)
        for start, n in zip(starts, sizes, strict=True)
    ]
    tasks = [(job, request.seed, request.first + n, answers) for n, job in enumerate(jobs)]
    executor = request.executor
    batches = list(
        executor.map(_batch_profiles, tasks) if executor else map(_batch_profiles, tasks)
    )
    answered = np.concatenate([b.answered for b in batches])
    chained = np.concatenate([b.chained for b in batches])
    ordered = np.concatenate([b.ordered for b in batches])
    likelihood = np.concatenate([b.likelihood for b in batches])
    return Profiles(
        gains=np.concatenate([b.gains for b in batches]),
        weights=np.concatenate([b.weights for b in batches]),
        reservation=np.concatenate([b.reservation for b in batches]),
        likelihood=scaled_likelihood(likelihood, answered, chained, ordered),
        answered=answered,
        red_lines=np.concatenate([b.red_lines for b in batches]),
        r_hat=max(b.r_hat for b in batches),
        chained=chained,
        ordered=ordered,
    )


_Job = tuple[PartyRecord, Space, Mapping[str, NDArray[np.int64]], int]


def _batch_profiles(task: tuple[_Job, int, int, bool]) -> Profiles:
    (party, space, readings, size), seed, batch, answers = task
    rng = _stream(seed, batch, f"party {party.party}")
    return sample_profiles(party, space, readings, size, rng, answers_count=answers)


def _batch_readings(
    record: Record, seed: int, batch: int, size: int
) -> dict[str, NDArray[np.int64]]:
    return {
        text.text: sample_readings(
            text, record.space, size, _stream(seed, batch, f"text {text.text}")
        )
        for text in record.texts
    }


def _stream(seed: int, batch: int, name: str) -> np.random.Generator:
    key = (batch, zlib.crc32(name.encode()))
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))


def _concatenated(
    batches: Iterable[dict[str, NDArray[np.int64]]],
) -> dict[str, NDArray[np.int64]]:
    parts: dict[str, list[NDArray[np.int64]]] = {}
    for batch in batches:
        for text, drawn in batch.items():
            parts.setdefault(text, []).append(drawn)
    return {text: np.concatenate(drawn) for text, drawn in parts.items()}


def _check_request(record: Record, n_draws: int, seed: int) -> None:
    cells = len(record.parties) * record.space.n_points * max(record.space.n_options)
    most = max(1, LARGEST_CELLS // cells)
    if n_draws < 1:
        raise ImpossibleRequest(
            Problem(
                what=f"{n_draws:,} draws cannot be drawn",
                because="a share is counted over at least one draw",
                hint="4,000 draws give an error of at most 0.8 percentage points",
            )
        )
    if n_draws > most:
        raise ImpossibleRequest(
            Problem(
                what=f"{n_draws:,} draws are too many",
                because=f"in a case of this size they would not fit into memory beyond {most:,}",
                hint="4,000 draws give an error of at most 0.8 percentage points; "
                "four times as many halve it",
            )
        )
    if seed < 0:
        raise ImpossibleRequest(
            Problem(
                what=f"the seed {seed} cannot be used",
                because="a seed is a whole number, 0 or larger",
                hint="leave it out, or give another number",
            )
        )
