#!/usr/bin/env python3
"""Fakes of what takes alerts, on one loopback port: Feishu, DingTalk, WeCom, Slack, Alertmanager, a webhook.

    python3 -B Tests/Fakes/robots [--tls-cert FILE --tls-key FILE] [--scale N] [--until-input-ends]

They refuse what the services refuse, with the same statuses and bodies, and record every call. Prints `listening PORT`
once it listens. `--scale 200` makes a minute of their rate limits and bans last 0.3 s; signatures keep real time.
README.md says how they are set up and asked.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "shared"))

import loopback
from server import RobotServer


def main():
    parser = loopback.options("robots")
    parser.add_argument("--scale", type=float, default=1, help="how many times faster limits and bans pass")
    arguments = parser.parse_args()
    loopback.serve(RobotServer(arguments.scale, arguments.tls_cert, arguments.tls_key), arguments)


main()
