"""The forms in which programs of November 2026 stored records, as this program writes them."""

from __future__ import annotations

from typing import Any

_CHANGES = ("put_term", "drop_term", "let_pass", "stop_passing", "set_style")


def book_as_record(old: dict[str, Any]) -> dict[str, Any]:
    """The glossary as a record, from the JSON of the glossary of then, which was none."""
    changes = []
    for each in old["changes"]:
        about = {name: each[name] for name in ("version", "by", "at", "kind")}
        changes.append({**about, **dict.fromkeys(_CHANGES), each["kind"]: each["change"]})
    return {**old, "id": "glossary", "changes": changes, "marks": []}
