"""The match conditions of the webhook configuration, evaluated over every fixture, and over objects that are not as they should be.

Two implementations of CEL answer: cel-python, and Google's in C++, which checks types and, like the API server's, takes a field
of something that has none for an error.
"""

import copy
import importlib.util
import json
import re
import subprocess
import sys
import unittest

import celpy
import yaml
from cel_expr_python import cel

from rendered import MANIFESTS, ROOT, documents

PREFIX = "nvidia.com/mig-"
WEBHOOKS = documents((MANIFESTS / "base" / "webhook-configuration.yaml").read_text())[0]["webhooks"]
ENVIRONMENT = celpy.Environment()
STRICT = cel.NewEnv(variables={"object": cel.Type.DYN, "oldObject": cel.Type.DYN})

# Kinds of which all objects go to the gate, because CEL cannot walk them.
UNSEEN = {"AppWrapper"}


def load_generator():
    spec = importlib.util.spec_from_file_location("generator", ROOT / "scripts" / "webhook-configuration.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = load_generator()


class Webhook:
    def __init__(self, entry):
        self.entry = entry
        expressions = [condition["expression"] for condition in entry.get("matchConditions", [])]
        self.conditions = [ENVIRONMENT.program(ENVIRONMENT.compile(expression)) for expression in expressions]
        self.strict_conditions = [STRICT.compile(expression) for expression in expressions]

    def has_rule_for(self, group, version, resource, operation):
        return any(
            group in rule["apiGroups"]
            and (version in rule["apiVersions"] or "*" in rule["apiVersions"])
            and resource in rule["resources"]
            and operation in rule["operations"]
            for rule in self.entry["rules"]
        )

    def selects(self, namespace):
        selector = self.entry["namespaceSelector"]
        return all(namespace not in demand["values"] for demand in selector.get("matchExpressions", [])) and all(
            namespace == value for value in selector.get("matchLabels", {}).values()
        )

    def meets(self, object_, old=None):
        """Whether all conditions are true, which both implementations must agree on."""
        activation = {"object": celpy.json_to_cel(object_), "oldObject": celpy.json_to_cel(old)}
        results = [bool(condition.evaluate(activation)) for condition in self.conditions]
        if all(results) != self.meets_strictly(object_, old):
            raise AssertionError(f"one says {results}, the other the opposite")
        return all(results)

    def meets_strictly(self, object_, old=None):
        """Whether all conditions are true; an error, which would refuse the object, is raised."""
        results = [condition.eval(data={"object": object_, "oldObject": old}) for condition in self.strict_conditions]
        for result in results:
            if result.type() != cel.Type.BOOL:
                raise AssertionError(f"a condition of {self.entry['name']} is {result.value()!r}, of {object_}")
        return all(result.value() for result in results)


ASKED = [Webhook(entry) for entry in WEBHOOKS if entry["name"] != "policy.mig-gate.io"]


def asks_for_slices(value, is_root=True):
    """Whether a slice is asked for anywhere: a walk that knows no kinds."""
    if isinstance(value, list):
        return any(asks_for_slices(element, False) for element in value)
    if not isinstance(value, dict):
        return False
    for key, child in value.items():
        if is_root and key in ("metadata", "status"):
            continue
        if key in ("limits", "requests", "resources") and isinstance(child, dict):
            if any(name.startswith(PREFIX) for name in child):
                return True
        if asks_for_slices(child, False):
            return True
    return False


def workloads():
    """Every object of the manifests among the fixtures, with the file that it stands in."""
    for path in sorted((ROOT / "Tests" / "Fixtures" / "manifests").rglob("*")):
        if path.suffix not in (".yaml", ".json"):
            continue
        try:
            found = documents(path.read_text())
        except yaml.YAMLError:
            continue
        while found:
            object_ = found.pop()
            if not isinstance(object_, dict) or not isinstance(object_.get("kind"), str):
                continue
            if object_["kind"].endswith("List") and isinstance(object_.get("items"), list):
                item_kind = object_["kind"][: -len("List")]
                for item in object_["items"]:
                    known = {"apiVersion": object_["apiVersion"], "kind": item_kind} if item_kind else {}
                    found.append({**known, **item})
                continue
            yield path.name, object_


class ConditionsTests(unittest.TestCase):
    def test_file_is_what_the_script_prints(self):
        script = ROOT / "scripts" / "webhook-configuration.py"
        printed = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True).stdout
        self.assertEqual(printed, (MANIFESTS / "base" / "webhook-configuration.yaml").read_text())

    def test_reviews_reach_the_gate_exactly_if_they_ask_for_a_slice(self):
        seen = 0
        for path in sorted((ROOT / "Tests" / "Fixtures" / "reviews").glob("*.json")):
            if path.name == "index.json":
                continue
            request = json.loads(path.read_text())["request"]
            resource = request["resource"]
            plural = resource["resource"] + ("/" + request["subResource"] if request.get("subResource") else "")
            asked = [
                webhook
                for webhook in ASKED
                if webhook.has_rule_for(resource["group"], resource["version"], plural, request["operation"])
                and webhook.selects(request.get("namespace", ""))
            ]
            with self.subTest(path.name):
                if request["operation"] == "DELETE" or request.get("subResource"):
                    self.assertEqual(asked, [])
                    continue
                self.assertEqual(len(asked), 1)
                self.assertEqual(asked[0].meets(request["object"], request["oldObject"]), asks_for_slices(request["object"]))
                seen += 1
        self.assertGreater(seen, 30)

    def test_workloads_reach_the_gate_exactly_if_they_ask_for_a_slice(self):
        reached, passed, without_rule = 0, 0, set()
        for file, object_ in workloads():
            group, _, version = object_["apiVersion"].rpartition("/")
            plural = object_["kind"].lower() + "s"
            asked = [webhook for webhook in ASKED if webhook.has_rule_for(group, version, plural, "CREATE")]
            if not asked:
                without_rule.add(f"{object_['kind']}.{group}" if asks_for_slices(object_) else "")
                continue
            name = object_.get("metadata", {}).get("name")
            with self.subTest(f"{file}: {object_['kind']} {name}"):
                self.assertEqual(len(asked), 1)
                truth = asks_for_slices(object_) or object_["kind"] in UNSEEN
                self.assertEqual(asked[0].meets(object_), truth)
                reached += truth
                passed += not truth
        self.assertGreater(reached, 20)
        self.assertGreater(passed, 10)
        self.assertEqual(without_rule - {""}, WITHOUT_RULE)

    def test_every_kind_of_the_table_has_a_rule(self):
        text = (ROOT / "Sources" / "Kubernetes" / "StandardKinds.swift").read_text()
        kinds = set(re.findall(r'"([A-Z][A-Za-z]+)"', text))
        self.assertGreater(len(kinds), 30)
        plurals = {plural for webhook in WEBHOOKS for rule in webhook["rules"] for plural in rule["resources"]}
        # Lists are no objects of an API server; what buys nodes runs nothing.
        without = {kind for kind in kinds if kind.lower() + "s" not in plurals}
        self.assertEqual(without, {"List", "NodeClaim", "NodePool"})

    def test_conditions_are_within_the_limits_of_kubernetes(self):
        for entry in WEBHOOKS:
            conditions = entry.get("matchConditions", [])
            self.assertLessEqual(len(conditions), 64)
            names = [condition["name"] for condition in conditions]
            self.assertEqual(len(names), len(set(names)))


