"""Who met and where: the names, groups and places of a clause."""

from __future__ import annotations

from onetext.reading.language import Language
from onetext.reading.meeting_clauses import Clause
from onetext.reading.names import NameTable, bare, is_person, name_sequences
from onetext.reading.tokens import Token, is_possessive


class MeetingPeople:
    """Finds the people and the place of a clause.

    Parameters
    ----------
    names : NameTable
        Of the whole report: a surname or "he" becomes the name it gives.
    language : Language
    """

    def __init__(self, names: NameTable, language: Language) -> None:
        self.names, self.language = names, language
        self.data = language.meetings

    def place(self, clause: Clause) -> list[Token]:
        """The words of the place: after "in" or "at", before "summit", where somebody goes."""
        return (
            self._place_by(clause.items, is_destination=False)
            or self._place_by(clause.items, is_destination=True)
            or self._place_before_where(clause)
        )

    def _place_before_where(self, clause: Clause) -> list[Token]:
        """As in "went to Rome, where she met him": the place stands in the clause before."""
        if clause.items[0].low not in self.data["where"]:
            return []
        before = [item for item in clause.unit.items if item.start < clause.start]
        return self._place_by(before, is_destination=True) or self._place_by(
            before, is_destination=False
        )

    def _place_by(self, items: list[Token], is_destination: bool) -> list[Token]:
        for at in range(1, len(items)):
            if not self._can_be_place(items[at]):
                continue
            before = items[at - 1].low
            following = items[at + 1].low if at + 1 < len(items) else ""
            there = before in self.data["place_prepositions"] and not self._is_elsewhere(items, at)
            there = there or self._is_welcomed_to(items, at) or self._is_planned_for(items, at)
            named = following in self.data["named_meetings"] and items[at - 1].text not in (
                "–",
                "-",
            )
            if self._is_destination(items, at) if is_destination else there or named:
                last = at + 1
                while last < len(items) and self._goes_on(items[last - 1], items[last]):
                    last += 1
                while items[last - 1].low in self.language.people["particles"]:
                    last -= 1
                return items[at:last]
        return []

    def _can_be_place(self, item: Token) -> bool:
        return (
            item.is_name_like
            and (
                item.low not in self.language.people["not_names"]
                or item.text in self.language.words["place_articles"]
            )
            and not is_possessive(item)
        )

    def _goes_on(self, last: Token, item: Token) -> bool:
        close = item.start - last.end == 1
        if item.low in self.language.people["particles"]:
            return close and last.is_name_like
        return item.is_name_like and close and self._can_be_place(item)

    def _is_welcomed_to(self, items: list[Token], at: int) -> bool:
        """As in "welcomed her guest to Oslo", "has invited him to Rome"."""
        if items[at - 1].low not in self.language.words["infinitive"]:
            return False
        return any(item.low in self.data["inviting"] for item in items[: at - 1])

    def _is_planned_for(self, items: list[Token], at: int) -> bool:
        """As in "the next round is planned for Rome"."""
        is_for = at > 1 and items[at - 1].low in self.data["planned_for"]
        return is_for and items[at - 2].low in self.data["planning"]

    def _is_elsewhere(self, items: list[Token], at: int) -> bool:
        """Whether the preposition belongs to a war or the like: "the war in Ukraine"."""
        return at > 1 and items[at - 2].low in self.data["elsewhere"]

    def _is_destination(self, items: list[Token], at: int) -> bool:
        before = items[at - 1].low
        if before in self.data["going_verbs"]:
            return True
        return (
            before in self.language.words["infinitive"]
            and at > 1
            and items[at - 2].low in self.data["going_words"]
        )

    def participants(self, clause: Clause, place: list[Token]) -> tuple[str, ...]:
        """Names first, in their order, then groups; the words of the place are nobody."""
        found: list[str] = []
        first = self._pronoun(clause)
        for run in name_sequences(clause.items, self.language):
            if any(token is part for token in run for part in place):
                continue
            if is_possessive(run[-1]) and not self._owns_meeting(clause, run[-1]):
                continue
            if self._lies_elsewhere(clause, run[0]) or self._is_absent(clause, run[0]):
                continue
            name = self._name(clause, run)
            if name is not None and name not in found:
                found.append(name)
        if first is not None and first not in found:
            found.insert(0, first)
        return tuple(found + [group for group in self._groups(clause) if group not in found])

    def _name(self, clause: Clause, run: list[Token]) -> str | None:
        words = [bare(token.text) for token in run]
        role = self._role_after(clause, run[-1])
        if role and " ".join(words).lower() not in self.language.people["parties"]:
            return f"{' '.join(words)} {role}"
        lowered = " ".join(words).lower().rstrip(".")
        if lowered in self.language.people["parties"] and not self._is_party(words):
            return None
        if is_person(words, self.language) or self._is_party(words):
            return self.names.full.get(words[-1], " ".join(words))
        return None

    def _groups(self, clause: Clause) -> list[str]:
        """People met as a group: "foreign ministers", "the two delegations"."""
        found = []
        for at, item in enumerate(clause.items):
            if item.low not in self.data["groups"]:
                continue
            first = at
            while first and clause.items[first - 1].low in self.data["group_adjectives"]:
                first -= 1
            before = clause.items[first - 1] if first else None
            if before is not None and before.low in self.language.people["parties"]:
                found.append(f"{before.text} {item.low}")
                continue
            not_names = self.language.people["not_names"]
            if before is not None and before.is_name_like and before.low not in not_names:
                continue  # "Trump advisers" is a name with a role
            found.append(" ".join(token.low for token in clause.items[first : at + 1]))
        return found

    def _lies_elsewhere(self, clause: Clause, name: Token) -> bool:
        """Whether a name only says where a war is: "the war in Ukraine"."""
        at = clause.items.index(name)
        return self._is_elsewhere(clause.items, at)

    def _is_absent(self, clause: Clause, name: Token) -> bool:
        """Whether a name says who was not there: "without the State Department"."""
        at = clause.items.index(name)
        return any(item.low in self.data["absences"] for item in clause.items[max(0, at - 2) : at])

    def _role_after(self, clause: Clause, name: Token) -> str | None:
        """The people a name describes: "Trump advisers", "the Trump camp"."""
        at = clause.items.index(name) + 1
        people = (*self.language.people["roles_many"], *self.data["camps"])
        if at < len(clause.items) and clause.items[at].low in people:
            return clause.items[at].text
        return None

    def _is_party(self, words: list[str]) -> bool:
        name = " ".join(words).lower()
        people = self.language.people
        return (name in people["metonyms"] and name not in people["not_alone"]) or name in people[
            "institutions"
        ]

    def _owns_meeting(self, clause: Clause, owner: Token) -> bool:
        at = clause.items.index(owner)
        return any(item.low in self.data["meeting_nouns"] for item in clause.items[at + 1 : at + 3])

    def _pronoun(self, clause: Clause) -> str | None:
        """Who "he" or "who" at the head of the clause is."""
        for item in clause.items[:8]:
            low = item.low
            if low in self.language.words["singular_persons"]:
                kind = self.language.words["pronouns"][low].split()
                return self.names.last_before(item.start, kind[1], self.language)
            if item.is_name_like and low not in self.language.people["not_names"]:
                return None
        return None
