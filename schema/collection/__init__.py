"""Collection, as the API shows it: worklist, case, contacts, promises, letters, visits, lawyers, uplift."""
