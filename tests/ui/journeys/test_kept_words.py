"""What was written and has not gone out is found again, whatever became of it, and goes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench import LINA, PRIYA, SOFIA, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import until
from tests.ui.pages.kept_words import KeptWordsPage, open_by_key
from tests.ui.pages.letter import page, write
from tests.ui.pages.questions import card_of, give
from tests.ui.sweep import assert_speaks
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from workstation.app.values import AnswerKind
from workstation.bilingual.act_form import Filled, filled_to_text, form_key
from workstation.bilingual.bead import Side as Twin
from workstation.bilingual.kept_form import form_to_json
from workstation.bilingual.kept_term import TermText, WrittenTerm
from workstation.domain.commands import Assign, Claim, RequestInformation
from workstation.domain.glossary.acts import LetPass
from workstation.domain.text import Bilingual

EN, ZH = "We are looking at your photo.", "我们正在核对您的照片。"


async def look(desk: Desk) -> KeptWordsPage:
    """Open the dialog by its key."""
    desk.window.activateWindow()
    await until(desk.window.isActiveWindow)
    open_by_key(desk.window)
    await until(lambda: desk.screen.keeps and not desk.screen.kept_words.dialog.state.loading)
    return desk.screen.kept_words


async def test_a_letter_that_was_left_goes_on_from_the_list(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Wei Ling wrote a letter yesterday and a request this morning, and has no network now. The
    list names both; she copies the Chinese of neither, opens the letter, and writes on in it."""
    case_id = (await team.server.file_case((WEI, Claim()))).case_id
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    write(desk.place.reply, EN, ZH)
    await desk.place.flush()
    team.clock.advance(hours=20)
    text, rest = filled_to_text(Filled(items=(Bilingual("The invoice", "发票"),)))
    await seat.app.drafts.save(case_id, form_key("request_information"), text, "", form=rest)
    await desk.leave()
    seat.wire.cut = True
    await seat.restart()
    desk = Desk(seat, tmp_path)
    await desk.enter()
    kept = await look(desk)
    assert len(kept.rows) == 2
    asked, letter = kept.rows
    assert "your request for information" in asked
    assert "your letter" in letter
    assert "in its form" in letter
    assert kept.texts == ["The invoice", "发票"]
    kept.press(Qt.Key.Key_Down)
    await until(lambda: kept.texts == [EN, ZH])
    kept.press(Qt.Key.Key_C)
    assert kept.copied == f"{EN}\n\n{ZH}"
    assert not kept.button("Throw away").isEnabled()
    kept.press(Qt.Key.Key_Return)
    await until(lambda: not desk.screen.keeps)
    await until(lambda: page(desk.place.reply, Twin.EN).toPlainText() == EN)
    await until(lambda: desk.place.reply.view.isAncestorOf(QApplication.focusWidget()))
    kept = await look(desk)
    kept.click("Open its form")
    await until(lambda: desk.place.appeal.state.form is CaseAct.REQUEST_INFORMATION)
    assert desk.place.appeal.state.kept.items == (Bilingual("The invoice", "发票"),)
    await desk.leave()


