#!/usr/bin/env python3
"""Measures reportlint beside other checkers, on the same reports, and writes the table of docs/performance.md.

    python3 benches/peers.py                                    # everything, for the page
    python3 benches/peers.py --sizes 1,100 --rounds 2 --print   # a quick look, which writes nothing

Needs Linux or macOS, Python 3.9, cargo, and the network for the first run, which installs the others into target/peers.
Every run is a process of its own. Rounds are interleaved, so that whatever else the machine does falls on all of them.
"""

import argparse
import datetime
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True
import reports  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/performance.md"
SIZES = {1: 21, 100: 11, 1_000: 5, 10_000: 3}  # and the number of rounds
LONGEST_RUN = 300  # seconds; what would take longer is left out
LONGEST_ROUNDS = 60  # seconds; what took longer is not run again

JSONSCHEMA_CLI, SOURCEMETA, CHECK_JSONSCHEMA, RYL = "0.60.2", "17.3.0", "0.39.0", "0.26.1"
STYLE = "{extends: relaxed, rules: {line-length: disable}}"

# Runs a command as a child of a small process: the peak memory of a process includes that of its parent at its birth.
LAUNCHER = """
import json, os, sys, time
quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
started = time.monotonic()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(child, 0)
wall = time.monotonic() - started
print(json.dumps([status, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]))
"""


class Tool:
    """A program to measure: its name in the table, and its command for a list of reports."""

    def __init__(self, name, command, finds_faults=True):
        self.name = name
        self.command = command
        self.finds_faults = finds_faults
        self.runs = {}

    def run(self, folder, paths):
        """Runs the program once; returns its status, wall time, CPU time (both in seconds) and peak memory in MiB."""
        arguments = [sys.executable, "-ISc", LAUNCHER, *map(str, self.command(paths))]
        done = subprocess.run(arguments, cwd=folder, stdout=subprocess.PIPE, check=True)
        status, wall, cpu, memory = json.loads(done.stdout)
        return status, wall, cpu, memory / (2**20 if sys.platform == "darwin" else 2**10)

    def measure(self, folder, paths):
        status, *measured = self.run(folder, paths)
        if status != 0:
            sys.exit(f"{self.name} fails on clean reports: {status}")
        self.runs.setdefault(len(paths), []).append(measured)

    def medians(self, size):
        runs = self.runs.get(size)
        return [median(values) for values in zip(*runs)] if runs else None

    def has_time_for(self, size):
        """Returns false for a size that would take too long, and once a size has taken long enough."""
        runs = self.runs.get(size)
        if runs:
            return sum(wall for wall, *_ in runs) < LONGEST_ROUNDS
        smaller = [(other, self.medians(other)[0]) for other in self.runs if other < size]
        return all(wall * size / other < LONGEST_RUN for other, wall in smaller[-1:])


def install(folder):
    """Installs the peers and builds reportlint; returns the tools."""
    run = lambda *arguments: subprocess.run(arguments, cwd=ROOT, check=True)
    run("cargo", "build", "--quiet", "--release")
    # Two of them call their program `jsonschema`.
    for name, packages in [("sourcemeta", [f"sourcemeta-jsonschema=={SOURCEMETA}"]),
                           ("python", [f"check-jsonschema=={CHECK_JSONSCHEMA}", f"ryl=={RYL}"])]:
        if not (folder / name).exists():
            run(sys.executable, "-m", "venv", folder / name)
        run(folder / name / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *packages)
    if not is_installed(folder / "cargo/bin/jsonschema-cli"):
        run("cargo", "install", "--quiet", "--locked", "--force", "--root", folder / "cargo",
            f"jsonschema-cli@{JSONSCHEMA_CLI}")

    reportlint = target() / "release/reportlint"
    schema = folder / "report.schema.json"
    schema.write_bytes(subprocess.check_output([reportlint, "schema", "report"]))
    has_cache = b"--no-cache" in subprocess.check_output([reportlint, "check", "--help"])
    cold = ["--no-cache"] if has_cache else []
    # A single report is named; of more, the folder is.
    place = lambda paths: paths if len(paths) == 1 else ["reports"]
    lint = lambda *options: lambda paths: [reportlint, "check", *options, *place(paths)]
    tools = [
        Tool("reportlint, all default rules", lint(*cold)),
        Tool("reportlint, `--rule project=off`", lint(*cold, "--rule", "project=off")),
        Tool("reportlint, `--only schema`", lint(*cold, "--only", "schema")),
        Tool(f"`jsonschema-cli` {JSONSCHEMA_CLI}", lambda paths: [
            folder / "cargo/bin/jsonschema-cli", "validate", schema, "--errors-only", "-i", *paths]),
        Tool(f"sourcemeta `jsonschema` {SOURCEMETA}", lambda paths: [
            folder / "sourcemeta/bin/jsonschema", "validate", "--fast", schema, *place(paths)]),
        Tool(f"`check-jsonschema` {CHECK_JSONSCHEMA}", lambda paths: [
            folder / "python/bin/check-jsonschema", "--schemafile", schema, *paths]),
        Tool(f"`ryl` {RYL}, style only", lambda paths: [
            folder / "python/bin/ryl", "check", "--no-cache", "-d", STYLE, *place(paths)], finds_faults=False),
    ]
    if has_cache:
        edit = 'echo "# edited" >>"$1"; exec "$0" check "$1"'
        tools[1:1] = [
            Tool("reportlint with its cache, one of them after an edit",
                 lambda paths: ["/bin/sh", "-c", edit, reportlint, paths[0]]),
            Tool("reportlint with its cache, all after that edit", lint()),
            Tool("reportlint with its cache, all again", lint()),
        ]
    # The least that any of them must do: walk, and ask the system about each file.
    tools.append(Tool("`find -size`, which reads no file", lambda paths: [
        shutil.which("find"), *place(paths), "-size", "+1"], finds_faults=False))
    return tools


