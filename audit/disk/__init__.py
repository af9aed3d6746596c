"""Files and folders: written whole or not at all, held by one process at a time, and gone when nobody needs them."""
