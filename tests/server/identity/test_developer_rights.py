"""What no developer token holds, held against all doors of the house."""

import ast

from server.identity import developer_rights as rights
from server.identity.guard import DOORS
from server.identity.operations import Operation
from tests.architecture.sources import ROOT, python_files, tree
from tests.architecture.test_guard_everywhere import import_everything


def test_an_operation_named_read_that_a_token_can_hold_only_reads() -> None:
    import_everything()
    ours = [door for door in DOORS if door.name.startswith("server.")]
    writing = {door.operation for door in ours if door.kind == "use_case"}
    assert {name for name in writing if name.endswith(rights.READS)} <= rights.NEVER


def test_no_token_holds_what_wants_a_second_factor() -> None:
    import_everything()
    stepping = {door.operation for door in DOORS if door.name.startswith("server.") and door.step_up}
    assert stepping
    for file in python_files(("server",)):
        asks = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Name) and node.id == "require_step_up"]
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        if asks and not module.startswith("server.identity."):
            writing = {door.operation for door in DOORS if door.name.startswith(f"{module}.")}
            assert writing & rights.NEVER, module
    assert stepping <= rights.NEVER
    assert Operation.CUSTOMER_REVEAL in rights.NEVER
