"""The directory itself: what a venue is, when it is open, where it is, and which one to go to.

Frozen values and plain functions. Nothing here reads a clock, a file, a database or a request.
"""
