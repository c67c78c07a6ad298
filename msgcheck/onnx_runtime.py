"""Starts ONNX Runtime for every model alike: one processor thread unless told otherwise, no spinning, no telemetry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def new_session(graph: Path, *, threads: int) -> InferenceSession:
    """Return a session on the processor that takes no more of it than it was given.

    ONNX Runtime has an exception class for each status, none of them public: what it raises has to be caught as
    Exception.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning threads win microseconds and cost a core to whatever else runs, a mail program for one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    onnxruntime.disable_telemetry_events()
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
