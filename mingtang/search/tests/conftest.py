import pytest

from mingtang.search.index import documents


@pytest.fixture(autouse=True)
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test registers the sources it needs."""
    monkeypatch.setattr(documents, "_sources", {})
