#!/usr/bin/env python3
"""Measures `mig-gate check` over 10,000 manifests on one core.

    scripts/bench-check.py MIG_GATE [FOLDER]

The manifests are files of about 2.2 kB: an object of Tests/Fixtures/manifests, with objects beside it that ask for no
GPU, as people keep them together; or, where a folder is named, copies of its files. Prints the seconds of the best of
three runs and the peak of resident memory. Exits with 1 above 3 seconds.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILES = 10_000
BYTES = 2_200
TARGET = 3.0
FIXTURES = Path(__file__).parent.parent / "Tests" / "Fixtures" / "manifests"


def made_of_fixtures():
    """The files' texts: one document behind the other until there is enough."""
    models, others = [], []
    for path in sorted(FIXTURES.rglob("*.yaml")):
        if path.name not in ("broken.yaml", "values.yaml"):
            documents = re.split(r"^---\n", path.read_text(), flags=re.MULTILINE)
            (others if path.name == "beside.yaml" else models).extend(filter(str.strip, documents))
    number = size = 0
    for index in range(FILES):
        text = models[index % len(models)]
        # The sizes of all files together, so that their mean is right.
        while size + len(text) < BYTES * (index + 1):
            text += "---\n" + others[number % len(others)]
            number += 1
        size += len(text)
        yield "yaml", text.encode()


def copied(folder):
    """The texts of a folder's files, again and again."""
    paths = [path for path in sorted(Path(folder).rglob("*")) if path.suffix in (".yaml", ".yml", ".json")]
    texts = [(path.suffix[1:], path.read_bytes()) for path in paths]
    if not texts:
        sys.exit(f"there are no manifests in {folder}")
    return (texts[index % len(texts)] for index in range(FILES))


def run(program, folder):
    """Seconds, peak memory in MiB and the last line of one run."""
    start = time.monotonic()
    process = subprocess.Popen(["taskset", "-c", "0", program, "check", folder], stdout=subprocess.PIPE)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    if process.returncode not in (0, 1):
        sys.exit(f"{program} check ended with {process.returncode}:\n{text.decode()[:2000]}")
    return seconds, usage.ru_maxrss / 1024, text.decode().splitlines()[-1]


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    texts = copied(sys.argv[2]) if len(sys.argv) == 3 else made_of_fixtures()
    with tempfile.TemporaryDirectory(prefix="mig-gate-bench-") as folder:
        size = 0
        for index, (ending, text) in enumerate(texts):
            path = Path(folder) / f"{index // 100:02d}"
            path.mkdir(exist_ok=True)
            (path / f"{index:05d}.{ending}").write_bytes(text)
            size += len(text)
        runs = [run(sys.argv[1], folder) for _ in range(3)]
    seconds, memory = min(run[0] for run in runs), max(run[1] for run in runs)
    verdict = "met" if seconds <= TARGET else "missed"
    print(f"{FILES:,} files, {size / FILES:,.0f} bytes on average, on one core:")
    print(f"{seconds:.2f} s, peak memory {memory:.1f} MiB")
    print(re.sub(r" \([^)]*\)", "", runs[0][2]))
    print(f"target {TARGET:.0f} s: {verdict}")
    sys.exit(0 if verdict == "met" else 1)


main()
