"""A form that was stored is the same when it is read, by this version and by the next."""

from dataclasses import dataclass

from workstation.bilingual.kept_form import form_from_json, form_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    choice: str = ""
    hours: int = 24
    colour: str = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    choice: str = ""
    hours: int = 24
    items: tuple[str, ...] = ()


def test_what_was_stored_is_read() -> None:
    form = New(choice="policy", hours=8, items=("the letter", "授权书"))
    assert form_from_json(form_to_json(form), New) == form


def test_the_next_version_reads_what_it_knows() -> None:
    stored = form_to_json(Old(choice="policy", hours=8))
    assert form_from_json(stored, New) == New(choice="policy", hours=8)


def test_nothing_is_made_up_of_what_cannot_be_read() -> None:
    assert form_from_json("", New) is None
    assert form_from_json('{"hours": "soon"}', New) is None
    assert form_from_json("[[[", New) is None
