"""Times the integration of ensembles by Noether and by torchdiffeq's rk4 by turns, and writes a table.

Both take the same steps, of the 3/8 rule. The table takes the place of the one between two comments in
docs/performance.md, which also says how to read it.

    pip install torch==2.13.0 torchdiffeq
    JAVA_HOME=... python benchmarks/peers/ensembles.py [--rounds 3] [--torchdiffeq FOLDER] [--out FILE]
"""

import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

import timing
import turns
from turns import PEERS, run

RULE = "threeEighths"
ROWS = ["pendulum", "double-pendulum"]
SIDES = {
    "Noether": "Noether, in memory",
    "generate": "`noether generate`",
    "float64": "torchdiffeq, float64",
    "float32": "torchdiffeq, float32",
}


def in_memory(options, system):
    sizes = [options.systems, options.points, options.repetitions]
    return turns.seconds(turns.java(options, "EnsembleTimes.java", system, RULE, *sizes))


def generate(options, system):
    """Times the command, with the start of the JVM, drawing, energies and the file."""
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        sizes = ["--systems", str(options.systems), "--points", str(options.points)]
        file = ["--out", str(Path(folder) / "out.h5"), "--quiet"]
        start = time.perf_counter()
        run([options.noether, "generate", system, *sizes, "--integrator", RULE, *file])
        return time.perf_counter() - start


def odeint(options, system, dtype):
    command = [options.python, str(PEERS / "odeint.py"), "--system", system, "--dtype", dtype]
    command += ["--systems", str(options.systems), "--points", str(options.points)]
    command += ["--repetitions", str(options.repetitions)]
    if options.torchdiffeq:
        command += ["--torchdiffeq", str(options.torchdiffeq)]
    return turns.seconds(run(command))


def measure(options, system, side):
    if side == "Noether":
        return in_memory(options, system)
    return generate(options, system) if side == "generate" else odeint(options, system, side)


def table(measured):
    heading = ["ensemble", *(f"{name} s" for name in SIDES.values()), "times as fast, float64", "float32"]
    rows = []
    for system, results in measured.items():
        row = [system] + [f"{statistics.median(results[side]):.3g}" for side in SIDES]
        rows.append(row + [turns.ratio(results["Noether"], results[dtype]) for dtype in ("float64", "float32")])
    return turns.table(heading, rows)


def circumstances(options, busy):
    torch = turns.version(options.python, "torch")
    return (
        f"{options.systems:,} systems of {options.points} points; {turns.processor()}, "
        f"{timing.processors()} processors; PyTorch {torch}; {options.rounds} round{'s' * (options.rounds > 1)}; "
        f"other programs used {busy:.0%} of the processors at most."
    )


def main():
    parser = turns.with_java(turns.parser(__doc__, ROWS, rounds=3))
    parser.add_argument("--systems", type=int, default=100_000, help="(default: %(default)s)")
    parser.add_argument("--points", type=int, default=500, help="(default: %(default)s)")
    parser.add_argument("--torchdiffeq", type=Path, help="folder of its source, if it is not installed")
    options = turns.parsed(parser, ROWS)

    def page():
        measured, busy = turns.by_turns(options, options.rows, SIDES, partial(measure, options))
        return f"{table(measured)}\n\n{circumstances(options, busy)}"

    turns.fill(options, "ensembles", page)


if __name__ == "__main__":
    main()
