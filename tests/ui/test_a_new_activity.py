"""An activity that the product does not know costs its folder and one line in the registry.

This one has a pane, an action with a key, and a kind of record that it opens. No file of the
product names it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui.pages.hands import CTRL, click, said, until
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import PRIYA, WEI
from ui.activities.cases import CaseAction
from ui.activity import Activity, Answers, Hint, Place, Seat
from ui.keyboard import NEXT, ActionSpec, Category
from ui.language import WindowLanguage
from ui.pane_keys import PaneKeys, PaneWalk
from ui.shell import ActionId
from ui.shell.command_palette import CommandPalette
from ui.shell.key_help import KeyHelp
from ui.shell.rail import Rail, RailEntry
from ui.theme import Icon
from ui.widgets import column, describe
from workstation.app.values import Change
from workstation.domain.actor import Actor
from workstation.domain.commands import AddNote
from workstation.domain.taxonomy import Role
from workstation.i18n import Message

ROOT = Path(__file__).parents[2]
# What the product has for everybody, in the order of the rail.
OWN = ["cases", "glossary", "policies", "people", "settings"]


def words(text: str) -> Message:
    """A text that no catalogue has."""
    return Message(text, ())


class Memos:
    """Its pane: one field. What is typed there reaches the disk by `flush`."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.widget = QWidget()
        self.field = QLineEdit()
        describe(self.field, words("Memo"))
        self.widget.setLayout(column(self.field))
        self.walk = PaneWalk(lambda: [PaneKeys(self.widget)])
        self.answers = Answers()
        self.answers.on("memo.file", self._file, lambda: bool(self.field.text()))
        self.answers.on(NEXT, lambda: self.log.append(NEXT))
        self.log: list[object] = []
        self.kept: list[str] = []

    def open(self, place: Place | None) -> None:
        self.log.append(place or "open")
        self.widget.setFocus()

    def again(self) -> None:
        self.log.append("again")

    def leave(self) -> None:
        self.log.append("leave")

    async def flush(self) -> None:
        self.kept.append(self.field.text())

    def take_in(self, change: Change) -> None:
        self.log.append(change)

    def why_not(self, action: str) -> None:
        """Nothing that can be done here is ever refused by a rule."""

    def can(self, action: str) -> bool:
        return self.answers.can(action)

    def trigger(self, action: str) -> bool:
        return self.answers.trigger(action)

    def step_back(self) -> None:
        self.log.append("step back")

    def _file(self) -> None:
        self.log.append(("filed", self.field.text()))
        self.seat.frame.toast(words("Filed"))


class Folder:
    """What the folder of the activity would hold."""

    def __init__(self) -> None:
        self.built: list[Memos] = []
        self.waits = 0
        self.activity = Activity(
            name="memos",
            title=words("Memos"),
            icon=Icon.NOTE,
            letter="m",
            build=self._build,
            actions=(
                ActionSpec(NEXT, words("Next memo"), Category(words("Memos")), ("j",)),
                ActionSpec("memo.file", words("File it"), Category(words("Memos")), ("Ctrl+M",)),
            ),
            hints=(Hint(("memo.file",), words("file")),),
            opens=frozenset({"memo"}),
            visible=self._visible,
            waiting=self._waiting,
        )

    @property
    def pane(self) -> Memos:
        (pane,) = self.built
        return pane

    def _build(self, seat: Seat) -> Memos:
        self.built.append(Memos(seat))
        return self.built[-1]

    def _visible(self, me: Actor) -> bool:
        return Role.SUPERVISOR in me.roles

    async def _waiting(self, _workstation: object) -> int:
        return self.waits


Sat = tuple[Office, Folder]


@pytest.fixture
async def sat(dressed: WindowLanguage, tmp_path: Path) -> AsyncIterator[Sat]:
    folder = Folder()
    office = Office(tmp_path, PRIYA, [folder.activity])
    office.window.activateWindow()
    await office.begin()
    yield office, folder
    await office.leave()


def keys(office: Office, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget() or office.window, text)


def entries(office: Office) -> dict[str, RailEntry]:
    rail = office.window.findChild(Rail)
    assert isinstance(rail, Rail)
    return rail.entries


