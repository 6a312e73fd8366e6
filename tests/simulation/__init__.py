"""A whole office in one thread: real workstations, a real server, and every fault, by a seed.

    make simulate SEEDS=0-199
    python -m tests.simulation --seeds 0-199 --faults epoch,wipe
    python -m tests.simulation --replay "seed=17 steps=120 faults=epoch,wipe"
    python -m tests.simulation --shrink "seed=17 steps=120 faults=epoch,wipe"

`trace` draws what happens, as data; `world` does it; `people` are what persons do and `mishaps`
what happens to them; `network`, `machine` and `disk` are what fails; `host` and `seat` hold the
real server and the real workstations; `promises` is what people were told is safe, and `checks`
what has to hold.
"""
