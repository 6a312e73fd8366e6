"""The policy on the screen: search, the clause then and now, and Cite. Signals are intents."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from ui.case_action import CaseAction
from ui.casework import side_of
from ui.language import Text, bind, language, words_of
from ui.pane_keys import PaneKeys
from ui.panes.policy.blocks import ClauseBlock, ClauseChips, ClauseLinks, DayButtons
from ui.panes.policy.state import PolicyState, ShownLanguages, VersionSide
from ui.panes.policy.words import force_words, same_words, warning_words
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    ContentStage,
    EmptyPanel,
    Heading,
    Label,
    NoticeBar,
    OutlinedButton,
    SearchField,
    SegmentedSwitch,
    Surface,
    SwitchChoice,
    Tabs,
    column,
    describe,
    refuse_input_method,
    row,
    rule,
    set_surface,
)
from workstation.domain.policy import ClauseRef
from workstation.i18n import _, pgettext
from workstation.policies import Hit


class PolicyView(QWidget):
    """A clause then and now, the clauses beside it, and the search for others."""

    clause_chosen = Signal(object)
    searched = Signal(str)
    day_chosen = Signal(object)
    side_chosen = Signal(object)
    language_chosen = Signal(object)
    cite_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self._state = PolicyState()
        self._listed: object = None
        self.search = SearchField(_("Find a clause by number or words"))
        self._hits = ClauseLinks(coded=True)
        self._chips = ClauseChips()
        self._name = Label(type=Type.TITLE)
        self._title = Label(type=Type.READING, tone=Tone.MUTED, wrap=True)
        self._force = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._force.setObjectName("in force")
        self.days = DayButtons()
        self._sides, self._languages = self._switches()
        self._blocks = (ClauseBlock(), ClauseBlock())
        self._same = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._warning = NoticeBar()
        self.cite = OutlinedButton(self._cite_words, Icon.CITE)
        self.cite.show_key_of(CaseAction.CITE)
        self._others = ClauseLinks(coded=False)
        self._others_heading = Heading(_("In the same policy"))
        self._stage = ContentStage(self._content())
        head = row(Heading(_("Policy")), self._languages)
        top = column(head, self.search, margins=(18, 14, 14, 8), spacing=8)
        parts = column(top, self._stage, spacing=0)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        for clauses in (self._hits, self._chips, self._others):
            clauses.clause_chosen.connect(self.clause_chosen)
        self.search.searched.connect(self.searched)
        self.search.entered.connect(self.take_hit)
        self.days.day_chosen.connect(self.day_chosen)
        self._sides.chosen.connect(self.side_chosen)
        self._languages.chosen.connect(self.language_chosen)
        self.cite.clicked.connect(self.cite_pressed)
        language().changed.connect(self._retitle)

    def _switches(self) -> tuple[Tabs, SegmentedSwitch]:
        sides = Tabs(
            [
                SwitchChoice(
                    VersionSide.THEN, self._then_words, _("As it stood on the day of conduct")
                ),
                SwitchChoice(VersionSide.NOW, self._now_words, _("As it stands today")),
                SwitchChoice(
                    VersionSide.COMPARE,
                    pgettext("clause", "Compare"),
                    _("Both, one below the other"),
                ),
            ],
            _("Versions of the clause"),
        )
        languages = SegmentedSwitch(
            [
                SwitchChoice(ShownLanguages.EN, lambda: "EN", _("English")),
                SwitchChoice(ShownLanguages.ZH, lambda: "中", _("Chinese")),
                SwitchChoice(
                    ShownLanguages.BOTH, pgettext("languages", "Both"), _("Both languages")
                ),
            ],
            _("Languages of the clause"),
        )
        return sides, languages

    def _content(self) -> QWidget:
        self._no_hits = Label(
            _("No clause in force on that day says this."), Type.BODY, Tone.MUTED, wrap=True
        )
        self._results = QWidget()
        results = column(self._no_hits, self._hits, rule(), margins=(0, 0, 0, 8), spacing=6)
        self._results.setLayout(results)
        name = row(self._name, self._title, spacing=8)
        name.setStretch(1, 1)
        parts = column(
            *(self._results, self._chips, name, self._force, self.days),
            *(row(self._sides, STRETCH), *self._blocks, self._same, self._warning),
            *(row(self.cite, STRETCH), self._others_heading, self._others, STRETCH),
            margins=(18, 4, 18, 18),
            spacing=10,
        )
        inside, scroll = QWidget(), QScrollArea()
        inside.setLayout(parts)
        self.keys = PaneKeys(self, scroll, primary=self.take_hit)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        refuse_input_method(scroll)
        describe(scroll, _("Clause"))
        return scroll

    def take_hit(self) -> bool:
        """Read the first clause that was found, where the caret is in the search."""
        searching = self.search.hasFocus()
        self.search.search_now()
        if searching and self._state.query and self._state.hits:
            self.clause_chosen.emit(self._state.hits[0].ref)
            self.keys.land()
        return searching

    def show_state(self, state: PolicyState) -> None:
        """Show the state."""
        self._state = state
        self._languages.choose(state.shown)
        if state.policy is None:
            panel = EmptyPanel(
                Icon.POLICY,
                _("The policy library"),
                _("Open a case to read its clause as it stood on the day of the conduct."),
            )
            self._stage.show_panel(panel)
            return
        self._results.setVisible(bool(state.query))
        self._no_hits.setVisible(not state.hits)
        self._hits.show_hits(state.hits[:12])
        self._chips.show_refs(state.case_clauses)
        self._name.content(f"{state.policy.code} {state.no}")
        self._retitle()
        self._show_clause(state)
        words = warning_words(state)
        if words is None:
            self._warning.clear()
        else:
            self._warning.say(words, Tone.WARN, dismissable=False)
        self._show_others(state)
        self._stage.show_content()

    def _show_clause(self, state: PolicyState) -> None:
        self._sides.choose(state.side)
        for button, words in zip(
            self._sides.findChildren(QPushButton), (self._then_words, self._now_words), strict=False
        ):
            bind(button, words_of(button), words)
        compare = state.side is VersionSide.COMPARE
        pairs = {
            VersionSide.THEN: ((state.then, state.now),),
            VersionSide.NOW: ((state.now, state.then),),
            VersionSide.COMPARE: ((state.then, state.now), (state.now, state.then)),
        }[state.side]
        for at, block in enumerate(self._blocks):
            issue, other = pairs[at] if at < len(pairs) else (None, None)
            block.setVisible(issue is not None)
            if issue is not None:
                block.show_issue(issue, other, state.shown, headed=compare)
        self._same.say(same_words(state))
        self._force.say(force_words(state))
        self.days.show_state(state)
        issue = state.issue
        self.cite.setVisible(state.can_cite)
        self.cite.setEnabled(issue is not None and issue.ref not in state.cited)
        self.cite.say(self._cite_words)

    def _show_others(self, state: PolicyState) -> None:
        issue, policy = state.issue, state.policy
        listed = (policy, issue, state.no, state.then_version)
        if listed == self._listed:
            return
        self._listed = listed
        version = issue.version if issue is not None else state.then_version
        clauses = version.clauses if version is not None else ()
        hits = [
            Hit(ClauseRef(policy.code, each.no, version.version), policy, each)
            for each in clauses
            if policy is not None and version is not None and each.no != state.no
        ]
        self._others_heading.setVisible(bool(hits))
        self._others.show_hits(hits)

    def _retitle(self) -> None:
        policy = self._state.policy
        if policy is not None:
            self._title.content(policy.title.best(side_of(language().code)))

    def _then_words(self) -> Text:
        version = self._state.then_version
        if version is None:
            return pgettext("clause", "Then")
        return _("Then · v{version}", version=version.version)

    def _now_words(self) -> Text:
        version = self._state.now_version
        if version is None:
            return pgettext("clause", "Now")
        return _("Now · v{version}", version=version.version)

    def _cite_words(self) -> Text:
        issue = self._state.issue
        if issue is not None and issue.ref in self._state.cited:
            return _("Cited")
        return _("Cite clause")
