"""What somebody wrote in a draft, in whichever form it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from workstation.bilingual.act_form import filled_from_text
from workstation.bilingual.composition import composition_from_text
from workstation.bilingual.kept_form import form_from_json
from workstation.bilingual.kept_term import WrittenTerm
from workstation.domain.text import Bilingual


def words_of_form(text: str, rest: str) -> Bilingual:
    """The words in the form of an act; what was written in one language stands on both sides."""
    filled = filled_from_text(text, rest)
    plain = [filled.text, filled.more]
    given = [Bilingual(item.file, item.file) for item in filled.evidence]
    items = [*filled.items, *given, *(item.summary for item in filled.evidence)]
    en = joined([*plain, *(item.en for item in items)])
    zh = joined([*plain, *(item.zh for item in items)])
    return Bilingual(en, zh)


def words_of_decision(reasons: Bilingual, rest: str) -> Bilingual:
    """The reasons of a decision that is being composed, and how one goes on from there."""
    composed = composition_from_text(reasons, rest)
    if composed is None:
        return reasons
    route = composed.route
    return Bilingual(joined([reasons.en, route.en]), joined([reasons.zh, route.zh]))


def words_of_any(text: Bilingual, rest: str) -> Bilingual:
    """The words of a draft of which nobody knows the form: both texts, and every text in the rest,
    except where the rest is a term of the glossary, whose languages are known."""
    term = form_from_json(rest, WrittenTerm)
    if term is not None:
        return term.text.words
    parsed: object = None
    try:
        parsed = msgspec.json.decode(rest.encode()) if rest else None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        # Whatever it is, somebody may have written it.
        parsed = rest
    found = list(_texts(parsed))
    return Bilingual(joined([text.en, *found]), joined([text.zh, *found]))


def joined(texts: Iterable[str]) -> str:
    """Those of the texts that say something, each once, one below the other."""
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _texts(found: object) -> Iterator[str]:
    """Every text in something parsed, however deep."""
    match found:
        case str():
            yield found
        case dict():
            for each in found.values():
                yield from _texts(each)
        case list():
            for each in found:
                yield from _texts(each)
