"""A study as bytes and back: what a database keeps, so that it need not be computed again."""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from typing import TYPE_CHECKING

from onetext.workflows.study_result import Study

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def study_bytes(study: Study) -> bytes:
    """Return a study as compressed JSON, every figure in full; the same study, the same bytes."""
    return gzip.compress(_adapter().dump_json(study), mtime=0)


def study_from(kept: bytes) -> Study | None:
    """Return the study in these bytes; None if they are none, or of another version's form."""
    try:
        return _adapter().validate_json(gzip.decompress(kept))
    except (ValueError, OSError, EOFError, zlib.error):
        return None


@cache
def _adapter() -> TypeAdapter[Study]:
    from pydantic import TypeAdapter  # late: it costs a quarter of a second

    return TypeAdapter(Study)
