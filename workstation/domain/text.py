"""Case content in two languages, as opposed to the texts of the interface."""

import unicodedata
from dataclasses import dataclass

from workstation.domain.taxonomy import Language


def folded(text: str) -> str:
    """What two spellings of one name have in common: not width, case, or blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same content in English and Chinese; either side may be empty where only one exists."""

    en: str = ""
    zh: str = ""

    def side(self, language: Language) -> str:
        """One side as it is."""
        return self.en if language is Language.EN else self.zh

    def best(self, language: Language) -> str:
        """That side, or the other one where it is empty."""
        return self.side(language) or self.en or self.zh

    @property
    def complete(self) -> bool:
        """Both sides say something."""
        return bool(self.en.strip()) and bool(self.zh.strip())
