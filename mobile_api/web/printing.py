# ruff: noqa: INP001 -- a script of the app's build: the folder around it is TypeScript, not a package
"""GraphQL documents as TypeScript: what codegen.py and team_types.py print."""

import hashlib
import json

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    is_composite_type,
    is_required_input_field,
    is_type_sub_type_of,
    print_ast,
    strip_ignored_characters,
    type_from_ast,
    validate,
)

HEADER = "// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.\n"
# Amounts, rates and large numbers stay text, so that no float ever holds them.
SCALARS = {"ID": "string", "String": "string", "Boolean": "boolean", "Int": "number", "Float": "number"}

# What the staff app sends of an id; the server knows the rest (server/partners/rules.py).
SHORT_LENGTH = 16

Selections = dict[str, tuple[FieldNode, list[SelectionSetNode]]]


class InvalidDocumentError(Exception):
    """A document that the schema refuses; the text names the operation's fault and place."""


class Generator:
    """One run: collects what the documents use of the schema and prints it as TypeScript."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, *, alone: str = "") -> None:
        """Index the fragments and validate the whole set of documents at once.

        `alone` is the head of a module that needs nothing of the staff app and carries the texts itself.
        """
        self.schema = schema
        self.alone = alone
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        self.named: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.constants: dict[str, str] = {}
        errors = validate(schema, document)
        if errors:
            raise InvalidDocumentError("\n\n".join(str(error) for error in errors))

    def module(self) -> str:
        """Return the whole text of operations.ts."""
        blocks = [self.fragment(node) for node in self.fragments.values()]
        blocks += [self.operation(node) for node in self.operations]
        named = [self.named[name] for name in sorted(self.named)]
        return "\n".join([self.alone or HEADER, *named, *blocks])

    def fragment(self, node: FragmentDefinitionNode) -> str:
        """Print a fragment's own type, for the components that show it."""
        kind = type_from_ast(self.schema, node.type_condition)
        assert is_composite_type(kind), "validation allows fragments on composite types only"
        return f"export type {node.name.value} = {self.present(kind, [node.selection_set])};"

    def operation(self, node: OperationDefinitionNode) -> str:
        """Print one operation: the type of its data, of its variables, and the id of its text with all fragments."""
        assert node.name, "an operation without a name"
        name = node.name.value
        root = self.schema.get_root_type(node.operation)
        assert root, f"the schema has no {node.operation.value}"
        data = self.object_type(root, [node.selection_set])
        variables = [
            self.input_field(
                variable.variable.name.value,
                type_from_ast(self.schema, variable.type),
                optional=variable.default_value is not None,
            )
            for variable in node.variable_definitions or ()
        ]
        shape = f"{{ {'; '.join(variables)} }}" if variables else "Record<string, never>"
        text = strip_ignored_characters("\n".join(print_ast(part) for part in (node, *self.used_fragments(node))))
        identity = hashlib.sha256(text.encode()).hexdigest()
        sent = identity if self.alone else identity[:SHORT_LENGTH]
        if not self.alone and any(known.startswith(sent) for known in self.texts):
            raise InvalidDocumentError(f"{name}: another document's id begins like this one's, or it is there twice")
        self.texts[identity] = text
        self.constants[name] = (
            f"export const {name}: Operation<{name}Data, {name}Variables> = {{\n"
            f"  name: '{name}',\n  id: '{sent}',\n{f'  text: {json.dumps(text)},{chr(10)}' * bool(self.alone)}}};\n"
        )
        types = f"export type {name}Data = {data};\nexport type {name}Variables = {shape};\n"
        return types + (self.constants[name] if self.alone else "")

    def ids(self, names: list[str]) -> str:
        """Print the module of ids that belongs to one file of documents."""
        types = ", ".join(f"{name}{part}" for name in names for part in ("Data", "Variables"))
        head = "import type { Operation } from '../../api/graphql.ts';"
        lines = [head, f"import type {{ {types} }} from '../operations.ts';\n"]
        return "\n".join([HEADER, *lines, *(self.constants[name] for name in names)])

    def used_fragments(self, node: OperationDefinitionNode) -> list[FragmentDefinitionNode]:
        """List the fragments that an operation needs, directly or through another fragment."""
        found: dict[str, FragmentDefinitionNode] = {}
        waiting = [node.selection_set]
        while waiting:
            for selection in waiting.pop().selections:
                if isinstance(selection, FragmentSpreadNode):
                    fragment = self.fragments[selection.name.value]
                    if found.setdefault(selection.name.value, fragment) is fragment:
                        waiting.append(fragment.selection_set)
                elif isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                    waiting.append(selection.selection_set)
        return list(found.values())

    def output(self, kind: GraphQLOutputType, inner: list[SelectionSetNode]) -> str:
        """Print the type of a field's value."""
        if isinstance(kind, GraphQLNonNull):
            return self.present(kind.of_type, inner)
        return f"{self.present(kind, inner)} | null"

    def present(self, kind: GraphQLOutputType, inner: list[SelectionSetNode]) -> str:
        """Print the type of a value that is not null."""
        if isinstance(kind, GraphQLList):
            item = self.output(kind.of_type, inner)
            return f"({item})[]" if "|" in item or "&" in item else f"{item}[]"
        if isinstance(kind, GraphQLObjectType):
            return self.object_type(kind, inner)
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            return " | ".join(self.object_type(one, inner) for one in self.schema.get_possible_types(kind))
        return self.leaf(kind)

    def object_type(self, kind: GraphQLObjectType, sets: list[SelectionSetNode]) -> str:
        """Print the selected fields of one object type."""
        collected: Selections = {}
        for selection_set in sets:
            self.collect(kind, selection_set, collected)
        fields = []
        for key, (node, inner) in collected.items():
            if node.name.value == "__typename":
                fields.append(f"{key}: '{kind.name}'")
                continue
            fields.append(f"{key}: {self.output(kind.fields[node.name.value].type, inner)}")
        return f"{{ {'; '.join(fields)} }}"

    def collect(self, kind: GraphQLObjectType, selection_set: SelectionSetNode, into: Selections) -> None:
        """Merge fields by response key through all fragments that apply to `kind`."""
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                key = selection.alias.value if selection.alias else selection.name.value
                _node, inner = into.setdefault(key, (selection, []))
                if selection.selection_set:
                    inner.append(selection.selection_set)
                continue
            source = self.fragments[selection.name.value] if isinstance(selection, FragmentSpreadNode) else selection
            if isinstance(source, FragmentDefinitionNode | InlineFragmentNode) and self.applies(kind, source):
                self.collect(kind, source.selection_set, into)

    def applies(self, kind: GraphQLObjectType, source: FragmentDefinitionNode | InlineFragmentNode) -> bool:
        """Tell whether a fragment's type condition holds for an object type."""
        if source.type_condition is None:
            return True
        condition = type_from_ast(self.schema, source.type_condition)
        return (
            condition is not None and is_composite_type(condition) and is_type_sub_type_of(self.schema, kind, condition)
        )

    def leaf(self, kind: object) -> str:
        """Print a scalar or an enum; an enum is declared once, as a union of its names."""
        if isinstance(kind, GraphQLEnumType):
            values = " | ".join(f"'{value}'" for value in kind.values)
            self.named[kind.name] = f"export type {kind.name} = {values};"
            return kind.name
        return SCALARS.get(str(kind), "string")

    def input_field(self, name: str, kind: object, *, optional: bool) -> str:
        """Print one member of an input; null and absent mean the same to the server."""
        if isinstance(kind, GraphQLNonNull) and not optional:
            return f"{name}: {self.input_type(kind.of_type)}"
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        return f"{name}?: {self.input_type(inner)} | null"

    def input_type(self, kind: object) -> str:
        """Print an input type; an input object is declared once."""
        if isinstance(kind, GraphQLNonNull):
            return self.input_type(kind.of_type)
        if isinstance(kind, GraphQLList):
            item = kind.of_type
            return (
                f"{self.input_type(item)}[]"
                if isinstance(item, GraphQLNonNull)
                else f"({self.input_type(item)} | null)[]"
            )
        if isinstance(kind, GraphQLInputObjectType):
            self.input_object(kind)
            return kind.name
        return self.leaf(kind)

    def input_object(self, kind: GraphQLInputObjectType) -> None:
        """Declare an input object as an interface."""
        if kind.name in self.named:
            return
        self.named[kind.name] = ""  # taken before its fields are printed: an input may contain itself
        members = [
            self.input_field(name, field.type, optional=not is_required_input_field(field))
            for name, field in kind.fields.items()
        ]
        self.named[kind.name] = f"export interface {kind.name} {{ {'; '.join(members)} }}"
