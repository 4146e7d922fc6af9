"""The OpenAPI document says what the application does: schemathesis asks everything that it allows and forbids."""

import json
import os
from datetime import date

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded
from jsonschema import Draft202012Validator

from conftest import TUESDAY, wired_to, without_lifespan
from welcome.app import application
from welcome.web.hours import READ_MAX_DAYS
from welcome.web.limits import Limiter

SEED = 20261129
#: Each operation is asked so often; more where there is time.
QUESTIONS = int(os.environ.get("WELCOME_SCHEMATHESIS_EXAMPLES", "60"))


def days_go_together(case: schemathesis.Case) -> bool:
    """Return whether the days in a body are in order and not too far apart, which no schema can say."""
    if not isinstance(case.body, dict) or not case.body.get("to"):
        return True
    first = date.fromisoformat((case.body.get("from") or str(TUESDAY.date())).strip())
    return 0 <= (date.fromisoformat(case.body["to"].strip()) - first).days <= READ_MAX_DAYS


def test_every_operation_does_what_it_says(snapshot, postcodes):
    print(f"seed {SEED}")
    wired = wired_to(snapshot, postcodes)
    wired.reading_limit = Limiter(b"salt", at_once=QUESTIONS * 100, a_minute=1)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", without_lifespan(application(wired)))
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:
            if mode.is_negative and not operation.query and not operation.body:
                continue
            cases = operation.as_strategy(generation_mode=mode)
            cases = cases if mode.is_negative else cases.filter(days_go_together)

            @seeded(SEED)
            @settings(max_examples=QUESTIONS, deadline=None, suppress_health_check=list(HealthCheck))
            @given(case=cases)
            def ask(case):
                case.call_and_validate()

            ask()
            asked.append((operation.label, mode))
    assert len(asked) == 15


async def test_every_route_of_the_contract_is_described(client: httpx.AsyncClient):
    document = (await client.get("/api/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        "/api/venues", "/api/venues/{slug}", "/api/directory", "/api/postcodes", "/api/places", "/api/venues.geojson",
        "/api/venues.csv", "/api/wards.geojson", "/api/hours/read", "/health/live", "/health/ready",
    }  # fmt: skip
    identifiers = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(identifiers) == len(set(identifiers))


async def test_every_parameter_says_what_it_takes(client: httpx.AsyncClient):
    document = (await client.get("/api/openapi.json")).json()
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                assert parameter["in"] == "path" or parameter["description"], parameter["name"]


@pytest.mark.parametrize("path", ["/api/directory", "/api/postcodes"])
async def test_what_a_phone_is_sent_fits_its_description(client: httpx.AsyncClient, path: str):
    document = (await client.get("/api/openapi.json")).json()
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    body = json.loads((await client.get(path)).content)
    Draft202012Validator({**schema, "components": document["components"]}).validate(body)
