"""Stand-in panes of the foundation's own widgets, for tests of the shell and for the gallery."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QScrollArea, QTextEdit, QWidget

from ui.activities import cases, glossary
from ui.activities.cases.workspace import Panes, PaneSlot, Workspace
from ui.activity import Activity, Answers, Place, Seat
from ui.pane_keys import PaneWalk
from ui.shell import ActionId, Actions, ActivityStack, MainWindow, StatusState, WindowMemory
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Edge,
    ElidedLabel,
    Heading,
    IconMark,
    Label,
    LeftFocus,
    NoticeBar,
    OutlinedButton,
    Pill,
    PrimaryButton,
    QuietButton,
    ReadingView,
    SearchField,
    Shape,
    ShareBar,
    SwitchChoice,
    Tabs,
    Tag,
    column,
    describe,
    draw_shape,
    draw_tag,
    elide_middle,
    mark_content,
    refuse_input_method,
    row,
    rule,
    set_edge,
    set_role,
)
from workstation.app import SyncState
from workstation.i18n import Message, _, pgettext

NOW = datetime(2026, 9, 8, 6, 2, tzinfo=UTC)
ONLINE = StatusState(
    "Wei Ling", "WL", "08:00–16:00 SGT", last_sync=NOW - timedelta(seconds=12), needs_you=2
)
OFFLINE = StatusState(
    "Wei Ling",
    "WL",
    "08:00–16:00 SGT",
    state=SyncState.OFFLINE,
    last_sync=NOW - timedelta(minutes=6),
    waiting=3,
    since=NOW - timedelta(minutes=6),
)

CASES = (
    (
        Shape.WORKING,
        Tone.ACCENT,
        "Trail shoes, missing authorisation letter",
        "R-0417",
        "3 h",
        "EN",
    ),
    (Shape.WORKING, Tone.ACCENT, "益生菌口服液，夸大功效宣称", "R-0422", "5 h", "中"),
    (Shape.WORKING, Tone.ACCENT, "Creator: two videos, one label", "R-0398", "1 d", "EN"),
    (Shape.OVERDUE, Tone.DANGER, "Baby sleeper, report rejected", "R-0431", "20 min", "EN"),
    (Shape.PAUSED, Tone.ACCENT, "台灯外观专利反通知", "R-0377", "—", "中"),
    (Shape.WAITING, Tone.ACCENT, "“Reef-safe”: what may it mean?", "R-0440", "4 d", "EN 中"),
    (Shape.DONE, Tone.OK, "三张工单，一位卖家", "R-0409", "6 d", "中"),
)


class Rows(QWidget):
    """Two-line rows as the queue paints them."""

    def __init__(self) -> None:
        super().__init__()
        refuse_input_method(self)
        mark_content(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        tokens, height = theme().tokens, theme().scaled(56)
        for at, case in enumerate(CASES):
            top = at * height
            area = QRectF(0, top, self.width(), height)
            if at == 0:
                painter.fillRect(area, QColor(tokens.accent_soft))
                painter.fillRect(QRectF(0, top, 3, height), QColor(tokens.accent))
            painter.fillRect(QRectF(0, top + height - 1, self.width(), 1), QColor(tokens.line))
            self._row(painter, area, case)
        painter.end()

    def _row(self, painter: QPainter, area: QRectF, case: tuple) -> None:
        shape, tone, title, reference, due, language = case
        tokens = theme().tokens
        draw_shape(painter, QRectF(15, area.top() + 12, 11, 11), shape, tokens.tone(tone))
        strong = shape in (Shape.WORKING, Shape.OVERDUE)
        font = theme().font(Type.STRONG if strong else Type.BODY)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        line = QRectF(38, area.top() + 7, area.width() - 110, 20)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, left, elide_middle(title, font, int(line.width())))
        painter.setFont(theme().font(Type.META))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.tone(tone if tone is Tone.DANGER else Tone.MUTED)))
        painter.drawText(QRectF(area.width() - 90, area.top() + 7, 76, 20), right, due)
        painter.setPen(QColor(tokens.muted))
        below = QRectF(38, area.top() + 29, 220, 18)
        painter.drawText(below, left, f"{reference}  Pebble & Pine")
        draw_tag(painter, area.width() - 14, area.top() + 38, language)


def queue() -> QWidget:
    views = (
        (pgettext("queue", "Mine"), "12"),
        (_("Unassigned"), "48"),
        (_("Needs you"), "2"),
        (_("Waiting on others"), "9"),
        (_("All open"), "431"),
        (_("Done today"), "17"),
    )
    parts = column(spacing=0, margins=(8, 8, 8, 8))
    for at, (name, count) in enumerate(views):
        parts.addWidget(_view(name, count, chosen=at == 0))
    pane = QWidget()
    search = SearchField(_("Filter by title, party or clause"))
    pane.setLayout(column(parts, row(search, margins=(10, 0, 10, 8)), rule(), Rows(), spacing=0))
    pane.layout().setStretch(3, 1)
    return pane


def _view(name: Message, count: str, *, chosen: bool) -> QWidget:
    button = QuietButton(name)
    set_role(button, "entry")
    button.setCheckable(True)
    button.setChecked(chosen)
    number = Label(
        type=Type.META_STRONG if chosen else Type.META, tone=Tone.ACCENT if chosen else Tone.MUTED
    )
    number.content(count)
    button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
    button.setLayout(row(STRETCH, number, margins=(0, 0, 10, 0)))
    return button


def appeal() -> QWidget:
    pane = QWidget()
    pill = Pill()
    pill.show_state(Shape.WORKING, _("In review"), Tone.ACCENT)
    reference = Label(type=Type.META, tone=Tone.MUTED)
    reference.content("R-0417")
    due = Label(_("Due in {span}", span="3 h 20 min"), Type.META_STRONG, Tone.WARN)
    title = ElidedLabel(Type.TITLE)
    title.content("Trail shoes, missing authorisation letter")
    head = QWidget()
    head.setLayout(
        column(row(reference, pill, STRETCH, due), title, margins=(20, 12, 20, 12), spacing=4)
    )
    set_edge(head, Edge.BOTTOM)
    claim = ReadingView()
    claim.show_text(
        "“We buy from the brand’s distributor. Both invoices and the distributor’s letter are"
        " attached. Please restore the listing before the weekend.”",
        "en",
    )
    chinese = ReadingView()
    chinese.show_text(
        "销售品牌商品的商家，须能证明自品牌方至店铺的链路完整。发票日期须在违规前180天内。",
        "zh_Hans",
    )
    left = column(Heading(_("What was decided")), chinese, STRETCH, margins=(20, 12, 20, 12))
    right = column(Heading(_("What they say")), claim, STRETCH, margins=(20, 12, 20, 12))
    body = row(left, rule(Qt.Orientation.Vertical), right, spacing=0)
    body.setStretch(0, 1)
    body.setStretch(2, 1)
    evidence = Heading(_("Evidence"))
    evidence.count(4)
    items = column(margins=(20, 12, 20, 12))
    items.addWidget(evidence)
    for name, word, tone in (
        ("Purchase invoice 12 Mar 2026", _("Sufficient"), Tone.OK),
        ("Purchase invoice 20 Jan 2026", _("Not counted"), Tone.MUTED),
        ("Authorisation letter", _("Insufficient alone"), Tone.WARN),
    ):
        text = ElidedLabel()
        text.content(name)
        items.addLayout(row(IconMark(Icon.DOCUMENT), text, Label(word, Type.META_STRONG, tone)))
    inner = QWidget()
    inner.setLayout(column(body, rule(), items, STRETCH, spacing=0))
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(inner)
    scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    pane.setLayout(column(head, scroll, spacing=0))
    return pane


def reply() -> QWidget:
    pane = QWidget()
    to = Label(type=Type.STRONG)
    to.content("Pebble & Pine Trading")
    tag = Tag()
    tag.content("EN")
    head = QWidget()
    head.setLayout(
        row(
            Label(_("To"), Type.META, Tone.MUTED),
            to,
            tag,
            STRETCH,
            Label(_("Saved {time}", time="14:02"), Type.META, Tone.MUTED),
            margins=(20, 8, 20, 8),
        )
    )
    set_edge(head, Edge.BOTTOM)
    english, chinese = QTextEdit(), QTextEdit()
    for edit, name in ((english, _("English")), (chinese, _("Chinese"))):
        describe(edit, name)
        mark_content(edit)
        edit.document().setDocumentMargin(18)
    english.setPlainText("Outcome: the original decision is overturned.")
    chinese.setPlainText("结果：撤销原决定。")
    twins = row(english, rule(Qt.Orientation.Vertical), chinese, spacing=0)
    decide = OutlinedButton(_("Decide"))
    decide.show_key("D")
    send = PrimaryButton(_("Review and send"))
    foot = QWidget()
    foot.setLayout(row(STRETCH, decide, send, margins=(20, 8, 20, 8)))
    set_edge(foot, Edge.TOP)
    pane.setLayout(column(head, twins, foot, spacing=0))
    pane.layout().setStretch(1, 1)
    return pane


def decide() -> QWidget:
    pane = QWidget()
    pane.setLayout(column(Heading(_("Decision")), STRETCH, margins=(20, 12, 20, 12)))
    return pane


def policy() -> QWidget:
    pane = QWidget()
    title = ElidedLabel(Type.READING)
    title.content("AUT 2.1  Authenticity and counterfeit goods")
    tabs = Tabs(
        [
            SwitchChoice("then", _("Then · v{n}", n="2.0")),
            SwitchChoice("now", _("Now · v{n}", n="3.0")),
        ]
    )
    english = ReadingView(Type.BODY)
    english.show_text(
        "A seller must be able to show an unbroken chain from the brand to the shop for every"
        " branded item on sale.",
        "en",
    )
    chinese = ReadingView(Type.BODY)
    chinese.show_text("销售品牌商品的商家，须能证明自品牌方至店铺的链路完整。", "zh_Hans")
    notice = NoticeBar()
    notice.say(
        _("3.5 is new since {day}. Not in force on the day of conduct.", day="1 Sep"),
        Tone.WARN,
        dismissable=False,
    )
    cite = OutlinedButton(_("Cite the clause"))
    cite.show_key("Q")
    shares = ShareBar()
    shares.show_shares([(Tone.OK, 7), (Tone.WARN, 2), (Tone.FAINT, 1)])
    pane.setLayout(
        column(
            Heading(_("Policy")),
            title,
            row(tabs, STRETCH),
            english,
            chinese,
            notice,
            row(cite, STRETCH),
            rule(),
            Heading(_("Decided like this")),
            shares,
            STRETCH,
            margins=(18, 14, 18, 14),
        )
    )
    return pane


def panes() -> Panes:
    return Panes(queue(), appeal(), reply(), decide(), policy())


def nothing() -> None:
    """An intent for actions that a test only looks at."""


class NotedWalk(PaneWalk):
    """Notes how it is asked to go, and goes nowhere."""

    def __init__(self, told: list[object]) -> None:
        super().__init__(list)
        self._told = told

    def cycle(self, step: int) -> None:
        self._told.append(step)

    def catch(self, lost: QWidget) -> None:
        self._told.append(lost)


class Standing:
    """An activity's pane that notes what it is told, and answers all that its activity can."""

    def __init__(self, activity: Activity, widget: QWidget, done: list[str]) -> None:
        self.widget = widget
        self.answers = Answers()
        self.done = done
        self.told: list[object] = []
        self.walk: PaneWalk = NotedWalk(self.told)
        for spec in activity.actions:
            # No part of a stand-in has keys of its own.
            if not spec.category.inner:
                self.answers.on(spec.id, partial(done.append, spec.id))

    def open(self, place: Place | None) -> None:
        self.told.append(place or "open")

    def again(self) -> None:
        self.told.append("again")

    def leave(self) -> None:
        self.told.append("leave")

    async def flush(self) -> None:
        self.told.append("flush")

    def take_in(self, change: object) -> None:
        self.told.append(change)

    def why_not(self, action: str) -> None:
        """Nothing that can be done here is ever refused by a rule."""

    def can(self, action: str) -> bool:
        return self.answers.can(action)

    def trigger(self, action: str) -> bool:
        return self.answers.trigger(action)

    def step_back(self) -> None:
        self.told.append("step back")


