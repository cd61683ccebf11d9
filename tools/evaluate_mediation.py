"""Measure the mediator's method and write the tables of docs/mediation/measured.md.

    python tools/evaluate_mediation.py [--instances N] [--seconds S] [--only KEY]... [--show]

Every negotiation is kept in build/mediation-EDITION as soon as it is played, so that a run can be
ended at any time and taken up again: `--seconds 600` plays for ten minutes and writes the tables of
what there is by then. The goals stand beside the figures, reached or not. `--show` plays nothing.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onetext.execution import crew
from onetext.formats.simulation_plays import kept_plays, plays_in
from onetext.mediation.simulated_parties import Conduct
from onetext.mediation.simulation import Score, score, simulate
from onetext.mediation.simulation_plays import CHECKPOINTS, EDITION, NAMES, OURS, Play, Setting

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "mediation" / "measured.md"
FOLDER = ROOT / "build" / f"mediation-{EDITION}"
START, END = "<!-- measured: start -->", "<!-- measured: end -->"
PIECE = 2
"""Negotiations played before the clock is looked at again, per worker."""
LEAST = 6
"""Rows that rest on fewer negotiations are left out."""
_FOUR = Setting()
_TIGHT = replace(_FOUR, reservation=0.55)
_FEWER = 40


@dataclass(frozen=True)
class Measure:
    """What is played for one row, or two."""

    key: str
    title: str
    setting: Setting
    names: tuple[str, ...] = OURS
    at_most: int = 10_000


MAIN = (
    Measure("2", "2 parties", replace(_FOUR, n_parties=2)),
    Measure("4", "4 parties", _FOUR),
    Measure("5", "5 parties", replace(_FOUR, n_parties=5)),
    Measure("tight", "4 parties, tight zone (r = 0.55)", _TIGHT),
    Measure("prior", "4 parties, r drawn from what is believed",
            replace(_FOUR, reservation=None), OURS[:1]),
    Measure("clean", "4 parties, all told, no wrong answer",
            replace(_FOUR, known_directions=1.0, wrong_answers=0.0), OURS[:1]),
)  # fmt: skip
OTHERS = Measure("others", "4 parties", _FOUR, tuple(n for n in NAMES if n not in OURS), _FEWER)
BREAKS = (
    Measure("links", "8 linked pairs of points", replace(_FOUR, n_links=8), OURS, _FEWER),
    Measure("unordered", "a third of the points without an order",
            replace(_FOUR, is_ordered=False), OURS, _FEWER),
    Measure("unordered-3", "… and 30 % wrong answers allowed for",
            replace(_FOUR, is_ordered=False, wrong_allowed=0.3), OURS, _FEWER),
    Measure("unordered-told", "… and the mediator is told at which points",
            replace(_FOUR, is_ordered=False, order_told=True), OURS, _FEWER),
    Measure("loud", "the first party names what is loud",
            replace(_FOUR, conduct=Conduct.LOUD), OURS, _FEWER),
    Measure("loud-3", "… and 30 % wrong answers allowed for",
            replace(_FOUR, conduct=Conduct.LOUD, wrong_allowed=0.3), OURS, _FEWER),
    Measure("loud-doubted", "… and the mediator is told not to believe its lists",
            replace(_FOUR, conduct=Conduct.LOUD, lists_doubted=True), OURS, _FEWER),
    Measure("strategic", "the first party answers strategically",
            replace(_FOUR, conduct=Conduct.STRATEGIC), OURS, _FEWER),
    Measure("strategic-3", "… and 30 % wrong answers allowed for",
            replace(_FOUR, conduct=Conduct.STRATEGIC, wrong_allowed=0.3), OURS, _FEWER),
    Measure("strategic-doubted", "… and the mediator is told not to believe its lists",
            replace(_FOUR, conduct=Conduct.STRATEGIC, lists_doubted=True), OURS, _FEWER),
)  # fmt: skip
GOALS = {
    "one-text": "goal, hardest of 2, 4, 5 | 2 / 3 | | .89 / .78 | .92 / .83 | .94 / .86 | .03",
    "one-text-asking": "goal, hardest of 2, 4, 5 | | | .92 | .95 | .97 | .03",
}
Case = tuple[Hashable, float, bool]
"""Whose it is, a party of a negotiation; the believed chance; whether it would accept."""
TIGHT_GOAL = "goal, tight zone | | | .82 | .88 | .91 |"


class Bench:
    """Negotiations played so far, and a time to end."""

    def __init__(self, folder: Path, seed: int, instances: int, workers: int, until: float) -> None:
        self.folder, self.seed, self.instances = folder, seed, instances
        self.workers, self.until = workers, until
        folder.mkdir(parents=True, exist_ok=True)

    def wanted(self, measure: Measure) -> int:
        """Return how many negotiations a row is to rest on."""
        return min(self.instances, measure.at_most)

    def played(self, measure: Measure) -> dict[str, list[Play]]:
        """Return the plays there are of every method, in order, up to the first gap."""
        target = self.folder / f"{measure.key}.jsonl"
        found: dict[str, list[Play]] = {name: [] for name in measure.names}
        if not target.exists():
            return found
        kept = plays_in(target, measure.setting, self.seed)
        for number in range(self.wanted(measure)):
            plays = kept.get(number, {})
            if not set(measure.names) <= set(plays):
                break
            for name in measure.names:
                found[name].append(plays[name])
        return found

    def play_some(self, measure: Measure) -> bool:
        """Play a few more negotiations; return whether any were missing."""
        target = self.folder / f"{measure.key}.jsonl"
        n_played = len(self.played(measure)[measure.names[0]])
        upto = min(self.wanted(measure), n_played + PIECE * self.workers)
        if upto == n_played:
            return False
        with kept_plays(target, measure.setting, self.seed) as kept, crew(self.workers) as hands:
            simulate(
                measure.setting,
                upto,
                self.seed,
                names=measure.names,
                in_order=hands.results,
                played=kept.played,
                keep=kept.keep,
            )
        return True

    def play(self, measures: Sequence[Measure]) -> None:
        """Play all rows in turn, a few negotiations of each, until done or out of time."""
        left = list(measures)
        while left and time.monotonic() < self.until:
            left = [m for m in left if time.monotonic() >= self.until or self.play_some(m)]


def row(title: str, name: str, plays: Sequence[Play]) -> str:
    """Return a row of the table."""
    found = score(name, plays)
    accept = " / ".join(whole(drafts) for drafts in found.drafts_until_all_accept)
    cells = []
    for place, checkpoint in enumerate(CHECKPOINTS):
        median, low = found.efficiency[checkpoint]
        least, most = interval([play.efficiency[place] for play in plays])
        cells.append(f"{two(median)} ({two(least)}–{two(most)}) / {two(low)}")
    return f"| {title} | {accept} | {' | '.join(cells)} | {gap(found)} | {len(plays)} |"


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return between which of the values the median of all negotiations lies, at 95 %.

    By order statistics: as many values lie below a median as heads come up in fair tosses.
    """
    ordered, n = sorted(values), len(values)
    below, place = 0.0, 0
    while below + math.comb(n, place) / 2**n <= 0.025:
        below += math.comb(n, place) / 2**n
        place += 1
    place = max(place - 1, 0)
    return ordered[place], ordered[n - 1 - place]


