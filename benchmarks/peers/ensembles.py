"""Times the integration of ensembles by Noether and by torchdiffeq's rk4 by turns, and writes a table.

Both take the same steps, of the 3/8 rule. The table takes the place of the one between two comments in
docs/performance.md, which also says how to read it.

    pip install torch==2.13.0 torchdiffeq
    JAVA_HOME=... python benchmarks/peers/ensembles.py [--rounds 3] [--torchdiffeq FOLDER] [--out FILE]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import compare
import timing
from compare import PEERS, ROOT, Failure, run, say

BEGIN, END = "<!-- ensembles: begin -->", "<!-- ensembles: end -->"
TIMES = ROOT / "benchmarks/src/main/java/org/noether/benchmarks/EnsembleTimes.java"
RULE = "threeEighths"
ROWS = ["pendulum", "double-pendulum"]
SIDES = {
    "Noether": "Noether, in memory",
    "generate": "`noether generate`",
    "float64": "torchdiffeq, float64",
    "float32": "torchdiffeq, float32",
}


def seconds(text):
    """Returns the median of the seconds that a side prints after its first repetition."""
    return statistics.median([float(line) for line in text.split()][1:])


def in_memory(options, system):
    command = [options.java, "--add-modules", "jdk.incubator.vector", "-cp", f"{ROOT}/target/noether/*", str(TIMES)]
    return seconds(run([*command, system, RULE, str(options.systems), str(options.points), str(options.repetitions)]))


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
    return seconds(run(command))


def measure(options, system, side):
    if side == "Noether":
        return in_memory(options, system)
    return generate(options, system) if side == "generate" else odeint(options, system, side)


def by_turns(options):
    """Returns the seconds of each side in each round, by system and side."""
    measured = {system: {side: [] for side in SIDES} for system in options.rows}
    others = []
    for system, results in measured.items():
        for round_ in range(options.rounds):
            for side in SIDES:
                others.append(compare.others())
                results[side].append(measure(options, system, side))
                say(f"{system}, {SIDES[side]}, round {round_ + 1}: {results[side][-1]:.3g} s")
    return measured, max(others)


def ratio(own, other):
    """Returns how many times as fast Noether is: the median over rounds and the range."""
    each = [b / a for a, b in zip(own, other)]
    spread = f" ({min(each):.3g} to {max(each):.3g})" if len(each) > 1 else ""
    return f"{statistics.median(each):.3g}{spread}"


def table(measured):
    heads = ["ensemble", *(f"{name} s" for name in SIDES.values()), "times as fast, float64", "float32"]
    lines = [heads, ["---"] * len(heads)]
    for system, results in measured.items():
        line = [system] + [f"{statistics.median(results[side]):.3g}" for side in SIDES]
        line += [ratio(results["Noether"], results[dtype]) for dtype in ("float64", "float32")]
        lines.append(line)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def circumstances(options, busy):
    torch = compare.version(options.python, "torch")
    return (
        f"{options.systems:,} systems of {options.points} points; {compare.processor()}, "
        f"{timing.processors()} processors; PyTorch {torch}; {options.rounds} round{'s' * (options.rounds > 1)}; "
        f"other programs used {busy:.0%} of the processors at most."
    )


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", default=",".join(ROWS), help="(default: %(default)s)")
    parser.add_argument("--systems", type=int, default=100_000, help="(default: %(default)s)")
    parser.add_argument("--points", type=int, default=500, help="(default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="(default: 3)")
    parser.add_argument("--repetitions", type=int, default=6, help="of a side's turn; the first warms up (default: 6)")
    parser.add_argument("--torchdiffeq", type=Path, help="folder of its source, if it is not installed")
    parser.add_argument("--python", default=sys.executable, help="interpreter that has PyTorch")
    parser.add_argument("--noether", default=str(ROOT / "noether"), help="launcher of Noether")
    home = os.environ.get("JAVA_HOME")
    parser.add_argument("--java", default=f"{home}/bin/java" if home else "java", help="Java 25 (default: JAVA_HOME's)")
    parser.add_argument("--folder", type=Path, help="where the generated files are put for a moment")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md", help="page to change")
    options = parser.parse_args()
    options.rows = options.rows.split(",")
    unknown = [name for name in options.rows if name not in ROWS]
    if unknown:
        parser.error(f"no row {', '.join(unknown)}; known are {', '.join(ROWS)}")
    if options.rounds < 1 or options.repetitions < 2:
        parser.error("--rounds must be positive, and --repetitions at least 2")
    return options


def main():
    options = parse()
    try:
        compare.around(options.out, BEGIN, END)
        run([options.noether, "--version"])
        measured, busy = by_turns(options)
        new = f"{table(measured)}\n\n{circumstances(options, busy)}"
        print(new)
        compare.write(options.out, new, BEGIN, END)
    except (Failure, OSError) as e:
        sys.exit(f"ensembles.py: {e}")


if __name__ == "__main__":
    main()
