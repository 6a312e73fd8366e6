"""What a screen reader is told of our own controls."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from ui.casework import ChoiceBox
from ui.language import WindowLanguage
from ui.widgets import (
    Heading,
    SegmentedSwitch,
    SwitchChoice,
    Tabs,
    TextButton,
    column,
    describe_one,
    guide_screen_readers,
    row,
)
from workstation.i18n import _

Role, Text = QAccessible.Role, QAccessible.Text
CHOICES = [SwitchChoice(1, _("Then")), SwitchChoice(2, _("Now"))]


@pytest.fixture
def host(qtbot, dressed: WindowLanguage) -> QWidget:
    guide_screen_readers()
    host = QWidget()
    qtbot.addWidget(host)
    return host


def face(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def parts(widget: QWidget) -> list[QAccessibleInterface]:
    whole = face(widget)
    return [whole.child(at) for at in range(whole.childCount())]


def test_a_switch_is_a_group_of_radio_buttons_of_which_one_is_checked(host: QWidget) -> None:
    switch = SegmentedSwitch(CHOICES, _("Order of the languages"))
    host.setLayout(row(switch))
    host.show()
    switch.choose(2)
    assert face(switch).role() is Role.Grouping
    assert face(switch).text(Text.Name) == "Order of the languages"
    assert [each.role() for each in parts(switch)] == [Role.RadioButton] * 2
    assert [each.text(Text.Name) for each in parts(switch)] == ["Then", "Now"]
    assert [each.state().checked for each in parts(switch)] == [0, 1]


def test_tabs_are_tabs_that_can_be_pressed(host: QWidget) -> None:
    tabs = Tabs(CHOICES, _("Versions of the clause"))
    host.setLayout(row(tabs))
    host.show()
    assert face(tabs).role() is Role.PageTabList
    assert [each.role() for each in parts(tabs)] == [Role.PageTab] * 2
    assert [each.text(Text.Name) for each in parts(tabs)] == ["Then", "Now"]
    assert [each.state().selected for each in parts(tabs)] == [1, 0]


def test_one_of_several_switches_and_buttons_is_named_after_what_it_is_for(
    host: QWidget, dressed: WindowLanguage
) -> None:
    switch, button = SegmentedSwitch(CHOICES), TextButton(_("Dismiss"))
    host.setLayout(row(switch, button))
    host.show()
    switch.speak_of(_("Evidence"))
    describe_one(button, _("Dismiss"), _("Evidence"))
    said = [each.text(Text.Name) for each in (face(switch), *parts(switch), face(button))]
    assert said == ["Evidence", "Then: Evidence", "Now: Evidence", "Dismiss: Evidence"]
    dressed.switch("zh_Hans")
    assert face(button).text(Text.Name) == f"{dressed.text(_('Dismiss'))}：证据"


def test_a_box_is_called_by_its_name_and_says_what_is_chosen(host: QWidget) -> None:
    box = ChoiceBox(_("Verdict"), [(1, _("Then")), (2, _("Now"))])
    host.setLayout(row(box))
    host.show()
    box.choose(2)
    assert face(box).role() is Role.ComboBox
    assert face(box).text(Text.Name) == "Verdict"
    assert face(box).text(Text.Value) == "Now"
    assert face(box).state().expandable


def test_a_heading_is_one_and_parts_are_read_as_they_stand(host: QWidget) -> None:
    first, second, late = (Heading(_("{n}", n=each)) for each in (1, 2, 3))
    lines = column(second)
    host.setLayout(lines)
    host.show()
    lines.addWidget(late)
    lines.insertWidget(0, first)
    assert [each.role() for each in parts(host)] == [Role.Heading] * 3
    assert [each.text(Text.Name) for each in parts(host)] == ["1", "2", "3"]
    assert [face(host).indexOfChild(each) for each in parts(host)] == [0, 1, 2]