def palette(office: Office) -> Callable[[str], list[str]]:
    found = office.window.findChild(CommandPalette)
    assert isinstance(found, CommandPalette)

    def offered(text: str) -> list[str]:
        if not found.popup.isVisible():
            office.window.open_palette()
        found.popup.field.setText(text)
        return [str(pick.id) for pick in found.popup.shown()]

    return offered


async def test_it_is_in_the_rail_and_built_when_somebody_goes_there(sat: Sat) -> None:
    office, folder = sat
    assert list(entries(office)) == [*OWN, "memos"]
    assert folder.built == []
    click(entries(office)["memos"])
    assert folder.pane.widget.isVisible()
    assert folder.pane.log == ["open"]
    click(entries(office)["memos"])
    click(entries(office)["cases"])
    click(entries(office)["memos"])
    assert folder.pane.log == ["open", "again", "leave", "open"]


async def test_two_keys_go_there_and_its_own_keys_are_its_own(sat: Sat) -> None:
    office, folder = sat
    keys(office, "gm")
    assert folder.pane.widget.isVisible()
    assert "file" in said(office.window)
    folder.pane.widget.setFocus()
    keys(office, "jc")
    assert folder.pane.log == ["open", NEXT]
    assert office.desk.given == []
    folder.pane.field.setText("Call the brand")
    QTest.keyClick(folder.pane.field, Qt.Key.Key_M, CTRL)
    assert folder.pane.log[-1] == ("filed", "Call the brand")
    assert "Filed" in said(office.window)


async def test_its_keys_rest_elsewhere(sat: Sat) -> None:
    office, folder = sat
    QTest.keyClick(QApplication.focusWidget() or office.window, Qt.Key.Key_M, CTRL)
    assert folder.built == []
    keys(office, "gm")
    folder.pane.field.setText("Call the brand")
    keys(office, "gc")
    QTest.keyClick(QApplication.focusWidget() or office.window, Qt.Key.Key_M, CTRL)
    assert folder.pane.log == ["open", "leave"]


async def test_the_palette_goes_there_and_does_what_it_can(sat: Sat) -> None:
    office, folder = sat
    offered = palette(office)
    assert offered("Memos")[0] == "go.memos"
    assert offered("File it")[0] == "memo.file"
    assert folder.built == []
    assert not office.actions.trigger("memo.file"), "nothing is typed there yet"
    assert folder.pane.widget.isVisible()
    assert not office.actions.is_enabled("memo.file")


async def test_what_is_picked_of_another_activity_brings_that_one(sat: Sat) -> None:
    office, folder = sat
    keys(office, "gm")
    office.actions.trigger(CaseAction.VIEW_3)
    assert office.workplace.stack.active == "cases"
    assert folder.pane.log[-1] == "leave"


async def test_the_page_of_keys_has_a_section_of_it_where_it_is_in_sight(sat: Sat) -> None:
    office, _folder = sat
    office.actions.trigger(ActionId.HELP)
    help_ = office.window.findChild(KeyHelp)
    assert isinstance(help_, KeyHelp)
    assert "File it" not in said(help_)
    assert "Claim the case" in said(help_)
    help_.disappear()
    keys(office, "gm")
    office.actions.trigger(ActionId.HELP)
    assert "File it" in said(help_)
    assert "Claim the case" not in said(help_)
    help_.disappear()


async def test_it_opens_its_kind_of_record(sat: Sat) -> None:
    office, folder = sat
    assert office.workplace.stack.go(Place("memo", "m1", "line 3"))
    assert folder.pane.log == [Place("memo", "m1", "line 3")]
    office.window.picked.emit(Place("case", "S01"))
    await until(lambda: office.shows("S01"))
    office.window.picked.emit(Place("memo", "m2"))
    assert folder.pane.log[-1] == Place("memo", "m2")


async def test_it_hears_of_changes_and_is_flushed_also_out_of_sight(sat: Sat) -> None:
    office, folder = sat
    keys(office, "gm")
    folder.pane.field.setText("half a thought")
    keys(office, "gc")
    change = Change(case_ids=frozenset({"m1"}))
    office.desk.tell(change)
    await office.workplace.flush()
    assert folder.pane.log[-1] == change
    assert folder.pane.kept == ["half a thought"]


