"""The interface for programs keeps to its own document, whatever it is asked."""

from __future__ import annotations

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.transport import Response
from schemathesis.specs.openapi import checks

from onetext.workflows.journal import Scribe, keep_case
from web_fixtures import _forget_everybody, open_archive, signed_in
from web_journals import HIDDEN, START

ROOT = "http://testserver"


@pytest.fixture(scope="module")
def callers(team_settings):
    """Clients of a chair and of a party's member, by role."""
    from onetext.storage.memory import MemoryJournalStore
    from onetext.web import archive

    store = MemoryJournalStore()
    open_archive(store)
    keep_case(store, HIDDEN, Scribe("chair", START, lambda: b"s" * 32))
    yield {role: signed_in(role, party) for role, party in (("chair", ""), ("party", "north"))}
    archive.close()
    _forget_everybody()


@pytest.fixture(scope="module")
def document(callers):
    from onetext.web.api.door import api

    return schemathesis.openapi.from_dict(api.get_openapi_schema())


def answered(client, case):
    """Ask as the case says, through Django's own client; return what the checks read."""
    wanted = case.as_transport_kwargs(base_url=ROOT)
    known = ("method", "url", "headers", "params", "data", "json")
    sent = requests.Request(**{name: wanted[name] for name in known if name in wanted}).prepare()
    found = client.generic(
        sent.method,
        sent.url.removeprefix(ROOT),
        sent.body or b"",
        sent.headers.get("Content-Type", "application/json"),
    )
    headers = {name.lower(): [value] for name, value in found.headers.items()}
    return Response(
        status_code=found.status_code,
        headers=headers,
        content=found.content,
        request=sent,
        elapsed=0.1,
        verify=False,
    )


OPERATIONS = (
    "GET /api/v1/",
    "GET /api/v1/cases",
    "GET /api/v1/cases/{case}",
    "GET /api/v1/cases/{case}/records/{kind}",
    "GET /api/v1/cases/{case}/records/{kind}/{record}",
    "GET /api/v1/cases/{case}/journal",
    "GET /api/v1/cases/{case}/study",
    "GET /api/v1/cases/{case}/try",
    "POST /api/v1/cases/{case}/comments",
    "POST /api/v1/cases/{case}/answers",
)
KNOWN = {"case": "drawn", "kind": "texts", "record": "t1"}
"""Of what is drawn, every second time what there is."""
CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


def test_every_operation_is_walked(document):
    assert {one.ok().label for one in document.get_all_operations()} == set(OPERATIONS)


@pytest.mark.parametrize("label", OPERATIONS)
def test_what_is_answered_is_what_the_document_says(document, callers, label):
    (operation,) = [one.ok() for one in document.get_all_operations() if one.ok().label == label]

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(), st.booleans(), st.sampled_from(sorted(callers)))
    def asked(case, is_known, role):
        if is_known and case.path_parameters:
            case.path_parameters |= {n: KNOWN[n] for n in case.path_parameters if n in KNOWN}
        response = answered(callers[role], case)
        assert response.status_code < 500, response.text
        assert response.status_code != 403, response.text
        case.validate_response(response, checks=CHECKS)

    asked()
