"""What November 2026 stored in another form than now, as this program writes it."""

from __future__ import annotations

from typing import Any

_CHANGES = ("put_term", "drop_term", "let_pass", "stop_passing", "set_style")


def book_as_record(old: dict[str, Any]) -> dict[str, Any]:
    """The JSON of the glossary of then as that of a record."""
    changes = [_changed(each) for each in old["changes"]]
    return {**old, "id": "glossary", "changes": changes, "marks": []}


def _changed(old: dict[str, Any]) -> dict[str, Any]:
    about = {name: old[name] for name in ("version", "by", "at", "kind")}
    return {**about, **dict.fromkeys(_CHANGES), old["kind"]: old["change"]}
