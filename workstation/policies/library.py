"""The policies that the program carries, read from `resources/domain/policies.json`."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from workstation.domain.policy import Clause, Library, Policy, PolicyVersion
from workstation.domain.taxonomy import Action
from workstation.domain.text import Bilingual
from workstation.files import resource


class _Text(msgspec.Struct, frozen=True):
    en: str
    zh: str

    def both(self) -> Bilingual:
        return Bilingual(self.en, self.zh)


class _Clause(msgspec.Struct, frozen=True):
    no: str
    kind: str
    en: str
    zh: str
    severity: str | None = None
    actions: tuple[Action, ...] = ()
    points: int = 0
    four_eyes: bool = False


class _Version(msgspec.Struct, frozen=True):
    version: str
    effective_from: date
    effective_to: date | None
    change_note: _Text
    changed_clauses: tuple[str, ...]
    clauses: tuple[_Clause, ...]


class _Policy(msgspec.Struct, frozen=True):
    code: str
    title: _Text
    owner: str
    versions: tuple[_Version, ...]


class _File(msgspec.Struct, frozen=True):
    policies: tuple[_Policy, ...]


@cache
def load() -> Library:
    """The policies that this installation carries, each as version 1; read once.

    Raises `FileNotFoundError` or `msgspec.DecodeError` for a broken installation.
    """
    data = resource("resources/domain/policies.json").read_bytes()
    return parse(data)


def parse(data: bytes) -> Library:
    """The library in the JSON of `data`, each policy as version 1 of its record.

    Raises `msgspec.DecodeError` for data of another form.
    """
    policies = []
    for read in msgspec.json.decode(data, type=_File).policies:
        versions = sorted(read.versions, key=lambda version: version.effective_from)
        policy = Policy(
            code=read.code,
            title=read.title.both(),
            owner=read.owner,
            versions=tuple(map(_version, versions)),
            version=1,
        )
        policies.append(policy)
    return Library(tuple(policies))


def _version(read: _Version) -> PolicyVersion:
    clauses = (
        Clause(
            no=each.no,
            kind=each.kind,
            text=Bilingual(each.en, each.zh),
            severity=each.severity,
            actions=each.actions,
            points=each.points,
            four_eyes=each.four_eyes,
        )
        for each in read.clauses
    )
    return PolicyVersion(
        version=read.version,
        effective_from=read.effective_from,
        effective_to=read.effective_to,
        change_note=read.change_note.both(),
        changed_clauses=read.changed_clauses,
        clauses=tuple(clauses),
    )
