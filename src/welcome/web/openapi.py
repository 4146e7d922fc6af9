"""The OpenAPI 3.1 document: made from the handlers, with what they parse and answer by themselves added to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from litestar import Litestar
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import License

from welcome.web.problems import PROBLEM_JSON, SENTENCES, Problem
from welcome.web.questions import day_pattern, moment_pattern

_SCHEMAS = "#/components/schemas/{name}"


def asks(parameters: type[msgspec.Struct], *statuses: int) -> dict[str, Any]:
    """Return the options of a handler that reads its query string in this shape; statuses: errors beyond 400."""
    return {"asks": parameters, "problems": (400, *statuses)}


def tells(answer: type, media_type: str = "application/json") -> dict[str, Any]:
    """Return the options of a handler that answers with a prepared document of this type."""
    return {"tells": (answer, media_type)}


def takes(body: type[msgspec.Struct], *statuses: int) -> dict[str, Any]:
    """Return the options of a handler that reads a JSON body of this shape; statuses: errors beyond 400."""
    return {"takes": body, "problems": (400, *statuses)}


def openapi_document(route_handlers: Sequence[Any], dependencies: Mapping[str, Provide], version: str, now: datetime) -> bytes:
    """Return the document as JSON. `route_handlers`: those of the public contract, and what they need."""
    config = OpenAPIConfig(
        title="Places of Welcome",
        version=version,
        summary="Where anybody can walk in for a cup of tea and company, now, near here.",
        description="Open data about welcoming places. A position sent to /api/venues is neither kept nor logged.",
        license=License(name="The data's sources and licences stand in each answer's attribution."),
        use_handler_docstrings=True,
    )
    app = Litestar(route_handlers=list(route_handlers), dependencies=dependencies, openapi_config=config, logging_config=None)
    made: dict[str, Any] = app.openapi_schema.to_schema()
    schemas: dict[str, Any] = made.setdefault("components", {}).setdefault("schemas", {})
    _add_schema(schemas, Problem)
    options = {handler.operation_id: handler.opt for handler in _handlers(app)}
    for path in made["paths"].values():
        for operation in path.values():
            _complete(operation, options[operation["operationId"]], schemas, now)
    return msgspec.json.encode(made)


def _handlers(app: Litestar) -> list[BaseRouteHandler]:
    return [handler for route in app.routes for handler in getattr(route, "route_handlers", ())]


def _complete(operation: dict[str, Any], options: dict[str, Any], schemas: dict[str, Any], now: datetime) -> None:
    """Add parameters, the shapes of prepared documents and the problems that may come."""
    if "asks" in options:
        operation["parameters"] = [*operation.get("parameters", ()), *_parameters(options["asks"], now)]
    if "takes" in options:
        schema = _add_schema(schemas, options["takes"])
        _name_days(schemas[options["takes"].__name__], now)
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    if "tells" in options:
        answer, media_type = options["tells"]
        schema = {"type": "string"} if answer is str else _add_schema(schemas, answer)
        operation["responses"]["200"]["content"] = {media_type: {"schema": schema}}
        operation["responses"]["304"] = {"description": "You have these very bytes already."}
    responses = operation["responses"]
    responses.pop("400", None)
    problem = {PROBLEM_JSON: {"schema": {"$ref": _SCHEMAS.format(name="Problem")}}}
    for status in options.get("problems", ()):
        responses[str(status)] = {"description": SENTENCES[status], "content": problem}
        if status == 429:
            waiting = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
            responses["429"]["headers"] = {"Retry-After": waiting}
    for status, sentence in options.get("moves", {}).items():
        responses[str(status)] = {"description": sentence}


def _name_days(schema: Any, now: datetime) -> None:
    """Give every day in a schema the pattern of the days that can be asked about."""
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for part in parts:
        _name_days(part, now)
    if isinstance(schema, dict) and schema.pop("london_day", False):
        schema["pattern"] = day_pattern(now)


def _parameters(shape: type[msgspec.Struct], now: datetime) -> list[dict[str, Any]]:
    """Return the query parameters of a struct as OpenAPI has them: lists are comma-separated, `lat` and `lon` go together."""
    found = [_parameter(field, now) for field in msgspec.structs.fields(shape)]
    pair = [parameter for parameter in found if parameter["name"] in ("lat", "lon")]
    if not pair:
        return found
    point = {
        "name": "point",
        "in": "query",
        "required": False,
        "description": "A position: `lat` and `lon`, both or neither.",
        "style": "form",
        "explode": True,
        "schema": {
            "type": "object",
            "properties": {one["name"]: one["schema"] | {"description": one["description"]} for one in pair},
            "required": [one["name"] for one in pair],
            "additionalProperties": False,
        },
    }
    return [point, *(parameter for parameter in found if parameter not in pair)]


def _parameter(field: msgspec.structs.FieldInfo, now: datetime) -> dict[str, Any]:
    schema = msgspec.json.schema(field.type)
    schema = next((part for part in schema.get("anyOf", ()) if part.get("type") != "null"), schema)
    parameter = {"name": field.encode_name, "in": "query", "required": field.required}
    parameter["description"] = schema.pop("description", "")
    if schema.pop("comma_separated", False):
        parameter |= {"style": "form", "explode": False}
        schema = {"type": "array", "minItems": 1, "items": {"type": "string", **schema["items"]}}
    if schema.pop("moment", False):
        schema["pattern"] = moment_pattern(now)
    return parameter | {"schema": schema}


def _add_schema(schemas: dict[str, Any], shape: Any) -> dict[str, Any]:
    """Add what a type needs to the schemas of the document, and return the reference to it."""
    (schema,), parts = msgspec.json.schema_components([shape], ref_template=_SCHEMAS)
    for name, part in parts.items():
        schemas.setdefault(name, part)
    return schema
