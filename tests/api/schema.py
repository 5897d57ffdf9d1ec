"""A small reader of JSON Schema: as much as the description of the API uses, for checking answers against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
FORMATS = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}
KNOWN = {
    *("$ref", "anyOf", "allOf", "type", "items", "properties", "required", "enum", "const", "format", "pattern"),
    *("additionalProperties", "title", "description", "default", "minimum", "maximum", "exclusiveMinimum"),
    *("minLength", "maxLength", "minItems", "maxItems", "examples"),
}


def faults(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "") -> Iterator[str]:
    """This will name each place where a value is not as its schema says.

    Raises: LookupError if the schema says something that is not read here.
    """
    if unknown := schema.keys() - KNOWN:
        raise LookupError(f"{at}: {unknown}")
    yield from _others(value, schema, whole, at)
    wanted = schema.get("type")
    if wanted and (not isinstance(value, TYPES[wanted]) or (isinstance(value, bool) and wanted != "boolean")):
        yield f"{at}: {value!r} is no {wanted}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not one of {schema['enum']}"
    match value:
        case str():
            yield from _words(value, schema, at)
        case list():
            for index, item in enumerate(value):
                yield from faults(item, schema.get("items", {}), whole, f"{at}[{index}]")
        case dict():
            yield from _fields(value, schema, whole, at)


def _others(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    if "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        yield from faults(value, found, whole, at)
    if "anyOf" in schema and all(list(faults(value, one, whole, at)) for one in schema["anyOf"]):
        yield f"{at}: {value!r} is none of what it may be"
    for one in schema.get("allOf", ()):
        yield from faults(value, one, whole, at)


def _words(value: str, schema: dict[str, Any], at: str) -> Iterator[str]:
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not fit {schema['pattern']}"
    if schema.get("format") in FORMATS:
        try:
            FORMATS[schema["format"]](value)
        except ValueError:
            yield f"{at}: {value!r} is no {schema['format']}"
    if schema.get("format") == "decimal":
        Decimal(value)


def _fields(value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}.{name} is missing"
    known, more = schema.get("properties", {}), schema.get("additionalProperties", not schema.get("properties"))
    for name, item in value.items():
        if name in known:
            yield from faults(item, known[name], whole, f"{at}.{name}")
        elif isinstance(more, dict):
            yield from faults(item, more, whole, f"{at}.{name}")
        elif not more:
            yield f"{at}.{name} is not described"
