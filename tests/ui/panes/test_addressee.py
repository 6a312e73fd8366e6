"""Whom a letter is for: a long name keeps its beginning."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.hands import until
from tests.ui.panes.conftest import Office
from ui.panes.reply.head import ShortenedButton
from ui.widgets import Menu

LONG = "宁波拾光家居有限公司 (Ningbo Shiguang Home & Garden Furnishings Company Limited)"


async def addressed_to(office: Office, name: str) -> ShortenedButton:
    case = office.desk.table["S01"]
    parties = (replace(case.parties[0], name=name), *case.parties[1:])
    office.desk.table["S01"] = replace(case, parties=parties)
    await office.open("S01")
    to = office.place.reply.view.findChild(ShortenedButton)
    assert isinstance(to, ShortenedButton)
    assert to.toolTip() == f"{name}  (Ctrl+R)"
    return to


async def test_a_long_name_is_shortened_at_its_end_and_told_whole(office: Office) -> None:
    to = await addressed_to(office, LONG)
    await until(lambda: "…" in to.shown())
    assert to.shown().startswith("宁波")
    assert to.shown().endswith("…")
    assert to.fontMetrics().horizontalAdvance(to.shown()) < to.width()
    QTest.mouseClick(to, Qt.MouseButton.LeftButton)
    menus = office.place.reply.view.findChildren(Menu)
    await until(lambda: any(menu.isVisible() for menu in menus))
    for menu in menus:
        menu.close()


async def test_a_short_name_stands_as_it_is(office: Office) -> None:
    to = await addressed_to(office, "Tea & Co")
    await until(lambda: to.width() == to.sizeHint().width())
    assert to.shown() == "Tea & Co"
