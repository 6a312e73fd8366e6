"""The main window: sign-in page, bar, rail, keys, palette and status around the activities."""

from ui.shell.actions import Actions
from ui.shell.activity_stack import ActivityStack, ways_to
from ui.shell.catalogue import CATALOGUE, SPEAK, ActionId
from ui.shell.main_window import MainWindow
from ui.shell.memory import WindowMemory
from ui.shell.sign_in import DemoUser, EnteredSignIn, SignInState, SignInView
from ui.shell.status import StatusState

__all__ = [
    "CATALOGUE",
    "SPEAK",
    "ActionId",
    "Actions",
    "ActivityStack",
    "DemoUser",
    "EnteredSignIn",
    "MainWindow",
    "SignInState",
    "SignInView",
    "StatusState",
    "WindowMemory",
    "ways_to",
]
