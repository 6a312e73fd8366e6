"""The window hears from the system that there is a network again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication

from ui.bridge import Network

Reachability = QNetworkInformation.Reachability


class Information(QObject):
    """What the system says of its network, said by a test."""

    reachabilityChanged = Signal(Reachability)


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


def test_any_network_is_a_reason_to_try_again_and_none_is_not(owner: QObject) -> None:
    information, heard = Information(owner), []
    network = Network(owner, information)  # type: ignore[arg-type]  # it has the same signal
    network.up.connect(lambda: heard.append("up"))
    for reachability in (Reachability.Unknown, Reachability.Disconnected):
        information.reachabilityChanged.emit(reachability)
    assert heard == []
    for reachability in (Reachability.Local, Reachability.Site, Reachability.Online):
        information.reachabilityChanged.emit(reachability)
    assert heard == ["up"] * 3


def test_a_system_that_says_nothing_is_none_to_worry_about(
    owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QNetworkInformation, "loadDefaultBackend", lambda: False)
    Network(owner)


def test_the_system_is_asked_for_the_signal_that_is_followed(owner: QObject) -> None:
    """The real backend, where there is one: its signal has the name and type of the fake's."""
    assert (
        QNetworkInformation.staticMetaObject.indexOfSignal(
            "reachabilityChanged(QNetworkInformation::Reachability)"
        )
        >= 0
    )
    Network(owner)
