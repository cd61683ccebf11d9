"""Which passwords are refused beside the short and the common: those somebody guesses first."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST_SIGNS = 6
"""Different characters a password has at least."""


class NotEasilyGuessed:
    """Refuses one's own name, a few signs over and over, a common word with figures round it."""

    @cached_property
    def _common(self) -> set[str]:
        common: set[str] = CommonPasswordValidator().passwords
        return common

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that is easily guessed."""
        plain = password.casefold()
        name = user.get_username().casefold() if user is not None else ""
        if len(name) > 3 and name in plain:
            raise ValidationError(_("It has the name of your account in it."), code="name")
        if len(set(plain)) < LEAST_SIGNS:
            raise ValidationError(_("It repeats a few signs over and over."), code="repeats")
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
        if core in self._common:
            raise ValidationError(
                _("It is a common password with figures round it."), code="common"
            )

    def get_help_text(self) -> str:
        """Say what is refused."""
        return _("Five or six words drawn by lot are good. Your name and common words are not.")
