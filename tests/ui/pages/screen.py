"""`Screen`: one window, page by page."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.ui.pages.case import CasePage
from tests.ui.pages.decide import DecidePage
from tests.ui.pages.hands import in_sight, part, said
from tests.ui.pages.house import HousePage
from tests.ui.pages.kept_words import KeptWordsPage
from tests.ui.pages.letter import LetterPage
from tests.ui.pages.notices import Announcement, Notice, PickList, picks_over
from tests.ui.pages.own_password import OwnPasswordPage
from tests.ui.pages.people import PeoplePage
from tests.ui.pages.policies import PoliciesPage
from tests.ui.pages.policy import PolicyPage
from tests.ui.pages.questions import QuestionsPage
from tests.ui.pages.queue import QueuePage
from tests.ui.pages.sign_in import SignInPage
from tests.ui.pages.sign_in_again import SignInAgainPage
from tests.ui.pages.unsent import LeavingPage, UnsentPage
from ui.activities.glossary.pane import GlossaryPane
from ui.activities.people.pane import PeoplePane
from ui.activities.policies.pane import PoliciesPane
from ui.composition.unsent_work import UnsentWorkDialog
from ui.panes.appeal import AppealPane
from ui.panes.decide import DecidePane
from ui.panes.kept_words import KeptWordsDialog
from ui.panes.kept_words.view import KeptWordsView
from ui.panes.needs_you.view import QuestionsView
from ui.panes.own_password import OwnPasswordDialog
from ui.panes.own_password.view import OwnPasswordView
from ui.panes.policy import PolicyPane
from ui.panes.queue import QueuePane
from ui.panes.reply import ReplyPane
from ui.panes.sign_in_again import SignInAgainDialog
from ui.panes.sign_in_again.view import SignInAgainView
from ui.panes.unsent import UnsentDialog
from ui.panes.unsent.view import UnsentView
from ui.shell import SignInView
from ui.shell.status_line import StatusLine
from ui.shell.top_bar import TopBar
from ui.widgets import NoticeBar
from ui.widgets.toast import Toast


class Screen:
    """Everything that one person sees. A page is looked for when it is asked for."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    @property
    def signs_in(self) -> bool:
        """Whether the sign-in page is shown."""
        return bool(in_sight(self.window, SignInView))

    @property
    def sign_in(self) -> SignInPage:
        """The sign-in page."""
        (view,) = in_sight(self.window, SignInView)
        return SignInPage(view)

    @property
    def banner(self) -> Notice:
        """The line above the panes."""
        return Notice(part(self.window, NoticeBar, "banner"))

    @property
    def news(self) -> Notice:
        """What others did, below it."""
        return Notice(part(self.window, NoticeBar, "news"))

    @property
    def announcements(self) -> list[Announcement]:
        """What is announced at the bottom."""
        return [Announcement(each) for each in in_sight(self.window, Toast)]

    @property
    def status(self) -> str:
        """What the bar says of the connection."""
        return said(part(self.window, TopBar))

    @property
    def picking(self) -> bool:
        """Whether there is something to pick from."""
        return bool(picks_over(self.window))

    @property
    def picks(self) -> PickList:
        """The list to pick from."""
        (picks,) = picks_over(self.window)
        return picks

    @property
    def queue(self) -> QueuePage:
        """The list of cases."""
        return QueuePage(part(self.window, QueuePane))

    @property
    def case(self) -> CasePage:
        """The open case."""
        return CasePage(part(self.window, AppealPane))

    @property
    def questions(self) -> QuestionsPage:
        """What asks for an answer."""
        return QuestionsPage(part(self.window, QuestionsView))

    @property
    def letter(self) -> LetterPage:
        """The letter that is written."""
        return LetterPage(part(self.window, ReplyPane))

    @property
    def decide(self) -> DecidePage:
        """The decision that is composed."""
        return DecidePage(part(self.window, DecidePane))

    @property
    def policy(self) -> PolicyPage:
        """The clause that is read."""
        return PolicyPage(part(self.window, PolicyPane))

    @property
    def keeps(self) -> bool:
        """Whether the kept words are shown."""
        return bool(in_sight(self.window, KeptWordsView))

    @property
    def kept_words(self) -> KeptWordsPage:
        """What was written and has not gone out."""
        (view,) = in_sight(self.window, KeptWordsView)
        return KeptWordsPage(part(view, KeptWordsDialog))

    @property
    def changes_password(self) -> bool:
        """Whether the dialog of one's own password is shown."""
        return bool(in_sight(self.window, OwnPasswordView))

    @property
    def own_password(self) -> OwnPasswordPage:
        """The dialog of one's own password."""
        (view,) = in_sight(self.window, OwnPasswordView)
        return OwnPasswordPage(part(view, OwnPasswordDialog))

    @property
    def asks_again(self) -> bool:
        """Whether the dialog to sign in again is shown."""
        return bool(in_sight(self.window, SignInAgainView))

    @property
    def sign_in_again(self) -> SignInAgainPage:
        """The dialog to sign in again."""
        (view,) = in_sight(self.window, SignInAgainView)
        return SignInAgainPage(part(view, SignInAgainDialog))

    @property
    def lists_unsent(self) -> bool:
        """Whether what waits to be sent is listed."""
        return bool(in_sight(self.window, UnsentView))

    @property
    def unsent(self) -> UnsentPage:
        """What waits to be sent."""
        (view,) = in_sight(self.window, UnsentView)
        return UnsentPage(part(view, UnsentDialog))

    @property
    def tells_before_leaving(self) -> bool:
        """Whether what is not sent is told to whoever goes."""
        return bool(in_sight(self.window, UnsentWorkDialog))

    @property
    def leaving(self) -> LeavingPage:
        """What is told to whoever goes."""
        (dialog,) = in_sight(self.window, UnsentWorkDialog)
        return LeavingPage(dialog)

    @property
    def connection(self) -> QAbstractButton:
        """The mark in the bar that says how it stands with the server."""
        (bar,) = in_sight(self.window, TopBar)
        return bar.connection

    @property
    def status_line(self) -> StatusLine:
        """The line at the bottom."""
        (line,) = in_sight(self.window, StatusLine)
        return line

    @property
    def people(self) -> PeoplePage:
        """Everybody who works here."""
        return PeoplePage(part(self.window, PeoplePane))

    @property
    def house(self) -> HousePage:
        """The glossary of terms and style."""
        return HousePage(part(self.window, GlossaryPane))

    @property
    def policies(self) -> PoliciesPage:
        """The policies, once they were opened."""
        return PoliciesPage(part(self.window, PoliciesPane))
