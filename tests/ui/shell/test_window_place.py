"""The window is whole in sight, on whatever screen and at whatever scale it is opened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QRect

from ui.shell.window_place import brought_in, first_place

TITLE = QMargins(0, 24, 0, 0)
SCREENS = [(1280, 800), (1366, 768), (1920, 1080), (3840, 2160)]
SCALES = [1, 1.25, 1.5, 2]


def opened(folder: Path, screen: tuple[int, int], scale: float) -> dict[str, list[int]]:
    """Open the window on a screen of so many pixels in a process of its own; what it says."""
    width, height = screen
    described = {"name": "one", "x": 0, "y": 0, "width": width, "height": height}
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": [described]}), encoding="utf-8")
    platform = f"offscreen:configfile={config}"
    env = os.environ | {"QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": str(scale)}
    run = [sys.executable, "-m", "tests.ui.shell.stage", str(folder)]
    done = subprocess.run(run, env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_window_is_as_designed_or_as_large_as_the_screen(
    screen: tuple[int, int], scale: float
) -> None:
    width, height = (int(each / scale) for each in screen)
    available = QRect(0, 28, width, height - 28)  # Below the bar of a desktop.
    place = first_place(available, TITLE)
    assert available.contains(place.marginsAdded(TITLE))
    assert place.width() == min(1440, width)
    assert place.height() == min(900, height - 28 - 24)


@pytest.mark.parametrize(
    ("place", "moved"),
    [
        (QRect(100, 100, 800, 600), QRect(100, 100, 800, 600)),
        (QRect(2000, 300, 1440, 900), QRect(0, 24, 1280, 776)),  # The screen beside it is gone.
        (QRect(-700, -50, 1000, 500), QRect(0, 24, 1000, 500)),
        (QRect(900, 700, 600, 500), QRect(680, 300, 600, 500)),
    ],
)
def test_a_place_that_is_not_in_sight_is_brought_in(place: QRect, moved: QRect) -> None:
    assert brought_in(place, QRect(0, 0, 1280, 800), TITLE) == moved


@pytest.mark.parametrize(("screen", "scale"), [((1280, 800), 1), ((1366, 768), 1.5)])
def test_the_first_window_is_in_sight(
    tmp_path: Path, screen: tuple[int, int], scale: float
) -> None:
    said = opened(tmp_path, screen, scale)
    assert said["in_sight"], said


def test_a_remembered_place_is_in_sight_on_a_smaller_screen_and_at_another_scale(
    tmp_path: Path,
) -> None:
    assert opened(tmp_path, (1920, 1080), 1)["size"] == [1440, 900]
    for screen, scale in (((1280, 800), 1), ((1600, 900), 1), ((1920, 1080), 2)):
        said = opened(tmp_path, screen, scale)
        assert said["in_sight"], said


def test_at_200_percent_the_window_is_made_as_small_as_its_layout_folds(tmp_path: Path) -> None:
    said = opened(tmp_path, (1280, 800), 2)
    assert said["in_sight"], said
    assert said["room"] == [640, 400]
    assert said["least"][0] <= 480
    assert said["least"][1] <= 360
