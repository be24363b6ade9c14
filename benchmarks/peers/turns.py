"""What the comparisons share: programs that run by turns, and a table of a page that they replace."""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

PEERS = Path(__file__).resolve().parent
ROOT = PEERS.parent.parent
LAUNCHER = (ROOT / "noether").read_text().split()
HEAP = [word for word in LAUNCHER if word.startswith("-XX:") and "Command" not in word]
WARNINGS_ASIDE = ["-Xlog:disable", "-Xlog:all=warning:stderr"]
VERSIONS = "import sys, {0}; print({0}.__version__)"


class Failure(Exception):
    """A measurement that did not succeed, with one line that says why."""


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no message"


def run(command):
    """Returns what a command prints."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as e:
        raise Failure(f"{command[0]}: {e.strerror}") from e
    if done.returncode != 0:
        raise Failure(f"{last_line(done.stderr or done.stdout)} (exit code {done.returncode})")
    return done.stdout


def version(python, module):
    """Returns the version of a module of Python's, or None if there is none."""
    try:
        return run([python, "-c", VERSIONS.format(module)]).strip()
    except Failure:
        return None


def ticks():
    """Returns how long the processors have been busy, and how long they have been at all."""
    with open("/proc/stat") as stat:
        user, nice, system, idle, wait, *rest = map(int, stat.readline().split()[1:9])
    busy = user + nice + system + sum(rest)
    return busy, busy + idle + wait


def others():
    """Returns which part of the processors other programs use just now, or 0 if nothing tells."""
    try:
        before = ticks()
        time.sleep(0.5)
        busy, whole = (b - a for a, b in zip(before, ticks()))
        return busy / max(1, whole)
    except OSError:
        return 0


def say(text):
    print(text, file=sys.stderr, flush=True)


def ratio(own, other):
    """Returns how many times as fast Noether is: that of the medians, and the range over rounds."""
    whole = statistics.median(other) / statistics.median(own)
    each = [b / a for a, b in zip(own, other)]
    spread = f" ({min(each):.3g} to {max(each):.3g})" if len(each) > 1 else ""
    return f"{whole:.3g}{spread}"


def seconds(text):
    """Returns the median of the seconds that a side prints after its first repetition."""
    return statistics.median([float(line) for line in text.split()][1:])


def java(options, source, *arguments):
    """Runs a program of the project from its source, with the launcher's libraries and options of the heap."""
    run([options.noether, "--version"])
    path = ROOT / "benchmarks/src/main/java/org/noether/benchmarks" / source
    command = [options.java, "--add-modules", "jdk.incubator.vector", *HEAP, *WARNINGS_ASIDE]
    return run([*command, "-cp", f"{ROOT}/target/noether/*", str(path), *map(str, arguments)])


def table(heading, rows):
    lines = ["| " + " | ".join(line) + " |" for line in [heading, *rows]]
    return "\n".join([lines[0], "|---" * len(heading) + "|", *lines[1:]])


def processor():
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line for line in lines if line.startswith("model name")).split(": ")[1].strip()
    except (OSError, StopIteration, IndexError):
        return platform.processor() or platform.machine()


def around(path, mark):
    """Returns what stands before and after the table of a page, which two comments enclose."""
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    before, found, rest = path.read_text().partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise Failure(f"{path} lacks the comments {begin} and {end}")
    return before + begin, end + after


def parser(description, rows, rounds):
    """Returns a parser of what all comparisons have for options."""
    result = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    result.add_argument("--rows", default=",".join(rows), help="(default: %(default)s)")
    result.add_argument("--rounds", type=int, default=rounds, help="(default: %(default)s)")
    result.add_argument("--python", default=sys.executable, help="interpreter that has the peers")
    result.add_argument("--noether", default=str(ROOT / "noether"), help="launcher of Noether")
    result.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md", help="page to change")
    return result


def with_java(result):
    """Adds the options of comparisons with programs in Java."""
    home = os.environ.get("JAVA_HOME")
    result.add_argument("--java", default=f"{home}/bin/java" if home else "java", help="Java 25 (default: JAVA_HOME's)")
    result.add_argument("--repetitions", type=int, default=6, help="of a side's turn; the first ones warm up (default: %(default)s)")
    result.add_argument("--folder", type=Path, help="where files are put for a moment")
    return result


def parsed(parser_, rows):
    """Returns the options, of which rows is a list then."""
    options = parser_.parse_args()
    options.rows = options.rows.split(",")
    unknown = [name for name in options.rows if name not in rows]
    if unknown:
        parser_.error(f"no row {', '.join(unknown)}; known are {', '.join(rows)}")
    if options.rounds < 1 or getattr(options, "repetitions", 2) < 2:
        parser_.error("--rounds must be positive, and --repetitions at least 2")
    return options


def by_turns(options, rows, sides, measure):
    """Returns the seconds of each side in each round, by row and side, and what other programs used."""
    measured = {row: {side: [] for side in sides} for row in rows}
    busy = 0
    for row, results in measured.items():
        for round_ in range(options.rounds):
            for side in sides:
                busy = max(busy, others())
                results[side].append(measure(row, side))
                say(f"{row}, {sides[side]}, round {round_ + 1}: {results[side][-1]:.3g} s")
    return measured, busy


def fill(options, mark, content):
    """Puts what a function returns between the two comments of the page."""
    try:
        before, after = around(options.out, mark)
        new = content()
        print(new)
        options.out.write_text(f"{before}\n{new}\n{after}")
    except (Failure, OSError) as e:
        sys.exit(f"{Path(sys.argv[0]).name}: {e}")
