"""Finds the smallest part of a run that still breaks the same rule."""

from collections.abc import Callable

from tests.simulation.trace import Plan
from tests.simulation.world import Outcome, run


def smallest(wanted: Plan, told: Callable[[str], object]) -> Outcome:
    """Leave steps out, large parts first, for as long as the same rule breaks (delta debugging)."""
    best = run(wanted)
    if best.violation is None:
        return best
    rule = best.violation.rule
    steps = list(range(wanted.steps) if wanted.only is None else wanted.only)
    parts = 2
    while len(steps) > 1:
        size = -(-len(steps) // parts)
        for start in range(0, len(steps), size):
            fewer = steps[:start] + steps[start + size :]
            outcome = run(wanted.part(fewer))
            if outcome.violation is not None and outcome.violation.rule == rule:
                best, steps = outcome, fewer
                parts = max(parts - 1, 2)
                told(f"{len(steps)} steps")
                break
        else:
            if size == 1:
                break
            parts = min(parts * 2, len(steps))
    return best
