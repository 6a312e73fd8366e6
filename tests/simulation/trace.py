"""What happens in a run, drawn from its seed beforehand and kept as data.

A step says who and where and carries a number to draw the rest from, so that a run can be played
again with any of its steps left out: what is left does the same as before.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

STEPS = 90
# What can happen: how often, and the fault that it needs.
KINDS: dict[str, tuple[float, str]] = {
    "note": (8, ""),
    "work": (11, ""),
    "draft": (4, ""),
    "throw_away": (0.5, ""),
    "hold": (3, ""),
    "undo": (2, ""),
    "sync": (15, ""),
    "answer": (3, ""),
    "house": (1.5, ""),
    "drop_edit": (0.5, ""),
    "read": (1, ""),
    "tick": (4, ""),
    "leave": (0.25, "leave"),
    "deliver": (7, "delay"),
    "cable": (2.5, "cut"),
    "refuse": (2, "refuse"),
    "crash": (3, "crash"),
    "kill": (1.5, "kill"),
    "power": (1.5, "power"),
    "wipe": (0.8, "wipe"),
    "layout": (0.6, "layout"),
    "server_crash": (2, "server-crash"),
    "restart": (1, "restart"),
    "copy": (2.5, "restore"),
    "older": (0.8, "older"),
    "epoch": (0.8, "epoch"),
    "revoke": (0.3, "revoke"),
    "admit": (0.6, "revoke"),
    "queues": (1, "queues"),
}
# What can befall a message; the others are of the whole run.
MESSAGES = ("drop", "lose", "double", "delay", "tear")
WHOLE = ("pages", "clock", "hasty", "bytes", "midway")
FAULTS = tuple(
    sorted({fault for _often, fault in KINDS.values() if fault} - {"restore"} | {*MESSAGES, *WHOLE})
)
# A story with so few faults has all of them; of many, each run has its own part.
_FEW = 3
_SHARE = 0.65
SEATS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens. `turns`: the next one comes so soon; None: once all is quiet."""

    n: int
    kind: str
    seat: int
    case: int
    salt: int
    turns: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A run: its seed, how long, which faults may come; `only` these steps, if not all.

    `but`: the rules that may break without ending it.
    """

    seed: int
    steps: int = STEPS
    faults: tuple[str, ...] = FAULTS
    only: tuple[int, ...] | None = None
    but: tuple[str, ...] = ()

    def __str__(self) -> str:
        names = "all" if self.faults == FAULTS else ",".join(self.faults) or "none"
        line = f"seed={self.seed} steps={self.steps} faults={names}"
        if self.only is not None:
            line += f" only={','.join(map(str, self.only)) or '-'}"
        return line + (f" but={','.join(self.but)}" if self.but else "")

    def part(self, only: Sequence[int]) -> "Plan":
        """The same run with only these steps."""
        return replace(self, only=tuple(only))

    def chance(self) -> random.Random:
        """The one source of everything that is drawn."""
        return random.Random(f"{self.seed} {self.steps} {','.join(self.faults)}")


def plan(line: str) -> Plan:
    """The run that a line describes. Raises `ValueError`."""
    parts = dict(part.split("=", 1) for part in line.split())
    only = parts.get("only")
    return Plan(
        seed=int(parts["seed"]),
        steps=int(parts.get("steps", STEPS)),
        faults=faults_of(parts.get("faults", "all")),
        only=None if only is None else tuple(int(each) for each in only.split(",") if each != "-"),
        but=tuple(parts["but"].split(",")) if "but" in parts else (),
    )


def faults_of(names: str) -> tuple[str, ...]:
    """The faults of a list like `epoch,wipe`; `all`, `none`, and `all-older` leaves one out."""
    if names == "all" or names.startswith("all-"):
        gone = {each for each in names[4:].split("+") if each}
        _known(gone)
        return tuple(each for each in FAULTS if each not in gone)
    wanted = {each for each in names.split(",") if each and each != "none"}
    _known(wanted)
    return tuple(sorted(wanted))


def _known(names: Iterable[str]) -> None:
    strange = set(names) - set(FAULTS)
    if strange:
        raise ValueError(f"no such fault: {', '.join(sorted(strange))}; there are {FAULTS}")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is drawn for a whole run."""

    faults: frozenset[str]
    cases: int
    queues: tuple[int, ...]
    most_rows: int
    by_itself: tuple[bool, ...]
    clocks: tuple[int, ...]


def draw(wanted: Plan) -> tuple[Setting, list[Step]]:
    """The setting and the steps of a run, the same ones for the same plan."""
    chance = wanted.chance()
    setting = _setting(chance, wanted.faults)
    has = setting.faults | {""}
    if has & {"older", "epoch"}:
        has |= {"restore"}
    kinds = [kind for kind, (_often, fault) in KINDS.items() if fault in has]
    # Where few things can go wrong, they do so the more often.
    more = 3 if len(wanted.faults) <= _FEW else 1
    weights = [KINDS[kind][0] * (more if KINDS[kind][1] else 1) for kind in kinds]
    steps = [
        Step(
            n=n,
            kind=chance.choices(kinds, weights)[0],
            seat=chance.randrange(SEATS),
            case=chance.randrange(setting.cases),
            salt=chance.randrange(1 << 30),
            turns=_turns(chance) if "hasty" in has else None,
        )
        for n in range(wanted.steps)
    ]
    only = set(range(wanted.steps) if wanted.only is None else wanted.only)
    return setting, [step for step in steps if step.n in only]


def _turns(chance: random.Random) -> int | None:
    soon = chance.random() < 0.2
    turns = chance.randrange(60)
    return turns if soon else None


def _setting(chance: random.Random, faults: Sequence[str]) -> Setting:
    few = len(faults) <= _FEW
    here = frozenset(each for each in faults if chance.random() < _SHARE or few)
    cases = chance.randint(3, 6)
    seconds = [chance.randint(-300, 300) for _seat in range(SEATS)]
    rows = chance.choice((1, 1, 2, 3))
    return Setting(
        faults=here,
        cases=cases,
        queues=tuple(chance.randrange(2) for _case in range(cases)),
        most_rows=rows if "pages" in here else 5000,
        by_itself=tuple(chance.random() < 0.4 for _seat in range(SEATS)),
        clocks=tuple(seconds) if "clock" in here else (0,) * SEATS,
    )
