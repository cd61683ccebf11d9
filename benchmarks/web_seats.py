"""Seat people in a case of a team's server and sign them in, without a browser.

    python benchmarks/web_seats.py CASE < people.json > signed-in.json

Each of the list has a name, a role and a party; each comes back with its cookies.
"""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Read people, seat them, write their cookies."""
    from onetext.web.accounts.setting_up import open_accounts

    open_accounts()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    from onetext.web.accounts.models import Membership

    people = json.load(sys.stdin)
    for who in people:
        user = User.objects.create_user(who["name"])
        Membership.objects.create(user=user, case=sys.argv[1], role=who["role"], party=who["party"])
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        who["cookies"] = {settings.SESSION_COOKIE_NAME: session.session_key}
    json.dump(people, sys.stdout)


if __name__ == "__main__":
    main()
