"""The application in process over the stage, for tests of what is beside GraphQL."""

from tests.fixtures.api import api
from tests.schema.conftest import database_name, shared_database, shares_database, stage, stage_template

__all__ = ["api", "database_name", "shared_database", "shares_database", "stage", "stage_template"]
