"""How tests set the services up and ask what came. Never recorded, never faulty."""

from message import Request, json_answer

BOOLEANS = {"true": True, "false": False, None: None}


def answer(request: Request, server):
    """The answer to a call below /control."""
    try:
        match request.method, request.path:
            case "POST", "/control":
                return configured(request.parsed(), server)
            case "POST", "/control/reset":
                server.reset()
                return json_answer(200, {})
            case "GET", "/control/calls":
                return json_answer(200, calls(request.query, server.records))
            case "GET", "/control/alerts":
                return json_answer(200, server.services["alertmanager"].listing())
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        return json_answer(400, {"error": str(error)})
    return json_answer(404, {"error": "POST /control, POST /control/reset, GET /control/calls, GET /control/alerts"})


def configured(options, server):
    with server.lock:
        for name, values in options.items():
            if name not in server.services:
                raise ValueError(f"there is no service {name!r}")
            server.services[name].configure(values)
    return json_answer(200, {})


def calls(query, records):
    service, accepted = query.get("service"), BOOLEANS[query.get("accepted")]
    if "atLeast" in query:
        return records.wait(int(query["atLeast"]), float(query.get("within", 10)), service, accepted)
    return records.matching(service, accepted)
