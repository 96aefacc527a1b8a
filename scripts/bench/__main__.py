"""Measures mig-gate against nginx answering a constant, in the same run, over the same certificate.

    python3 scripts/bench BINARY [--rounds 5]

Drives both with h2load and the 2.5 kB Pod review `pod-fifty-on-40`, which is denied and logged. Each round takes the
servers in random order, so that a drifting machine favours neither; medians of the rounds are printed with their spread.
CPU time is the kernel's, summed over all threads of a server (/proc/PID/task/*/schedstat). Needs h2load and nginx.
"""

import argparse
import collections
import pathlib
import platform
import random
import statistics
import subprocess
import tempfile

import load
import report
import servers

REVIEW = pathlib.Path("Tests/Fixtures/reviews/pod-fifty-on-40.json")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help="a release build of mig-gate")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each scenario on each server")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mig-gate-bench-") as name:
        folder = pathlib.Path(name)
        subprocess.run(["certs/issue.sh", str(folder / "certs")], check=True)
        measure(options, folder)


def measure(options, folder):
    certificates = folder / "certs"
    start_ms = statistics.median(start_times(options.binary, certificates, folder))
    running = [servers.mig_gate(options.binary, certificates, folder), servers.nginx(certificates, folder)]
    try:
        results = rounds(running, options, folder)
        peaks = {server.name: server.peak_rss_kib() / 1024 for server in running}
    finally:
        for server in running:
            server.stop()
    print(f"{cpu_model()}, {platform.system()} {platform.release()}, {options.rounds} rounds\n")
    print(report.table(results))
    print(f"\npeak RSS in MiB: mig-gate {peaks['mig-gate']:.1f}, nginx {peaks['nginx']:.1f} (its processes added up)")
    print(f"exec to listening: {start_ms:.1f} ms (median of 9)\n")
    print(report.targets(results, peaks["mig-gate"], start_ms))


def start_times(binary, certificates, folder):
    for _ in range(9):
        server = servers.mig_gate(binary, certificates, folder)
        server.stop()
        yield server.start_ms


def rounds(running, options, folder):
    results = {scenario.title: collections.defaultdict(list) for scenario in load.SCENARIOS}
    for server in running:
        # Warm: code is paged in, buffers have their size.
        load.drive(server, load.SCENARIOS[1], REVIEW, folder)
    for scenario in load.SCENARIOS:
        for _ in range(options.rounds):
            for server in random.sample(running, len(running)):
                results[scenario.title][server.name].append(load.drive(server, scenario, REVIEW, folder))
    return {title: {server.name: runs[server.name] for server in running} for title, runs in results.items()}


def cpu_model():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


main()
