"""The people of the demo: one or more for each role. Their password is `recourse`."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.actor import Actor
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import Bilingual

PASSWORD = "recourse"
QUEUES = frozenset({"sg-commerce", "cn-export", "eu-commerce"})


def _person(
    id_: str,
    name: str,
    role: Role,
    *,
    languages: frozenset[Language] = frozenset(Language),
    queues: frozenset[str] = QUEUES,
    teams: frozenset[Team] = frozenset(),
) -> Actor:
    return Actor(
        id=id_,
        name=name,
        roles=frozenset({role}),
        languages=languages,
        queues=queues,
        teams=teams,
    )


WEI_LING = _person("wei.ling", "Wei Ling", Role.SPECIALIST)
MARCUS_TAN = _person(
    "marcus.tan", "Marcus Tan", Role.SPECIALIST, languages=frozenset({Language.EN})
)
LI_NA = _person("li.na", "Li Na", Role.SPECIALIST)
PRIYA_NAIR = _person("priya.nair", "Priya Nair", Role.SUPERVISOR)
CHEN_HAO = _person("chen.hao", "Chen Hao", Role.QUALITY)
# A team reads what is put to it, and no queue.
SOFIA_LIND = _person(
    "sofia.lind",
    "Sofia Lind",
    Role.POLICY,
    queues=frozenset(),
    teams=frozenset({Team.POLICY}),
)
# Whoever drafts a version of a policy does not publish it.
HE_JING = _person(
    "he.jing", "He Jing", Role.POLICY, queues=frozenset(), teams=frozenset({Team.POLICY})
)
ADMIN = _person("admin", "Administrator", Role.ADMIN)
USERS = (WEI_LING, MARCUS_TAN, LI_NA, PRIYA_NAIR, CHEN_HAO, SOFIA_LIND, HE_JING, ADMIN)


@dataclass(frozen=True, slots=True)
class DemoCrew:
    """A crew of the demo: its name, who leads it, and who is in it."""

    name: str
    title: Bilingual
    lead: Actor
    members: tuple[Actor, ...]


CREWS = (
    DemoCrew(
        "appeals",
        Bilingual("Appeals", "申诉组"),
        PRIYA_NAIR,
        (WEI_LING, MARCUS_TAN, LI_NA, PRIYA_NAIR),
    ),
    DemoCrew(
        "standards",
        Bilingual("Policy and quality", "政策与质量组"),
        SOFIA_LIND,
        (SOFIA_LIND, HE_JING, CHEN_HAO),
    ),
)
