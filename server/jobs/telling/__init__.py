"""Who of the staff is told of what: reactions to what happens, and a look at what falls due.

Nouns: occasion (an event, or a day on which something is due). Invariants: a notice goes to those who can do something
about it, once an occasion each; it names objects and no persons.
"""
