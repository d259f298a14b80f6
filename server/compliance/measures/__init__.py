"""Measures of the rules of law, a module for each part of it: what is counted, compared and missing. All pure."""
