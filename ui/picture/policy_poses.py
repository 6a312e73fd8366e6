"""Brings the window into each view of the policies that is drawn, and names who works in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ui.picture.scene import PictureScene

if TYPE_CHECKING:
    from ui.activities.policies.pane import PoliciesPane
    from workstation.app import Workstation
    from workstation.domain.policies.amendment import Issue

_DAY = date(2027, 1, 1)
_VARIANTS = (
    "A variant may not be a different product (a phone case under a phone) or another brand.",
    "规格不得为不同商品（如在手机商品下设手机壳规格）或其他品牌。",
)
_RANKING = (
    "2.1 to 2.3: an edit request with 72 hours; ranking is lowered until it is done and for at"
    " most 14 days in any 30. No points.",
    "2.1至2.3：要求72小时内修改，修改前降低搜索排名，最长14天；不记分。",
)
_MENDED = "2.1至2.3：要求72小时内修改，修改前降低搜索排名，任意30天内最长14天；不记分。"


async def _pane(scene: PictureScene) -> PoliciesPane:
    from ui.activities.policies.pane import PoliciesPane

    stack = scene.workplace.stack
    stack.show_activity("policies")
    pane = stack.pane("policies")
    assert isinstance(pane, PoliciesPane)
    await scene.until(lambda: bool(pane.state.library.rows) and pane.state.citing.known)
    return pane


def _issue() -> Issue:
    from workstation.domain.policies.amendment import Issue
    from workstation.domain.text import Bilingual

    note = Bilingual(
        "2.4 covers other brands; 4.1 counts 14 of 30 days.",
        "2.4涵盖其他品牌；4.1按30天内14天计算。",
    )
    return Issue(label="3.0", effective_from=_DAY, change_note=note)


async def _drafted(desk: Workstation, *, held: bool) -> str:
    """The third version of LST, in which 4.1 says two things."""
    id_ = await desk.policies.draft_version("LST", _issue())
    english, chinese = _RANKING
    await _write(desk, id_, "2.4", *_VARIANTS)
    await _write(desk, id_, "4.1", english, chinese if held else _MENDED)
    return id_


async def _write(desk: Workstation, id_: str, no: str, en: str, zh: str) -> None:
    from workstation.domain.policies.amendment import WriteClause
    from workstation.domain.text import Bilingual

    clause = (await desk.records.open(id_)).record.clause(no)
    written = replace(clause, text=Bilingual(en, zh))
    await desk.records.submit(id_, WriteClause(clause=written))


async def _read_draft(scene: PictureScene, id_: str) -> PoliciesPane:
    pane = await _pane(scene)
    pane.refresh()
    await scene.until(lambda: any(each.id == id_ for each in pane.state.drafts))
    pane.read_draft(id_)
    await scene.until(lambda: pane.state.draft.checked)
    return pane


async def _policies(scene: PictureScene) -> None:
    """Somebody of the policy team reads her draft: two clauses changed, one of them is held."""
    id_ = await _drafted(scene.me, held=True)
    await scene.me.sync.now()
    await _read_draft(scene, id_)


async def _policies_clause(scene: PictureScene) -> None:
    """She writes in the clause that is held."""
    from workstation.domain.taxonomy import Language

    id_ = await _drafted(scene.me, held=True)
    await scene.me.sync.now()
    pane = await _read_draft(scene, id_)
    pane.next_finding()
    pane.view.clauses.editor.texts[Language.EN].insertPlainText("From 2027: ")
    await scene.until(lambda: pane.state.draft.checked)


async def _policies_sign(scene: PictureScene) -> None:
    """A colleague wrote it, both languages agree: she may publish it."""
    colleague = await scene.room.colleague()
    id_ = await _drafted(colleague, held=False)
    await colleague.sync.now()
    await scene.me.sync.now()
    await _read_draft(scene, id_)


async def _policies_begin(scene: PictureScene) -> None:
    """She begins the next version."""
    pane = await _pane(scene)
    pane.go("AUT")
    pane.begin_draft()
    await scene.until(lambda: pane.state.draft.beginning)


async def _policies_turned(scene: PictureScene) -> None:
    """A colleague wrote in the same clause while she was offline: her words are asked about."""
    id_ = await _drafted(scene.me, held=False)
    await scene.me.sync.now()
    colleague = await scene.room.colleague()
    await colleague.sync.now()
    scene.room.cable.pulled = True
    await _write(scene.me, id_, "2.4", _VARIANTS[0], "规格不得为不同商品或不同品牌。")
    await _write(colleague, id_, "2.4", *_VARIANTS)
    await _write(
        colleague,
        id_,
        "2.4",
        "Variants share one brand.",
        "各规格须属同一品牌。",
    )
    await colleague.sync.now()
    scene.room.cable.pulled = False
    await scene.me.sync.now()
    pane = await _read_draft(scene, id_)
    await scene.until(lambda: bool(pane.state.refused_changes))


async def _policies_drafts(scene: PictureScene) -> None:
    """All drafts; one waits to be sent."""
    colleague = await scene.room.colleague()
    await _drafted(colleague, held=True)
    await colleague.sync.now()
    await scene.me.sync.now()
    scene.room.cable.pulled = True
    issue = replace(_issue(), label="3.0", effective_from=date(2026, 11, 2))
    await scene.me.policies.draft_version("PRC", issue)
    await scene.me.sync.now()
    pane = await _pane(scene)
    pane.refresh()
    from ui.activities.policies.state import PoliciesTab

    pane.view.tab_chosen.emit(PoliciesTab.DRAFTS)
    await scene.until(lambda: len(pane.state.drafts) == 2)


async def _policies_periods(scene: PictureScene) -> None:
    """The windows to appeal are about to be changed."""
    from ui.activities.policies.state import PoliciesTab

    pane = await _pane(scene)
    pane.view.tab_chosen.emit(PoliciesTab.PERIODS)
    pane.view.periods.asked.emit("appeal_windows")
    await scene.until(lambda: bool(pane.state.periods.writing))


async def _policies_new(scene: PictureScene) -> None:
    """A policy of its own, with a code that there is already."""
    pane = await _pane(scene)
    pane.view.list.new_pressed.emit()
    pane.view.opening.code.insert("LST")
    pane.view.opening.en.insert("Listings")
    pane.view.opening.zh.insert("商品信息")
    pane.confirm()
    await scene.until(lambda: pane.state.notice is not None)


async def _policies_reader(scene: PictureScene) -> None:
    """A specialist compares two versions, and sees which cases cite a clause."""
    pane = await _pane(scene)
    pane.go("AUT", "3.0")
    pane.toggle_compare()
    await scene.until(lambda: pane.state.library.comparing)


async def _policies_search(scene: PictureScene) -> None:
    """A specialist looks for a word."""
    pane = await _pane(scene)
    pane.view.list.search.insert("invoice")
    await scene.until(lambda: bool(pane.state.library.hits))
    pane.view.list.hits.step(2)
    await scene.until(lambda: bool(pane.state.library.clause))


VIEWS: dict[str, Callable[[PictureScene], Awaitable[None]]] = {
    "policies": _policies,
    "policies_clause": _policies_clause,
    "policies_sign": _policies_sign,
    "policies_begin": _policies_begin,
    "policies_turned": _policies_turned,
    "policies_drafts": _policies_drafts,
    "policies_periods": _policies_periods,
    "policies_new": _policies_new,
    "policies_reader": _policies_reader,
    "policies_search": _policies_search,
}

# Who sits there where it is not the specialist of the tour, and who else is at work.
_POLICY = ("sofia.lind", "he.jing")
SEATS = {name: _POLICY for name in VIEWS if name not in ("policies_reader", "policies_search")}