def gap(found: Score) -> str:
    """Return the largest and the mean distance between believed and true acceptance."""
    bins = [(abs(believed - true), n) for believed, true, n in found.calibration if n >= 30]
    if not bins:
        return ""
    mean = sum(distance * n for distance, n in bins) / sum(n for _, n in bins)
    return f"{two(max(distance for distance, _ in bins))} / {two(mean)}"


def two(number: float, *, sign: bool = False) -> str:
    """Write a figure between 0 and 1 as in .84; a difference with its sign."""
    return f"{number:+.2f}".replace("0.", ".", 1) if sign else f"{number:.2f}".removeprefix("0")


def whole(number: float) -> str:
    """Write a number of drafts."""
    return f"{number:.0f}" if math.isfinite(number) else "never"


def table(bench: Bench, name: str, measures: Sequence[Measure], last: Sequence[str]) -> list[str]:
    """Return the rows of one of our methods."""
    heads = " | ".join(f"by {checkpoint}" for checkpoint in CHECKPOINTS)
    lines = [f"| {name} | all accept | {heads} | gap | n |", "|---" * (len(CHECKPOINTS) + 4) + "|"]
    for measure in measures:
        plays = bench.played(measure).get(name, [])
        if len(plays) >= LEAST:
            lines.append(row(measure.title, name, plays))
    return [*lines, *(f"| {goal} | |" for goal in last), ""]


def others_table(bench: Bench) -> list[str]:
    """Return how the single-text methods do beside ours, on the same negotiations."""
    plays = bench.played(OTHERS)
    n = len(plays[OTHERS.names[0]])
    ours = {name: found[:n] for name, found in bench.played(MAIN[1]).items()}
    heads = " | ".join(f"by {checkpoint}" for checkpoint in CHECKPOINTS)
    lines = [f"| method | all accept | {heads} | drafts to .85 |", "|---" * 7 + "|"]
    for name, found in (ours | plays).items():
        if len(found) >= LEAST:
            cells = row(name, name, found).rsplit("|", 3)[0]
            lines.append(f"{cells}| {whole(score(name, found).drafts_until_good)} |")
    return [f"{n} negotiations, given up after 2,000 drafts.", "", *lines, ""]


