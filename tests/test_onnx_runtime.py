"""Batches that run side by side."""

import threading

import pytest

from msgcheck.onnx_runtime import _adds_bytes_exactly, side_by_side


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_batches_come_back_in_their_order(threads, count):
    assert side_by_side(lambda batch: 10 * batch, range(count), threads=threads) == [10 * n for n in range(count)]


def test_batches_run_at_the_same_time():
    both = threading.Barrier(2, timeout=30)
    assert side_by_side(lambda batch: (both.wait(), batch)[1], ["a", "b"], threads=2) == ["a", "b"]


def test_one_thread_runs_them_where_it_was_called():
    assert side_by_side(lambda _: threading.current_thread(), [1, 2], threads=1) == [threading.current_thread()] * 2


def test_error_of_a_batch_is_raised():
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda batch: 1 / batch, [1, 0], threads=2)


@pytest.mark.parametrize(
    ("flags", "exactly"), [("flags : avx512_vnni fma", True), ("flags : avx_vnni", True), ("flags : avx2 fma", False)]
)
def test_only_a_processor_that_says_so_is_trusted_with_bytes(flags, exactly, tmp_path):
    found = tmp_path / "cpuinfo"
    found.write_text(flags, encoding="utf-8")
    assert _adds_bytes_exactly(found) is exactly


def test_a_processor_nothing_is_known_of_is_not_trusted_with_bytes(tmp_path):
    assert not _adds_bytes_exactly(tmp_path / "none")
