#!/usr/bin/env python3
"""Makes ICU's data small, and prints what has the linker take them.

    scripts/icu-data.py FOLDER

Foundation brings ICU with all languages of the world: 34 MB, more than half of the program. mig-gate words nothing through ICU;
Foundation needs its tables for time zones, calendars and host names. FOLDER gets an object with these; the symbol by which ICU finds
its data is made to mean that object's, and what nobody refers to any more the linker leaves out.
"""

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

OURS = "mig_gate_icu_data"
# Languages that stay: none, what Foundation takes where no other is set, and those of the alerts.
LANGUAGES = {"root", "en", "en_US", "en_US_POSIX", "zh", "zh_Hans", "zh_Hans_CN"}
# Names of currencies, languages, regions and units, numbers in words, other scripts: of these only what all languages share.
UNUSED_FOLDERS = {"curr", "lang", "region", "unit", "rbnf", "translit"}
SHARED = {"pool", "res_index", "root", "supplementalData"}
# Encodings other than Unicode's, and dictionaries that split words of languages without spaces.
UNUSED_ENDINGS = {"cnv", "dict"}
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Za-z0-9_]+)?$")


def is_kept(name):
    """Whether an item stays: `icudt76l/zone/de.res` does not, `icudt76l/zoneinfo64.res` does."""
    *folders, file = name.split("/")[1:]
    stem, _, ending = file.rpartition(".")
    if ending in UNUSED_ENDINGS:
        return False
    if UNUSED_FOLDERS.intersection(folders):
        return stem in SHARED
    return ending != "res" or stem in SHARED | LANGUAGES or not LANGUAGE.match(stem)


def shrink(data):
    """A package of ICU's common data (CmnD, version 1) with fewer items."""
    header = struct.unpack_from("<H", data)[0]
    if data[12:17] != b"CmnD\x01":
        raise SystemExit("ICU's data have a format that is not known here")
    count = struct.unpack_from("<I", data, header)[0]
    entries = [struct.unpack_from("<II", data, header + 4 + 8 * index) for index in range(count)]
    ends = [offset for _, offset in entries[1:]] + [len(data) - header]
    items = []
    for (name, begin), end in zip(entries, ends):
        name = data[header + name : data.index(b"\0", header + name)]
        if is_kept(name.decode()):
            items.append((name + b"\0", data[header + begin : header + end]))
    name_at = 4 + 8 * len(items)
    # Items begin at multiples of 16, as they did.
    item_at = -(-(name_at + sum(len(name) for name, _ in items)) // 16) * 16
    table, names, body = struct.pack("<I", len(items)), b"", b""
    first_item = item_at
    for name, item in items:
        item += bytes(-len(item) % 16)
        table += struct.pack("<II", name_at, item_at)
        names += name
        body += item
        name_at += len(name)
        item_at += len(item)
    return data[:header] + (table + names).ljust(first_item, b"\0") + body


def write(archive, wanted, folder):
    """Writes the object, and answers the name of the symbol whose place it takes."""
    subprocess.run(["ar", "x", archive, "icu_packaged_data.cpp.o"], cwd=folder, check=True)
    whole, data = f"{folder}/icu_packaged_data.cpp.o", f"{folder}/data"
    symbol = subprocess.check_output(["nm", "--defined-only", whole], text=True).split()[-1]
    subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata", whole, data], check=True)
    with open(data, "rb") as file:
        shrunk = shrink(file.read())
    with open(data, "wb") as file:
        file.write(shrunk)
    source = f'.section .rodata\n.balign 16\n.globl {OURS}\n{OURS}:\n.incbin "data"\n.section .note.GNU-stack,"",%progbits\n'
    subprocess.run(["as", "-o", wanted], input=source, cwd=folder, text=True, check=True)
    return symbol


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    wanted = os.path.join(os.path.abspath(sys.argv[1]), "icu-data.o")
    toolchain = os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("swiftc"))))
    archive = os.path.join(toolchain, "lib/swift_static/linux/lib_FoundationICU.a")
    os.makedirs(os.path.dirname(wanted), exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        symbol = write(archive, wanted, folder)
    print(f"-Xlinker {wanted} -Xlinker --defsym={symbol}={OURS}")


main()
