"""What a reader must know before using the figures of a study, in sentences."""

from __future__ import annotations

import datetime
from decimal import Decimal

from onetext.model import Case, Comparison
from onetext.model.sentences import counted, listed, said
from onetext.preferences.draws import Draws
from onetext.preferences.profiles import PartyRecord
from onetext.workflows.study_words import percent

LEAST_EFFECTIVE = 200.0
POOR_MIXING = 1.1
LEAST_LOST = 0.02


def notes(case: Case, draws: Draws, as_of: datetime.date | None) -> tuple[str, ...]:
    """Say what a reader must know before using the figures."""
    found: list[str] = [
        said(
            "A share counts preference profiles that fit the record. It says what is known, not "
            "what will happen: it is no forecast and no probability of an agreement."
        )
    ]
    names = {party.id: party.name for party in case.parties}
    if len(draws.signing) < len(draws.record.parties):
        who = listed([names[p] for p in draws.signing])
        found.append(said("“All” means those who sign: %(who)s.", who=who))
    if as_of is not None and case.as_of is not None and as_of > case.as_of:
        found.append(
            said("The record was kept up to %(day)s; nothing later is in it.", day=case.as_of)
        )
    statements = [s for party in draws.record.parties for s in party.statements]
    if not statements:
        found.append(
            said("No position is on record by that day: every share is as wide as it can be.")
        )
    silent = [names[r.party] for r in draws.record.parties if not _says_what_matters(r)]
    if silent and statements:
        found.append(
            said(
                "Nothing on record says what matters most to %(who)s: every point may weigh much "
                "or little, and the order of points here is not one of importance.",
                who=listed(silent),
            )
        )
    unverified = sum(statement.position.unverified for statement in statements)
    if unverified:
        found.append(
            counted(
                "%(n)s of %(all)s statements used are unverified: recalled or inferred, not read "
                "in a source. None is believed beyond even odds.",
                "%(n)s of %(all)s statements used are unverified: recalled or inferred, not read "
                "in a source. None is believed beyond even odds.",
                unverified,
                all=len(statements),
            )
        )
    cited = {source for statement in statements for source in statement.position.sources}
    graded = {source.id for source in case.sources if source.grade_confirmed}
    if cited - graded:
        found.append(
            counted(
                "The grades of %(n)s of %(all)s sources used are suggestions that nobody has "
                "confirmed; credence follows from them.",
                "The grades of %(n)s of %(all)s sources used are suggestions that nobody has "
                "confirmed; credence follows from them.",
                len(cited - graded),
                all=len(cited),
            )
        )
    return (*found, *_weak_draws(case, draws))


def _says_what_matters(record: PartyRecord) -> bool:
    """Whether weights were declared, or points or texts compared."""
    return bool(record.weights) or any(
        isinstance(claim.said, Comparison) for claim in record.claims
    )


def _weak_draws(case: Case, draws: Draws) -> list[str]:
    names = {party.id: party.name for party in case.parties}
    found: list[str] = [
        said(
            "What %(party)s said of whole texts fits no profile together with the rest of what "
            "it said; those answers were left out of account.",
            party=names[party],
        )
        for party in draws.set_aside
    ]
    found += [
        said(
            "What joins several points for %(party)s was drawn by Markov chains that have not "
            "mixed (R-hat %(r_hat)s): its shares may be off by more than their errors.",
            party=names[party],
            r_hat=Decimal(f"{profile.r_hat:.2f}"),
        )
        for party, profile in draws.profiles.items()
        if profile.r_hat > POOR_MIXING
    ]
    found += [
        said(
            "In %(share)s of the draws what %(party)s said fits no profile; they were left out.",
            share=percent(lost),
            party=names[party],
        )
        for party, profile in draws.profiles.items()
        if (lost := float((profile.likelihood <= 0).mean())) > LEAST_LOST
    ]
    weight = draws.likelihood
    effective = float(weight.sum() ** 2 / max(float((weight**2).sum()), 1e-300))
    if effective < min(LEAST_EFFECTIVE, 0.5 * draws.n_draws):
        found.append(
            counted(
                "The answers to whole texts leave only %(n)s effective draws of %(all)s: read the "
                "errors, and take more draws.",
                "The answers to whole texts leave only %(n)s effective draws of %(all)s: read the "
                "errors, and take more draws.",
                int(f"{effective:.0f}"),
                all=draws.n_draws,
            )
        )
    return found
