"""``make fmt``: write the bibliography in canonical form."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claims.canonical import canonical


def main(arguments: list[str] | None = None) -> int:
    """Rewrite or check a bibliography; return 0 if it is, or now is, in canonical form."""
    parser = argparse.ArgumentParser(prog="make fmt", description="Write a bibliography in canonical form.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if the form differs")
    options = parser.parse_args(arguments)
    try:
        text = canonical(options.path)
    except ValueError as fault:
        print(f"{fault}\nNot rewritten: mend this first.", file=sys.stderr)
        return 1
    if text.encode() == options.path.read_bytes():
        return 0
    if options.check:
        print(f"{options.path.name} is not in canonical form: run `make fmt`", file=sys.stderr)
        return 1
    options.path.write_bytes(text.encode())
    print(f"{options.path.name}: written in canonical form")
    return 0


if __name__ == "__main__":
    sys.exit(main())
