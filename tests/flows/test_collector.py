import gc

from tinynpu.flows.collector import paused_collector


def test_the_collector_is_left_as_it_was():
    assert gc.isenabled()
    with paused_collector():
        assert not gc.isenabled()
        with paused_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()  # it was off before
    assert gc.isenabled()


def test_the_collector_runs_after_an_error():
    @paused_collector()
    def fail():
        raise KeyError

    try:
        fail()
    except KeyError:
        assert gc.isenabled()
