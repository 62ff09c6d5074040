"""The parts of the page of an exam's rooms: the grid, one room's checklists, swapping, choosing."""
