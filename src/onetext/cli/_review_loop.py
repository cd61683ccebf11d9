"""The keyboard loop of ``onetext review``: one proposal, one key, one decision written down."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any

import click

from onetext.cli._page import make_console, talk
from onetext.cli._review_page import proposal_words
from onetext.errors import OnetextError
from onetext.model import Review, Stance

if TYPE_CHECKING:
    from onetext.model import Case, Marking, Reading
    from onetext.reading.proposals import ProposedPosition
    from onetext.workflows.journal import Scribe
    from onetext.workflows.journal_store import JournalStore

_KEYS = "c confirm  e edit  r reject  s skip  u undo  q quit"
_STANCES = [str(stance) for stance in Stance if not stance.says_nothing]


def ask_about(
    store: JournalStore,
    case: Case,
    reading: Reading,
    waiting: list[ProposedPosition],
    new_scribe: Callable[[], Scribe],
    marking: Marking | None,
) -> None:
    """Ask about each proposal in turn until there is none left, or the person stops.

    An undo takes the last decision of this round back and asks about it again.
    """
    asker = _Asker(store, case, reading, new_scribe, marking)
    at = 0
    while at < len(waiting):
        answer = asker.answer(waiting[at], f"{at + 1} of {len(waiting)}")
        if answer is Answer.QUIT:
            break
        at = asker.place_again(waiting, at) if answer is Answer.UNDO else at + 1
    talk(f"{asker.n_decided} decided, {len(waiting) - asker.n_decided} left.")


class Answer(Enum):
    """What became of a question."""

    NEXT = "decided or skipped"
    UNDO = "take the last one back"
    QUIT = "stop"


class _Asker:
    def __init__(
        self,
        store: JournalStore,
        case: Case,
        reading: Reading,
        new_scribe: Callable[[], Scribe],
        marking: Marking | None,
    ) -> None:
        self.store, self.case, self.reading = store, case, reading
        self.new_scribe, self.marking = new_scribe, marking
        self.console: Any = make_console()
        self.decided: list[str] = []

    @property
    def n_decided(self) -> int:
        """How many decisions of this round stand."""
        return len(self.decided)

    def place_again(self, waiting: list[ProposedPosition], at: int) -> int:
        """Take the last decision of this round back; where to go on asking."""
        from onetext.workflows.review_undo import take_back

        if not self.decided:
            talk("nothing was decided in this round; `onetext review CASE --undo` takes back more")
            return at
        try:
            gone = take_back(self.store, self.case.id, self.new_scribe(), self.decided[-1])
        except OnetextError as error:
            talk(str(error))
            return at
        self.decided.pop()
        self.console.print(f"taken back: {gone.about}", markup=False)
        return next(place for place, one in enumerate(waiting) if one.id == gone.statement)

    def answer(self, proposal: ProposedPosition, counted: str) -> Answer:
        """Ask until one proposal is decided or skipped, or the person wants to go back or stop."""
        changed = proposal
        while True:
            self.console.print()
            self.console.print(proposal_words(self.case, changed, counted))
            talk(_KEYS)
            key = click.getchar().lower()
            if key in ("q", "\x03", "\x04"):
                return Answer.QUIT
            if key == "u":
                return Answer.UNDO
            if key == "s":
                return Answer.NEXT
            try:
                if key == "e":
                    changed = self._changed(changed)
                elif key == "c":
                    review = Review.CONFIRMED if changed == proposal else Review.EDITED
                    self._decide(changed, review)
                    return Answer.NEXT
                elif key == "r":
                    self._decide(proposal, Review.REJECTED)
                    return Answer.NEXT
            except OnetextError as error:
                talk(str(error))

    def _decide(self, proposal: ProposedPosition, review: Review) -> None:
        from onetext.workflows.review import Decision, decide

        because = ""
        if review is Review.REJECTED:
            because = click.prompt("why (may be empty)", default="", show_default=False, err=True)
        decision = Decision(review, because, self.marking)
        done = decide(
            self.store, self.case.id, proposal, decision, self.new_scribe(), reading=self.reading
        )
        self.decided.append(done.statement.id)
        became = f" -> {done.position.id}" if done.position else ""
        self.console.print(f"{review}: {done.statement.about}{became}", markup=False)

    def _changed(self, one: ProposedPosition) -> ProposedPosition:
        """Ask for every part of a proposal; Enter keeps it."""
        from onetext.workflows.review import edited

        parties = [party.id for party in self.case.parties]
        changed = edited(
            self.case,
            one,
            party=_ask("party", one.party, parties),
            stance=Stance(_ask("stance", str(one.stance), _STANCES) or one.stance),
        )
        subjects = [p.id for p in self.case.points] + [t.id for t in self.case.texts]
        subject = _ask("point or text", one.point or one.text, subjects)
        if subject in {text.id for text in self.case.texts}:
            changed = edited(self.case, changed, text=subject)
        elif subject is not None:
            changed = edited(self.case, changed, point=subject)
        if changed.point is not None:
            changed = edited(self.case, changed, options=self._options(changed))
        if changed.stance is Stance.ACCEPTS_IF:
            changed = edited(
                self.case, changed, condition=_ask("condition", changed.condition or None, [])
            )
        return changed

    def _options(self, one: ProposedPosition) -> tuple[str, ...]:
        point = next(p for p in self.case.points if p.id == one.point)
        for option in point.options:
            talk(f"  {option.id}: {option.title}")
        said = _ask("options, with commas", ",".join(one.options) or None, [])
        return tuple(part.strip() for part in (said or "").split(",") if part.strip())


def _ask(name: str, default: str | None, known: list[str]) -> str | None:
    hint = f" ({', '.join(known)})" if 0 < len(known) <= 12 else ""
    said = click.prompt(
        f"{name}{hint}", default=default or "", show_default=bool(default), err=True
    )
    return str(said).strip() or None
