"""Two versions of a policy, clause by clause."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from workstation.domain.policies.amendment import order_of
from workstation.domain.policy import Clause
from workstation.domain.taxonomy import Language


@dataclass(frozen=True, slots=True)
class Compared:
    """A clause as it was and as it is; None where a version does not have it."""

    no: str
    then: Clause | None
    now: Clause | None

    @property
    def differs(self) -> bool:
        """Whether anything of it is another."""
        return self.then != self.now

    @property
    def alone(self) -> Language | None:
        """The language in which alone the text changed."""
        if self.then is None or self.now is None:
            return None
        then, now = self.then.text, self.now.text
        changed = [each for each in Language if then.side(each) != now.side(each)]
        return changed[0] if len(changed) == 1 else None

    @property
    def clause(self) -> Clause:
        """As it is, or as it was where it is gone."""
        clause = self.now or self.then
        assert clause is not None, "a clause is in one of the versions at least"
        return clause


def compared(then: Iterable[Clause], now: Iterable[Clause]) -> tuple[Compared, ...]:
    """Every clause of either version, by its number."""
    were = {clause.no: clause for clause in then}
    are = {clause.no: clause for clause in now}
    numbers = sorted(were.keys() | are.keys(), key=order_of)
    return tuple(Compared(no, were.get(no), are.get(no)) for no in numbers)


def folded(
    lines: Iterable[Compared], open_: Collection[str] = ()
) -> tuple[Compared | tuple[Compared, ...], ...]:
    """The lines, those that follow each other without any difference as one, but for the numbers
    in `open_`."""
    found: list[Compared | tuple[Compared, ...]] = []
    same: list[Compared] = []
    for line in lines:
        if not line.differs and line.no not in open_:
            same.append(line)
            continue
        if same:
            found.append(tuple(same))
            same = []
        found.append(line)
    return (*found, tuple(same)) if same else tuple(found)
