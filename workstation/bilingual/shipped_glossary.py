"""The glossary that every installation carries: what a server starts with, and an empty cache."""

from __future__ import annotations

import csv
import re
from functools import cache

from workstation.domain.glossary.acts import Glossary, Term, pieces
from workstation.domain.house_style import Profile, QuoteStyle
from workstation.files import resource

# Chinese quotation marks are the curly ones, until a policy colleague chooses others.
_STYLE = Profile(quotes=QuoteStyle.CURLY)
_NO_NAME = re.compile("[^a-z0-9]+")


@cache
def shipped_house() -> Glossary:
    """The terms of `resources/domain/glossary.csv` as version 1.

    Raises `FileNotFoundError` and `KeyError` for a broken installation.
    """
    source = resource("resources/domain/glossary.csv")
    with source.open(encoding="utf-8-sig", newline="") as lines:
        terms = tuple(map(_term, csv.DictReader(lines)))
    return Glossary(version=1, terms=terms, style=_STYLE)


def _term(row: dict[str, str]) -> Term:
    """A line of the file as a term."""
    name = _NO_NAME.sub("-", f"{row['en']} {row['part']}".lower()).strip("-")
    return Term(
        # The same on every machine: it is made of the row, not of its place.
        id=name,
        en=row["en"].strip(),
        zh_hans=row["zh_hans"].strip(),
        zh_hant=row["zh_hant"].strip(),
        part=row["part"].strip(),
        note=row["note"].strip(),
        forbidden_zh=pieces(row["forbidden_zh"]),
        forbidden_en=pieces(row["forbidden_en"]),
    )
