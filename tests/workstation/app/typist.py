"""A person who types until they are killed: prints what they were told is saved."""

import asyncio
import sys
from pathlib import Path

from workstation.app import Workstation
from workstation.app.sample import case_id, sampled
from workstation.domain.commands import AddNote


async def type_on(profile: Path) -> None:
    fresh = not profile.exists()
    workstation = await (sampled(profile, 3) if fresh else Workstation.open(profile))
    await workstation.session.resume()
    n = len((await workstation.cases.case(case_id(1))).pending)
    while True:
        n += 1
        text = f"word {n} " * 20
        await workstation.drafts.save(case_id(0), "M1", text, f"第{n}词")
        print(f"draft {n}", flush=True)
        await workstation.records.submit(case_id(1), AddNote(text=f"note {n}"))
        print(f"note {n}", flush=True)


if __name__ == "__main__":
    asyncio.run(type_on(Path(sys.argv[1])))
