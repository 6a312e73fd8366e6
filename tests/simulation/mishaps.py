"""What happens to the people of a simulation: cables, crashes, power, restores, other rights."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from tests.bench import PASSWORD
from tests.simulation.office import PEOPLE, QUEUES, Office
from tests.simulation.seat import Seat


@dataclass(frozen=True, slots=True)
class Blow:
    """Whom it hits. `n` makes names unique."""

    office: Office
    seat: Seat
    n: int
    chance: random.Random


async def cable(blow: Blow) -> str:
    """Somebody pulls the cable, or puts it back."""
    blow.seat.line.cut = not blow.seat.line.cut
    return "cut" if blow.seat.line.cut else "mended"


async def refuse(blow: Blow) -> str:
    """The server takes no commands of this workstation, or does so again."""
    blow.office.host.refusing ^= {blow.seat.name}
    return ""


async def crash(blow: Blow) -> str:
    """The program will die at one of the next statements; at times with the power."""
    points = blow.chance.randint(1, 80)
    power = blow.chance.random() < 0.3
    blow.seat.machine.burn(points, power=power)
    return f"in {points}{' by power' if power else ''}"


async def server_crash(blow: Blow) -> str:
    """The same for the server."""
    points = blow.chance.randint(1, 60)
    blow.office.host.machine.burn(points, power=blow.chance.random() < 0.3)
    return f"in {points}"


async def kill(blow: Blow) -> str:
    """The program is killed, and started again."""
    return await _killed(blow, lambda: None)


async def power(blow: Blow) -> str:
    """The power fails, and what was not on the disk is gone."""
    blow.seat.machine.power_fails = True
    lost = await blow.seat.bury(blow.chance)
    blow.office.promises.start_over(blow.seat)
    await blow.seat.start()
    return f"{lost} bytes lost" if lost else ""


async def wipe(blow: Blow) -> str:
    """The program is killed, and the cache deleted."""
    return await _killed(blow, blow.seat.lose_cache)


async def layout(blow: Blow) -> str:
    """The program is killed, and comes back with another layout of the cache."""
    return await _killed(blow, blow.seat.age_cache)


async def _killed(blow: Blow, then: Callable[[], None]) -> str:
    await blow.seat.bury(blow.chance)
    blow.office.promises.start_over(blow.seat)
    then()
    await blow.seat.start()
    return ""


async def restart(blow: Blow) -> str:
    """The server is killed, or its machine loses power; its file is what it was."""
    blow.office.host.machine.power_fails = blow.chance.random() < 0.5
    lost = await blow.office.server_died(blow.chance)
    return f"{lost} bytes lost" if lost else ""


async def copy(blow: Blow) -> str:
    """The server is backed up."""
    blow.office.host.copy()
    return ""


async def older(blow: Blow) -> str:
    """An older copy of the server's file is put back as it is."""
    return await _restored(blow, "")


async def epoch(blow: Blow) -> str:
    """An older copy is put back, under a new epoch."""
    return await _restored(blow, f"epoch-{blow.n}")


async def _restored(blow: Blow, epoch: str) -> str:
    office = blow.office
    if not office.host.has_copy:
        return "no copy"
    office.network.break_all()
    await office.host.restore(blow.chance, epoch)
    office.promises.start_over()
    return f"life {office.host.life}"


async def revoke(blow: Blow) -> str:
    """Somebody's access is taken away."""
    people = blow.office.host.store.people
    await blow.office.host.run(people.revoke(blow.seat.actor.id))
    return ""


async def admit(blow: Blow) -> str:
    """They are let in again."""
    if not blow.office.books.revoked(blow.seat.actor.id):
        return "not needed"
    await let_in(blow.office, blow.seat)
    return ""


async def let_in(office: Office, seat: Seat) -> None:
    """An account is opened again, as it stood."""
    actor = office.books.actor(seat.actor.id)
    await office.host.run(office.host.store.people.create(actor, PASSWORD))


async def queues(blow: Blow) -> str:
    """Somebody gets other queues."""
    mine = frozenset(queue for queue in QUEUES if blow.chance.random() < 0.6)
    person = next(each for each in PEOPLE if each.id == blow.seat.actor.id)
    actor = replace(person, queues=mine)
    await blow.office.host.run(blow.office.host.store.people.change(actor))
    return ",".join(sorted(mine))


MISHAPS: dict[str, Callable[[Blow], Awaitable[str]]] = {
    mishap.__name__: mishap
    for mishap in (
        *(cable, refuse, crash, server_crash, kill, power, wipe, layout),
        *(restart, copy, older, epoch, revoke, admit, queues),
    )
}
