"""The browser opened on the desk, without the key in any list of processes."""

from __future__ import annotations

import html
import os
import shutil
import threading
import webbrowser
from pathlib import Path

from audit.disk import files

#: A page that leads to the desk: a browser gets the address of this file as an argument, which everybody may see.
_PAGE = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url={address}"><title>核查台</title><p>正在打开核查台……<a href="{address}">没有打开的，请点击这里</a></p></html>
"""


def show(entrance: str, folder: Path) -> bool:
    """Open the browser on ``entrance`` by way of a file in ``folder``, which has to stay; False where there is no browser."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    # One that only has a name is a browser of the terminal, or what the user named.
    if type(browser) is webbrowser.GenericBrowser and not (os.environ.get("BROWSER") and shutil.which(browser.name)):
        return False
    path = folder / f"desk-{os.getpid()}.html"
    path.unlink(missing_ok=True)
    files.write_private(path, _PAGE.format(address=html.escape(entrance)))
    # A browser on the terminal, or one that is being started, would hold up whoever waits for it.
    threading.Thread(target=browser.open, args=(path.as_uri(),), daemon=True).start()
    return True
