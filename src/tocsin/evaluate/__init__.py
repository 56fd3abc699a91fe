"""Scores of a reader against gold: benchmarks, their measures, their mappings from Readings, and the causes of errors.

Each benchmark is one entry of `benchmark.BENCHMARKS`; texts and gold stay outside the package. Not for speed: that is
`bench/speed.py`.
"""

from tocsin.evaluate.benchmark import BENCHMARKS, Benchmark
from tocsin.evaluate.run import Result, evaluate_all, predict_all

__all__ = ["BENCHMARKS", "Benchmark", "Result", "evaluate_all", "predict_all"]
