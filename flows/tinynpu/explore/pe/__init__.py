"""Processing elements for standard cells: one idea each, and what they have in common."""
