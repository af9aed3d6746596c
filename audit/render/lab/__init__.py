"""JupyterLab for the inspector, and the work folder that it opens on."""
