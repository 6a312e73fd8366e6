"""What an activity of the window is: a folder of `ui/activities/`, from the rail to its pane.

The window knows activities by this alone: rail, palette, keys and status line ask the one that is
in sight. The folder's `__init__` holds the `Activity` and imports no view: `build` does that, and
is called when somebody goes there for the first time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from ui.keyboard import ActionSpec
from ui.theme import Icon, Tone
from workstation.i18n import Message
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QWidget

    from ui.language import Source
    from ui.pane_keys import PaneWalk
    from ui.widgets import Counting, Pick
    from workstation.app import Change, Workstation
    from workstation.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint of the status line: the keys of these actions, and what they do."""

    actions: tuple[str, ...]
    does: Message


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody wants to go: a record by its kind and id, and where in it."""

    kind: str
    id: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class NewsOffer:
    """What can be done about a piece of news: the words of its button, and the act."""

    words: Message
    act: Callable[[], object]


class Frame(Protocol):
    """What an activity asks of the window around it."""

    def toast(
        self,
        source: Source | Counting,
        undo: Callable[[], object] | None = None,
        seconds: int = 10,
        offer: NewsOffer | None = None,
    ) -> None: ...
    def open_kept_words(self) -> None: ...
    def notice(
        self, source: Source | None, tone: Tone = Tone.INFO, offer: NewsOffer | None = None
    ) -> None: ...
    def explain(self, why: Message | None) -> None: ...
    def name_record(self, title: Message | None) -> None: ...
    def palette_source(self, source: Callable[[str], Sequence[Pick]]) -> Callable[[], None]: ...
    def refresh_actions(self) -> None: ...


class Memory(Protocol):
    """How the window was left, from one start to the next."""

    def recall(self, key: str, default: str = "") -> str: ...
    def remember(self, key: str, value: str) -> None: ...
    def keep_splitter(self, name: str, splitter: QSplitter) -> None: ...
    def splitter_sizes(self, name: str, default: tuple[int, ...]) -> list[int]: ...


class Way(Protocol):
    """How one goes from one activity to another."""

    @property
    def active(self) -> str: ...
    def show_activity(self, name: str, place: Place | None = None) -> None: ...
    def home(self) -> None: ...
    def opens(self, place: Place) -> bool: ...
    def go(self, place: Place) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What an activity is given to work with.

    workstation: that of whoever is signed in.
    frame: the window around it.
    host: what popups open over.
    memory: how the window was left.
    way: the way to other activities.
    now, new_id: the clock, and a source of ids.
    first: where somebody begins who never worked here.
    name: the name of the activity itself.
    """

    workstation: Workstation
    frame: Frame
    host: QWidget
    memory: Memory
    way: Way
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    first: Place | None = None
    name: str = ""

    @property
    def in_sight(self) -> bool:
        """Whether this activity is the one that is shown."""
        return self.way.active == self.name

    def report(
        self, done: Message, undo: Callable[[], object] | None = None, seconds: int = 10
    ) -> None:
        """Say what somebody just did, and while the server is away that it will be sent: it has
        not happened yet."""
        from ui.casework import will_be_sent  # What an activity is knows no widgets.

        away = self.workstation.sync.status.offline_since is not None
        self.frame.toast(will_be_sent(done, sent=not away), undo, seconds)

    def come(self) -> None:
        """Bring this activity into sight, as it was left."""
        self.way.show_activity(self.name)


class ActivityPane(Protocol):
    """An activity once somebody went there; `widget` stands in the middle of the window, `walk`
    goes through its parts."""

    @property
    def widget(self) -> QWidget: ...
    @property
    def walk(self) -> PaneWalk: ...

    def open(self, place: Place | None) -> None:
        """Show that place, or all as it was left, and take the focus: it comes into sight."""

    def again(self) -> None:
        """Answer that its entry in the rail was pressed although it is in sight."""

    def leave(self) -> None:
        """Go out of sight; or its person goes."""

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""

    def take_in(self, change: Change) -> None:
        """Take in what changed, here or elsewhere; told also while it is out of sight."""

    def can(self, action: str) -> bool:
        """Whether that can be done now."""

    def why_not(self, action: str) -> Message | None:
        """Why that cannot be done now, where a rule says so; it is said too when it is tried."""

    def trigger(self, action: str) -> bool:
        """Do it, if it can be done now; whether it was."""

    def step_back(self) -> None:
        """Leave one step: what is open, a field, a part; at last the activity."""


class Attendant(Protocol):
    """What an activity does for a person from sign-in to sign-out, also before it was shown.

    It tells news, and finds what the palette is asked for. It builds no view.
    """

    def take_in(self, change: Change) -> None: ...
    def leave(self) -> None: ...


def everybody(_me: Actor) -> bool:
    """Anybody may go there."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One entry of the rail, and all that the window has to know of it.

    name: what the window and the memory call it.
    title, icon: what the rail shows.
    letter: `g` and this letter go there.
    build: makes its pane, when somebody goes there for the first time.
    actions: what can be done in it.
    hints: what the status line says while it is in sight.
    opens: the kinds of `Place` that it shows.
    visible: who may go there; nobody else sees a trace of it.
    attend: makes what it does for a person before it was shown.
    waiting: counts what waits there for this person, without the pane.
    private: the keys of the window's memory that are forgotten when its person signs out.
    at_foot: its entry stands at the foot of the rail, apart from the work.
    lesson: makes the first day's line from the keys of its actions.
    """

    name: str
    title: Message
    icon: Icon
    letter: str
    build: Callable[[Seat], ActivityPane]
    actions: tuple[ActionSpec, ...] = ()
    hints: tuple[Hint, ...] = ()
    opens: frozenset[str] = frozenset()
    visible: Callable[[Actor], bool] = everybody
    attend: Callable[[Seat], Attendant] | None = None
    waiting: Callable[[Workstation], Awaitable[int]] | None = None
    private: tuple[str, ...] = ()
    at_foot: bool = False
    lesson: Callable[[Callable[[str], str]], Message] | None = None


Intent = Callable[[], object]
Enabled = Callable[[], bool]
WhyNot = Callable[[], Message | None]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What serves an action, while what holds, and which rule may be against it."""

    intent: Intent
    enabled: Enabled | None = None
    why_not: WhyNot | None = None


class Answers:
    """Who serves which action, and while what holds."""

    def __init__(self) -> None:
        self._served: dict[str, _Answer] = {}

    def on(
        self,
        action: str,
        intent: Intent,
        enabled: Enabled | None = None,
        why_not: WhyNot | None = None,
    ) -> None:
        """`intent` serves `action` from now on, while `enabled()` holds.

        While `why_not()` gives a reason it cannot be done; `intent` then says that reason.
        """
        self._served[action] = _Answer(intent, enabled, why_not)

    def off(self, action: str) -> None:
        """Nobody serves `action` any more."""
        self._served.pop(action, None)

    def __contains__(self, action: str) -> bool:
        return action in self._served

    def can(self, action: str) -> bool:
        """Whether somebody serves it, and it can be done now."""
        return self._responds(action) and self.why_not(action) is None

    def why_not(self, action: str) -> Message | None:
        """The reason why it cannot be done now; None without one."""
        answer = self._served.get(action)
        return answer.why_not() if answer is not None and answer.why_not is not None else None

    def trigger(self, action: str) -> bool:
        """Do it if it can be done now, or let it be said why not; whether either was."""
        if not self._responds(action):
            return False
        self._served[action].intent()
        return True

    def _responds(self, action: str) -> bool:
        answer = self._served.get(action)
        return answer is not None and (answer.enabled is None or answer.enabled())
