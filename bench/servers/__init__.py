"""Servers under load: each a process of its own on the book, with how to ask it and how to read its answer."""
