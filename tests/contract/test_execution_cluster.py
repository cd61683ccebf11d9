"""A Dask cluster does what processes do, and says so when it cannot."""

import socket

import pytest

from execution_work import always_dies, dies_once, is_wrong_at_two, square
from onetext.errors import ImpossibleRequest
from onetext.execution import crew
from onetext.execution.cluster import Cluster
from onetext.formats.reading_shelf import SqliteShelf
from onetext.formats.reading_stream import corpus_json
from onetext.wiring import report_intake
from onetext.workflows.corpus import CorpusReader

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

# a warning raised as an error in the thread of distributed's loop would end an answer on its way
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def running():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as started:
        yield started


@pytest.fixture
def cluster(running):
    """Two workers: one that was killed is replaced when the machine comes to it."""
    running.wait_for_workers(2, timeout=60)
    return running


def test_a_cluster_gives_the_same_results_in_the_same_order(cluster):
    with crew(cluster=cluster.scheduler_address) as hands:
        assert list(hands.results(square, range(50))) == [n * n for n in range(50)]


def test_a_worker_killed_on_a_cluster_changes_nothing(cluster, tmp_path):
    items = [(n, str(tmp_path)) for n in range(20)]
    with crew(cluster=cluster.scheduler_address) as hands:
        found = list(hands.results(dies_once, items))
    assert (tmp_path / "died").exists(), "no worker was killed"
    assert found == [n * n for n in range(20)]


def test_an_error_of_the_work_comes_through(cluster):
    with crew(cluster=cluster.scheduler_address) as hands, pytest.raises(ValueError, match="two"):
        list(hands.results(is_wrong_at_two, range(5)))


@pytest.mark.slow
def test_work_that_always_kills_is_an_error(cluster):
    with crew(cluster=cluster.scheduler_address) as hands, pytest.raises(ImpossibleRequest):
        list(hands.results(always_dies, range(5)))


def test_an_address_where_nobody_answers_is_told():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    hands = Cluster(f"tcp://127.0.0.1:{port}", patience=2)
    with hands, pytest.raises(ImpossibleRequest, match="no Dask scheduler answers"):
        list(hands.results(square, [1]))


def test_the_patience_of_a_crew_is_what_dask_waits(monkeypatch):
    asked = {}

    def unanswered(address, **named):
        asked.update(named)
        raise TimeoutError("timed out")

    monkeypatch.setattr(distributed, "Client", unanswered)
    with Cluster("tcp://127.0.0.1:9", patience=2) as hands, pytest.raises(ImpossibleRequest):
        list(hands.results(square, [1]))
    assert asked["timeout"] == 2


def test_an_address_that_is_none_is_told():
    hands = Cluster("carrier-pigeon://coop", patience=2)
    with hands, pytest.raises(ImpossibleRequest, match="no Dask scheduler answers"):
        list(hands.results(square, [1]))


def test_a_cluster_without_workers_is_told():
    with distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as empty:
        hands = Cluster(empty.scheduler_address, patience=1)
        with hands, pytest.raises(ImpossibleRequest, match="has no workers"):
            list(hands.results(square, [1]))


def test_reports_read_on_a_cluster_say_the_same(cluster, project_dir):
    files = sorted((project_dir / "src/onetext/cases/quickstart").glob("*.txt"))
    said = []
    for address in (None, cluster.scheduler_address):
        with SqliteShelf() as shelf, crew(cluster=address) as hands:
            reader = CorpusReader(files, report_intake(), shelf, hands, version="v")
            said.append("".join(corpus_json(reader.corpus())))
    assert said[0] == said[1]
