#!/usr/bin/env bash
# The docs site, into target/book/html, by mdBook (cargo install --locked mdbook --version 0.5.4). Without mdBook only the links are checked.
set -euo pipefail
book=target/book
repository=$(sed -n 's/^repository = "\(.*\)"$/\1/p' Cargo.toml)
python3 xtask/book.py "$book/src" "$repository"
if ! command -v mdbook >/dev/null; then
  echo "skipped: the site needs mdbook (cargo install --locked mdbook)"
  exit
fi
cp docs/book.toml "$book/"
mdbook build "$book" --dest-dir "$PWD/$book/html"
# What mdBook made of the links: no page that it doesn't have, no heading that it names otherwise.
python3 - "$book/html" <<'PYTHON'
import pathlib, re, sys, urllib.parse

root = pathlib.Path(sys.argv[1])
pages = {page: page.read_text() for page in root.rglob("*.html") if page.name not in ("print.html", "404.html", "toc.html")}
ids = {page: set(re.findall(r'id="([^"]+)"', text)) for page, text in pages.items()}
faults = []
for page, text in pages.items():
    main = text.partition("<main>")[2].partition("</main>")[0]
    for target in re.findall(r'(?:href|src)="([^"]+)"', main):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = urllib.parse.unquote(target).partition("#")
        place = (page.parent / path).resolve() if path else page.resolve()
        place = next((known for known in pages if known.resolve() == place), place)
        if not place.exists() or (anchor and place in ids and anchor not in ids[place]):
            faults.append(f"{page.relative_to(root)}: {target} leads nowhere")
print("\n".join(faults) or f"{len(pages)} pages of HTML, no dead link among them")
sys.exit(bool(faults))
PYTHON
