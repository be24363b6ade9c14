"""Times training steps of Noether and of its peers by turns, and writes a table of them.

Each measurement is a process of its own. The table takes the place of the one between two comments in
docs/performance.md, which also says how to read it.

    pip install torch==2.13.0 numpy jax
    python benchmarks/peers/compare.py [--rows FC,HOGN] [--rounds 2] [--seconds 10] [--out FILE]
"""

import datetime
import json
import os
import shlex
import statistics
import sys
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

import turns
from turns import PEERS, ROOT, Failure, last_line, others, processor, run, say, version

MARK = "comparison"
NOETHER, TORCH, JAX = "Noether", "PyTorch", "JAX"


@dataclass
class Row:
    """A network, and the command of each side: the arguments of `noether benchmark`, or a peer's."""

    label: str
    commands: dict[str, str]
    molecules: bool = False


def springs(network, options, chunks=1, **config):
    """Returns a row of a network on springs, given both sides' ways to write its configuration."""
    literal = ",".join(f"'{key}':{value}" for key, value in config.items())
    noether = f'springs --network {network} --net_cfg "{{{literal}}}" --lr 1e-3'
    label = ", ".join([network, *(f"{key} = {value}" for key, value in config.items())])
    return Row(
        label.replace("group = ", ""),
        {
            NOETHER: noether,
            TORCH: f"springs.py --network {network} {options}",
            JAX: f"springs_jax.py --network {network} {options} --chunks {chunks}",
        },
    )


def molecules(k):
    config = f"{{'group':T(3),'fill':1.,'knn':True,'k':{k}}}"
    return Row(
        f"MolecLieResNet, T(3), k = {k}",
        {
            NOETHER: f'molec --net_config "{config}" --bs 100',
            TORCH: f"moleclieresnet.py --k {k} --bs 100",
        },
        molecules=True,
    )


IMAGES = "{'group':T(2),'k':128,'total_ds':.1,'fill':1/15,'nbhd':25}"

# Chunks are those with which JAX was quickest on two cores.
ROWS = {
    "FC": springs("FC", "--k 256", k=256),
    "HFC": springs("HFC", "--k 256", chunks=4, k=256),
    "OGN": springs("OGN", "--k 256", chunks=8, k=256),
    "HOGN": springs("HOGN", "--k 256", chunks=8, k=256),
    "VOGN": springs("VOGN", "--k 512", chunks=8, k=512),
    "HLieResNet": springs("HLieResNet", "--k 384", chunks=8, group="T(2)", k=384),
    "HLieResNet-Trivial": springs(
        "HLieResNet", "--k 384 --group Trivial", chunks=8, group="Trivial(2)", k=384
    ),
    "HLieResNet-64": springs("HLieResNet", "--k 64", chunks=8, group="T(2)", k=64),
    "FLieResnet": springs("FLieResnet", "--k 384", chunks=8, group="T(2)", k=384),
    "MolecLieResNet": molecules(256),
    "MolecLieResNet-1536": molecules(1536),
    "ImgLieResnet": Row(
        "ImgLieResnet, T(2), k = 128",
        {
            NOETHER: f'img --net_config "{IMAGES}" --bs 25 --data fonts',
            TORCH: "imglieresnet.py --k 128 --bs 25",
        },
    ),
}


def measure(options, row, side):
    """Returns the JSON object that one side prints of a row."""
    words = shlex.split(row.commands[side]) + ["--seconds", str(options.seconds), "--json"]
    if row.molecules:
        words += ["--data", str(molecule_file())]
    if side == NOETHER:
        command = [options.noether, "benchmark", *words]
    else:
        command = [options.python, str(PEERS / words[0]), *words[1:]]
    text = run(command)
    try:
        return json.loads(last_line(text))
    except json.JSONDecodeError as e:
        raise Failure(f"no JSON, but: {last_line(text)}") from e


def molecule_file():
    """Returns the molecules that both sides read."""
    place = Path(os.environ.get("NOETHER_DATA", ROOT / "datasets" / "qm9"))
    found = [place] if place.is_file() else sorted(place.rglob("*.extxyz*"))
    if not found:
        raise Failure(
            f"no molecules in {place}: set NOETHER_DATA to an extended XYZ file of QM9 or its folder"
        )
    return found[0]


@dataclass
class Measured:
    """What came of a row: for each side its JSON objects, one of each round, or its failure.

    Before each measurement it is seen which part of the processors other programs use.
    """

    row: Row
    results: dict[str, list] = field(default_factory=dict)
    others: list[float] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    def values(self, side, name):
        return [result.get(name) for result in self.results.get(side, [])]

    def median(self, side, name):
        values = self.values(side, name)
        return statistics.median(values) if values and None not in values else None

    def ratio(self, side):
        """Returns how many times as fast as another side Noether is, with the range over rounds."""
        own = self.values(NOETHER, "median_seconds")
        other = self.values(side, "median_seconds")
        if not own or not other:
            return "–"
        return turns.ratio(own, other)


