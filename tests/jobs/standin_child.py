"""A worker process as the supervisor starts it, with stand-ins for the work and its engines."""

import logging
import sys

from core import production
from jobs import child, wiring
from tests.jobs import work

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    production.run_stage = work.run_stage
    wiring.wire = lambda _needs: wiring.Wired(work.ENGINES, {})
    sys.exit(child.main(**child.parse(sys.argv[1:])))
