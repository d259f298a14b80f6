"""The register of collateral, as the API shows it."""
