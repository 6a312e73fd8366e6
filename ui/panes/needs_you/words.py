"""What a question says: what happened, mine beside what is now, and the answers."""

from __future__ import annotations

from collections.abc import Iterator

from ui.casework import measures_words, words_of_command
from workstation.app.values import AnswerKind, Question, QuestionStep
from workstation.domain import commands as c
from workstation.domain.case import Case, Letter, Ruling
from workstation.domain.labels import OUTCOME, STATE
from workstation.domain.record import Command
from workstation.domain.text import Bilingual
from workstation.i18n import Message, Translator, _, ngettext, pgettext
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One side of a line: what it is in the language of the window, and its texts."""

    said: Message
    text: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line of a question: its name, what its author did, and how it is now."""

    name: Message
    mine: ComparedSide
    now: ComparedSide


def command_words(command: Command | c.UnknownCommand) -> Message:
    """What was given, in a few words; the name of its type where it has none here."""
    if isinstance(command, c.UnknownCommand):
        return pgettext("command", "a change that this version of the program does not know")
    return words_of_command(type(command))


def title_words(question: Question) -> Message:
    """What happened, to what of it, and that nothing is lost."""
    what = command_words(question.chain[0].command)
    for each in question.chain[1:]:
        what = pgettext("list", "{first}, {second}", first=what, second=command_words(each.command))
    if question.now is None and question.reference:
        what = _("{what} on {reference}", what=what, reference=question.reference)
    return _(
        "{reason} Not carried out: {what}. No word is lost.", reason=question.reason, what=what
    )


def lines_of(question: Question) -> tuple[ComparedLine, ...]:
    """Each command of the chain beside how that stands now, and what else of the case differs."""
    now = question.now if isinstance(question.now, Case) else None
    seen = question.seen if isinstance(question.seen, Case) else None
    lines = [line for step in question.chain for line in _lines_of_step(step, seen, now)]
    if seen is None or now is None:
        return tuple(lines)
    pairs = zip(aspects(seen), aspects(now), strict=True)
    for (name, before), (_name, after) in pairs:
        if before != after:
            lines.append(ComparedLine(name, ComparedSide(before), ComparedSide(after)))
    return tuple(lines)


def _lines_of_step(
    step: QuestionStep, seen: Case | None, now: Case | None
) -> Iterator[ComparedLine]:
    given = _("{at}, not carried out", at=step.given_at)
    match step.command:
        case c.Decide(finding=ruling):
            decision = now.decision if now is not None else None
            theirs = decision.finding if decision is not None else None
            yield ComparedLine(_("Decision"), _ruled(ruling), _ruled(theirs))
            reasons = theirs.rationale if theirs is not None else Bilingual()
            said = (
                ComparedSide(_("Given by {name}", name=decision.proposed_by.name))
                if decision
                else None
            )
            yield ComparedLine(
                _("Reasons"),
                ComparedSide(given, ruling.rationale),
                ComparedSide(said.said, reasons) if said is not None else ComparedSide(_("None")),
            )
        case c.SendReply(party=party, text=text):
            yield ComparedLine(
                _("Letter"), ComparedSide(given, text), _letter_since(party, seen, now)
            )
        case c.Claim():
            owner = now.owner if now is not None else None
            held = _("Held by {name}", name=owner.name) if owner else _("Nobody holds it")
            yield ComparedLine(_("Claim"), ComparedSide(given), ComparedSide(held))
        case command:
            state = STATE[now.state] if now is not None else _("Out of your sight")
            mine = ComparedSide(given, _joined(step))
            yield ComparedLine(command_words(command), mine, ComparedSide(state))


def _joined(step: QuestionStep) -> Bilingual:
    """All that was written in a command, one text below the other, each once."""
    sides = ([each.en for each in step.words], [each.zh for each in step.words])
    en, zh = ("\n\n".join(dict.fromkeys(filter(None, side))) for side in sides)
    return Bilingual(en, zh)


def _ruled(ruling: Ruling | None) -> ComparedSide:
    if ruling is None:
        return ComparedSide(_("Not decided"))
    said = OUTCOME[ruling.outcome]
    for measures, words in (
        (ruling.lifted, _("lifted")),
        (ruling.kept, _("kept")),
        (ruling.imposed, _("new")),
    ):
        if measures:
            what = _("{what}: {measures}", what=words, measures=measures_words(measures))
            said = _("{first} · {second}", first=said, second=what)
    return ComparedSide(said)


def _letter_since(party: str, seen: Case | None, now: Case | None) -> ComparedSide:
    """The newest letter to a party that its author had not seen."""
    before = {each.id for each in seen.letters} if seen is not None else set[str]()
    letters: tuple[Letter, ...] = now.letters if now is not None else ()
    new = [each for each in letters if each.party == party and each.id not in before]
    if not new:
        return ComparedSide(_("No letter since"))
    said = _("{name}, {at}", name=new[-1].sent_by.name, at=new[-1].sent_at)
    return ComparedSide(said, new[-1].text)


def aspects(case: Case) -> tuple[tuple[Message, Message], ...]:
    """What a person relies on when giving a command: its name, and how it stands."""
    owner = case.owner
    held = _("{name}", name=owner.name) if owner is not None else _("Nobody")
    decision = case.decision
    decided = OUTCOME[decision.finding.outcome] if decision is not None else _("Not decided")
    return (
        (_("State"), STATE[case.state]),
        (_("Held by"), held),
        (_("Decision"), decided),
        (_("Evidence"), ngettext("{n} item", "{n} items", len(case.evidence))),
        (_("Letters"), ngettext("{n} letter", "{n} letters", len(case.letters))),
    )


def answer_words(answer: AnswerKind, question: Question) -> tuple[Message, Message]:
    """What an answer is called, and what it does."""
    match answer:
        case AnswerKind.REDO:
            refused = question.redo_refused
            if refused is not None:
                return pgettext("act", "Do it again"), refused.reason
            again = _("All of it is given again, over the case as it is now.")
            return pgettext("act", "Do it again"), again
        case AnswerKind.EDIT:
            back = _("Nothing goes out. Your texts are in their forms, to be worked on.")
            return pgettext("act", "Edit first"), back
        case AnswerKind.HAND_OVER:
            owner = question.now.owner if isinstance(question.now, Case) else None
            note = _("All your texts in a note on the case, for whoever holds it. You keep a copy.")
            if owner is None:
                return pgettext("act", "Leave it with the case"), note
            return pgettext("act", "Hand over to {name}", name=owner.name), note
        case AnswerKind.DROP:
            kept = _("Not carried out. Your texts stay among your drafts.")
            return pgettext("act", "Drop it"), kept


def handed_over(question: Question) -> str:
    """The note that hands the texts of a question over, with its labels in both languages."""
    english, chinese = Translator("en"), Translator("zh_Hans")

    def both(said: Message) -> str:
        return " · ".join(dict.fromkeys((english.text(said), chinese.text(said))))

    parts = [both(_("Not carried out, handed over"))]
    for step in question.chain:
        words = [both(command_words(step.command))]
        if isinstance(step.command, c.Decide):
            words.append(both(_ruled(step.command.finding).said))
        text = _joined(step)
        words += dict.fromkeys(filter(None, (text.en, text.zh)))
        parts.append("\n".join(words))
    return "\n\n".join(parts)
