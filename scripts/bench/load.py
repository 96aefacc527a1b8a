"""The load: h2load, and what it and the kernel say about a run."""

import dataclasses
import pathlib
import re
import subprocess


@dataclasses.dataclass(frozen=True)
class Scenario:
    """One way of asking."""

    title: str
    arguments: tuple
    requests: int
    """Requests of one run of h2load."""
    repeats: int = 1
    """Runs of h2load that count as one."""


SCENARIOS = [
    Scenario("HTTP/1.1, 8 connections", ("--h1", "-c", "8"), 120_000),
    Scenario("HTTP/1.1, 1 connection", ("--h1", "-c", "1"), 25_000),
    # nginx does not read the bodies that it throws away, takes what it skips for a flood and closes the connection
    # ("http2 flood detected") after 6,000 reviews: a connection is used for 5,000.
    Scenario("HTTP/2, 1 connection of 50 streams", ("-c", "1", "-m", "50"), 5_000, repeats=20),
    # 750 connections a second, each for one request: what a burst of API calls beyond the kept 25 connections does.
    Scenario("new connection per request", ("--h1", "-c", "1500", "-r", "75", "--rate-period", "100ms"), 1_500),
]


@dataclasses.dataclass(frozen=True)
class Run:
    """What one run of one scenario took."""

    requests_per_second: float
    p50_us: float
    p99_us: float
    cpu_us: float
    """CPU time of the server per request."""


def drive(server, scenario, body, folder):
    """Asks with the bytes of the file `body`; ends the program if an answer is not 2xx."""
    before = server.cpu_ns()
    rates, times = zip(*(h2load(server, scenario, body, folder) for _ in range(scenario.repeats)))
    used = server.cpu_ns() - before
    times = sorted(time for run in times for time in run)
    return Run(
        requests_per_second=sum(rates) / len(rates),
        p50_us=times[len(times) // 2],
        p99_us=times[min(len(times) - 1, len(times) * 99 // 100)],
        cpu_us=used / len(times) / 1000,
    )


def h2load(server, scenario, body, folder):
    """One run of h2load: requests per second, and the µs that each request took."""
    log = pathlib.Path(folder) / "h2load.log"
    log.unlink(missing_ok=True)
    result = subprocess.run(
        ["h2load", *scenario.arguments, "-n", str(scenario.requests), "-d", str(body), f"--log-file={log}",
         "-H", "content-type: application/json", server.url],
        capture_output=True, text=True, check=True)
    answered = re.search(r"status codes: (\d+) 2xx", result.stdout)
    if not answered or int(answered[1]) != scenario.requests:
        raise SystemExit(f"{server.name}, {scenario.title}: not every request was answered 2xx\n{result.stdout}")
    # start in µs, status, duration in µs
    times = [int(line.split("\t")[2]) for line in log.read_text().splitlines()]
    return float(re.search(r"([\d.]+) req/s", result.stdout)[1]), times
