"""No word is cut at its edge: what does not fit is shortened, and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

from tests.ui.pages.hands import until
from tests.ui.panes.conftest import Office
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from ui.panes.reply.head import ReplyHead, ShortenedButton
from workstation.domain.taxonomy import CaseKind, Milestone, Severity, State
from workstation.domain.views import View

_CHEVRON = 32
LONG = "宁波拾光家居有限公司 (Ningbo Shiguang Home & Garden Furnishings Company Limited)"


def cut(pane: QWidget) -> list[str]:
    """What is drawn in less room than it needs, or beyond the edge of `pane`."""
    found = []
    for kind in (QLabel, QAbstractButton, QComboBox):
        for part in pane.findChildren(kind):
            if not part.isVisible():
                continue
            right = part.mapTo(pane, part.rect().topRight()).x()
            narrow = part.width() < _needed(part)
            if right > pane.width() or narrow:
                said = part.currentText() if isinstance(part, QComboBox) else part.text()
                found.append(f"{type(part).__name__} {said!r}")
    return found


def _needed(part: QLabel | QAbstractButton | QComboBox) -> int:
    if isinstance(part, QComboBox):
        return part.fontMetrics().horizontalAdvance(part.currentText()) + _CHEVRON
    return part.minimumSizeHint().width()


async def _opened(office: Office, case_id: str, width: int) -> None:
    office.window.resize(width, 900)
    case = office.desk.table[case_id]
    parties = tuple(replace(party, name=LONG) for party in case.parties)
    office.desk.table[case_id] = replace(
        case,
        parties=parties,
        kind=CaseKind.NOTIFIER_COMPLAINT,
        severity=Severity.P0,
        state=State.QUEUED,
    )
    await office.open(case_id)
    await until(lambda: office.window.width() == width)


@pytest.mark.parametrize("code", ["en", "zh_Hans"])
@pytest.mark.parametrize("width", [1280, 1440])
async def test_the_head_of_case_and_letter_have_room_for_every_word(
    dressed: WindowLanguage, tmp_path: Path, width: int, code: str
) -> None:
    office = Office(tmp_path)
    await office.begin(View.ALL_OPEN)
    dressed.switch(code)
    for case_id in ("S01", "S06"):
        await _opened(office, case_id, width)
        head = office.place.reply.view.findChild(ReplyHead)
        assert isinstance(head, ReplyHead)
        head.show_state(replace(office.place.reply.state, milestone=Milestone.REFERRED))
        await until(lambda: True)
        assert cut(head) == []
        assert cut(office.place.appeal.view.head) == []
    await office.leave()


async def test_a_shortened_button_keeps_all_of_its_words_in_the_tooltip(office: Office) -> None:
    await _opened(office, "S01", 1440)
    head = office.place.reply.view.findChild(ReplyHead)
    assert isinstance(head, ReplyHead)
    head.show_state(replace(office.place.reply.state, milestone=Milestone.REFERRED))
    to, tells = head.findChildren(ShortenedButton)
    await until(lambda: "…" in to.shown())
    assert to.toolTip() == f"{LONG}  (Ctrl+R)"
    assert tells.toolTip() == tells.text()


async def test_a_choice_of_a_form_has_room_after_the_language_changed(
    office: Office, dressed: WindowLanguage
) -> None:
    dressed.switch("zh_Hans")
    await office.open("S01")
    office.place.act(CaseAct.REFER)
    await until(lambda: office.place.appeal.state.form is CaseAct.REFER)
    dressed.switch("en")
    await until(lambda: True)
    assert cut(office.screen.case.form.form) == []
