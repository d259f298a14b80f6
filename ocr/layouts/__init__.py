"""What the papers look like, as data.

Labels and their places, the cells where values stand, names that a label may have.
"""
