"""The words that generated cases are made of: grounds, products, parties and what they say."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import msgspec

from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    EvidenceType,
    Language,
    ObjectType,
    OverturnReason,
    PartyRole,
    Severity,
)
from workstation.domain.text import Bilingual
from workstation.files import resource


class Phrase(msgspec.Struct, frozen=True):
    """A text in both languages, with places such as {product}."""

    en: str
    zh: str

    def side(self, language: Language) -> str:
        """The text in one language."""
        return self.en if language is Language.EN else self.zh

    def fill(self, **places: Bilingual | str) -> Bilingual:
        """The text in both languages, with its places filled."""
        en = {key: value if isinstance(value, str) else value.en for key, value in places.items()}
        zh = {key: value if isinstance(value, str) else value.zh for key, value in places.items()}
        return Bilingual(self.en.format_map(en), self.zh.format_map(zh))

    def both(self) -> Bilingual:
        """The text in both languages as it is, without places."""
        return Bilingual(self.en, self.zh)


class Claims(msgspec.Struct, frozen=True):
    """What applicants say, in the one language or the other."""

    en: tuple[str, ...]
    zh: tuple[str, ...]

    def side(self, language: Language) -> tuple[str, ...]:
        """The sentences of one language."""
        return self.en if language is Language.EN else self.zh


class Exhibit(msgspec.Struct, frozen=True):
    """A piece of evidence; {n} in its file name is the case's number."""

    type: EvidenceType
    file: str
    en: str
    zh: str


class CaseGround(msgspec.Struct, frozen=True):
    """A clause that cases are about. `points` is set where the clause's own do not fit."""

    code: str
    clause: str
    enforcement: str
    kind: CaseKind
    object: ObjectType
    party: PartyRole
    severity: Severity
    actions: tuple[Action, ...]
    weight: int
    products: tuple[Phrase, ...]
    title: Phrase
    facts: Phrase
    claims: Claims
    evidence: tuple[Exhibit, ...]
    ask: Phrase
    upheld: Phrase
    overturned: Phrase
    reason: OverturnReason
    points: int | None = None
    amount: tuple[Decimal, Decimal] | None = None
    new: tuple[Action, ...] = ()


class Vocabulary(msgspec.Struct, frozen=True):
    """All words that generated cases are made of."""

    shops: tuple[Phrase, ...]
    creators: tuple[str, ...]
    buyers: tuple[Phrase, ...]
    owners: tuple[Phrase, ...]
    teams: tuple[Phrase, ...]
    progress: Phrase
    decided: Phrase
    late: Phrase
    route: Phrase
    too_late: Phrase
    question: Phrase
    confirmed: Phrase
    withdrawn: Phrase
    notes: tuple[str, ...]
    answers: Claims
    grounds: tuple[CaseGround, ...]


@cache
def vocabulary() -> Vocabulary:
    """The words of this installation. Raises `msgspec.DecodeError` for a broken one."""
    return msgspec.json.decode(
        resource("resources/demo/vocabulary.json").read_bytes(), type=Vocabulary
    )
