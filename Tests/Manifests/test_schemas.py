"""Every overlay, with every component, against the schemas of Kubernetes."""

import tempfile
import unittest

import kubernetes_validate

from rendered import OVERLAYS, overlay, with_components

# The oldest that has all we use without a feature gate (matchConditions, unhealthyPodEvictionPolicy), and the newest known.
VERSIONS = ["1.31", "1.36"]

# Of custom resources the schemas know nothing.
CUSTOM = {
    ("cert-manager.io/v1", "Certificate"),
    ("cert-manager.io/v1", "Issuer"),
    ("monitoring.coreos.com/v1", "PrometheusRule"),
    ("monitoring.coreos.com/v1", "ServiceMonitor"),
}


class SchemaTests(unittest.TestCase):
    def check(self, objects):
        checked = 0
        for object_ in objects:
            if (object_["apiVersion"], object_["kind"]) in CUSTOM:
                continue
            for version in VERSIONS:
                with self.subTest(f"{object_['kind']} {object_['metadata']['name']} under {version}"):
                    kubernetes_validate.validate(object_, version, strict=True)
            checked += 1
        self.assertGreater(checked, 8)

    def test_overlays(self):
        for name in OVERLAYS:
            with self.subTest(name):
                self.check(overlay(name))

    def test_overlays_with_components(self):
        for name in OVERLAYS:
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                self.check(with_components(folder, name, ["alerts", "prometheus"]))

    def test_a_mistake_is_found(self):
        deployment = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}, "spec": {"replica": 1}}
        for version in VERSIONS:
            with self.assertRaises(kubernetes_validate.ValidationError):
                kubernetes_validate.validate(deployment, version, strict=True)


if __name__ == "__main__":
    unittest.main()
