"""What every subject of the schema shares: context, fields, scalars, ids, connections, errors, loaders."""
