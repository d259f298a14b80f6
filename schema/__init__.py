"""GraphQL: adapts, never decides. One folder per subject, with the names of `server/`."""
