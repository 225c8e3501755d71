import pytest

from stateway import started


@pytest.fixture(scope="session")
def stateway(tmp_path_factory):
    """One Stateway for the tests that do not disturb it."""
    with started(tmp_path_factory.mktemp("data")) as running:
        yield running
