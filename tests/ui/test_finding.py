"""Cases in the palette."""

from datetime import UTC, datetime
from pathlib import Path

from ui.composition.finding import MOST, CaseFinder
from ui.language import Language
from ui.shell import Actions, MainWindow, WindowMemory
from workstation.app.sample import sampled


async def test_the_palette_lists_cases_by_reference_and_party(
    dressed: Language, tmp_path: Path
) -> None:
    app = await sampled(tmp_path, 60)
    window = MainWindow(Actions(), WindowMemory(tmp_path / "w.ini"), lambda: datetime.now(UTC))
    finder = CaseFinder(app, window)
    asked: list[str] = []
    finder.found = lambda: asked.append("again")
    assert finder.picks("sam-0000007") == ()
    await finder.look("sam-0000007")
    assert asked == ["again"]
    (pick,) = finder.picks("sam-0000007")
    assert pick.id == "sample-0000007"
    finder.picks("茶")
    await finder.look("Trading")
    assert finder.picks("茶") == ()
    finder.picks("卵石")
    await finder.look("卵石")
    assert 0 < len(finder.picks("卵石")) <= MOST
    await app.close()
    window.deleteLater()