async def test_what_was_refused_leads_to_its_question_and_when_dropped_to_the_list(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Wei Ling claims a case offline and asks for papers; Priya gives it to Li Na. The list leads
    to the question; once dropped, the request is in a note, and in the list as that."""
    dressed.switch("zh_Hans")
    case_id = (await team.server.file_case()).case_id
    wei, priya = await team.seat(WEI), await team.seat(PRIYA)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    wei.wire.cut = True
    asks = RequestInformation(party="M1", items=(Bilingual("The invoice", "发票"),))
    await wei.app.records.submit(case_id, Claim(), then=(asks,))
    await priya.app.records.submit(case_id, Assign(owner=LINA))
    await priya.sync()
    wei.wire.cut = False
    await wei.app.sync.now()
    kept = await look(desk)
    (row,) = kept.rows
    assert "等您答复" in row
    assert kept.texts == ["The invoice", "发票"]
    kept.click("去看这个问题")
    await until(lambda: desk.place.questions.presenter.state.question is not None)
    assert not desk.screen.keeps
    give(desk.place.questions.view, AnswerKind.DROP)
    await until(lambda: desk.place.questions.presenter.state.question is None)
    kept = await look(desk)
    await until(lambda: bool(kept.rows))
    assert not any("等您答复" in each for each in kept.rows)
    assert any("发票" in each for each in (*kept.texts, *kept.rows))
    await desk.leave()


async def test_the_question_of_a_job_is_gone_to_and_its_words_are_kept(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Priya gives away many cases, and is no supervisor when the server hears of it. What she
    wrote about it is in the list before and after she drops it."""
    cases = await team.server.file_many(2)
    priya = await team.seat(PRIYA)
    desk = Desk(priya, tmp_path)
    await desk.enter()
    priya.wire.cut = True
    await priya.app.jobs.start(Assign(owner=WEI, reason="Week 49"), cases)
    await team.server.store.people.change(replace(PRIYA, roles=LINA.roles))
    priya.wire.cut = False
    await priya.app.sync.now()
    kept = await look(desk)
    assert kept.texts == ["Week 49"]
    assert "A change of many cases" in kept.rows[0]
    kept.click("Go to the question")
    await until(card_of(desk.place.questions.view, AnswerKind.DROP).isVisible)
    give(desk.place.questions.view, AnswerKind.DROP)
    await until(lambda: desk.place.questions.presenter.state.question is None)
    kept = await look(desk)
    await until(lambda: kept.texts == ["Week 49"])
    assert "in no form" in kept.rows[0]
    assert not kept.button("Open").isEnabled()
    kept.press(Qt.Key.Key_Delete)
    await until(lambda: not kept.rows)
    assert "Nothing is kept here" in kept.said
    kept.press(Qt.Key.Key_Z)
    await until(lambda: kept.texts == ["Week 49"])
    kept.press(Qt.Key.Key_Escape)
    await until(lambda: not desk.screen.keeps)
    await desk.leave()


async def test_terms_of_the_glossary_are_in_the_same_list(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Sofia began a term and dropped a change of the glossary; the term opens in its form."""
    sofia = await team.seat(SOFIA)
    term = sofia.app.glossary.current.terms[1]
    sofia.wire.cut = True
    await sofia.app.glossary.drop_edit(
        await sofia.app.glossary.change(LetPass("appeal=上诉", "A court's own word."))
    )
    team.clock.advance(minutes=3)
    form = form_to_json(WrittenTerm(TermText(en=term.en, zh_hans="申诉书"), term.revision))
    await sofia.app.drafts.save("glossary", term.id, "", "", form=form)
    desk = Desk(sofia, tmp_path)
    await desk.enter()
    kept = await look(desk)
    assert len(kept.rows) == 2
    kept.point_at(1)
    await until(lambda: any("A court's own word." in each for each in kept.texts))
    assert "in no form" in kept.rows[1]
    assert_speaks(kept.dialog.view, dressed)
    kept.point_at(0)
    kept.click("Open its form")
    await until(lambda: desk.active == "glossary")
    await until(lambda: desk.book.state.terms.form is not None)
    await until(lambda: desk.book.state.terms.form.text.zh_hans == "申诉书")
    assert desk.book.state.terms.form.key == term.id
    await desk.leave()


async def test_the_palette_opens_it_and_nothing_is_listed_at_first(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk = Desk(await team.seat(WEI), tmp_path)
    await desk.enter()
    desk.window.activateWindow()
    await until(desk.window.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: desk.screen.picking)
    desk.screen.picks.pick("Kept words")
    await until(lambda: desk.screen.keeps and not desk.screen.kept_words.dialog.state.loading)
    assert "Nothing is kept here" in desk.screen.kept_words.said
    await desk.leave()