# Kinds among the fixtures that ask for slices and have no rule: a cluster's own, which the policy tells the gate of.
WITHOUT_RULE = {"ModelServer.models.example.com"}


def places():
    """For each webhook the places that its condition looks at, each as the steps to it and what is there."""
    for name, _, _, paths, *alike in GENERATOR.WEBHOOKS:
        everything = list(paths or [])
        for prefixes, below in alike:
            everything += [(f"{prefix}.{path}", shape) for prefix in prefixes for path, shape in below]
        for path, shape in everything:
            yield name, path, shape


AMOUNTS = {"nvidia.com/mig-3g.40gb": "1"}
LEAVES = {
    "template": {"spec": {"containers": [{"name": "c", "resources": {"limits": AMOUNTS}}]}},
    "spec": {"initContainers": [{"name": "c", "resources": {"requests": AMOUNTS}}]},
    "container": {"resources": {"limits": AMOUNTS}},
    "resources": {"requests": AMOUNTS},
    "list": AMOUNTS,
}


def built(path, shape):
    """An object that asks for a slice at a place, and nowhere else."""
    value = copy.deepcopy(LEAVES[shape])
    for step in reversed(path.replace("[*]", ".[*]").replace("{*}", ".{*}").split(".")):
        if step == "[*]":
            value = [{}, value]
        elif step == "{*}":
            value = {"one": {}, "another": value}
        elif step:
            value = {step: value}
    return {"metadata": {"name": "x"}, **value}


