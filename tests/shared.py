"""The real files beside the repository, which a clone elsewhere does not have."""

from pathlib import Path

import pytest

from config.env import env

ROOT = Path(__file__).resolve().parents[1]


def shared_file(name: str) -> Path:
    """The path of a file of ../shared/data; the test skips without it, and fails in CI."""
    path = ROOT.parent / "shared" / "data" / name
    if not path.exists():
        message = f"needs ../shared/data/{name}, which only the project's own machines have"
        if env("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path
