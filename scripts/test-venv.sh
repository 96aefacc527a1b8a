#!/bin/sh
# Sets up the Python of the tests under .build, once, and prints the path of its interpreter.
#
# Debian has what reads YAML and checks schemas (python3-yaml, python3-jsonschema: scripts/install-packages.sh test); the rest
# comes from PyPI, each package as test-requirements.txt has it.
set -eu
cd "$(dirname "$0")/.."

venv=.build/test-venv
requirements=scripts/test-requirements.txt
# Made anew when the list changes.
stamp=$venv/requirements.txt
if ! cmp -s "$requirements" "$stamp"; then
    rm -rf "$venv"
    # Debian's Python, whatever else is on the PATH: it has Debian's packages.
    /usr/bin/python3 -m venv --system-site-packages "$venv" >&2
    # The list is complete, so nothing is installed that it does not name.
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
        -r "$requirements" >&2
    cp "$requirements" "$stamp"
fi
echo "$PWD/$venv/bin/python"
