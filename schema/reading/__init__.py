"""Reading: from a selection to one SQL statement, and through graphql-core to the same answer.

A field says once how it is read (`declarations`); a resolver that reads returns a description of rows instead of rows
(`descriptions`). From these the compiler builds one statement for a whole operation, kept as a plan (`plans`), and the
interpreter answers field by field under graphql-core where there is no plan: both must give the same answer, which a
property test holds with generated documents. Nouns: sight (a table and the operation it takes), term (a value of the
request inside an expression), description (shape and values), plan. Invariants: the caller's scope stands as a
predicate in every sub-select over a scoped table and the row policies are set in the same statement; a plan never
holds a value of a request; what an answer shows comes from one snapshot. `docs/decisions/0006` says why it is ours.
"""
