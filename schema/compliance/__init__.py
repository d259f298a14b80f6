"""The compliance desk as the API shows it: the report of the law, findings, tickets, holds, erasures, dossiers."""
