"""The application in process, for tests of the API's edge."""

from tests.fixtures.api import api

__all__ = ["api"]
