"""The two objects, and what the API server says of them."""

import base64
import json

SECRET = "/api/v1/namespaces/mig-gate/secrets/mig-gate-tls"
WEBHOOK = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/mig-gate"


def status(code, reason, message):
    """A Status object, as it comes with every refusal."""
    return code, {
        "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message, "reason": reason,
        "code": code,
    }


class Store:
    def __init__(self):
        self.version = 100
        self.objects = {}

    def put(self, path, value):
        """Puts an object somewhere, or takes it away."""
        if value is None:
            self.objects.pop(path, None)
            return
        self.version += 1
        value.setdefault("metadata", {})["resourceVersion"] = str(self.version)
        self.objects[path] = value

    def get(self, path):
        if path not in self.objects:
            return status(404, "NotFound", f"{path.rsplit('/', 1)[1]!r} not found")
        return 200, self.objects[path]

    def update(self, path, body):
        try:
            value = json.loads(body)
        except ValueError as error:
            return status(400, "BadRequest", f"the object is no JSON: {error}")
        if path not in self.objects:
            return status(404, "NotFound", f"{path.rsplit('/', 1)[1]!r} not found")
        present = self.objects[path]
        if value.get("metadata", {}).get("resourceVersion") != present["metadata"]["resourceVersion"]:
            message = "the object has been modified; please apply your changes to the latest version and try again"
            return status(409, "Conflict", f"Operation cannot be fulfilled on {path.rsplit('/', 1)[1]!r}: {message}")
        if problem := invalid(path, value, present):
            return status(422, "Invalid", problem)
        self.put(path, value)
        return 200, value


def invalid(path, value, present):
    """Why the API server would not keep an object; None if it would."""
    for field in ("apiVersion", "kind"):
        if value.get(field) != present.get(field):
            return f"{field}: Invalid value: {value.get(field)!r}"
    if path == SECRET:
        if value.get("type") != present.get("type"):
            return "type: Invalid value: field is immutable"
        return next((f"data[{key}]: not base64" for key, text in (value.get("data") or {}).items() if not is_base64(text)), None)
    for index, webhook in enumerate(value.get("webhooks", [])):
        bundle = webhook["clientConfig"].get("caBundle")
        if bundle is not None and not (is_base64(bundle) and holds_certificate(bundle)):
            return f"webhooks[{index}].clientConfig.caBundle: Invalid value: unable to load root certificates"
    return None


def is_base64(text):
    try:
        base64.b64decode(text, validate=True)
        return True
    except (ValueError, TypeError):
        return False


def holds_certificate(bundle):
    return b"-----BEGIN CERTIFICATE-----" in base64.b64decode(bundle)
