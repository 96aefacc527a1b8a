#!/usr/bin/env python3
"""A fake of the Kubernetes API as far as a rotation of certificates sees it, on one loopback port.

    python3 -B Tests/Fakes/kubernetes [--tls-cert FILE --tls-key FILE] --token TOKEN [--until-input-ends]

Prints `listening PORT` once it listens. ../README.md says what it checks and how it is set up and asked.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "shared"))

import loopback
from server import APIServer


def main():
    parser = loopback.options("kubernetes")
    parser.add_argument("--token", required=True, help="the bearer token that callers have to show")
    arguments = parser.parse_args()
    loopback.serve(APIServer(arguments.tls_cert, arguments.tls_key, arguments.token), arguments)


main()
