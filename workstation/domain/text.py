"""Content of records in two languages, as opposed to the texts of the interface (`i18n`)."""

import unicodedata

from workstation.domain.taxonomy import Language
from workstation.value_class import dataclass


def folded(text: str) -> str:
    """The form in which two spellings of one name are equal: without width, case and blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same content in English and Chinese; either side may be empty where only one exists."""

    en: str = ""
    zh: str = ""

    def side(self, language: Language) -> str:
        """The text in that language, which may be empty."""
        return self.en if language is Language.EN else self.zh

    def best(self, language: Language) -> str:
        """The text in that language, or the other one where it is empty."""
        return self.side(language) or self.en or self.zh

    @property
    def complete(self) -> bool:
        """Whether there is a text in both languages."""
        return bool(self.en.strip()) and bool(self.zh.strip())
