"""The same work in numpy and scipy, CPU seconds as JSON: best of five after one run to warm up."""
import json
import time

import numpy as np
from scipy.stats import qmc


def best(work, runs=5):
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def points():
    return qmc.Sobol(8, scramble=True, seed=1).random(2**20)


rng = np.random.default_rng(1)
measured = rng.random((100_000, 12, 6))


def smaa():
    weights = rng.exponential(size=(100_000, 6))
    weights /= weights.sum(axis=1, keepdims=True)
    value = np.einsum("nac,nc->na", measured, weights)
    order = np.argsort(-value, axis=1)
    acceptability = np.array([np.bincount(order[:, rank], minlength=12) for rank in range(12)]).T / 100_000
    first = order[:, 0]
    central = np.array([weights[first == a].mean(axis=0) for a in range(12)])
    confidence = np.array([(np.argmax(measured @ central[a], axis=1) == a).mean() for a in range(12)])
    return acceptability, central, confidence


def smaa_ranks():
    weights = rng.exponential(size=(100_000, 6))
    weights /= weights.sum(axis=1, keepdims=True)
    order = np.argsort(-np.einsum("nac,nc->na", measured, weights), axis=1)
    return np.array([np.bincount(order[:, rank], minlength=12) for rank in range(12)]).T / 100_000


print(json.dumps({"points": best(points), "smaa": best(smaa), "smaaRanks": best(smaa_ranks)}))
