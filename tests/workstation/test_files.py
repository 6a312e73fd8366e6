"""Shipped data is found from the tree, and nothing else is handed out."""

from pathlib import Path

import pytest

from workstation.files import resource

ROOT = Path(__file__).resolve().parents[2]


def test_data_lies_beside_the_code_in_a_checkout() -> None:
    assert resource("translations") == ROOT / "translations"
    assert resource("resources/domain/policies.json").is_file()


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError):
        resource("resources/nothing.json")


@pytest.mark.parametrize("name", ["pyproject.toml", "resources/../pyproject.toml", "/etc/hosts"])
def test_only_shipped_folders_are_reached(name: str) -> None:
    with pytest.raises(ValueError, match="neither in"):
        resource(name)
