#!/usr/bin/env python3
"""Fakes of what takes alerts, on one loopback port: Feishu, DingTalk, WeCom, Slack, Alertmanager, a webhook.

    python3 -B Tests/Fakes/robots [--tls-cert FILE --tls-key FILE] [--scale N] [--until-input-ends]

They refuse what the services refuse, with the same statuses and bodies, and record every call. Prints `listening PORT`
once it listens. `--scale 200` makes a minute of their rate limits and bans last 0.3 s; signatures keep real time.
README.md says how they are set up and asked.
"""

import argparse
import os
import sys
import threading

from server import RobotServer


def main():
    parser = argparse.ArgumentParser(prog="robots")
    parser.add_argument("--tls-cert", help="PEM of the certificate chain; plain HTTP without it")
    parser.add_argument("--tls-key", help="PEM of its key")
    parser.add_argument("--scale", type=float, default=1, help="how many times faster limits and bans pass")
    parser.add_argument("--until-input-ends", action="store_true", help="end when standard input does")
    arguments = parser.parse_args()
    server = RobotServer(arguments.scale, arguments.tls_cert, arguments.tls_key)
    if arguments.until_input_ends:
        # Whoever started this may be killed before it can end it.
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    print("listening", server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


main()
