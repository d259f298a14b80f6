"""The API over the database of a test."""

from tests.fixtures.api import api

__all__ = ["api"]
