"""Renews the template, the catalogues and what is compiled from them: `make messages`.

Headers carry no date, host or version, and places no line numbers, so that the
same texts give the same files on every machine and a merge stays small. Obsolete
entries are dropped and nothing is guessed: a new text is an empty one.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from workstation.i18n.languages import SPOKEN

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
# The texts are written in English, which needs no catalogue.
LANGUAGES = tuple(code for code, spoken in SPOKEN.items() if not spoken.is_source)
PACKAGES = ("workstation", "ui")
# The same as `pybabel extract -k _ -k ngettext:1,2 -k pgettext:1c,2`.
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


class StableCatalog(Catalog):
    """A catalogue whose headers say only what a reader of it needs."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        language = [("Language", str(self.locale_identifier))] if self.locale else []
        plurals = [("Plural-Forms", self.plural_forms)] if self.locale else []
        return [
            ("Project-Id-Version", "recourse"),
            *language,
            *plurals,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def new_catalog(language: str | None) -> StableCatalog:
    title = f"# Recourse in {language}." if language else "# The texts of Recourse."
    return StableCatalog(language, header_comment=title, fuzzy=False)


def extract(root: Path = ROOT) -> StableCatalog:
    """The texts of the code below `root`, in the order of their places."""
    catalog = new_catalog(None)
    for package in PACKAGES:
        if not (root / package).is_dir():
            continue
        found = extract_from_dir(
            root / package,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("For translators:",),
        )
        for name, _line, texts, comments, context in sorted(found, key=lambda row: row[:2]):
            place = (f"{package}/{Path(name).as_posix()}", 0)
            catalog.add(texts, locations=[place], auto_comments=comments, context=context)
    return catalog


def read(path: Path, language: str | None) -> StableCatalog:
    """The catalogue in a file, empty when there is none yet."""
    catalog = new_catalog(language)
    if not path.exists():
        return catalog
    with path.open("rb") as file:
        for message in read_po(file, locale=language):
            if message.id:
                catalog[message.id] = message
    return catalog


def update(catalog: StableCatalog, template: Catalog) -> None:
    """Take over new texts and drop those that are gone; translations are kept."""
    comment = catalog.header_comment
    catalog.update(template, no_fuzzy_matching=True)
    catalog.header_comment = comment
    catalog.obsolete.clear()


def po_bytes(catalog: StableCatalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalog, width=99, include_lineno=False, sort_by_file=True)
    return buffer.getvalue()


def mo_bytes(catalog: StableCatalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def paths(language: str) -> tuple[Path, Path]:
    """Where the text and the compiled catalogue of a language lie."""
    folder = TRANSLATIONS / language / "LC_MESSAGES"
    return folder / "messages.po", folder / "messages.mo"


def is_translated(message: Message) -> bool:
    text = message.string
    return all(text) if isinstance(text, tuple | list) else bool(text)


def renew(template: StableCatalog, language: str) -> tuple[int, int]:
    """Write a language's files; answers with how many texts it has, and lacks."""
    source, compiled = paths(language)
    catalog = read(source, language)
    update(catalog, template)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(po_bytes(catalog))
    compiled.write_bytes(mo_bytes(read(source, language)))
    messages = [message for message in catalog if message.id]
    return len(messages), sum(not is_translated(message) for message in messages)


def main() -> int:
    template = extract()
    TRANSLATIONS.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(po_bytes(template))
    for language in LANGUAGES:
        texts, untranslated = renew(template, language)
        sys.stdout.write(f"{language}: {texts} texts, {untranslated} without a translation\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
