#!/usr/bin/env python3
"""A small cluster around `mig-gate serve`, and an API server that calls it while replicas restart and CAs change.

    /usr/bin/python3 -B Tests/Fakes/cluster --program .build/release/mig-gate [--help]

Prints a report in JSON. Exits with 0 if no call has failed, no process has ended with anything but 0, and all restarts and
rotations were made; with 1 otherwise. README.md says how it behaves.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time

import report
import reviews
from cluster import Cluster, in_background
from load import Load

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def options():
    parser = argparse.ArgumentParser(prog="cluster", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--program", required=True, help="the program to run")
    parser.add_argument("--policy", default=os.path.join(ROOT, "manifests/policy.yaml"), help="its policy")
    parser.add_argument("--serve", action="append", default=[], metavar="OPTION", help="one more option of its serve")
    parser.add_argument("--restarts", type=int, default=5, help="of each replica")
    parser.add_argument("--rotations", type=int, default=0, help="of the CA, meanwhile")
    parser.add_argument("--calls", type=int, default=20000, help="to go on for, at least")
    parser.add_argument("--callers", type=int, default=32, help="calls in flight, at most")
    parser.add_argument("--rate", type=float, default=1000, help="calls per second, if the machine can")
    parser.add_argument("--drain-delay", type=float, default=2, help="of the program, in seconds")
    parser.add_argument("--probe-period", type=float, default=0.2, help="seconds between two looks at /readyz")
    parser.add_argument("--propagation", type=float, default=0.3, help="seconds until the service knows what a probe found")
    parser.add_argument("--mount-delay", type=float, default=2, help="seconds until a changed Secret is mounted, at most")
    parser.add_argument("--pause", type=float, default=1, help="seconds between two restarts")
    parser.add_argument("--one-at-a-time", action="store_true", help="wait for a replica's end before the next restart")
    parser.add_argument("--hasty", action="store_true", help="trust only the new CA at once, which has to fail")
    return parser.parse_args()


def run(chosen, folder):
    cluster = Cluster(chosen, folder)
    try:
        recorded = reviews.load(os.path.join(ROOT, "Tests/Fixtures/reviews"))
        load = Load(cluster.client, recorded, chosen.callers, chosen.rate)
        try:
            rolling = in_background(lambda: [cluster.roll() for _ in range(chosen.restarts)])
            rotating = in_background(lambda: [cluster.rotate() for _ in range(chosen.rotations)])
            rolling()
            rotations = rotating()
            # The last ones that were asked to end go on serving meanwhile.
            end = time.monotonic() + chosen.drain_delay
            while len(load.outcomes) < chosen.calls or time.monotonic() < end:
                time.sleep(0.02)
        finally:
            load.end()
        cluster.client.close()
        cluster.stop()
        return report.make(load, cluster, rotations)
    finally:
        cluster.kill()


def main():
    chosen = options()
    # A test's thread that started this may have signals blocked, which the processes started here would inherit.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="mig-gate-cluster-", ignore_cleanup_errors=True) as folder:
        try:
            result = run(chosen, folder)
        except RuntimeError as error:
            sys.exit(f"cluster: {error}")
    print(json.dumps(result, indent=2))
    sys.exit(1 if result["failed"] or result["uncleanExits"] else 0)


main()
