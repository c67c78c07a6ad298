"""Batches that run side by side."""

import threading

import pytest

from msgcheck.onnx_runtime import side_by_side


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
