"""What of a sheet may be printed at all.

Who makes a shared sheet leaves out what must not leave the desk. The formats do not rely on it: before a shared sheet
is printed, the places of files are emptied once more.
"""

from __future__ import annotations

from dataclasses import replace

from msgcheck.records import HandOff


def shown_sheet(sheet: HandOff) -> HandOff:
    """Return the sheet as it may be printed: a shared one without paths, another one as it is."""
    if not sheet.shared:
        return sheet
    return replace(sheet, coming=tuple(replace(coming, breaking=()) for coming in sheet.coming))
