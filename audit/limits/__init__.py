"""How much processor time and memory a piece of work may take, on fast machines and slow ones."""
