"""JupyterLab for the inspector, and the work folder that it opens on."""

from __future__ import annotations

from audit.render.lab import workfolder
from audit.render.lab.jupyter import lay_out, open_lab

__all__ = ["lay_out", "open_lab", "workfolder"]
