"""Stage 1, LOAD: messaging files -> `Messaging`, with every mistake named by its place.

`load.py` is the way in. `schema.py` is the one table of what a file may hold; validation, the JSON Schema
and the documentation all come from it.
"""
