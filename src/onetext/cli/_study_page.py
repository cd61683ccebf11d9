"""A study as a page for the terminal: the finding, how sure it is, then the working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.markup import escape
from rich.padding import Padding

from onetext.cli._console import PageTable
from onetext.cli._page import counted, make_console
from onetext.mediation.standings import PointState, listed, voices
from onetext.model import Case
from onetext.preferences.shares import Share
from onetext.workflows.study_result import Certainty, PackageFinding, Study, TextFinding
from onetext.workflows.study_words import percent, share_words

STATES = {
    PointState.DEADLOCKED: ("◆", "Deadlocked"),
    PointState.CONTESTED: ("◇", "Contested"),
    PointState.TRADABLE: ("◐", "Tradable"),
    PointState.AGREED: ("●", "Agreed"),
    PointState.UNKNOWN: ("·", "Too little on record"),
}
"""A shape per state, always printed beside its words."""

_MOST_SENSITIVITIES = 6
_LEAST_MOVE = 0.01
_IN_ONE_LINE = (PointState.AGREED, PointState.UNKNOWN)


def print_study(study: Study, case: Case) -> None:
    """Print a study on stdout."""
    console = make_console()
    console.print(f"[bold]{escape(study.title)}[/bold]")
    day = f"As of {study.as_of}. " if study.as_of else ""
    least = min(study.n_effective.values(), default=float(study.n_draws))
    worth = (
        "" if least > 0.99 * study.n_draws else f", worth {least:,.0f} for the party least known"
    )
    console.print(f"{day}{study.n_draws:,} draws{worth}, seed {study.seed}.", style="dim")
    console.print()
    console.print(escape(study.headline))
    _print_texts(console, study)
    _print_points(console, study)
    _print_packages(console, study, case)
    _print_conflicts(console, study)
    _print_trades(console, study)
    if study.questions:
        _section(console, "What to ask next")
        print_questions(console, study)
    _print_sensitivities(console, study)
    _print_what_ifs(console, study)
    _section(console, "Before using these figures")
    for note in study.notes:
        _print_item(console, note)


def _section(console: Any, title: str) -> None:
    console.print()
    console.print(f"[bold]{escape(title)}[/bold]")


def _print_item(console: Any, words: str, *, mark: str = "-", style: str = "") -> None:
    table = PageTable(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=1)
    table.add_column(ratio=1)
    table.add_row(mark, escape(words), style=style)
    console.print(table)


def _share_table(
    study: Study, first: str, rows: Iterable[tuple[str, Mapping[str, Share], Share]]
) -> PageTable:
    """Rows of shares: one column per party, all who sign last."""
    table = PageTable(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column(first, ratio=1)
    for party in study.parties:
        note = "" if party in study.signing else "\n(does not sign)"
        table.add_column(escape(study.party_names[party]) + note, justify="right", max_width=12)
    table.add_column("all who sign", justify="right", max_width=12)
    for title, shares, together in rows:
        cells = [share_words(shares[party]) for party in study.parties]
        table.add_row(escape(title), *cells, f"[bold]{share_words(together)}[/bold]")
    return table


def _print_texts(console: Any, study: Study) -> None:
    if not study.texts:
        return
    _section(console, "Texts: at least as good as no agreement, share of profiles")
    n_points = sum(bool(point.options) for point in study.points)
    rows = [(_text_title(text, n_points), text.acceptability, text.all) for text in study.texts]
    console.print(_share_table(study, "text", rows))
    _print_certain(console, study)
    nearest = max(study.texts, key=lambda text: text.all.share)
    for party in study.signing:
        points = [point.title for point in nearest.left_open_by.get(party, ())]
        if points:
            share = share_words(nearest.acceptability[party])
            words = (
                f"{study.party_names[party]}, {nearest.title}: {share}. "
                f"What leaves this open is {listed(points)}."
            )
            _print_item(console, words)


def _print_certain(console: Any, study: Study) -> None:
    """Say what follows for sure, if all that a party is on record with holds."""
    for certain, words in (
        (Certainty.NECESSARY, "at least as good as no agreement in every profile"),
        (Certainty.IMPOSSIBLE, "worse than no agreement in every profile"),
        (Certainty.CONTRADICTORY, "no profile fits"),
    ):
        found = [
            f"{text.title} for {listed(names)}"
            for text in study.texts
            if (names := [study.party_names[p] for p, c in text.certainty.items() if c is certain])
        ]
        if found:
            _print_item(console, f"If all that is on record holds, {words}: {'; '.join(found)}.")


def _text_title(text: TextFinding, n_points: int) -> str:
    if not text.n_open:
        return text.title
    if text.n_open == n_points:
        return f"{text.title} (all {n_points} points open: these figures say nothing of it)"
    doubt = ": little is known of it" if 2 * text.n_open > n_points else ""
    return f"{text.title} ({text.n_open} of {n_points} points open{doubt})"


def _print_points(console: Any, study: Study) -> None:
    for state, (mark, title) in STATES.items():
        here = [point for point in study.points if point.state is state]
        if not here:
            continue
        _section(console, f"{mark} {title}: {len(here)} of {counted(len(study.points), 'point')}")
        if state in _IN_ONE_LINE:
            console.print(Padding(escape("; ".join(point.title for point in here)), (0, 0, 0, 2)))
            continue
        for point in sorted(here, key=lambda point: -point.how_blocked):
            blocked = (
                f" No option suits all who have spoken, in {share_words(point.blocked)}."
                if point.blocked
                else ""
            )
            _print_item(console, f"{point.title} ({point.id}).{blocked} {point.because}")


def _print_packages(console: Any, study: Study, case: Case) -> None:
    if not study.packages:
        return
    _section(console, "Packages, by what is asked of them: none of them is the answer")
    same: dict[tuple[object, ...], list[PackageFinding]] = {}
    for package in study.packages:
        same.setdefault(tuple(sorted(package.options.items())), []).append(package)
    rows = [
        (", ".join(one.criterion for one in alike), alike[0].acceptability, alike[0].all)
        for alike in same.values()
    ]
    console.print(_share_table(study, "criterion", rows))
    for package in study.packages:
        _print_item(console, f"{package.criterion}: {package.title}. {package.note}")
    best = study.packages[0]
    if best.bound is not None:
        _print_item(console, f"Upper bound for any package, all who sign: {percent(best.bound)}.")
    _print_frontier(console, study)
    _print_choices(console, best, study, case)


def _print_frontier(console: Any, study: Study) -> None:
    """Say over which range each party's share is traded against the others'."""
    if len(study.frontier) < 2:
        return
    ranges = []
    for party in study.signing:
        shares = [package.acceptability[party].share for package in study.frontier]
        span = f"{percent(min(shares))} to {percent(max(shares))}"
        ranges.append(f"{study.party_names[party]} {span}")
    _print_item(
        console,
        f"Between the {len(study.frontier)} packages found that none other beats for one party "
        f"without losing for another: {', '.join(ranges)}.",
    )


def _print_choices(console: Any, package: PackageFinding, study: Study, case: Case) -> None:
    _section(console, f"The {package.criterion} package, and who is on record on it")
    for party in study.signing:
        n_against, n_unsaid = (
            len(package.against.get(party, ())),
            len(package.unsaid.get(party, ())),
        )
        _print_item(
            console,
            f"{study.party_names[party]} is on record against {n_against} of these "
            f"{len(package.options)} choices and has said nothing of {n_unsaid}.",
        )
    found = {point.id: point for point in study.points}
    table = PageTable(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim")
    table.add_column(ratio=1)
    table.add_column(ratio=2)
    for point in case.points:
        if point.id in package.options:
            chosen = point.option(package.options[point.id])
            stances = next(o.stances for o in found[point.id].options if o.id == chosen.id)
            said = voices({study.party_names[s.party]: s.stance for s in stances})
            table.add_row(
                point.id,
                escape(point.title),
                f"{escape(chosen.title)}\n[dim]{escape(said or 'nobody has spoken of it')}[/dim]",
            )
    console.print(table)


def _print_conflicts(console: Any, study: Study) -> None:
    red_lines = [c for c in study.conflicts if c.kind == "red-lines"]
    if red_lines:
        _section(console, "No package satisfies every red line; the smallest sets that collide")
        for conflict in red_lines:
            _print_item(console, conflict.because)
        _print_item(console, red_lines[0].how_resolved, style="dim")
    else:
        _section(console, "No two stated red lines exclude each other")
    said_both = [c for c in study.conflicts if c.kind != "red-lines"]
    if said_both:
        _section(console, "Statements that do not go together")
        for conflict in said_both:
            _print_item(console, f"{conflict.because} {conflict.how_resolved}")


def _print_trades(console: Any, study: Study) -> None:
    if not study.trades:
        return
    _section(console, f"Changes to {study.trades[0].text} that help somebody and harm nobody")
    for trade in study.trades:
        after = f"All who sign would then reach {share_words(trade.all_after)}."
        _print_item(console, f"{trade.because} {after}")


def print_questions(console: Any, study: Study) -> None:
    """Print the questions of a study: gaps in the record first, then the most valuable."""
    for number, question in enumerate(study.questions, start=1):
        words = f"{study.party_names[question.party]}: {question.ask} {question.because}"
        if question.discloses:
            words += (
                " Careful: asking would disclose what this party may not see "
                f"({', '.join(question.discloses)})."
            )
        _print_item(console, words, mark=str(number))


def _print_sensitivities(console: Any, study: Study) -> None:
    if not study.sensitivities:
        return
    _section(console, "What single origins carry: the share with and without each")
    titles = {text.id: text.title for text in study.texts}
    for item in study.sensitivities[:_MOST_SENSITIVITIES]:
        who = study.party_names[item.party] if item.party else "All who sign"
        what = titles.get(item.text, f"the {item.text} package")
        _print_item(
            console,
            f"{who}, {what}: {percent(item.with_it)}, without {item.origin} "
            f"{percent(item.without_it)}. {item.title}; {_resting(item.n_statements)} on it.",
        )


def _resting(n_statements: int) -> str:
    return f"{counted(n_statements, 'statement')} {'rests' if n_statements == 1 else 'rest'}"


def _print_what_ifs(console: Any, study: Study) -> None:
    if not study.what_ifs:
        return
    _section(console, "What if: the share of all who sign, as it is and as it would be")
    titles = {text.id: text.title for text in study.texts}
    for item in study.what_ifs:
        moved = [
            f"{titles.get(name, f'the {name} package')} {percent(share)} to "
            f"{percent(item.after[name])}"
            for name, share in item.before.items()
            if abs(item.after[name] - share) >= _LEAST_MOVE
        ]
        _print_item(console, f"If {item.words}: {'; '.join(moved) or 'no share moves by a point'}.")
