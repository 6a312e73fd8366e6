"""Joins Qt and asyncio: the loop, tasks, changes, dialogs, network, collector and watchdog."""

from ui.bridge.changes import ChangesFeed
from ui.bridge.collector import Collector
from ui.bridge.dialogs import shown
from ui.bridge.failure import Failure, Report
from ui.bridge.loop import run
from ui.bridge.network import Network
from ui.bridge.tasks import Tasks
from ui.bridge.watchdog import Watchdog

__all__ = [
    "ChangesFeed",
    "Collector",
    "Failure",
    "Network",
    "Report",
    "Tasks",
    "Watchdog",
    "run",
    "shown",
]
