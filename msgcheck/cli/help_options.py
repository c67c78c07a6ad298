"""How every command shows its help, whether it is called through the group or by itself.

click keeps the help option of a command from its first call, so each command says so itself.
"""

from __future__ import annotations

from typing import Any

HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""Context settings of a command."""