class StandingCases(Standing):
    """The cases as they are arranged, of stand-in panes."""

    def __init__(self, seat: Seat, panes: Panes, done: list[str]) -> None:
        self.workspace = Workspace(panes, seat.memory)
        super().__init__(cases.ACTIVITY, self.workspace, done)
        self.walk = self.workspace.walk
        self.workspace.serve(self.answers)
        self._left = LeftFocus()
        self._seat = seat
        self.answers.on(cases.CaseAction.BACK, self.show_queue)

    def open(self, place: Place | None) -> None:
        super().open(place)
        self.workspace.walk.come_back(self._left.take())

    def leave(self) -> None:
        super().leave()
        self._left.keep()

    def show_queue(self) -> None:
        self._seat.come()
        self.workspace.show_queue(True)
        self.workspace.focus(PaneSlot.QUEUE)


def enter(
    window: MainWindow,
    memory: WindowMemory,
    panes: Panes,
    done: list[str] | None = None,
    other: QWidget | None = None,
) -> ActivityStack:
    """Sign somebody in: stand-in cases, and a stand-in (`other`) for the glossary."""
    noted = done if done is not None else []

    def book(_seat: Seat) -> Standing:
        return Standing(glossary.ACTIVITY, other or QWidget(), noted)

    stack = ActivityStack(
        (
            replace(cases.ACTIVITY, build=lambda seat: StandingCases(seat, panes, noted)),
            replace(glossary.ACTIVITY, build=book),
        )
    )
    window.open_activities(stack, lambda: NOW)
    stack.begin(seat(stack, window, memory))
    return stack


class Forgetful:
    """A memory of windows that remembers nothing."""

    def recall(self, _key: str, default: str = "") -> str:
        return default

    def remember(self, key: str, value: str) -> None:
        """Forget it."""


def seat(
    stack: ActivityStack, window: MainWindow | None = None, memory: WindowMemory | None = None
) -> Seat:
    """What stand-ins are given; without a window, nothing to say anything in."""
    return Seat(
        workstation=None,  # type: ignore[arg-type]  # stand-ins ask nothing of it
        frame=window,  # type: ignore[arg-type]
        host=window,  # type: ignore[arg-type]
        memory=memory or Forgetful(),  # type: ignore[arg-type]
        way=stack,
        now=lambda: NOW,
        new_id=str,
    )


def serve(actions: Actions) -> None:
    """Let every action of the window be served."""
    for action in ActionId:
        if not actions.is_served(action):
            actions.on(action, nothing)
