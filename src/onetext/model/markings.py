"""Two markings, kept apart: who may see the content, and whether the speaker may be named.

Content follows the Traffic Light Protocol 2.0; attribution follows the Chatham House Rule.
Nothing marked means: the drafting team alone.
"""

from __future__ import annotations

from enum import StrEnum

from onetext.model._noun import noun

DRAFTING_TEAM = "drafting-team"
PUBLIC = "public"


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0 label of a content."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


class Attribution(StrEnum):
    """Whether speaker and affiliation may be given together with the content."""

    ON_RECORD = "on-record"
    CHATHAM_HOUSE = "chatham-house"


@noun
class Marking:
    """Content `tlp` is for the eyes of `audience`; `attribution` says if its speaker is named."""

    tlp: Tlp = Tlp.AMBER_STRICT
    """Label of the content. CLEAR is for everybody."""
    audience: tuple[str, ...] = ()
    """Ids of the parties that may see it, beside the drafting team."""
    attribution: Attribution = Attribution.ON_RECORD
    """`chatham-house`: content may be used; speaker and affiliation are for the team alone."""


DRAFTING_TEAM_ONLY = Marking()
EVERYBODY = Marking(tlp=Tlp.CLEAR)


@noun
class Eye:
    """Whose eyes look: the drafting team's, a party's, or the public's."""

    reader: str = DRAFTING_TEAM
    """A party id, or `drafting-team`, or `public`."""

    def may_see(self, marking: Marking) -> bool:
        """Whether content so marked may reach this reader.

        GREEN is for the parties of the process, not for the public; AMBER and RED need the
        reader to be named.
        """
        if self.reader == DRAFTING_TEAM or marking.tlp is Tlp.CLEAR:
            return True
        if self.reader == PUBLIC:
            return False
        return marking.tlp is Tlp.GREEN or self.reader in marking.audience


TEAM_EYE = Eye()

RESERVED = {
    DRAFTING_TEAM: "the drafting team's own eyes, which see everything",
    PUBLIC: "everybody's eyes",
    "all": "all who sign together",
}
"""What stands for others than a party wherever a reader or a share is named; no party's id."""


def party_eye(party: str) -> Eye:
    """Return the eyes of a party: never the team's, whatever a party of an old record is called."""
    return Eye(reader=PUBLIC if party in RESERVED else party)
