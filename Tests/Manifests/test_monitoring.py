"""Prometheus' rules, the same for its operator, and the dashboard."""

import json
import os
import re
import subprocess
import unittest

import yaml

from rendered import MANIFESTS, ROOT, documents

RULES = MANIFESTS / "monitoring" / "rules.yaml"
OPERATOR_RULES = MANIFESTS / "components" / "prometheus" / "prometheus-rule.yaml"

HEADER = """\
# The groups of monitoring/rules.yaml, for the Prometheus operator: change those, then UPDATE_GOLDEN=1 make test.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: mig-gate
  namespace: mig-gate
  labels:
    app.kubernetes.io/name: mig-gate
    app.kubernetes.io/component: monitoring
    app.kubernetes.io/part-of: mig-gate
spec:
"""


def rules():
    return [rule for group in documents(RULES.read_text())[0]["groups"] for rule in group["rules"]]


def dashboard():
    return json.loads((MANIFESTS / "monitoring" / "dashboard.json").read_text())


def metrics(expression):
    """The metrics of an expression; those of a histogram by its name."""
    names = re.findall(r"\b(?:mig_gate|process)_[a-z0-9_]+", expression)
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in names}


def documented():
    """The metrics that are documented."""
    return set(re.findall(r"\b(?:mig_gate|process)_[a-z0-9_]+", (ROOT / "docs" / "metrics.md").read_text()))


class RulesTests(unittest.TestCase):
    def promtool(self, *arguments):
        done = subprocess.run(["promtool", *arguments], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_prometheus_takes_the_rules(self):
        self.promtool("check", "rules", str(RULES))

    def test_rules_fire_when_they_should(self):
        self.promtool("test", "rules", str(MANIFESTS / "monitoring" / "rules-test.yaml"))

    def test_every_alert_is_tried(self):
        tried = (MANIFESTS / "monitoring" / "rules-test.yaml").read_text()
        for rule in rules():
            self.assertIn(f'alertname="{rule["alert"]}"', tried)

    def test_operator_has_the_same(self):
        text = RULES.read_text()
        groups = text[text.index("groups:") :]
        same = HEADER + "".join(f"  {line}" if line.strip() else line for line in groups.splitlines(keepends=True))
        if os.environ.get("UPDATE_GOLDEN"):
            OPERATOR_RULES.write_text(same)
        self.assertEqual(OPERATOR_RULES.read_text(), same)
        self.assertEqual(yaml.safe_load(same)["spec"], yaml.safe_load(text))

    def test_every_alert_says_what_to_do(self):
        for rule in rules():
            with self.subTest(rule["alert"]):
                self.assertIn(rule["labels"]["severity"], ["warning", "critical"])
                notes = rule["annotations"]
                self.assertEqual(set(notes), {"summary", "description", "runbook"})
                self.assertEqual(notes["runbook"], f"docs/operations.md#{rule['alert'].lower()}")
                self.assertIn(f"\n### {rule['alert']}\n", (ROOT / "docs" / "operations.md").read_text())


class MetricsTests(unittest.TestCase):
    def test_rules_and_dashboard_look_at_metrics_that_there_are(self):
        expressions = [rule["expr"] for rule in rules()]
        expressions += [target["expr"] for panel in dashboard()["panels"] for target in panel["targets"]]
        used = set().union(*map(metrics, expressions))
        self.assertGreater(len(used), 20)
        self.assertEqual(used - documented(), set())


class DashboardTests(unittest.TestCase):
    def test_data_source_is_a_variable(self):
        board = dashboard()
        kinds = {variable["name"]: variable["type"] for variable in board["templating"]["list"]}
        self.assertEqual(kinds["datasource"], "datasource")
        for panel in board["panels"]:
            for place in [panel, *panel["targets"]]:
                self.assertEqual(place["datasource"], {"type": "prometheus", "uid": "${datasource}"})

    def test_quantiles_are_called_by_what_they_are(self):
        called = 0
        for panel in dashboard()["panels"]:
            for target in panel["targets"]:
                quantile = re.match(r"histogram_quantile\(([0-9.]+),", target["expr"])
                if quantile and panel["type"] == "timeseries":
                    self.assertEqual(target["legendFormat"], f"p{round(float(quantile[1]) * 100)}")
                    called += 1
        self.assertEqual(called, 6)

    def test_panels_stand_beside_each_other(self):
        taken = set()
        ids = [panel["id"] for panel in dashboard()["panels"]]
        self.assertEqual(len(ids), len(set(ids)))
        for panel in dashboard()["panels"]:
            place = panel["gridPos"]
            self.assertLessEqual(place["x"] + place["w"], 24)
            cells = {
                (place["x"] + across, place["y"] + down) for across in range(place["w"]) for down in range(place["h"])
            }
            self.assertFalse(taken & cells, panel["title"])
            taken |= cells


if __name__ == "__main__":
    unittest.main()
