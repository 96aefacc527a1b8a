#!/usr/bin/env python3
"""Compares what `mig-gate check` counts in manifests with what scripts/count-gpu-containers.py counts.

    scripts/check-corpus.py MIG_GATE FILE|FOLDER...

Prints what differs, what could not be read and a line that sums up. Exits with 1 where the counts differ or a document
could not be read.
"""

import json
import os
import subprocess
import sys


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, paths = sys.argv[1], sys.argv[2:]
    checked = subprocess.run([program, "check", "--output", "json", *paths], stdout=subprocess.PIPE)
    if checked.returncode not in (0, 1, 2) or not checked.stdout:
        sys.exit(f"{program} check ended with {checked.returncode}")
    report = json.loads(checked.stdout)
    counter = os.path.join(os.path.dirname(os.path.abspath(__file__)), "count-gpu-containers.py")
    counted = subprocess.run([sys.executable, counter, *paths], stdout=subprocess.PIPE, check=True)
    expected, found = json.loads(counted.stdout), report["summary"]["gpuContainers"]
    differences = 0
    for kind in sorted(expected.keys() | found.keys()):
        if expected.get(kind, 0) != found.get(kind, 0):
            differences += 1
            print(f"{kind}: mig-gate counts {found.get(kind, 0)}, the independent count is {expected.get(kind, 0)}")
    for problem in report["problems"]:
        print(f"{problem['file']}:{problem.get('line', '-')}: unreadable: {problem['message']}")
    summary = report["summary"]
    print(
        f"{summary['files']} files, {summary['objects']} objects, "
        f"{sum(found.values())} GPU containers of {len(found)} kinds; "
        f"{differences} kinds differ, {len(report['problems'])} documents unreadable"
    )
    sys.exit(1 if differences or report["problems"] else 0)


main()
