"""The papers of a month: the three checks of every application, drawn and counted."""
