"""How a store comes from one version of its tables to the next.

Each file of `versions` is one step. `env.py` needs no settings file: the store that is opened hands it a connection,
inside the one transaction in which all missing steps are taken.
"""

from __future__ import annotations

HEAD = "msgcheck_0003"
"""The version this msgcheck works with; the newest step in `versions`."""
PREFIX = "msgcheck_"
"""All our versions begin so: one without it is another program's."""
