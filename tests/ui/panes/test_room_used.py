"""What has room is shown whole, and in both languages of the window alike."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QRadioButton

from tests.ui.pages.hands import in_sight, until
from tests.ui.panes.conftest import Office
from ui.activities.cases import CaseAction
from ui.language import WindowLanguage
from ui.panes.decide.parts import Outcomes
from ui.panes.policy.blocks import ClauseLinks
from ui.widgets import Button, KeyCap

SIZES = pytest.mark.parametrize("width", [1280, 1360, 1440, 1920])


@SIZES
async def test_the_clauses_of_a_policy_use_the_width_of_the_pane(
    office: Office, width: int
) -> None:
    office.window.resize(width, 900)
    await office.open("S01")
    if not office.place.policy.view.isVisible():
        office.actions.trigger(CaseAction.POLICY)
    await until(lambda: bool(in_sight(office.place.policy.view, ClauseLinks)))
    (links,) = in_sight(office.place.policy.view, ClauseLinks)
    for link in in_sight(links, Button):
        needed = link.fontMetrics().horizontalAdvance(link.text())
        assert needed <= link.width()
        if "…" in link.text():
            # Not one more word would have fitted.
            assert link.width() - needed < 80, link.text()
        assert link.width() >= links.width() - 2


@SIZES
async def test_the_keys_of_outcomes_show_in_both_languages(
    office: Office, dressed: WindowLanguage, width: int
) -> None:
    office.window.resize(width, 900)
    await office.open("S01")
    office.actions.trigger(CaseAction.DECIDE)
    await until(lambda: bool(in_sight(office.place.decide.view, Outcomes)))
    (outcomes,) = in_sight(office.place.decide.view, Outcomes)
    for code in ("en", "zh_Hans"):
        dressed.switch(code)
        await until(lambda: True)
        assert len(in_sight(outcomes, KeyCap)) == 3
        for button, cap in zip(
            in_sight(outcomes, QRadioButton), in_sight(outcomes, KeyCap), strict=True
        ):
            holder = cap.parentWidget()
            assert button.size().expandedTo(button.minimumSizeHint()) == button.size()
            assert button.geometry().right() < cap.geometry().left()
            assert cap.geometry().right() < holder.width()
