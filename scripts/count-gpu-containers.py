#!/usr/bin/env python3
"""Counts the containers that ask for GPUs in manifests, by the kind of their object.

    scripts/count-gpu-containers.py FILE|FOLDER...

An independent check of `mig-gate check`: it knows no table of kinds and no paths. Its rules are:

1. Every map with a map under `limits` or `requests` that names a GPU with an amount other than zero is a container,
   wherever it stands, but for what stands in the `metadata` and `status` of an object, and in `ephemeralContainers`.
2. A GPU is `nvidia.com/gpu`, `nvidia.com/gpu.shared` or `nvidia.com/mig-…`.
3. Amounts may stand in a map `custom` among the limits, as Dynamo has them.
4. A Ray group's own `resources` (`headGroupSpec`, `workerGroupSpecs`) are amounts by themselves: one more container,
   unless every GPU in it is asked for by the group's template already, in the same amount.
5. Karpenter's NodePool and NodeClaim promise resources and run nothing.
6. Objects whose kind ends in List are taken apart by their `items`.

Prints a JSON object {kind: count}, kinds as `Deployment.apps`. Documents that are not YAML are passed over, with a line
on standard error.
"""

import json
import os
import re
import sys

import yaml

ENDINGS = (".yaml", ".yml", ".json")
PROMISES = {("karpenter.sh", "NodePool"), ("karpenter.sh", "NodeClaim")}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(LOADER):
    """Reads every scalar but null as the text it is: amounts are compared as they were written."""


def plain(loader, node):
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


for kind in ("bool", "float", "int", "timestamp", "value"):
    Loader.add_constructor(f"tag:yaml.org,2002:{kind}", plain)


def is_gpu(name):
    return isinstance(name, str) and (
        name in ("nvidia.com/gpu", "nvidia.com/gpu.shared") or name.startswith("nvidia.com/mig-")
    )


def is_some(amount):
    return not re.fullmatch(r"[+-]?0+(\.0*)?([eE][+-]?[0-9]+|[a-zA-Z]{1,2})?", str(amount))


def gpus(amounts):
    """The GPUs that a map of amounts names, with their amounts."""
    if not isinstance(amounts, dict):
        return {}
    found = {name: amount for name, amount in amounts.items() if is_gpu(name) and is_some(amount)}
    return gpus(amounts.get("custom")) | found


def asks(value):
    return isinstance(value, dict) and bool(gpus(value.get("limits")) or gpus(value.get("requests")))


def group_asks(group):
    """Whether a Ray group asks for GPUs beside its template."""
    asked = gpus(group.get("resources"))
    template = (group.get("template") or {}).get("spec") or {}
    for container in template.get("containers") or []:
        limits = gpus((container.get("resources") or {}).get("limits"))
        asked = {name: amount for name, amount in asked.items() if str(limits.get(name)) != str(amount)}
    return bool(asked)


def count(value, is_object=False):
    if isinstance(value, list):
        return sum(count(element) for element in value)
    if not isinstance(value, dict):
        return 0
    total = int(asks(value))
    for key, inner in value.items():
        if key == "ephemeralContainers" or is_object and key in ("metadata", "status"):
            continue
        if key == "headGroupSpec" and isinstance(inner, dict):
            total += int(group_asks(inner))
        if key == "workerGroupSpecs" and isinstance(inner, list):
            total += sum(int(group_asks(group)) for group in inner)
        total += count(inner)
    return total


def objects(document, inherited=None):
    """The objects of a document with their group and kind, lists taken apart."""
    if isinstance(document, list):
        for element in document:
            yield from objects(element)
    if not isinstance(document, dict):
        return
    version, kind = document.get("apiVersion"), document.get("kind")
    own = (version.rpartition("/")[0], kind) if isinstance(version, str) and isinstance(kind, str) else inherited
    name = own[1] if own else kind
    if isinstance(name, str) and name.endswith("List") and isinstance(document.get("items"), list):
        for item in document["items"]:
            yield from objects(item, (own[0], name[:-4]) if own and name != "List" else None)
    elif own:
        yield own, document


def documents(path):
    """The documents of a file, each by itself: one that is not YAML hides none of the others."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read().replace("\r\n", "\n")
    for part in re.split(r"^---(?=\s|$)", text, flags=re.MULTILINE):
        try:
            yield from yaml.load_all(part, Loader)
        except yaml.YAMLError as error:
            print(f"{path}: passed over: {str(error).splitlines()[0]}", file=sys.stderr)


def files(path):
    if not os.path.isdir(path):
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(ENDINGS) and not name.startswith("."):
                yield os.path.join(folder, name)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    counts = {}
    for path in (file for argument in sys.argv[1:] for file in files(argument)):
        for document in documents(path):
            for (group, kind), value in objects(document):
                found = 0 if (group, kind) in PROMISES else count(value, is_object=True)
                if found:
                    name = f"{kind}.{group}" if group else kind
                    counts[name] = counts.get(name, 0) + found
    print(json.dumps(counts, indent=2, sort_keys=True))


main()
