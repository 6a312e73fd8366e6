"""Actions and their keys: those by default, and those that the person at the window changed."""

from ui.keyboard.action import (
    BACK,
    CONFIRM,
    MOVING,
    NEXT,
    PALETTE,
    PREVIOUS,
    SEARCH,
    WINDOW,
    ActionSpec,
    Category,
    Fold,
    KeyPlace,
)
from ui.keyboard.key_table import FIXED, KeyHolder, KeyTable, belongs_to_writing, writes_nothing
from ui.keyboard.keyboard import Keyboard, key_span, keyboard, read_out
from ui.keyboard.own_keys import OwnKey, OwnKeys, is_key, own_keys_from

__all__ = [
    "BACK",
    "CONFIRM",
    "FIXED",
    "MOVING",
    "NEXT",
    "PALETTE",
    "PREVIOUS",
    "SEARCH",
    "WINDOW",
    "ActionSpec",
    "Category",
    "Fold",
    "KeyHolder",
    "KeyPlace",
    "KeyTable",
    "Keyboard",
    "OwnKey",
    "OwnKeys",
    "belongs_to_writing",
    "is_key",
    "key_span",
    "keyboard",
    "own_keys_from",
    "read_out",
    "writes_nothing",
]
