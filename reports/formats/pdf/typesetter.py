"""The typesetter: one document, one process, so that what Typst remembers of it goes when it is done.

Run as a script: ``typesetter.py FOLDER SECONDS FONTS…`` sets ``FOLDER/report.typ`` into ``FOLDER/report.pdf``. It imports nothing of
ours and may read nothing outside the folder and the fonts. Where a template is wrong it prints
``{"message": …, "diagnostic": …}`` and ends with 3.
"""

from __future__ import annotations

import json
import sys

import typst


def main(folder: str, made_at: str, *fonts: str) -> int:
    try:
        typst.compile(
            f"{folder}/report.typ",
            output=f"{folder}/report.pdf",
            root=folder,
            font_paths=list(fonts),
            ignore_system_fonts=True,
            package_path=folder,
            package_cache_path=folder,
            pdf_standards=["ua-1"],
            timestamp=int(made_at),
        )
    except typst.TypstError as error:
        sys.stdout.write(json.dumps({"message": str(error), "diagnostic": getattr(error, "diagnostic", None) or ""}))
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
