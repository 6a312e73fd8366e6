"""What panes are built from: every control and surface, dressed by the theme."""

from ui.widgets.announce import announce
from ui.widgets.buttons import (
    Button,
    DangerButton,
    IconButton,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    TextButton,
)
from ui.widgets.drawer import Drawer
from ui.widgets.empty import EmptyPanel, IconMark
from ui.widgets.focus import OWN_KEYS, FocusRing, LeftFocus, focus_in, is_typing, show_ring
from ui.widgets.heading import Heading
from ui.widgets.label import ElidedLabel, Label, elide_middle, one_line
from ui.widgets.layout import STRETCH, FlowLayout, column, row, rule
from ui.widgets.look import (
    Edge,
    Surface,
    describe,
    describe_one,
    mark_content,
    refuse_input_method,
    set_edge,
    set_property,
    set_role,
    set_surface,
    set_tone,
    set_type,
)
from ui.widgets.menu import Menu
from ui.widgets.notice import NoticeBar
from ui.widgets.overlay import OVERLAY, Overlay
from ui.widgets.passwords import OwnPasswordFields, add_field, password_field
from ui.widgets.picks import Pick, PickPopup
from ui.widgets.pill import KeyCap, Pill, Tag, draw_tag, language_mark
from ui.widgets.reading_order import go_on, reveal, tab_stops
from ui.widgets.reading_view import ReadingView
from ui.widgets.screen_reader import guide_screen_readers, set_spoken_role
from ui.widgets.search import SearchField
from ui.widgets.shape import Shape, ShapeMark, draw_check, draw_shape
from ui.widgets.skeleton import ContentStage, SkeletonRows, draw_skeleton
from ui.widgets.splitter import Splitter
from ui.widgets.surfaces import Avatar, Card, ShareBar, Well, draw_avatar, foot, scrolled, sheet
from ui.widgets.switch import SegmentedSwitch, SwitchChoice, Tabs
from ui.widgets.tint import tint
from ui.widgets.toast import Counting, Toast, Toasts

__all__ = [
    "OVERLAY",
    "OWN_KEYS",
    "STRETCH",
    "Avatar",
    "Button",
    "Card",
    "ContentStage",
    "Counting",
    "DangerButton",
    "Drawer",
    "Edge",
    "ElidedLabel",
    "EmptyPanel",
    "FlowLayout",
    "FocusRing",
    "Heading",
    "IconButton",
    "IconMark",
    "KeyCap",
    "Label",
    "LeftFocus",
    "Menu",
    "NoticeBar",
    "OutlinedButton",
    "Overlay",
    "OwnPasswordFields",
    "Pick",
    "PickPopup",
    "Pill",
    "PrimaryButton",
    "QuietButton",
    "ReadingView",
    "SearchField",
    "SegmentedSwitch",
    "Shape",
    "ShapeMark",
    "ShareBar",
    "SkeletonRows",
    "Splitter",
    "Surface",
    "SwitchChoice",
    "Tabs",
    "Tag",
    "TextButton",
    "Toast",
    "Toasts",
    "Well",
    "add_field",
    "announce",
    "column",
    "describe",
    "describe_one",
    "draw_avatar",
    "draw_check",
    "draw_shape",
    "draw_skeleton",
    "draw_tag",
    "elide_middle",
    "focus_in",
    "foot",
    "go_on",
    "guide_screen_readers",
    "is_typing",
    "language_mark",
    "mark_content",
    "one_line",
    "password_field",
    "refuse_input_method",
    "reveal",
    "row",
    "rule",
    "scrolled",
    "set_edge",
    "set_property",
    "set_role",
    "set_spoken_role",
    "set_surface",
    "set_tone",
    "set_type",
    "sheet",
    "show_ring",
    "tab_stops",
    "tint",
]
