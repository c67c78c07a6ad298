"""Zip containers whose bytes depend on their content alone.

Office files are zips; their writers put the time of day and compressed bytes into them, and compressed bytes
differ between versions of zlib. Here every part is stored as it is, under one fixed date.
"""

from __future__ import annotations

import io
import re
import zipfile

_DATE = (2026, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(?=</dcterms)")


def repacked(data: bytes) -> bytes:
    """Return the same zip with stored parts and fixed dates; a workbook inside is treated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = _undated_workbook(repacked(part))
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 0
            target.writestr(info, part)
    return out.getvalue()


def _undated_workbook(data: bytes) -> bytes:
    """Return the workbook behind a chart without the moment of its making, in as many bytes as before."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>2026-01-01T00:00:00Z", part)
            target.writestr(info, part)
    return out.getvalue()
