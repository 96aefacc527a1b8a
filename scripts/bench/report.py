"""The table that goes into the README, and whether the targets are met."""

import statistics


def spread(values, digits=1):
    """Median, smallest and largest."""
    return f"{statistics.median(values):.{digits}f} [{min(values):.{digits}f} to {max(values):.{digits}f}]"


def row(title, name, runs):
    return (f"| {title} | {name} | {statistics.median(run.requests_per_second for run in runs):,.0f} "
            f"| {statistics.median(run.p50_us for run in runs):,.0f} "
            f"| {statistics.median(run.p99_us for run in runs):,.0f} | {spread([run.cpu_us for run in runs])} |")


def ratio(ours, theirs):
    """Our CPU per request over nginx's, round by round: both of a round ran next to each other."""
    return [our.cpu_us / their.cpu_us for our, their in zip(ours, theirs)]


def table(results):
    """`results`: scenario title -> server name -> runs, in the order of the rounds."""
    lines = ["| scenario | server | requests/s | p50 µs | p99 µs | CPU µs per request |", "| --- | --- | --- | --- | --- | --- |"]
    for title, servers in results.items():
        lines += [row(title, name, runs) for name, runs in servers.items()]
        lines.append(f"| | ratio | | | | {spread(ratio(servers['mig-gate'], servers['nginx']), 2)} |")
    return "\n".join(lines)


def targets(results, peak_rss_mib, start_ms):
    """One line for each target; the figure first."""
    keep_alive, new = results["HTTP/1.1, 8 connections"], results["new connection per request"]
    checks = [
        ("CPU µs per review, HTTP/1.1 x 8", statistics.median(run.cpu_us for run in keep_alive["mig-gate"]), 16),
        ("ratio to nginx, HTTP/1.1 x 8", statistics.median(ratio(keep_alive["mig-gate"], keep_alive["nginx"])), 1.25),
        ("ratio to nginx, new connection", statistics.median(ratio(new["mig-gate"], new["nginx"])), 1.0),
        ("peak RSS, MiB", peak_rss_mib, 24),
        ("exec to listening, ms", start_ms, 50),
    ]
    return "\n".join(
        f"{'met   ' if value <= limit else 'MISSED'}  {name}: {value:.2f} (at most {limit})" for name, value, limit in checks)
