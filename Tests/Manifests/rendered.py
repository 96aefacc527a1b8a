"""What `kubectl kustomize` makes of the folders below manifests/."""

import functools
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
MANIFESTS = ROOT / "manifests"
OVERLAYS = ["cert-manager", "self-signed", "development"]


class Loader(yaml.SafeLoader):
    """YAML as Kubernetes reads it, in which `=` is a text like any other."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:value"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def documents(text):
    return [document for document in yaml.load_all(text, Loader) if document is not None]


def kustomize(folder):
    """The objects of a kustomization."""
    done = subprocess.run(["kubectl", "kustomize", str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"kubectl kustomize {folder}: {done.stderr}")
    return documents(done.stdout)


@functools.cache
def overlay(name):
    return kustomize(MANIFESTS / "overlays" / name)


def with_components(folder, name, components):
    """The objects of an overlay with components, from a kustomization written into a folder beside the overlays."""
    lines = ["apiVersion: kustomize.config.k8s.io/v1beta1", "kind: Kustomization", "resources:"]
    lines.append(f"  - {relative(MANIFESTS / 'overlays' / name, folder)}")
    lines.append("components:")
    lines += [f"  - {relative(MANIFESTS / 'components' / component, folder)}" for component in components]
    (Path(folder) / "kustomization.yaml").write_text("\n".join(lines) + "\n")
    return kustomize(folder)


def relative(path, folder):
    return Path(*[".."] * (len(Path(folder).resolve().parts) - 1), *path.parts[1:])


def named(objects, kind, name):
    found = [object for object in objects if object["kind"] == kind and object["metadata"]["name"] == name]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} objects are {kind} {name}, not one")
    return found[0]