def spoiled(value, is_root=True):
    """The object with one thing gone or of another kind, for each thing in it."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, child in list(children):
        if is_root and key == "metadata":
            continue
        for other in [None, "x", 7, True, {}, [], [None], ["x"], [[]], {"x": None}]:
            if child is not other and not (isinstance(value, dict) and isinstance(child, str)):
                changed = copy.copy(value)
                changed[key] = other
                yield changed
        if isinstance(value, dict):
            yield {other: kept for other, kept in value.items() if other != key}
        for changed_child in spoiled(child, False):
            changed = copy.copy(value)
            changed[key] = changed_child
            yield changed


class PlacesTests(unittest.TestCase):
    def test_a_slice_is_seen_at_every_place(self):
        webhooks = {webhook.entry["name"]: webhook for webhook in ASKED}
        for name, path, shape in places():
            with self.subTest(f"{name}: {path} ({shape})"):
                self.assertTrue(webhooks[f"{name}.mig-gate.io"].meets(built(path, shape)))

    def test_objects_that_are_not_as_they_should_be_are_no_error(self):
        webhooks = {webhook.entry["name"]: webhook for webhook in ASKED}
        count = 0
        for name, path, shape in places():
            webhook = webhooks[f"{name}.mig-gate.io"]
            with self.subTest(f"{name}: {path} ({shape})"):
                for object_ in spoiled(built(path, shape)):
                    self.assertEqual(webhook.meets_strictly(object_), asks_for_slices(object_), object_)
                    count += 1
        self.assertGreater(count, 1000)

    def test_what_is_no_object_is_no_error(self):
        for webhook in ASKED:
            for object_ in [None, {}, {"metadata": None}, {"metadata": "x", "spec": None}, {"spec": []}]:
                webhook.meets_strictly(object_)

    def test_objects_that_are_being_deleted_do_not_reach_the_gate(self):
        webhooks = {webhook.entry["name"]: webhook for webhook in ASKED}
        for name, path, shape in places():
            object_ = built(path, shape)
            object_["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z"
            self.assertFalse(webhooks[f"{name}.mig-gate.io"].meets(object_))

    def test_updates_of_what_is_judged_reach_the_gate(self):
        webhooks = {webhook.entry["name"]: webhook for webhook in ASKED}
        for name, path, shape in places():
            webhook, object_ = webhooks[f"{name}.mig-gate.io"], built(path, shape)
            with self.subTest(f"{name}: {path} ({shape})"):
                for old in [{"metadata": {"name": "x"}}, {**object_, "spec": {"replicas": 3}}]:
                    self.assertTrue(webhook.meets(object_, old))
                for field in ["labels", "annotations"]:
                    for before, after in [(None, {"a": "1"}), ({"a": "1"}, None), ({"a": "1"}, {"a": "2"}), ({}, {"a": "1"})]:
                        old, new = (
                            {**object_, "metadata": {"name": "x", **({field: value} if value is not None else {})}}
                            for value in (before, after)
                        )
                        self.assertTrue(webhook.meets(new, old))

    def test_updates_of_nothing_that_is_judged_do_not(self):
        webhooks = {webhook.entry["name"]: webhook for webhook in ASKED}
        for name, path, shape in places():
            old = built(path, shape)
            old["metadata"].update(
                labels={"a": "b"}, annotations={"mig-gate.io/model-size": "50Gi"}, finalizers=["batch.kubernetes.io/job-tracking"]
            )
            new = copy.deepcopy(old)
            new["metadata"].update(finalizers=[], ownerReferences=[{"name": "o"}], resourceVersion="2", managedFields=[{}])
            new["status"] = {"phase": "Succeeded"}
            with self.subTest(f"{name}: {path} ({shape})"):
                self.assertFalse(webhooks[f"{name}.mig-gate.io"].meets(new, old))

    def test_old_objects_that_are_not_as_they_should_be_are_no_error(self):
        webhooks = {webhook.entry["name"]: webhook for webhook in ASKED}
        for name, path, shape in places():
            object_ = built(path, shape)
            for old in [None, {}, "x", 7, {"metadata": None}, {**object_, "metadata": "x"}, {**object_, "metadata": None}]:
                self.assertTrue(webhooks[f"{name}.mig-gate.io"].meets_strictly(object_, old), old)
            for old in spoiled(object_):
                webhooks[f"{name}.mig-gate.io"].meets_strictly(object_, old)


if __name__ == "__main__":
    unittest.main()
