"""Read one uploaded case file, in a process of its own with little memory and time.

Run as ``python -m onetext.web.case_worker FILE``; prints one JSON object.
"""

from __future__ import annotations

import json
import sys

from onetext.web.upload_worker import limit


def main(path: str) -> None:
    """Print the case a file holds, or what is wrong with it, each problem with its field."""
    limit()
    from onetext import wiring
    from onetext.errors import OnetextError
    from onetext.record.kinds import plain_case

    try:
        found: dict[str, object] = {"case": plain_case(wiring.open_case(path))}
    except OnetextError as error:
        found = {"problems": [[p.what, p.because, p.hint, p.place.path] for p in error.problems]}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
