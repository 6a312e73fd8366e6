"""What was decided on the appeal, late proposals beside it, and who still has to be told."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.casework import WidgetPool, measures_words
from ui.panes.appeal.cells import Cell, joined
from ui.panes.appeal.words import both
from ui.theme import Icon, Tone, Type
from ui.widgets import STRETCH, Label, OutlinedButton, ReadingView, column, row, set_tone
from workstation.domain.case import Case, Decision, Party, Ruling, SentBack, SupersededProposal
from workstation.domain.labels import LANGUAGE, OUTCOME, OVERTURN_REASON, PARTY_ROLE
from workstation.domain.rules.communication import owed_word
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _, pgettext


class FindingBlock(QWidget):
    """Outcome, reason, measures, clauses, and the reasoning in its languages.

    Says `taken_up` with a kept proposal that its reader wants to go on from."""

    taken_up = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._who = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._outcome = Label(type=Type.STRONG, wrap=True)
        self._detail = Label(type=Type.BODY, tone=Tone.MUTED, wrap=True)
        self._sides = {"en": ReadingView(Type.BODY), "zh": ReadingView(Type.BODY)}
        texts = row(*self._sides.values(), spacing=20)
        self._why = Label(type=Type.BODY, tone=Tone.WARN, wrap=True)
        self.take_up = OutlinedButton(pgettext("act", "Take up"), Icon.DECIDE)
        self.take_up.clicked.connect(self._on_take_up)
        self._kept: SupersededProposal | None = None
        self.setLayout(
            column(
                *(self._outcome, self._why, self._detail, texts, self._who),
                row(self.take_up, STRETCH),
                spacing=4,
            )
        )

    def show_finding(self, finding: Ruling, who: Message, kept: SupersededProposal | None) -> None:
        """Fill it; of a `kept` proposal also why it was returned."""
        self._kept = kept
        returned = kept.returned if kept is not None else None
        self._why.setVisible(returned is not None)
        if returned is not None:
            self._why.say(_returned(returned))
        self._outcome.say(OUTCOME[finding.outcome])
        self._detail.say(joined(_details(finding)))
        self._who.say(who)
        said = dict(both(_reasons(finding)))
        for code, view in self._sides.items():
            view.setVisible(code in said)
            if code in said:
                view.show_text(said[code], code)

    def offer(self, offered: bool) -> None:
        """Whether this reader can go on from a kept proposal."""
        self.take_up.setVisible(offered and self._kept is not None)

    def _on_take_up(self) -> None:
        self.taken_up.emit(self._kept)


def _reasons(finding: Ruling) -> Bilingual:
    said = finding.rationale
    return said if said.en.strip() or said.zh.strip() else finding.route


def _details(finding: Ruling) -> list[Message]:
    parts = [OVERTURN_REASON[finding.reason]] if finding.reason else []
    parts += [_("{clause}", clause=each.ref.label()) for each in finding.citations]
    for measures, words in (
        (finding.lifted, _("lifted")),
        (finding.kept, _("kept")),
        (finding.imposed, _("new")),
    ):
        if measures:
            parts.append(_("{what}: {measures}", what=words, measures=measures_words(measures)))
    return parts or [_("No clause cited")]


class OutcomeCell(Cell):
    """Hidden until something was decided or proposed. The newest comes first of each kind.

    Says `taken_up` with a kept proposal."""

    taken_up = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Decision"), spacing=12)
        self._blocks = WidgetPool(self.inside, self._block)
        self._number = 0

    def show_case(self, case: Case) -> bool:
        """Fill it; False if there is nothing to show."""
        shown: list[tuple[Ruling, Message, SupersededProposal | None]] = []
        if case.decision is not None:
            shown.append((case.decision.finding, _signed(case.decision), None))
        for kept in reversed(case.kept):
            shown.append((kept.finding, _proposed(kept), kept))
        for earlier in reversed(case.earlier_decisions):
            words = _("Earlier decision. {signed}", signed=_signed(earlier))
            shown.append((earlier.finding, words, None))
        self._number = len(shown)
        for block, each in zip(self._blocks.need(len(shown)), shown, strict=True):
            block.show_finding(*each)
        return bool(shown)

    def offer(self, offered: bool) -> None:
        """Whether this reader can go on from what was kept."""
        for block in self._blocks.need(self._number):
            block.offer(offered)

    def _block(self) -> FindingBlock:
        block = FindingBlock()
        block.taken_up.connect(self.taken_up)
        return block


def _proposed(kept: SupersededProposal) -> Message:
    if kept.returned is not None:
        return _("Proposed by {name}, {at}", name=kept.by.name, at=kept.at)
    return _("Came too late, kept as a proposal: {name}, {at}", name=kept.by.name, at=kept.at)


def _returned(returned: SentBack) -> Message:
    return _(
        "{name} returned it, {at}: “{reason}”",
        name=returned.by.name,
        at=returned.at,
        reason=returned.reason,
    )


def _signed(decision: Decision) -> Message:
    proposed = _("Decided by {name}, {at}", name=decision.proposed_by.name, at=decision.proposed_at)
    if not decision.four_eyes:
        return proposed
    if decision.signed_by is None or decision.signed_at is None:
        return _(
            "Proposed by {name}, {at}. A second person has to sign it.",
            name=decision.proposed_by.name,
            at=decision.proposed_at,
        )
    return _(
        "Proposed by {name}, {at}; signed by {second}, {then}",
        name=decision.proposed_by.name,
        at=decision.proposed_at,
        second=decision.signed_by.name,
        then=decision.signed_at,
    )


class _PartyRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = Label(type=Type.BODY, wrap=True)
        self._role = Label(type=Type.META, tone=Tone.MUTED)
        self._told = Label(type=Type.META, tone=Tone.MUTED)
        parts = row(column(self._name, self._role, spacing=0), self._told)
        parts.setStretch(0, 1)
        self.setLayout(parts)

    def show_party(self, party: Party, case: Case) -> None:
        self._name.content(party.name)
        self._role.say(_who(party))
        letters = [letter for letter in case.letters if letter.party == party.id]
        owed = party.id in owed_word(case)
        decided = case.decision is not None
        set_tone(self._told, Tone.WARN if owed and decided else Tone.MUTED)
        if owed and decided:
            self._told.say(_("Has to be told"))
        elif letters:
            self._told.say(_("Last letter {at}", at=letters[-1].sent_at))
        else:
            self._told.say(_("No letter yet"))


def _who(party: Party) -> Message:
    role, written = PARTY_ROLE[party.role], LANGUAGE[party.language]
    if not party.region:
        return _("{role} · {language}", role=role, language=written)
    return _("{role} · {language} · {region}", role=role, language=written, region=party.region)


class PartiesCell(Cell):
    """Everybody the case concerns, and whether they were told."""

    def __init__(self) -> None:
        super().__init__(_("Parties"), spacing=8)
        self._rows = WidgetPool(self.inside, _PartyRow)

    def show_case(self, case: Case) -> None:
        """Fill it."""
        for line, party in zip(self._rows.need(len(case.parties)), case.parties, strict=True):
            line.show_party(party, case)
