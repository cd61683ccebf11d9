"""How finely a page wants a case studied: its draws and its seed, read from the address."""

from __future__ import annotations

import dataclasses

from django.http import HttpRequest

from onetext.errors import ImpossibleRequest, Problem
from onetext.web.desk_studies import StudyQuestion
from onetext.web.open_case import OpenCase
from onetext.workflows.study import DEFAULT_DRAWS, DEFAULT_SEED, LEAST_DRAWS

MOST_DRAWS = 20_000
MOST_SEED = 999_999


def asked_finely(request: HttpRequest, opened: OpenCase) -> tuple[OpenCase, StudyQuestion]:
    """Return the question a page asks, and the case with its links carrying draws and seed along.

    Raises
    ------
    ImpossibleRequest
        If the draws or the seed in the address cannot be used.
    """
    n_draws = _number(request, "draws", DEFAULT_DRAWS, LEAST_DRAWS, MOST_DRAWS)
    seed = _number(request, "seed", DEFAULT_SEED, 0, MOST_SEED)
    unusual = {"draws": n_draws} if n_draws != DEFAULT_DRAWS else {}
    unusual |= {"seed": seed} if seed != DEFAULT_SEED else {}
    carried = {**opened.asked, **{name: str(number) for name, number in unusual.items()}}
    question = opened.question(n_draws=n_draws, seed=seed)
    return dataclasses.replace(opened, asked=carried), question


def _number(request: HttpRequest, name: str, usual: int, least: int, most: int) -> int:
    given = request.GET.get(name, "")
    if not given:
        return usual
    if given.isascii() and given.isdigit() and len(given) < 10 and least <= int(given) <= most:
        return int(given)
    raise ImpossibleRequest(
        Problem(
            what=f"{given[:20]!r} cannot be used for `{name}`",
            because=f"it is a whole number from {least:,} to {most:,}",
            hint=f"leave it out for the usual {usual:,}",
        )
    )
