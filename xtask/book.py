"""Stages the pages of docs/SUMMARY.md for mdBook, in their places of the repository: `book.py FOLDER [REPOSITORY]`, and says which links of them
lead nowhere. A link to what is no page of the book leads to REPOSITORY's file, or without one is left out."""

import os
import pathlib
import re
import shutil
import sys

folder, repository = pathlib.Path(sys.argv[1]), (sys.argv[2:] or [""])[0]
root = pathlib.Path.cwd()
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
summary = (root / "docs/SUMMARY.md").read_text()
pages = {(root / "docs" / target).resolve() for _, _, target in LINK.findall(summary)}
faults = []


def staged(place):
    """Where a page stands in the book: mdBook makes an index of each README, and links are to lead to that."""
    place = place.relative_to(root)
    return place.with_name("index.md") if place.name == "README.md" else place


def outside_of_code(text):
    """The text in parts, each with whether it is prose."""
    parts = re.split(r"(^```.*?^```$|`[^`\n]+`)", text, flags=re.MULTILINE | re.DOTALL)
    return [(part, number % 2 == 0) for number, part in enumerate(parts)]


def anchors(page):
    """The names of a page's headings, as GitHub and mdBook make them."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    heads = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head) for head in re.findall(r"^#+ (.*)$", prose, re.MULTILINE)]
    names = [re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads]
    return set(names) | set(re.findall(r'<a (?:id|name)="([^"]+)"', prose))


def led(page, match):
    picture, words, target = match.groups()
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return match[0]
    if "::" in target:
        return words  # an item of Rust, for rustdoc
    path, _, anchor = target.partition("#")
    place = (page.parent / path).resolve() if path else page
    if not place.exists() or not place.is_relative_to(root):
        faults.append(f"{page.relative_to(root)}: {target} is not there")
        return match[0]
    if place.is_dir() and place / "README.md" in pages:
        place /= "README.md"
    if place in pages:
        if anchor and anchor not in anchors(place):
            faults.append(f"{page.relative_to(root)}: {place.relative_to(root)} has no heading {anchor!r}")
        return f"[{words}]({os.path.relpath(staged(place), staged(page).parent)}{'#' * bool(anchor)}{anchor})"
    if picture:
        copy = folder / place.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(place, copy)
        return match[0]
    return f"[{words}]({repository}/blob/main/{place.relative_to(root)})" if repository else words


shutil.rmtree(folder, ignore_errors=True)
for page in sorted(pages):
    if not page.exists():
        faults.append(f"docs/SUMMARY.md: {page.relative_to(root)} is not there")
        continue
    text = page.read_text()
    # A link's words may hold code, so code is put aside and back.
    kept = []
    put_aside = "".join(part if prose else kept.append(part) or f"\0{len(kept) - 1}\0" for part, prose in outside_of_code(text))
    put_aside = LINK.sub(lambda match: led(page, match), put_aside)
    copy = folder / staged(page)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(re.sub("\0(\\d+)\0", lambda match: kept[int(match[1])], put_aside))
(folder / "SUMMARY.md").write_text(LINK.sub(lambda m: f"[{m[2]}]({staged((root / 'docs' / m[3]).resolve())})", summary))
for fault in faults:
    print(f"error: {fault}", file=sys.stderr)
sys.exit(1 if faults else print(f"{len(pages)} pages, no dead link among them"))