async def test_it_says_how_much_waits(sat: Sat) -> None:
    office, folder = sat
    folder.waits = 3
    office.desk.tell(Change(rows=True))
    await until(lambda: entries(office)["memos"].waiting == 3)
    assert folder.built == []


async def test_who_may_not_see_it_gets_no_trace_of_it(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    folder = Folder()
    office = Office(tmp_path, WEI, [folder.activity])
    office.window.activateWindow()
    await office.begin()
    assert list(entries(office)) == OWN
    assert not [each for each in palette(office)("memo") if "memo" in each]
    keys(office, "gm")
    assert not office.workplace.stack.go(Place("memo", "m1"))
    assert folder.built == []
    await office.leave()


async def test_the_window_comes_back_where_it_was_left(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    folder = Folder()
    office = Office(tmp_path, PRIYA, [folder.activity])
    await office.begin()
    office.workplace.stack.show_activity("memos")
    await office.leave()
    again = Folder()
    office = Office(tmp_path, PRIYA, [again.activity])
    assert office.workplace.stack.active == "memos"
    assert again.pane.log == ["open"]
    assert office.workplace.stack.pane("cases") is None
    await office.leave()


async def test_whoever_may_not_see_it_any_more_comes_back_at_home(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    folder = Folder()
    office = Office(tmp_path, PRIYA, [folder.activity])
    office.workplace.stack.show_activity("memos")
    await office.leave()
    office = Office(tmp_path, WEI, [folder.activity])
    assert office.workplace.stack.active == "cases"
    await office.leave()


async def test_what_can_still_be_taken_back_is_offered_at_home(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    folder = Folder()
    office = Office(tmp_path, PRIYA, [folder.activity])
    note = AddNote(text="Called the brand.")
    await office.desk.submit("S01", note, hold=timedelta(seconds=10))
    office.workplace.stack.show_activity("memos")
    await office.leave()
    again = Office(tmp_path, PRIYA, [folder.activity], office.desk)
    assert again.workplace.stack.active == "cases"
    await until(lambda: "is sent in 10 seconds" in said(again.window))
    await again.leave()


def test_no_file_of_the_product_names_it() -> None:
    product = [*ROOT.glob("ui/**/*.py"), *ROOT.glob("workstation/**/*.py")]
    assert product
    assert not [path for path in product if "memo.file" in path.read_text(encoding="utf-8")]


_STARTED = """
import sys
from datetime import timedelta
from pathlib import Path
from ui.bench import in_window

async def look(_app, _window, _place):
    for name in sorted(sys.modules):
        print(name)

sys.exit(in_window(Path(sys.argv[1]), look))
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """What a window has imported once it shows the cases, in a process of its own."""
    import asyncio

    from workstation.app.sample import sampled

    folder = tmp_path_factory.mktemp("started")

    async def fill() -> None:
        await (await sampled(folder, 20)).close()

    asyncio.run(fill())
    run = subprocess.run(
        [sys.executable, "-c", _STARTED, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PATH": "", "HOME": "/"},
    )
    assert run.returncode == 0, run.stderr
    return frozenset(run.stdout.split())


def test_no_view_is_imported_of_what_was_not_shown(imported: frozenset[str]) -> None:
    assert "ui.activities.cases.pane" in imported
    of_glossary = {name for name in imported if name.startswith("ui.activities.glossary.")}
    # What goes on beside the pane is no view.
    assert of_glossary <= {"ui.activities.glossary.news"}
    of_policies = {name for name in imported if name.startswith("ui.activities.policies.")}
    assert {each.split(".")[3] for each in of_policies} <= {"news", "settings", "publication"}
    of_people = {name for name in imported if name.startswith("ui.activities.people.")}
    assert not [name for name in of_people if "view" in name or "pane" in name]


def test_the_specs_of_all_activities_import_no_view() -> None:
    code = "import sys; import ui.activities; print('\\n'.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": "/"},
    )
    loaded = run.stdout.split()
    below = (
        "ui.activities.cases.",
        "ui.activities.glossary.",
        "ui.activities.policies.",
        "ui.activities.people.",
        "ui.panes",
        "ui.shell",
        "ui.widgets",
    )
    assert [each for each in loaded if each.startswith(below)] == ["ui.activities.cases.actions"]
