"""`make run` with a stand-in for the screens."""

import sys

from core.config import settings
from jobs import stack

SCREENS = """
import http.server, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Health).serve_forever()
"""

if __name__ == "__main__":
    stack.ui_command = lambda: [sys.executable, "-c", SCREENS, str(settings().ui_port)]
    sys.exit(stack.run_stack(lambda: None))
