"""Has Typst set one file, in a process of its own: a program that dies there, for want of memory say, kills no build.

Run as a program with a JSON object of options; writes the PDF beside the source and prints a JSON object: ``warnings``,
``places`` (name, page, points from the left and from the top, for every name of the book), or ``error``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def set_book(source: Path, **options: Any) -> dict[str, Any]:
    """Set *source* with Typst; return what the program prints, or its error.

    *options*: ``fonts`` (folders; with any, no other font is used), ``standards``, ``timestamp`` (seconds since 1970).
    """
    asked = json.dumps({"source": str(source), **options})
    done = subprocess.run([sys.executable, __file__, asked], capture_output=True, text=True, check=False)
    if done.returncode:
        return {"error": f"it ended with status {done.returncode}: {done.stderr.strip()[-500:]}"}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _set(source: str, fonts: list[str], standards: list[Any], timestamp: int) -> dict[str, Any]:
    import typst  # only here: the builder itself does not need the memory that it takes

    root = str(Path(source).parent)
    compiler = typst.Compiler(source, root=root, font_paths=fonts, ignore_system_fonts=bool(fonts))
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=standards, timestamp=timestamp)
        places = json.loads(compiler.query("<places>", field="value", one=True))
    except typst.TypstError as error:
        return {"error": str(error)}
    Path(source).with_suffix(".pdf").write_bytes(pdf if isinstance(pdf, bytes) else b"".join(pdf or ()))
    return {"warnings": [str(warning) for warning in warnings], "places": places}


if __name__ == "__main__":
    print(json.dumps(_set(**json.loads(sys.argv[1]))))
