"""Makes ``ontology/lexicons/traditional.yaml``: which simplified character stands for each traditional one.

Usage: ``python tools/make_traditional.py [--check]``

The table is TSCharacters.txt of OpenCC (Apache-2.0), as the package ``opencc-python-reimplemented`` carries it (a development
dependency only). Of several simplified characters the first is taken, as OpenCC does.
``--check`` writes nothing and fails when the file is not what the source gives.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "ontology" / "lexicons" / "traditional.yaml"
TABLE = "dictionary/TSCharacters.txt"
A_ROW = 60
HEAD = """\
# Traditional characters and the simplified ones under which words are looked up; the text keeps its own. Made by
# tools/make_traditional.py from OpenCC's TSCharacters.txt (Apache-2.0, BYVoid and contributors); edit that, not this.

# A text is taken for one in traditional characters when so great a part of its Chinese characters is in the table. Single ones
# stand in simplified texts too, in names (乾安县), and stay what they are there.
share: 0.1
"""


def table() -> str:
    """Return the file's text."""
    spec = importlib.util.find_spec("opencc")
    if spec is None or spec.origin is None:
        sys.exit("opencc is not installed: pip install 'fazhi-kg[dev]'")
    lines = (Path(spec.origin).parent / TABLE).read_text("utf-8").splitlines()
    pairs = [(old, new.split()[0]) for old, new in (line.split("\t") for line in lines if line)]
    pairs = [(old, new) for old, new in pairs if len(old) == len(new) == 1 and old != new]
    rows = [pairs[start : start + A_ROW] for start in range(0, len(pairs), A_ROW)]
    written = (f"  - {{from: {''.join(old for old, _ in row)},\n     to:   {''.join(new for _, new in row)}}}\n" for row in rows)
    return HEAD + "rows:\n" + "".join(written)


def main() -> None:
    """Write the file, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file differs")
    made = table()
    if not parser.parse_args().check:
        TARGET.write_text(made, "utf-8")
    elif TARGET.read_text("utf-8") != made:
        sys.exit(f"{TARGET} is not what the source gives: run python tools/make_traditional.py")


if __name__ == "__main__":
    main()
