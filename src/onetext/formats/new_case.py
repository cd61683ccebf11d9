"""A case file to begin with: it loads as it is, and its comments say what goes where."""

from __future__ import annotations

import re
from pathlib import Path

from onetext.errors import ImpossibleRequest, Problem
from onetext.formats.case_file import load_case_text
from onetext.formats.new_files import write_new_text
from onetext.formats.yaml_scalars import quoted

_SLUG = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}", re.ASCII)

_START = """\
# A case of onetext. `onetext study {file}` says what could be signed.
# Ids are made of a-z, 0-9, hyphens and dots; records refer to each other by id.
# Never fill in what you do not know: leave a field out, or write the stance "silent" where you
# looked and found nothing, "unknown" where nobody looked.
id: {slug}
title: {title}
summary: ""
# as_of: 2025-11-24            # the day up to which the record was kept

# Who may see a record that says nothing of its own. Left out: the drafting team alone.
# marking: {{tlp: CLEAR}}        # CLEAR, GREEN, AMBER, AMBER+STRICT, RED
# marking: {{tlp: AMBER, audience: [north]}}

parties:                       # whoever the agreement binds; give them your own names
- id: north
  name: North
- id: south
  name: South

themes:
- id: security
  title: Security

points:                        # one question each, whatever number it has in a draft
- id: ceasefire
  title: When the guns fall silent
  theme: security
  options:                     # the ways to settle it that somebody has spoken of
  - id: at-signature
    title: When the agreement is signed
  - id: after-withdrawal
    title: Once the withdrawal is complete

sources: []
# - id: s1
#   title: Communiqué of the foreign ministry
#   url: https://example.org/communique
#   published: 2025-11-20
#   reliability: B             # Admiralty A to E, F: cannot be judged
#   credibility: 2             # 1 to 5, 6: cannot be judged

texts: []
# - id: first-draft
#   title: First draft
#   date: 2025-11-20           # also 2025-11, 2025-11-16/2025-11-18, 2025-11-18~ (about)
#   tabled_by: [north]
#   clauses:
#   - point: ceasefire
#     number: 1                # the number printed in this draft
#     option: at-signature
#     wording:
#       en: The guns fall silent at the hour of signature.

positions: []
# - id: south-on-ceasefire
#   party: south
#   point: ceasefire
#   options: [at-signature]
#   stance: reserves           # proposes, accepts, accepts-if, open, reserves, opposes, red-line,
#                              # silent, unknown
#   since: 2025-11-21
#   note: Wants the withdrawal first.
#   sources: [s1]
"""


def start_case_file(path: Path, slug: str, title: str | None = None) -> None:
    """Write a case file to begin with.

    Raises
    ------
    ImpossibleRequest
        If the slug cannot be an id, or something stands at the path already.
    StorageUnavailable
        If the file cannot be written.
    """
    if not _SLUG.fullmatch(slug):
        suggestion = re.sub(r"[^a-z0-9.]+", "-", slug.lower()).strip("-.")[:80]
        raise ImpossibleRequest(
            Problem(
                what=f"{slug!r} cannot be the id of a case",
                because="an id is made of a-z, 0-9, hyphens and dots, begins with a letter or "
                "digit, and has at most 80 characters",
                hint=f"take {suggestion!r}" if suggestion else "take a short English word",
            )
        )
    text = case_start(slug, title or slug.replace("-", " ").capitalize(), path.name)
    load_case_text(text, str(path))
    write_new_text(path, text)


def case_start(slug: str, title: str, file: str) -> str:
    """Return the text of a case file to begin with."""
    name = " ".join(title.split()) or slug
    return _START.format(slug=quoted(slug), title=quoted(name), file=file)
