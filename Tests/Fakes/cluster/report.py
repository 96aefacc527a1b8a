"""What came of a run."""


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def failure(outcome, cluster):
    at = outcome.began - cluster.began
    told = {"at": round(at, 3), "after": round(outcome.seconds, 3), "reason": outcome.failure}
    if (connection := outcome.connection) is not None:
        told["callsOnConnection"] = connection.calls
        told["connectionAge"] = round(outcome.began - connection.opened, 3)
    if outcome.endpoint is not None:
        told["replica"] = outcome.endpoint.name
        told["replicaEvents"] = [event for event in cluster.events if event[1] == outcome.endpoint.name]
    return told


def make(load, cluster, rotations):
    """Everything that a test, or a person, wants to know; times in seconds since the cluster began."""
    failed = [outcome for outcome in load.outcomes if outcome.failure is not None]
    reasons = {}
    for outcome in failed:
        reasons[outcome.failure] = reasons.get(outcome.failure, 0) + 1
    latencies = sorted(outcome.seconds * 1000 for outcome in load.outcomes)
    return {
        "calls": len(load.outcomes),
        "failed": len(failed),
        "reasons": reasons,
        "failures": [failure(outcome, cluster) for outcome in failed[:20]],
        "retried": sum(1 for outcome in load.outcomes if outcome.retries > 0),
        "connections": cluster.client.opened,
        "callsPerSecond": round(len(load.outcomes) / load.seconds),
        "milliseconds": {
            "p50": round(percentile(latencies, 0.5), 2),
            "p99": round(percentile(latencies, 0.99), 2),
            "max": round(latencies[-1], 2),
        },
        "seconds": round(load.seconds, 1),
        "restarts": cluster.restarts,
        "uncleanExits": [exit for exit in cluster.exits if exit["status"] != 0],
        "slowestExit": max(exit["seconds"] for exit in cluster.exits),
        "rotations": rotations,
    }
