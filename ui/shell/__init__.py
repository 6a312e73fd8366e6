"""The window around the panes: bar, rail, keys, palette, status, sign-in."""

from ui.shell.actions import Actions
from ui.shell.catalogue import CATALOGUE, ActionId, Category, Spec
from ui.shell.cover import Cover
from ui.shell.main_window import MainWindow
from ui.shell.memory import WindowMemory
from ui.shell.news import Offer
from ui.shell.panes import Panes, Place
from ui.shell.sign_in import DemoUser, SignIn, SignInState, SignInView
from ui.shell.status import StatusState

__all__ = [
    "CATALOGUE",
    "ActionId",
    "Actions",
    "Category",
    "Cover",
    "DemoUser",
    "MainWindow",
    "Offer",
    "Panes",
    "Place",
    "SignIn",
    "SignInState",
    "SignInView",
    "Spec",
    "StatusState",
    "WindowMemory",
]
