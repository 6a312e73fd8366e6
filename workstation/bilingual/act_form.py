"""What the form of an act holds, and the form from which a command can be given again.

This is the one place that knows which commands have a form, and under which key a draft keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workstation.bilingual.kept_form import form_from_json, form_to_json, put_below
from workstation.domain import commands as c
from workstation.domain.record import Command
from workstation.domain.taxonomy import EvidenceType
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass

NOTE = "note"
_FORM = "form:"
_COMMANDS: dict[str, type[Command]] = {
    "request_information": c.RequestInformation,
    "extend": c.RequestInformation,
    "refer": c.Refer,
    "reopen": c.Reopen,
    "record_action": c.RecordAction,
    "withdraw": c.Withdraw,
    "record_answer": c.RecordAnswer,
    "accept": c.Accept,
    "return": c.Return,
    "release": c.Release,
    NOTE: c.AddNote,
}
_NAMES = {command: name for name, command in _COMMANDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """An item of evidence that came with an answer; `type` is None until somebody chose it."""

    type: EvidenceType | None
    file: str
    summary: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a form holds; each act uses the parts that its form shows.

    It is stored in this form (`bilingual.kept_form`): a name that changes here is not found again.

    text: the reason, the question, the note: what the act is about
    more: a second text, such as another reference
    choice: what was chosen of a list, by its value
    items: what is asked for, in both languages
    hours: the time that is given, from when it is sent
    evidence: what came with an answer
    """

    text: str = ""
    more: str = ""
    choice: str = ""
    items: tuple[Bilingual, ...] = ()
    hours: int = 24
    evidence: tuple[NewEvidence, ...] = ()

    @property
    def written(self) -> tuple[object, ...]:
        """What somebody wrote in it, without what was only chosen."""
        return self.text.strip(), self.more.strip(), self.items, self.evidence


def form_key(name: str) -> str:
    """The key under which an unfinished form is kept beside the letters' drafts."""
    return f"{_FORM}{name}"


def name_of_form(key: str) -> str | None:
    """The name of the form that is kept under a key; None for what is no form of an act."""
    name = key.removeprefix(_FORM)
    return name if name != key else None


def command_of_form(name: str) -> type[Command] | None:
    """The command on a case that the form of this name gives; None for one that is not known."""
    return _COMMANDS.get(name)


def form_of(command: Command) -> tuple[str, Filled] | None:
    """The name of a command's form, and what that held; None for one without a form."""
    match command:
        case c.RequestInformation():
            name = "extend" if command.extension else "request_information"
            return name, Filled(choice=command.party, items=command.items)
        case c.Refer():
            held = Filled(text=command.question, choice=command.team.value)
            return "refer", replace(held, hours=command.hours) if command.hours else held
        case c.Reopen():
            return "reopen", Filled(text=command.reason, choice=command.ground.value)
        case c.RecordAction():
            return "record_action", Filled(text=command.reference, more=command.sor_reference)
        case c.Withdraw():
            return "withdraw", Filled(text=command.reason, more=command.word)
        case c.RecordAnswer():
            evidence = tuple(
                NewEvidence(type=each.type, file=each.file, summary=each.summary)
                for each in command.evidence
            )
            return "record_answer", Filled(text=command.text, evidence=evidence)
        case (
            c.Accept(cause=text)
            | c.Return(reason=text)
            | c.Release(reason=text)
            | c.AddNote(text=text)
        ):
            return _NAMES[type(command)], Filled(text=text)
        case _:
            return None


def note_of(words: Iterable[Bilingual]) -> Filled:
    """The form of a note that holds the words of a command without a form."""
    sides = (side for text in words for side in (text.en, text.zh) if side.strip())
    return Filled(text="\n\n".join(dict.fromkeys(sides)))


def filled_below(above: Filled, below: Filled) -> Filled:
    """What was filled in since, with what came back below it; as it is where it has that."""
    if above.written == Filled().written:
        return below
    items = (each for each in below.items if each not in above.items)
    evidence = (each for each in below.evidence if each not in above.evidence)
    return replace(
        above,
        text=put_below(above.text, below.text),
        more=put_below(above.more, below.more),
        items=(*above.items, *items),
        evidence=(*above.evidence, *evidence),
    )


def filled_to_text(filled: Filled) -> tuple[str, str]:
    """A form as a draft keeps it: the text, which is found as that of a letter is, and the rest."""
    return filled.text, form_to_json(replace(filled, text=""))


def filled_from_text(text: str, rest: str) -> Filled:
    """The form that a draft keeps."""
    return replace(form_from_json(rest, Filled) or Filled(), text=text)
