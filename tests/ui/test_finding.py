"""Cases in the palette."""

from pathlib import Path

from ui.activities.cases.case_search import MOST, CaseSearch
from ui.activity import Place
from ui.language import WindowLanguage
from ui.shell import Actions, MainWindow, WindowMemory
from workstation.app.sample import sampled


async def test_the_palette_lists_cases_by_reference_and_party(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    app = await sampled(tmp_path, 60)
    window = MainWindow(Actions(), WindowMemory(tmp_path / "w.ini"))
    finder = CaseSearch(app, window)
    asked: list[str] = []
    finder.found = lambda: asked.append("again")
    assert [each.id for each in finder.picks("sam-0000007")] == [Place("queue", "sam-0000007")]
    await finder.look("sam-0000007")
    assert asked == ["again"]
    pick, search = finder.picks("sam-0000007")
    assert pick.id == Place("case", "sample-0000007")
    assert search.id == Place("queue", "sam-0000007")
    finder.picks("茶")
    await finder.look("Trading")
    assert [each.id for each in finder.picks("茶")] == [Place("queue", "茶")]
    finder.picks("卵石")
    await finder.look("卵石")
    assert 1 < len(finder.picks("卵石")) <= MOST + 1
    assert finder.picks("") == ()
    await app.close()
    window.deleteLater()
