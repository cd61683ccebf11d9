"""A study as bytes and back: what a database keeps, so that it need not be computed again."""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from onetext.formats.sentences_kept import sentence_forms, with_sentences
from onetext.workflows.study_result import Study

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def study_bytes(study: Study) -> bytes:
    """Return a study as compressed JSON, every figure in full; the same study, the same bytes.

    Beside it stands how its sentences were put together, by which a page says them in another
    language.
    """
    return gzip.compress(_adapter().dump_json((study, sentence_forms(study))), mtime=0)


def study_from(kept: bytes) -> Study | None:
    """Return the study in these bytes; None if they are none, or of another version's form."""
    try:
        return with_sentences(*_adapter().validate_json(gzip.decompress(kept)))
    except (ValueError, KeyError, TypeError, OSError, EOFError, zlib.error):
        return None


@cache
def _adapter() -> TypeAdapter[tuple[Study, dict[str, Any]]]:
    from pydantic import TypeAdapter  # late: it costs a quarter of a second

    return TypeAdapter(tuple[Study, dict[str, Any]])
