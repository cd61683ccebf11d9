"""What could be signed, as far as a reader can see."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from onetext.model import Case
from onetext.web.door import Door
from onetext.web.study_state import StudyState
from onetext.workflows.study_jobs import STUDIED, Asked, fingerprint, studied


@dataclass(frozen=True, slots=True)
class StudyQuestion:
    """What a page wants studied: on which day, as known when, which text alone, how finely."""

    as_of: datetime.date | None = None
    known_by: datetime.datetime | None = None
    text: str | None = None
    n_draws: int = 4000
    seed: int = 1


class StudiesAtDesk(Door):
    """A reader's studies: asked for, ended, and begun again."""

    def study(
        self,
        case_id: str,
        question: StudyQuestion | None = None,
        *,
        needs_profiles: bool = False,
    ) -> StudyState:
        """Return what could be signed as far as this reader can see, or that it is under way."""
        key, case, asked = self._asked(case_id, question or StudyQuestion())
        return self._archive.studies.state(key, case, asked, needs_profiles=needs_profiles)

    def cancel_study(self, case_id: str, question: StudyQuestion) -> None:
        """End the work on a study of this reader's."""
        key, _, asked = self._asked(case_id, question)
        self._archive.studies.cancel(asked.reader, key)

    def begin_study_again(self, case_id: str, question: StudyQuestion) -> None:
        """Let a study of this reader's that was ended, or failed, be worked out after all."""
        key, _, asked = self._asked(case_id, question)
        self._archive.studies.begin_again(asked.reader, key)

    def _asked(self, case_id: str, question: StudyQuestion) -> tuple[str, Case, Asked]:
        """Return the key of a study of this reader's, and what it follows from."""
        seat, journals = self._opened(case_id)
        known_by, digests = question.known_by, journals.digests(case_id, seat.eye)
        case = self.view(case_id, known_by).case
        asked = Asked(
            reader=seat.eye.reader,
            as_of=question.as_of or case.as_of,
            text=question.text,
            n_draws=question.n_draws,
            seed=question.seed,
            known_by=known_by,
        )
        key = self.finding(
            case_id,
            asked,
            lambda seen: fingerprint(seen, asked, digests.turned()),
            known_by,
            of=STUDIED,
        )
        return key, studied(case), asked
