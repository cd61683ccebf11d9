"""The chain of a case and signed receipts for it, each reader's of its own."""

from __future__ import annotations

from onetext.errors import ImpossibleRequest
from onetext.model import party_eye
from onetext.record.chain import ChainCheck, chain_check
from onetext.record.entries import head_after, origin
from onetext.record.receipts import Receipt, public_digits, receipt
from onetext.web.desk_refusals import may_not_write
from onetext.web.door import Door
from onetext.web.receipt_check import ReceiptFinding, receipt_finding
from onetext.workflows.find import find_party


class ReceiptsAtDesk(Door):
    """Checks that nothing was changed since, and what is signed so that others can."""

    def check(self, case_id: str) -> ChainCheck:
        """Walk the whole chain again, from the store, for the team; else the reader's own chain."""
        seat, journals = self._opened(case_id)
        if seat.is_of_team:
            return chain_check(journals.store.journal(case_id), origin(case_id))
        chain = journals.own_chain(case_id, seat.eye)
        head = head_after(chain[-1]) if chain else origin(case_id, seat.eye.reader)
        return ChainCheck(head, 0, None)

    def receipt(self, case_id: str, *, for_reader: str = "") -> Receipt:
        """Sign the head of the reader's own chain; for the team, also that of a party's.

        Raises
        ------
        NotFound
            If the team names a party the case does not have.
        ImpossibleRequest
            If there is nothing to sign for: the case is not kept.
        """
        seat, journals = self._opened(case_id)
        if seat.is_read_only:
            raise ImpossibleRequest(may_not_write(seat))
        eye = seat.eye
        if for_reader and seat.is_of_team:
            eye = party_eye(find_party(self.view(case_id).case, for_reader).id)
        chain = journals.own_chain(case_id, eye)
        head = head_after(chain[-1]) if chain else origin(case_id, eye.reader)
        return receipt(head, case_id, eye, self._archive.signing_key())

    def receipt_finding(self, case_id: str, words: str) -> ReceiptFinding:
        """Hold a receipt against the reader's own chain; the team's eye may check any reader's.

        Raises
        ------
        UnreadableFile, ImpossibleRequest
            If it is none, or one of another case or reader.
        """
        seat, journals = self._opened(case_id)
        return receipt_finding(
            words,
            case_id,
            seat.eye,
            lambda eye: journals.own_chain(case_id, eye),
            public_digits(self._archive.signing_key().public_key()),
        )
