"""Runs the recipes of docs/recipes: writes each block with `file=NAME` to a folder of its own, and runs those marked `run`.

    recipes.py FOLDER RECIPE.md…    each in FOLDER/NAME; what a block needs is on the PATH
    recipes.py FOLDER PAGE.md#WORD  only what is below the heading WORD of the page, in FOLDER itself; its blocks of sh are run, marked or not
"""

import os
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```[\w,]+ ([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def section(text, word):
    """What is below a heading, up to the next one: each block of sh as one that is run, each other one as the file that its first line names."""
    text = re.sub(r"^```sh$", "```sh run", text, flags=re.MULTILINE)
    text = re.sub(r"^(```[\w,]+)\n(?=(?:#|//) (\S+)$)", r"\1 file=\2\n", text, flags=re.MULTILINE)
    found = re.search(rf"^#+ {re.escape(word)}\n(.*?)(?=^##+ |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else sys.exit(f"there is no heading {word!r}")


root = pathlib.Path(sys.argv[1])
for argument in sys.argv[2:]:
    name, _, word = argument.partition("#")
    recipe = pathlib.Path(name)
    folder = root if word else root / recipe.stem
    folder.mkdir(parents=True, exist_ok=True)
    ran = 0
    environment = os.environ if word else os.environ | {"REPOSITORY": str(recipe.resolve().parents[2])}
    for words, text in BLOCK.findall(section(recipe.read_text(), word) if word else recipe.read_text()):
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
    print(f"{argument}: as it says")
