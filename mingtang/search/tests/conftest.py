import pytest

from mingtang.search import index


@pytest.fixture(autouse=True)
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test registers the sources it needs."""
    monkeypatch.setattr(index, "_sources", {})
