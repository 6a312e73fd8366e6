"""A term that is being written and not saved, as a draft of the glossary keeps it."""

from __future__ import annotations

from workstation.domain.text import Bilingual
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TermText:
    """A term as it stands in the fields of the form; forbidden renderings one a line."""

    en: str = ""
    zh_hans: str = ""
    zh_hant: str = ""
    part: str = ""
    note: str = ""
    forbidden_zh: str = ""
    forbidden_en: str = ""

    @property
    def name(self) -> Bilingual:
        """What the term is called."""
        return Bilingual(self.en, self.zh_hans)

    @property
    def words(self) -> Bilingual:
        """All that stands in the fields, one below the other, on the side of its language."""
        en = (self.en, self.part, self.note, self.forbidden_en)
        zh = (self.zh_hans, self.zh_hant, self.forbidden_zh)
        return Bilingual(_lines(en), _lines(zh))


@dataclass(frozen=True, slots=True)
class WrittenTerm:
    """What was typed and not saved, and the revision of the term that it was typed over, 0 for a
    new one. It is stored in this form (`bilingual.kept_form`)."""

    text: TermText
    over: int


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(text for text in texts if text.strip())
