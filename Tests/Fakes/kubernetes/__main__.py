#!/usr/bin/env python3
"""A fake of the Kubernetes API as far as a rotation of certificates sees it, on one loopback port.

    python3 -B Tests/Fakes/kubernetes [--tls-cert FILE --tls-key FILE] --token TOKEN [--until-input-ends]

Prints `listening PORT` once it listens. ../README.md says what it checks and how it is set up and asked.
"""

import argparse
import os
import sys
import threading

from server import APIServer


def main():
    parser = argparse.ArgumentParser(prog="kubernetes")
    parser.add_argument("--tls-cert", help="PEM of the certificate chain; plain HTTP without it")
    parser.add_argument("--tls-key", help="PEM of its key")
    parser.add_argument("--token", required=True, help="the bearer token that callers have to show")
    parser.add_argument("--until-input-ends", action="store_true", help="end when standard input does")
    arguments = parser.parse_args()
    server = APIServer(arguments.tls_cert, arguments.tls_key, arguments.token)
    if arguments.until_input_ends:
        # Whoever started this may be killed before it can end it.
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    print("listening", server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


main()
