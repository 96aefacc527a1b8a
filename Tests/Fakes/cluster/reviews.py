"""The recorded reviews, each call with a uid of its own, and what is wrong with an answer."""

import itertools
import json
import os
import re


class Review:
    """A recorded review that can be asked many times."""

    _numbers = itertools.count(int.from_bytes(os.urandom(4), "big"))

    def __init__(self, name, body, allowed):
        uid = json.loads(body)["request"]["uid"].encode()
        before, self._after = re.split(re.escape(uid), body, maxsplit=1)
        self._before = before
        self.name = name
        self.allowed = allowed

    def ask(self):
        """A fresh uid, and the body that asks with it."""
        uid = b"00000000-0000-4000-8000-%012x" % next(Review._numbers)
        return uid.decode(), self._before + uid + self._after

    def fault(self, uid, body):
        """What the API server, or whoever knows the verdict, would find wrong with an answer; None for nothing."""
        try:
            answer = json.loads(body)
            response = answer["response"]
            if (answer["apiVersion"], answer["kind"]) != ("admission.k8s.io/v1", "AdmissionReview"):
                return f"answer is a {answer['apiVersion']} {answer['kind']}"
            if response["uid"] != uid:
                return f"answer for {response['uid']}, not {uid}"
            if response["allowed"] is not self.allowed:
                return f"{self.name}: allowed is {response['allowed']}"
            if "patch" in response or "patchType" in response:
                return "answer of a validating webhook has a patch"
        except (ValueError, KeyError, TypeError) as error:
            return f"answer cannot be read: {error!r}"
        return None


def load(folder):
    """All reviews of a folder, with the verdicts of its index.json."""
    with open(os.path.join(folder, "index.json"), "rb") as index:
        cases = json.load(index)
    reviews = []
    for case in cases:
        with open(os.path.join(folder, case["case"] + ".json"), "rb") as file:
            reviews.append(Review(case["case"], file.read(), case["allowed"]))
    return reviews
