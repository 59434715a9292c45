"""Timing, memory and output that all peers share; the same fields as `ops/errata bench --json`."""

import argparse
import json
import pathlib
import re
import statistics
import sys
import time

import torch


def peak_rss_mb():
    """Peak resident memory of this process, MB (10^6 bytes)."""
    status = pathlib.Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) * 1024 / 1e6


def options(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=pathlib.Path, help="what 'ops/errata bench ... --export FOLDER' wrote")
    parser.add_argument("--threads", type=int, default=2, help="threads of one tensor operation (default: %(default)s)")
    parser.add_argument("--repetitions", type=int, default=5, help="timed repetitions (default: %(default)s)")
    parser.add_argument("--warm-up", type=int, default=1, help="repetitions before them (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="seed of sampling (default: %(default)s)")
    return parser


def workload(folder):
    file = folder / "workload.json"
    if not file.exists():
        raise SystemExit(f"There is no {file}: write it with 'ops/errata bench ... --export FOLDER'.")
    return json.loads(file.read_text())


def spread(runs):
    return {"min": min(runs), "median": statistics.median(runs), "max": max(runs), "runs": runs}


def measure(chosen, name, work, run, baseline):
    """Times run(), which returns (tokens, check), and prints one JSON object as the last line.

    baseline: peak_rss_mb() after the imports, before the model was loaded.
    """
    seconds, tokens, checks = [], [], []
    for repetition in range(chosen.warm_up + chosen.repetitions):
        began = time.perf_counter()
        count, check = run()
        seconds.append(time.perf_counter() - began)
        tokens.append(count)
        checks.append(check)
        print(f"{name}: {repetition + 1}/{chosen.warm_up + chosen.repetitions}  {seconds[-1]:.2f} s", file=sys.stderr)
    timed = slice(chosen.warm_up, None)
    print(
        json.dumps(
            {
                "benchmark": name,
                "workload": work["workload"],
                "threads": torch.get_num_threads(),
                "torch": torch.__version__,
                "transformers": getattr(sys.modules.get("transformers"), "__version__", None),
                "tokens_per_s": spread([n / s for n, s in zip(tokens[timed], seconds[timed])]),
                "ms": spread([1e3 * s for s in seconds[timed]]),
                "tokens": tokens[chosen.warm_up],
                "check": checks[0],
                "baseline_rss_mb": baseline,
                "peak_rss_mb": peak_rss_mb(),
            }
        )
    )
