"""The command that shows the reader in a browser."""

from __future__ import annotations

import socket
from argparse import Namespace

from feedtui.headless.telling import Failed
from feedtui.paths import Places


def serve_reader(places: Places, arguments: Namespace) -> int:
    """Serve the reader on loopback until it is interrupted.

    Raises:
        Failed: The extra `serve` is not installed, or the port cannot be had.
    """
    try:
        from feedtui.serving import HERE, LocalServer
    except ImportError:
        raise Failed("The reader in a browser wants one package more: pip install 'feedtui[serve]'.") from None
    try:
        listening = socket.create_server((HERE, arguments.port))
    except (OSError, OverflowError) as error:
        raise Failed(f"Port {arguments.port} cannot be had: {error}. Choose another by --port.") from None
    with listening:
        LocalServer(arguments.home, listening).run()
    return 0
