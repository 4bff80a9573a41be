"""How far somebody reaches, against another library that walks the same network."""

from random import Random

import networkx as nx

from counterpart.introductions.network import reach


def differing(networks: int, seed: int) -> int:
    """Of so many random networks, those in which somebody's reach is not what networkx finds."""
    random, differ = Random(seed), 0
    for _ in range(networks):
        people = random.randrange(1, 60)
        edges = [
            (random.randrange(people), random.randrange(people)) for _ in range(random.randrange(3 * people))
        ]
        graph = nx.Graph()
        graph.add_nodes_from(range(people))
        graph.add_edges_from(edges)
        who = random.randrange(people)
        steps = nx.single_source_shortest_path_length(graph, who, cutoff=2)
        found = reach(who, edges)
        differ += (set(found.one), set(found.two)) != tuple(
            {each for each, far in steps.items() if far == distance} for distance in (1, 2)
        )
    return differ


def test_a_hundred_random_networks_reach_as_far_as_networkx_says() -> None:
    assert differing(100, seed=1) == 0


def test_somebody_alone_reaches_nobody() -> None:
    assert reach("a", [("a", "a"), ("b", "c")]) == reach("a", [])
