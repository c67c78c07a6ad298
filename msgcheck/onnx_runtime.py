"""Runs ONNX Runtime for every model alike: no spinning threads, no telemetry, batches side by side where asked to.

A batch stays on one thread, so its numbers do not depend on how many there are, and threads that each have a batch of
their own wait for nobody: on a busy machine two are no slower than one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_PROCESSOR = Path("/proc/cpuinfo")
_Batch = TypeVar("_Batch")
_Rows = TypeVar("_Rows")


def new_session(graph: Path) -> InferenceSession:
    """Return a session on the processor, in which each run takes one thread.

    ONNX Runtime has an exception class for each status, none of them public: what it raises has to be caught as
    Exception.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning threads win microseconds and cost a core to whatever else runs, a mail program for one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    if not _adds_bytes_exactly():
        # Takes a slower way of multiplying bytes, with the same result; without it, sums are cut off at 16 bits.
        options.add_session_config_entry("session.x64quantprecision", "1")
    onnxruntime.disable_telemetry_events()
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _adds_bytes_exactly(flags: Path = _PROCESSOR) -> bool:
    """Return whether this processor is known to add up products of bytes in 32 bits, as those with VNNI do.

    Args:
        flags: the file in which Linux says what the processor can do; elsewhere there is none, and nothing is known.
    """
    try:
        return "vnni" in flags.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def side_by_side(run: Callable[[_Batch], _Rows], batches: Sequence[_Batch], *, threads: int) -> list[_Rows]:
    """Return what each batch gives, in their order; so many of them run at a time.

    Args:
        run: gives the rows of one batch; may be called from several threads.
        batches: of one model.
        threads: processor threads.
    """
    if threads <= 1 or len(batches) <= 1:
        return [run(batch) for batch in batches]
    with ThreadPoolExecutor(max_workers=min(threads, len(batches)), thread_name_prefix="batch") as pool:
        return list(pool.map(run, batches))
