"""Why a body could not be parsed, in a sentence: which field, and what is wrong with it."""

from __future__ import annotations

import re

import msgspec

from workstation.i18n import Message, _

_PLACE = re.compile(r" - at `(?:key in )?\$?\.?([^`]*)`$")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_VALUE = re.compile(r"Invalid enum value '(.*)'$")
_LONG = re.compile(r"of length <= (\d+)")
_SHORT = re.compile(r"of length >= \d+|matching regex '\\\\S'")
_REGION = re.compile(r"matching regex '\^\(\[A-Z\]\{2\}")
_ZONE = re.compile(r"with a timezone component")
_DATE = re.compile(r"RFC3339|ISO8601")


def why(error: Exception) -> Message:
    """The sentence that says the error of a parser to a person.

    It is read from the text of the error, since msgspec has no structured form of it.
    """
    if not isinstance(error, msgspec.ValidationError):
        return _("This is not well-formed JSON.")
    text = str(error)
    place = _PLACE.search(text)
    field = place.group(1) if place else ""
    text = _PLACE.sub("", text)
    if missing := _MISSING.search(text):
        return _("The field {field} is missing.", field=_join(field, missing.group(1)))
    if unknown := _UNKNOWN.search(text):
        return _("There is no field called {field}.", field=_join(field, unknown.group(1)))
    if not field:
        return _("The data has another form than is expected here.")
    return _about_value(field, text)


def _about_value(field: str, text: str) -> Message:
    """What is wrong with the value of a field, by the text of the parser's error."""
    if value := _VALUE.search(text):
        return _("The field {field} cannot be “{value}”.", field=field, value=value.group(1))
    if long := _LONG.search(text):
        return _("The field {field} is longer than {limit}.", field=field, limit=int(long.group(1)))
    if _SHORT.search(text):
        return _("The field {field} is empty.", field=field)
    if _REGION.search(text):
        return _("The field {field} is no region of two capitals such as TW.", field=field)
    if _ZONE.search(text):
        return _("The time in the field {field} does not say its zone.", field=field)
    if _DATE.search(text):
        return _("The field {field} is not a date or time such as 2026-08-31.", field=field)
    return _("The field {field} holds something else than is expected.", field=field)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
