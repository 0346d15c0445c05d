"""What programs are made of: `crates.py FORM TARGET -p PROGRAM …`, where all after the target is given to `cargo tree`. `cargo xtask dist`
puts it beside the programs, in three forms.

list       one line a crate: name, version, licence
licences   the licence texts that the crates bring, each text once, with the crates that it belongs to
cyclonedx  a CycloneDX 1.5 document for the release that RELEASE and VERSION in the environment name
"""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tomllib


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], check=True, capture_output=True, text=True).stdout


def crates(target, *selection):
    """The crates in the programs, by name and version, each as cargo's metadata has it."""
    # `cargo tree` alone knows the features of these programs; `cargo metadata` joins those of the whole workspace.
    tree = cargo("tree", "--locked", "--target", target, "--edges", "normal", "--prefix", "none", "--format", "{p}", *selection)
    names = {tuple(line.split()[:2]) for line in tree.splitlines() if line}
    metadata = json.loads(cargo("metadata", "--locked", "--format-version", "1", "--filter-platform", target, "--all-features"))
    packages = {(p["name"], "v" + p["version"]): p for p in metadata["packages"]}
    edges = {n["id"]: [d["pkg"] for d in n["deps"] if any(k["kind"] is None for k in d["dep_kinds"])] for n in metadata["resolve"]["nodes"]}
    found = [packages[name] for name in sorted(names)]
    here = {p["id"] for p in found}
    return [p | {"needs": [i for i in edges[p["id"]] if i in here]} for p in found]


def licence(package):
    """As an SPDX expression: a slash is the old way to write OR."""
    return re.sub(r"\s*/\s*", " OR ", package["license"] or "none is told")


def listed(packages):
    for package in packages:
        print(package["name"], package["version"], licence(package))


def licences(packages):
    texts, without = {}, []
    for package in packages:
        # The texts of this project stand beside its programs.
        if package["source"] is None:
            continue
        folder = pathlib.Path(package["manifest_path"]).parent
        name = f'{package["name"]} {package["version"]}'
        files = [f for f in sorted(folder.iterdir()) if re.match(r"(?i)(licen[cs]e|copying|copyright|notice|unlicense)", f.name) and f.is_file()]
        if not files:
            without.append(f"{name}: {licence(package)}")
        for file in files:
            text = "\n".join(line.rstrip() for line in file.read_text(errors="replace").strip().splitlines())
            # The same words, however they are broken into lines, are one text.
            texts.setdefault(" ".join(text.split()), (text, {}))[1][name] = None
    print("The licence texts that the crates in these programs bring. CRATES.txt names the licence of each. The source of each is on")
    print("crates.io under its name and version; those under MPL-2.0 are used as they are there.")
    for text, names in texts.values():
        print(f"\n{'=' * 80}\n{', '.join(names)}\n{'=' * 80}\n\n{text}")
    print(f"\n{'=' * 80}\nCrates that bring no text, with the licence that they name:\n{'=' * 80}\n\n" + "\n".join(without))


def cyclonedx(packages):
    lock = tomllib.loads(pathlib.Path("Cargo.lock").read_text())["package"]
    sums = {(p["name"], p["version"]): p["checksum"] for p in lock if "checksum" in p}
    refs = {p["id"]: f'pkg:cargo/{p["name"]}@{p["version"]}' for p in packages}
    release, version = os.environ["RELEASE"], os.environ["VERSION"]

    def component(package):
        entry = {"type": "library", "bom-ref": refs[package["id"]], "name": package["name"], "version": package["version"],
                 "purl": refs[package["id"]], "licenses": [{"expression": licence(package)}]}
        if checksum := sums.get((package["name"], package["version"])):
            entry["hashes"] = [{"alg": "SHA-256", "content": checksum}]
        if package["repository"]:
            entry["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
        return entry

    time = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    programs = [refs[p["id"]] for p in packages if p["source"] is None and any("bin" in t["kind"] for t in p["targets"])]
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            # The same commit makes the same bytes with this one.
            "tools": [{"name": "rustc", "version": subprocess.run(["rustc", "--version"], check=True, capture_output=True, text=True).stdout.split()[1]}],
            "component": {"type": "application", "bom-ref": release, "name": release, "version": version},
        },
        "components": [component(p) for p in packages],
        "dependencies": [{"ref": release, "dependsOn": sorted(programs)}]
        + [{"ref": refs[p["id"]], "dependsOn": sorted({refs[i] for i in p["needs"]})} for p in packages],
    }
    print(json.dumps(document, indent=1))


form, *rest = sys.argv[1:]
{"list": listed, "licences": licences, "cyclonedx": cyclonedx}[form](crates(*rest))
