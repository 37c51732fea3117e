"""Makes two runs on the cluster whose address it is given, and prints what they come to."""

import sys

from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.on_ray import OnRay
from tests.experiments.runs.work import known, points

if __name__ == "__main__":
    found = Laboratory(runner=OnRay(sys.argv[1], None, work=known)).measure(points(1, 2), (1,))
    print(*found.worth("firm")[:, 0])
