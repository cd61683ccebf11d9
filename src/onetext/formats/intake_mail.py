"""Mail: the plain text of a message, or the text of its HTML; its date is its publication."""

from __future__ import annotations

import email
import email.policy
import email.utils
from email.message import EmailMessage
from pathlib import Path

from onetext.formats.extracted import Extracted, unreadable


def mail_text(path: Path, raw: bytes) -> Extracted:
    """Return the body of a message as it was written; attachments are not opened.

    Raises
    ------
    UnreadableFile
        If it has no body that can be decoded.
    """
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(preferencelist=("plain", "html"))
        content = body.get_content() if body is not None else ""
        kind = body.get_content_type() if body is not None else ""
        subject, date = str(message["Subject"] or ""), str(message["Date"] or "")
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, KeyError) as error:
        raise unreadable(
            path,
            "the message cannot be read",
            f"its parts or encodings are broken ({type(error).__name__})",
            "save the text of the message",
        ) from None
    found = Extracted(str(content), "mail")
    if kind == "text/html":
        from onetext.formats.intake_html import html_text

        page = html_text(path, str(content).encode())
        found = Extracted(page.text, f"mail, {page.reader}", language=page.language)
    try:
        day = email.utils.parsedate_to_datetime(date).date()
    except (ValueError, TypeError, IndexError):
        day = None
    return Extracted(found.text, found.reader, day, found.language, subject)