def by_turns(options, names, sides):
    """Measures rows; in each round of a row every side has its turn. A side that fails has no more."""
    measured = []
    for name in names:
        row = Measured(ROWS[name])
        measured.append(row)
        for round_ in range(options.rounds):
            for side in sides:
                if side not in row.row.commands or side in row.failures:
                    continue
                row.others.append(others())
                try:
                    result = measure(options, row.row, side)
                except Failure as e:
                    row.failures[side] = str(e)
                    row.results.pop(side, None)
                    say(f"{name}, {side}: failed: {e}")
                    continue
                row.results.setdefault(side, []).append(result)
                say(f"{name}, {side}, round {round_ + 1}: {result['median_seconds']:.4g} s")
        check_parameters(name, row)
    return measured


def check_parameters(name, row):
    """Fails the peers whose network has not as many parameters as Noether's."""
    own = row.median(NOETHER, "parameters")
    for side in [side for side in row.results if side != NOETHER]:
        count = row.median(side, "parameters")
        if own is not None and count != own:
            row.failures[side] = f"{count:,.0f} parameters in place of Noether's {own:,.0f}"
            row.results.pop(side)
            say(f"{name}, {side}: failed: {row.failures[side]}")


def shown(value, form="{:.3g}", scale=1.0):
    return "–" if value is None else form.format(value * scale)


def cell(row, side):
    """Returns the seconds and the gigabytes of a side."""
    if side in row.failures:
        return "failed"
    seconds = row.median(side, "median_seconds")
    if seconds is None:
        return "–"
    return f"{seconds:.3g}, {row.median(side, 'peak_memory_bytes') / 1e9:.2f}"


def columns(measured, sides):
    """Returns the headings of columns with the function that fills them."""
    result = {"step": lambda row: row.row.label}
    for side in sides:
        result[f"{side} s, GB"] = lambda row, side=side: cell(row, side)
    for side in sides[1:]:
        result[f"times as fast as {side}"] = lambda row, side=side: row.ratio(side)
    result["share of peak"] = lambda row: shown(
        row.median(NOETHER, "matmul_share"), "{:.0f} %", 100
    )
    first = "seconds_to_tenth_step"
    if any(row.median(NOETHER, first) is not None for row in measured):
        for side in sides:
            result[f"{side}, ten steps s"] = lambda row, side=side: shown(row.median(side, first))
    return result


def table(measured, sides):
    shown_columns = columns(measured, sides)
    rows = [[fill(row) for fill in shown_columns.values()] for row in measured]
    return turns.table(list(shown_columns), rows)


def circumstances(options, measured, versions):
    """Returns a sentence about the machine, the versions and the measurement."""
    own = next((result for row in measured for result in row.results.get(NOETHER, [])), {})
    noether = run([options.noether, "--version"]).splitlines()
    try:
        folder = str(Path(options.noether).resolve().parent)
        commit = run(["git", "-C", folder, "describe", "--always", "--dirty"]).strip()
    except Failure:
        commit = ""
    busy = [part for row in measured for part in row.others]
    java = noether[1].split(" (")[0] if len(noether) > 1 else ""
    parts = [
        processor(),
        own.get("backend"),
        f"{own['threads']} threads" if own else None,
        f"{noether[0]} ({commit})" if commit else noether[0],
        java,
        *(f"{side} {found}" for side, found in versions.items()),
        f"{options.rounds} round{'s' * (options.rounds > 1)} of {options.seconds} s",
        f"other programs used {max(busy):.0%} of the processors at most" if busy else None,
        datetime.date.today().isoformat(),
    ]
    return textwrap.fill("; ".join(part for part in parts if part) + ".", 130)


def text(options, measured, versions):
    """Returns the table, what it was measured with, and what failed."""
    sides = [NOETHER, *versions]
    failures = [
        f"- {row.row.label}, {side}: `{message}`"
        for row in measured
        for side, message in row.failures.items()
    ]
    parts = [table(measured, sides), circumstances(options, measured, versions)]
    if failures:
        parts.append("Not measured:\n\n" + "\n".join(failures))
    return "\n\n".join(parts)


def parse():
    parser = turns.parser(__doc__, ROWS, rounds=2)
    parser.add_argument(
        "--seconds", type=int, default=10, help="of each measurement, as of each warm-up (default: 10)"
    )
    options = turns.parsed(parser, ROWS)
    if options.seconds < 1:
        parser.error("--seconds must be positive")
    return options


def main():
    options = parse()
    versions = {TORCH: version(options.python, "torch"), JAX: version(options.python, "jax")}
    if versions[TORCH] is None:
        sys.exit(
            f"compare.py: {options.python} has no PyTorch. To install it: pip install torch==2.13.0 numpy jax\n"
            "Another interpreter can be named by --python."
        )
    if versions[JAX] is None:
        say("JAX is not installed and takes no part. To install it: pip install jax")
        versions.pop(JAX)
    measured = []

    def page():
        measured.extend(by_turns(options, options.rows, [NOETHER, *versions]))
        return text(options, measured, versions)

    turns.fill(options, MARK, page)
    if any(row.failures for row in measured):
        sys.exit("compare.py: some measurements failed; the table names them")


if __name__ == "__main__":
    main()
