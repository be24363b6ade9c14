"""What all peers share: their options, the timing of steps, and the report."""

import argparse
import json
import os
import statistics
import time

LEAST_STEPS = 3
FIRST_STEPS = 10


def parser(description, **numbers):
    """Returns a parser of the common options and of whole numbers, each with its default."""
    result = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in numbers.items():
        result.add_argument(f"--{name}", type=int, default=default)
    result.add_argument(
        "--seconds",
        type=float,
        default=10,
        help="duration of the measurement, after a warm-up that lasts as long (default: 10)",
    )
    result.add_argument("--json", action="store_true", help="print one JSON object")
    return result


def with_threads(parser_):
    parser_.add_argument("--threads", type=int, default=processors(), help="(default: all)")
    return parser_


def processors():
    """Returns the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def age():
    """Returns the seconds since this process was started, or None where /proc does not tell."""
    try:
        with open("/proc/self/stat") as stat:
            started = int(stat.read().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):
        return None


def peak_memory():
    """Returns the most bytes of memory that this process has held."""
    try:
        with open("/proc/self/status") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def report(options, step, **facts):
    """Warms up, times steps for as long, and prints the median with the given facts."""
    done, tenth = 0, None

    def timed(least):
        nonlocal done, tenth
        seconds, start = [], time.perf_counter()
        while len(seconds) < least or time.perf_counter() - start < options.seconds:
            before = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - before)
            done += 1
            if done == FIRST_STEPS:
                tenth = age()
        return seconds

    timed(FIRST_STEPS)
    seconds = timed(LEAST_STEPS)
    result = {
        **facts,
        "batch": options.bs,
        "steps": len(seconds),
        "median_seconds": statistics.median(seconds),
        "peak_memory_bytes": peak_memory(),
        "seconds_to_tenth_step": tenth,
    }
    if options.json:
        print(json.dumps(result))
    else:
        print(
            "{network}, {parameters:,} parameters: {median_seconds:.4g} s a step (median of {steps}), "
            "{gigabytes:.2f} GB, {threads} threads, {backend}".format(
                gigabytes=result["peak_memory_bytes"] / 1e9, **result
            )
        )


def report_torch(options, network, step):
    """As report, for a step that trains a network of PyTorch's."""
    import torch

    report(
        options,
        step,
        network=type(network).__name__,
        backend=f"PyTorch {torch.__version__}",
        threads=torch.get_num_threads(),
        parameters=sum(p.numel() for p in network.parameters()),
    )
