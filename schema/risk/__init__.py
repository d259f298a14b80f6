"""Measured risk over GraphQL: the values of a subject, hits of sweeps, thresholds and who set them."""