def breaks_table(bench: Bench) -> list[str]:
    """Return what departures from the game do, beside the game itself."""
    lines = [
        "| | without questions: by 8 | by 16 | asking: by 8 | by 16 | first party's gain | n |",
        "|---|---|---|---|---|---|---|",
    ]
    for measure in (replace(MAIN[1], title="the game as it is", at_most=_FEWER), *BREAKS):
        plays = bench.played(measure)
        if len(plays[OURS[0]]) < LEAST:
            continue
        scores = [score(name, plays[name]) for name in OURS]
        cells = [
            f"{two(found.efficiency[n][0])} / {two(found.efficiency[n][1])}"
            for found in scores
            for n in (8, 16)
        ]
        gains = " / ".join(two(found.first_gain) for found in scores)
        lines.append(f"| {measure.title} | {' | '.join(cells)} | {gains} | {len(plays[OURS[0]])} |")
    return [*lines, ""]


def calibration_table(bench: Bench) -> list[str]:
    """Return believed against true acceptance, bin by bin, over the settings of the goal."""
    lines = ["| believed | " + " | ".join(f"{n / 10:.1f}–" for n in range(10)) + " |"]
    lines.append("|---" * 11 + "|")
    pooled = [(f"{name}, 2, 4 and 5 parties", name, MAIN[:3]) for name in OURS]
    pooled.append(("one-text, no agreement drawn from what is believed", OURS[0], (MAIN[4],)))
    for title, name, measures in pooled:
        cases = [case for measure in measures for case in cases_of(bench, measure, name)]
        if cases:
            lines.append(f"| {title} | {' | '.join(calibration_cells(cases))} |")
    return [*lines, ""]


def cases_of(bench: Bench, measure: Measure, name: str) -> list[Case]:
    """Return whose case it is (a party of a negotiation), the believed chance, and the truth."""
    n = measure.setting.n_parties
    plays = enumerate(bench.played(measure).get(name, []))
    return [
        ((measure.key, number, place % n), chance, truly)
        for number, play in plays
        for place, (chance, truly) in enumerate(play.foreseen)
    ]


def calibration_cells(cases: Sequence[Case]) -> list[str]:
    """Return true share less believed chance per tenth, its standard error, and how many cases.

    What one party is believed to accept is wrong in the same way draft after draft: the error
    counts parties of negotiations, not cases.
    """
    cells = []
    for tenth in range(10):
        here = [case for case in cases if min(int(case[1] * 10), 9) == tenth]
        off: dict[Hashable, float] = {}
        for whose, chance, truly in here:
            off[whose] = off.get(whose, 0.0) + truly - chance
        mean = sum(off.values()) / max(len(here), 1)
        counts = Counter(whose for whose, _, _ in here)
        spread = sum((total - mean * counts[whose]) ** 2 for whose, total in off.items())
        error = math.sqrt(spread) / max(len(here), 1)
        cell = f"{two(mean, sign=True)} ± {two(error)} ({len(here):,})"
        cells.append(cell if len(off) > 1 else f"({len(here)})" if here else "")
    return cells


def page_part(bench: Bench) -> str:
    """Return the measured part of the page."""
    asking = [measure for measure in MAIN if OURS[1] in measure.names]
    lines = [
        f"Seed {bench.seed}; 28 points, 4 options; directions known for 70 %, answers wrong 10 % "
        "of the time unless said otherwise. n: negotiations.",
        "",
        *table(bench, OURS[0], MAIN, (GOALS[OURS[0]], TIGHT_GOAL)),
        *table(bench, OURS[1], asking, (GOALS[OURS[1]],)),
        "## Stated against true acceptance",
        "",
        "True share less believed chance ± its standard error over parties, by tenths of the "
        "believed chance (number of cases).",
        "",
        *calibration_table(bench),
        "## Single-text methods",
        "",
        *others_table(bench),
        "## What breaks it",
        "",
        *breaks_table(bench),
    ]
    return "\n".join(lines)


def main() -> None:
    """Play what is missing, and write the page unless asked only to show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=math.inf, help="end after about so many")
    parser.add_argument("--only", action="append", help="keys of the rows to play")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--show", action="store_true", help="play nothing, write nothing")
    asked = parser.parse_args()
    until = -math.inf if asked.show else time.monotonic() + asked.seconds
    bench = Bench(asked.folder, asked.seed, asked.instances, asked.workers, until)
    rows = [m for m in (*MAIN, OTHERS, *BREAKS) if not asked.only or m.key in asked.only]
    bench.play(rows)
    found = page_part(bench)
    print(found)
    if not asked.show:
        page = PAGE.read_text(encoding="utf-8")
        head, rest = page.split(START)
        tail = rest.split(END)[1]
        PAGE.write_text(f"{head}{START}\n{found}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
