"""Runs the recipes of docs/recipes: writes each block with `file=NAME` to a folder of its own, and runs those marked `run`.

    recipes.py FOLDER RECIPE.md…    each in FOLDER/NAME; what a block needs is on the PATH
"""

import os
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```\w+ ([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

root = pathlib.Path(sys.argv[1])
for recipe in map(pathlib.Path, sys.argv[2:]):
    folder = root / recipe.stem
    folder.mkdir(parents=True, exist_ok=True)
    ran = 0
    environment = os.environ | {"REPOSITORY": str(recipe.resolve().parents[2])}
    for words, text in BLOCK.findall(recipe.read_text()):
        for word in words.split():
            if word.startswith("file="):
                path = folder / word.removeprefix("file=")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            elif word == "run":
                ran += 1
                subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=folder, env=environment, check=True)
            else:
                sys.exit(f"{recipe}: a block is marked {word!r}, which is neither run nor file=NAME")
    if not ran:
        sys.exit(f"{recipe}: it has no block that is run")
    print(f"{recipe.stem}: as its recipe says")
