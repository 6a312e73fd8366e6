"""The keys that one person changed, as they are kept from one start to the next."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from workstation.value_class import dataclass

_STROKE = re.compile(r"(?:(?:Ctrl|Shift|Alt|Meta)\+)*(?:[^\s+]|\+|[A-Z][A-Za-z]*[0-9]{0,2})")
_MOST = 2


@dataclass(frozen=True, slots=True)
class OwnKey:
    """What a person set for one action: its keys, none perhaps, and when."""

    keys: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Everything that a person changed, by the name of the action.

    others: what a newer program wrote and this one cannot read; it is kept as it is.
    """

    changed: Mapping[str, OwnKey] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)

    def replaced(self, changes: Mapping[str, tuple[str, ...] | None], now: datetime) -> OwnKeys:
        """These keys after `changes`; None gives an action its default again."""
        kept = {each: own for each, own in self.changed.items() if each not in changes}
        new = {each: OwnKey(keys, now) for each, keys in changes.items() if keys is not None}
        others = {each: raw for each, raw in self.others.items() if each not in changes}
        return OwnKeys(kept | new, others)

    def to_text(self) -> str:
        """Them as one line of text."""
        own = {
            action: {"keys": list(each.keys), "since": each.since.isoformat()}
            for action, each in self.changed.items()
        }
        return json.dumps({**self.others, **own}, ensure_ascii=False) if own or self.others else ""


def own_keys_from(text: str) -> OwnKeys:
    """What `OwnKeys.to_text` wrote, in this program or a newer one; nothing if it is no such text.

    An action that does not exist any more keeps its keys: it may come back.
    """
    try:
        raw = json.loads(text) if text else {}
    except ValueError:
        raw = {}
    if not isinstance(raw, dict):
        return OwnKeys()
    read = {action: _own_key(each) for action, each in raw.items()}
    return OwnKeys(
        {action: own for action, own in read.items() if own is not None},
        {action: raw[action] for action, own in read.items() if own is None},
    )


def is_key(key: str) -> bool:
    """Whether this is a key, or two that follow each other, as actions write them."""
    strokes = key.split(" ")
    return len(strokes) <= _MOST and all(map(_STROKE.fullmatch, strokes))


def _own_key(raw: Any) -> OwnKey | None:
    """One entry; None if this program cannot read it."""
    match raw:
        case {"keys": list(keys), "since": str(since), **more} if not more:
            if not all(isinstance(key, str) and is_key(key) for key in keys):
                return None
            try:
                at = datetime.fromisoformat(since)
            except ValueError:
                return None
            return OwnKey(tuple(keys), at) if at.tzinfo is not None else None
        case _:
            return None
