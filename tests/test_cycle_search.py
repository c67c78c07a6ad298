import gc

import pytest

from msgcheck.cycle_search import cycle_search_paused


def test_cycle_search_paused_turns_it_on_again():
    with cycle_search_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_cycle_search_paused_turns_it_on_again_after_an_error():
    with pytest.raises(ValueError, match="broken"), cycle_search_paused():
        raise ValueError("broken")
    assert gc.isenabled()


def test_cycle_search_paused_within_another_leaves_it_to_the_outer_one():
    with cycle_search_paused():
        with cycle_search_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