def is_installed(program):
    return program.exists() and JSONSCHEMA_CLI in subprocess.check_output([program, "--version"], text=True)


def target():
    metadata = subprocess.check_output(["cargo", "metadata", "--format-version=1", "--no-deps"], cwd=ROOT)
    return Path(json.loads(metadata)["target_directory"])


def check_tools(tools, folder):
    """Makes sure that each tool reads the report and judges it: one that finds nothing would be fast."""
    faulty = reports.write(folder, 8, with_faults=True)[7:]
    for tool in tools:
        status, *_ = tool.run(folder, faulty)
        if tool.finds_faults and status == 0:
            sys.exit(f"{tool.name} finds nothing in a faulty report")


def measure(tools, sizes, work):
    """Runs every tool over every size; returns the bytes of each size."""
    total = {}
    for size, rounds in sizes.items():
        folder = Path(work, str(size))
        paths = reports.write(folder, size)
        total[size] = sum((folder / path).stat().st_size for path in paths)
        for tool in tools:  # so that all files are in the system's memory, and caches are filled
            if tool.name.startswith("reportlint"):
                tool.run(folder, paths)
        for number in range(rounds):
            for tool in tools:
                if tool.has_time_for(size):
                    print(f"{size:,}, round {number + 1} of {rounds}: {tool.name}", file=sys.stderr)
                    tool.measure(folder, paths)
        shutil.rmtree(folder)
    return total


def table(tools, sizes):
    """Returns the times and the ratios as rows of Markdown."""
    heads = [f"{size:,} report{'' if size == 1 else 's'}" for size in sizes]
    yield "| seconds (CPU seconds), peak MiB | " + " | ".join(heads) + " |"
    yield "|---" * (len(sizes) + 1) + "|"
    for tool in tools:
        yield f"| {tool.name} | " + " | ".join(cell(tool, size) for size in sizes) + " |"
    yield ""
    yield "Times of the first row, as multiples, wall and CPU:"
    yield ""
    yield "| | " + " | ".join(heads) + " |"
    yield "|---" * (len(sizes) + 1) + "|"
    for tool in tools[1:]:
        yield f"| {tool.name} | " + " | ".join(ratio(tool, tools[0], size) for size in sizes) + " |"


def cell(tool, size):
    if not tool.medians(size):
        return "–"
    wall, cpu, memory = tool.medians(size)
    return f"{figures(wall)} ({figures(cpu)})" + (f", {memory:.0f}" if size >= 1000 else "")


def ratio(tool, first, size):
    if not tool.medians(size):
        return "–"
    (wall, cpu, _), (first_wall, first_cpu, _) = tool.medians(size), first.medians(size)
    return f"{wall / first_wall:.2f}, {cpu / first_cpu:.2f}"


def figures(seconds):
    """Returns a time with three digits that count, and not more than three after the point."""
    return f"{seconds:.{3 if seconds < 1 else 2 if seconds < 10 else 1 if seconds < 100 else 0}f}"


def machine():
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores, {memory:.0f} GiB of memory, {platform.system()} on {platform.machine()}"


def commit_of_build():
    """Returns the commit that the work tree is at, and says so if files of the program differ from it."""
    git = lambda *arguments: subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True).stdout.strip()
    commit, changed = git("log", "-1", "--format=%h"), git("status", "--porcelain", "--", "src", "Cargo.toml", "Cargo.lock")
    return f" (commit {commit}{', with changes' if changed else ''})" if commit else ""


def section(tools, sizes, total, commit):
    """Returns the measured part of the page."""
    version = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.M)[1]
    rounds = ", ".join(f"{rounds} for {size:,}" for size, rounds in sizes.items())
    largest = max(sizes)
    return "\n".join([
        f"Measured on {datetime.date.today()} with reportlint {version}{commit}: {machine()}. The {largest:,} reports have "
        f"{total[largest] / 1e6:.1f} MB. Medians; rounds: {rounds}.",
        "",
        *table(tools, sizes),
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", help="numbers of reports, separated by commas [default: 1,100,1000,10000]")
    parser.add_argument("--rounds", type=int, help="rounds for each size")
    parser.add_argument("--print", action="store_true", help="print the tables, and leave the page as it is")
    arguments = parser.parse_args()
    chosen = [int(size) for size in arguments.sizes.split(",")] if arguments.sizes else SIZES
    sizes = {size: arguments.rounds or SIZES.get(size, 3) for size in sorted(chosen)}
    peers = target() / "peers"
    peers.mkdir(parents=True, exist_ok=True)
    commit = commit_of_build()
    tools = install(peers)
    with tempfile.TemporaryDirectory() as work:
        check_tools(tools, Path(work, "faulty"))
        total = measure(tools, sizes, work)
    measured = section(tools, sizes, total, commit)
    if arguments.print:
        print(measured)
        return
    begin, end = "<!-- measured: begin -->\n", "\n<!-- measured: end -->"
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(begin)[0], page.split(end)[1]
    PAGE.write_text(before + begin + measured + end + after, encoding="utf-8")


if __name__ == "__main__":
    main()
