"""Where msgcheck keeps what it must remember on this machine: the last scan and the store."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

VARIABLE = "MSGCHECK_STATE_DIR"


def state_folder() -> Path:
    """Return the platform's data folder, or the one `MSGCHECK_STATE_DIR` names; it need not exist."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(platformdirs.user_data_dir("msgcheck", appauthor=False))
